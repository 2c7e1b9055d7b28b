// With `tests: include`, helpers of tests count like any other.
//@ tests: include
#[cfg(test)]
mod tests {
    fn load() {
        std::fs::read("a").ok();
    }

    #[tokio::test]
    async fn loads() {
        load(); //~ indirect-blocking-io-in-async
        tokio::task::spawn_blocking(load).await.ok(); //~! handed over
    }
}

//@ tests: include
//@ path: tests/io.rs
use std::fs;

#[tokio::test]
async fn a() {
    fs::read("a").ok(); //~ blocking-io-in-async
}

#[cfg(test)]
mod tests {
    async fn helper() {
        std::fs::read("a").ok(); //~ blocking-io-in-async
    }
}

#[test]
fn sync() {
    fs::read("a").ok(); //~! still sync
}

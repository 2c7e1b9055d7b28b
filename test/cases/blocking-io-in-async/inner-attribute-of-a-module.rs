mod checks {
    #![cfg(test)]
    async fn f() {
        std::fs::read("a").ok(); //~! the module's inner attribute
    }
}

mod notes {
    #![allow(dead_code)]
    async fn f() {
        std::fs::read("a").ok(); //~ blocking-io-in-async
    }
}

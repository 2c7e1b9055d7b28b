// Helpers that stand within the function that calls them, which nothing else names.
//@ rules: indirect-blocking-io-in-async

async fn start() {
    fn inner() -> Vec<u8> {
        std::fs::read("x").unwrap()
    }
    inner(); //~ indirect-blocking-io-in-async
}

async fn with_a_type() {
    struct Local;
    impl Local {
        fn load() -> Vec<u8> {
            std::fs::read("x").unwrap()
        }
    }
    Local::load(); //~ indirect-blocking-io-in-async
}

async fn quiet() {
    fn harmless() -> u8 {
        1
    }
    harmless(); //~! reads nothing
}

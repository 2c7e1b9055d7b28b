// Files that only sound like tests.
//@ file: src/testing.rs
async fn f() {
    std::fs::read("a").ok(); //~ blocking-io-in-async
}
//@ file: src/contests/mod.rs
async fn f() {
    std::fs::read("a").ok(); //~ blocking-io-in-async
}
//@ file: src/my_tests.rs
async fn f() {
    std::fs::read("a").ok(); //~ blocking-io-in-async
}
//@ file: examples/demo.rs
async fn f() {
    std::fs::read("a").ok(); //~ blocking-io-in-async
}

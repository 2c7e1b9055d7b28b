//@ path: crates/core/benches/io.rs
async fn f() {
    std::fs::read("a").ok(); //~! a file of tests or benchmarks
    std::thread::sleep(D); //~! a file of tests or benchmarks
}

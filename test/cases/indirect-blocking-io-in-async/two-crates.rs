// Two crates of a workspace with modules of the same names.
//@ file: crates/slow/Cargo.toml
#![manifest]
//@ file: crates/slow/src/lib.rs
pub mod io;
pub async fn f() {
    io::load(); //~ indirect-blocking-io-in-async
    crate::io::load(); //~ indirect-blocking-io-in-async
}
//@ file: crates/slow/src/io.rs
pub fn load() {
    std::fs::read("x").ok();
}
//@ file: crates/quick/Cargo.toml
#![manifest]
//@ file: crates/quick/src/lib.rs
pub mod io;
pub async fn f() {
    io::load(); //~! the other crate's is another function
    crate::io::load(); //~! the other crate's is another function
    slow::io::load(); //~! another crate
}
//@ file: crates/quick/src/io.rs
pub fn load() {}
//@ file: crates/quick/src/bin/tool.rs
mod helper;
async fn main2() {
    helper::load(); //~ indirect-blocking-io-in-async
    crate::helper::load(); //~ indirect-blocking-io-in-async
    io::load(); //~! nothing binds it in this crate
}
//@ file: crates/quick/src/bin/helper.rs
pub fn load() {
    std::fs::read("x").ok();
}

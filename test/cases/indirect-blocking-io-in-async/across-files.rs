//@ file: src/main.rs
mod io;
mod quiet;
mod runner;

use io::{disk::slurp, load};

#[tokio::main]
async fn main() {
    load(); //~ indirect-blocking-io-in-async@5
    io::load(); //~ indirect-blocking-io-in-async
    crate::io::disk::slurp(); //~ indirect-blocking-io-in-async
    slurp(); //~ indirect-blocking-io-in-async
    io::again(); //~ indirect-blocking-io-in-async
    quiet::load(); //~! does no I/O
    runner::start().await;
    missing::load(); //~! not at hand
}
//@ file: src/io/mod.rs
pub mod disk;
pub use disk::slurp as again;

pub fn load() -> String {
    disk::slurp()
}
//@ file: src/io/disk.rs
use std::fs::read_to_string;

pub fn slurp() -> String {
    read_to_string("x").unwrap()
}
//@ file: src/quiet.rs
pub fn load() {}
//@ file: src/runner.rs
use crate::io::*;
use super::quiet;

struct Runner;

impl Runner {
    fn prepare(&self) -> String {
        again()
    }
}

pub async fn start() {
    load(); //~ indirect-blocking-io-in-async
    disk::slurp(); //~ indirect-blocking-io-in-async
    super::io::load(); //~ indirect-blocking-io-in-async
    quiet::load(); //~! does no I/O
    Runner::prepare(&Runner); //~ indirect-blocking-io-in-async
    Runner.prepare(); //~! on another receiver
    tokio::task::spawn_blocking(load).await.ok(); //~! handed over by name
    tokio::task::spawn_blocking(crate::io::load).await.ok(); //~! handed over by name
}

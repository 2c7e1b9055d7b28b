//@ file: src/lib.rs
mod disk;
mod jobs;
mod quiet;
//@ file: src/disk.rs
pub struct Journal;

impl Journal {
    pub fn open() -> std::fs::File {
        std::fs::File::open("journal").unwrap()
    }
}

pub fn size() -> u64 {
    std::fs::metadata("journal").unwrap().len()
}

pub mod spool {
    pub fn clear() {
        std::fs::remove_dir_all("spool").ok();
    }
}
//@ file: src/quiet.rs
pub fn size() -> u64 {
    0
}

pub mod spool {
    pub fn clear() {}
}
//@ file: src/jobs/mod.rs
mod grouped;
mod renamed;

use crate::disk;

pub async fn measure() -> u64 {
    disk::Journal::open(); //~ indirect-blocking-io-in-async@5
    disk::spool::clear(); //~ indirect-blocking-io-in-async@5
    ["a"].iter().map(|_| disk::size()).sum() //~ indirect-blocking-io-in-async@26
}

pub async fn elsewhere() -> u64 {
    use crate::quiet as disk;
    disk::spool::clear(); //~! another module of that name
    tokio::task::spawn_blocking(crate::disk::size).await.unwrap() //~! handed over by name
}
//@ file: src/jobs/grouped.rs
use super::disk::spool;
use crate::{disk::{self, Journal as Log}, quiet};

pub async fn sweep() {
    spool::clear(); //~ indirect-blocking-io-in-async
    Log::open(); //~ indirect-blocking-io-in-async
    disk::size(); //~ indirect-blocking-io-in-async
    quiet::size(); //~! does no I/O
    quiet::spool::clear(); //~! does no I/O
}
//@ file: src/jobs/renamed.rs
use crate::disk as storage;
use crate::quiet as disk;

pub async fn rotate() -> Option<u64> {
    storage::spool::clear(); //~ indirect-blocking-io-in-async
    disk::size(); //~! `quiet` under that name
    Some(0).map(|_: u64| storage::size()) //~ indirect-blocking-io-in-async
}

use std::path::Path;

#[cfg(not(target_family = "wasm"))]
use tokio::fs::File;
#[cfg(target_family = "wasm")]
use std::fs::File;

#[cfg(loom)]
use loom::thread;
#[cfg(not(loom))]
use std::thread;

#[cfg(feature = "mock")]
use crate::mock::fs;
#[cfg(not(feature = "mock"))]
use std::fs;

#[cfg(test)]
use crate::mock::fs::read_to_string;
#[cfg(not(test))]
use std::fs::read_to_string;

#[cfg(all(unix, feature = "own"))]
mod own {
    pub async fn write(_: &str, _: &str) {}
}

#[cfg(not(target_family = "wasm"))]
async fn length(path: &Path) -> u64 {
    File::open(path).await.unwrap().metadata().await.unwrap().len() //~! tokio's where this is built
}

#[cfg(target_family = "wasm")]
async fn length(path: &Path) -> u64 {
    File::open(path).unwrap().metadata().unwrap().len() //~ blocking-io-in-async@5
}

#[cfg(all(feature = "trace", not(target_family = "wasm")))]
mod traced {
    use super::*;

    pub async fn length(path: &Path) -> u64 {
        let file = super::File::open(path).await; //~! tokio's
        file.unwrap().metadata().await.unwrap().len()
    }
}

async fn statement(path: &Path) {
    #[cfg(not(target_family = "wasm"))]
    let file = File::open(path).await; //~! tokio's
    #[cfg(target_family = "wasm")]
    let file = File::open(path); //~ blocking-io-in-async@16
    drop(file);
}

async fn wait(path: &Path) {
    thread::sleep(std::time::Duration::from_millis(5)); //~ blocking-io-in-async@5
    fs::remove_file(path).ok(); //~ blocking-io-in-async@5
    read_to_string(path).ok(); //~ blocking-io-in-async@5
}

#[cfg(feature = "mock")]
async fn mocked(path: &Path) {
    fs::remove_file(path).ok(); //~! the mock's
    #[cfg(not(feature = "mock"))]
    fs::remove_file(path).ok(); //~! never built
}

#[cfg(any(loom, feature = "other"))]
async fn perhaps() {
    thread::sleep(std::time::Duration::from_millis(5)); //~ blocking-io-in-async@5
}

async fn in_a_block(path: &Path) {
    #[cfg(feature = "std")]
    use std::fs::remove_dir as remove;
    #[cfg(not(feature = "std"))]
    use tokio::fs::remove_dir as remove;
    let _ = remove(path); //~ blocking-io-in-async@13
}

//! Macros named like a function that runs code elsewhere hand their closure to it.
use std::path::PathBuf;
use std::{fs, io};

macro_rules! spawn_blocking {
    ($name:expr, $work:expr) => {
        crate::tasks::named($name, tokio::task::spawn_blocking($work))
    };
}

async fn directly(path: PathBuf) -> io::Result<Vec<u8>> {
    spawn_blocking!("read", move || fs::read(path)).await? //~! handed to the blocking pool
}

async fn with_a_path(from: PathBuf, to: PathBuf) -> io::Result<u64> {
    crate::spawn_blocking!("copy", move || -> io::Result<u64> {
        let copied = fs::copy(&from, &to)?; //~! handed to the blocking pool
        fs::remove_file(&from)?; //~! handed to the blocking pool
        Ok(copied)
    })
    .await?
}

async fn in_place(path: PathBuf) -> io::Result<String> {
    tasks::block_in_place!(|| fs::read_to_string(&path)) //~! the runtime moves its other tasks away
}

async fn bound_first(path: PathBuf) -> io::Result<Vec<u8>> {
    let work = move || fs::read(path); //~! used for nothing but the hand-over
    spawn_blocking!("read", work).await?
}

async fn by_name(path: PathBuf) -> io::Result<String> {
    unblock!(fs::read_to_string, path).await //~! handed over by name
}

async fn beside_it(path: PathBuf) -> io::Result<Vec<u8>> {
    spawn_blocking!(fs::read_to_string(&path)?, move || Vec::new()).await? //~ blocking-io-in-async@21
}

async fn async_again(path: PathBuf) {
    spawn_blocking!("nested", move || {
        runtime().block_on(async { fs::read(&path) }) //~ blocking-io-in-async@36
    });
}

async fn another_macro(path: PathBuf) -> io::Result<Vec<u8>> {
    spawn!("read", move || fs::read(path)).await //~ blocking-io-in-async@28
}

// A function named without being called counts as a call of it.
use std::fs::{self, File};

async fn f(paths: Vec<String>) {
    let _: Vec<_> = paths.iter().map(fs::read).collect(); //~ blocking-io-in-async@38
    let read = fs::read_to_string::<&str>; //~ blocking-io-in-async@16
    read("a").ok(); //~! the name above is the finding
    let opener: fn(&str) -> std::io::Result<File> = File::open; //~ blocking-io-in-async
    opener("a").ok(); //~! the name above is the finding
    let table = [fs::read_to_string as fn(_) -> _]; //~ blocking-io-in-async@18
    let pair = (1, std::thread::sleep); //~ blocking-io-in-async@20
    paths.iter().for_each(|p| drop(fs::remove_file(p))); //~ blocking-io-in-async
    paths.first().map(std::fs::read); //~ blocking-io-in-async
    Some("a").and_then(|p| File::open(p).ok()); //~ blocking-io-in-async
    let _ = (table, pair);
}

fn g(paths: Vec<String>) {
    paths.iter().for_each(|p| drop(fs::read(p))); //~! sync
    let _ = fs::read::<&str>; //~! sync
}

async fn h() {
    use std::fs::read; //~! an import is no use
    let _ = tokio::task::spawn_blocking(read_policy).await; //~! handed over by name
    let _ = tokio::task::spawn_blocking(self::read_policy).await; //~! handed over by name
    let _ = read::<&str>; //~ blocking-io-in-async
}

fn read_policy() -> Vec<u8> {
    fs::read("policy").unwrap() //~! sync
}

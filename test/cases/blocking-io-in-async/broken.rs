//@ errors
use std::fs;

async fn before() {
    fs::read("a").ok(); //~ blocking-io-in-async@5
}

async fn broken() {
    let x = ;
    let y = (1, ;
}

async fn after() {
    fs::read("a").ok(); //~ blocking-io-in-async@5
    tokio::fs::read("a").await.ok(); //~! tokio's
}

fn sync() {
    fs::read("a").ok(); //~! sync
}

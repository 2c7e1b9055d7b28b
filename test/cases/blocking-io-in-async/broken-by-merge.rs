//@ errors
use std::fs;

async fn before() {
    fs::read("a").ok(); //~ blocking-io-in-async@5
}

<<<<<<< HEAD
async fn ours() {
    let _ = 1;
}
=======
async fn theirs() {
    let _ = 2;
}
>>>>>>> topic

async fn after() {
    fs::read("a").ok(); //~ blocking-io-in-async@5
    tokio::fs::read("a").await.ok(); //~! tokio's
}

fn sync() {
    fs::read("a").ok(); //~! sync
}

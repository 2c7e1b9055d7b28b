//@ crlf
use std::fs;

/// Doc.
async fn f() {
    let _ = "several
        lines fs::read()"; fs::read("a").ok(); //~ blocking-io-in-async@28
    fs::read("a").ok(); //~ blocking-io-in-async@5
    /* a
       comment fs::read("a") */ fs::read("b").ok(); //~ blocking-io-in-async@33
    // fs::read("a") //~! a comment that ends in CR LF
    tokio::fs::read("a").await.ok(); //~! tokio's
}

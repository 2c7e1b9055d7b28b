use std::fs; async fn first() { fs::read("a").ok(); } //~ blocking-io-in-async@33
//@ bom

async fn f() {
    fs::read("a").ok(); //~ blocking-io-in-async@5
}

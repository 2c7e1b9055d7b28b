//@ bom
//@ crlf
use tokio::fs;
async fn f() {
    fs::read("a").await.ok(); //~! tokio's
    std::fs::read("é").ok(); std::fs::read("b").ok(); //~ blocking-io-in-async@5 blocking-io-in-async@31
}

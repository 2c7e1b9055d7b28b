// Nothing in the file itself tells of files.
//@ file: src/lib.rs
mod names;
mod user;
mod by_path;
//@ file: src/names.rs
pub use std::fs as cupboard;
pub use std::fs::read as take;
pub use std::thread::sleep as rest;
pub type Drawer = std::fs::File;
pub use tokio::fs as quick;
//@ file: src/user.rs
use crate::names::{cupboard as c, rest, take, Drawer as D, quick as q};
async fn f() {
    take("a").ok(); //~ blocking-io-in-async
    rest(t()); //~ blocking-io-in-async
    c::copy("a", "b").ok(); //~ blocking-io-in-async
    D::create("a").ok(); //~ blocking-io-in-async
    q::copy("a", "b").await.ok(); //~! tokio's
    let _ = ["a"].map(take); //~ blocking-io-in-async
}
//@ file: src/by_path.rs
async fn f() {
    crate::names::take("a").ok(); //~ blocking-io-in-async
    super::names::rest(t()); //~ blocking-io-in-async
    crate::names::cupboard::rename("a", "b").ok(); //~ blocking-io-in-async
    crate::names::Drawer::create("a").ok(); //~ blocking-io-in-async
    crate::names::quick::rename("a", "b").await.ok(); //~! tokio's
}

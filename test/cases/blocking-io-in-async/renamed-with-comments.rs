// Comments in the declarations that rename; each user knows one name only.
//@ file: src/lib.rs
mod names;
mod a;
mod b;
mod c;
mod d;
mod e;
//@ file: src/names.rs
pub use std::{
    io, // input; output
    fs as cupboard,
    thread::sleep // the thread's own
        as rest,
};
pub use std::fs /* the disk; slow */ as disk;
pub type Drawer // one; only
    = std::fs::File;
pub use tokio::{
    // not std::fs as quick;
    fs as quick,
};
//@ file: src/a.rs
async fn f() {
    crate::names::cupboard::copy("a", "b").ok(); //~ blocking-io-in-async
}
//@ file: src/b.rs
async fn f() {
    crate::names::disk::copy("a", "b").ok(); //~ blocking-io-in-async
}
//@ file: src/c.rs
async fn f() {
    crate::names::rest(t()); //~ blocking-io-in-async
}
//@ file: src/d.rs
async fn f() {
    crate::names::Drawer::create("a").ok(); //~ blocking-io-in-async
}
//@ file: src/e.rs
async fn f() {
    crate::names::quick::copy("a", "b").await.ok(); //~! tokio's
}

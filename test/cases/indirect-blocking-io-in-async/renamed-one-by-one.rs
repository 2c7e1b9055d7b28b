// Each file knows one name only.
//@ file: src/lib.rs
mod names;
mod a;
mod b;
mod c;
mod d;
mod e;
//@ file: src/names.rs
mod inner {
    pub fn original() {
        std::fs::read("a").ok();
    }
}
pub use inner::original as renamed;
pub struct Store;
impl Store {
    pub fn open() {
        renamed()
    }
}
pub type Shop = Store;
//@ file: src/a.rs
async fn f() {
    crate::names::renamed(); //~ indirect-blocking-io-in-async
}
//@ file: src/b.rs
use crate::names::renamed as again;
async fn f() {
    again(); //~ indirect-blocking-io-in-async
}
//@ file: src/c.rs
async fn f() {
    crate::names::Shop::open(); //~ indirect-blocking-io-in-async
}
//@ file: src/d.rs
use crate::names::*;
async fn f() {
    Shop::open(); //~ indirect-blocking-io-in-async
    renamed(); //~ indirect-blocking-io-in-async
}
//@ file: src/e.rs
use crate::b as renamed;
async fn f() {
    renamed::quiet(); //~! another module
}

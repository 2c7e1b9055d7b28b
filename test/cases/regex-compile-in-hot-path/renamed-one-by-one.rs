// Each file knows one name only.
//@ file: src/lib.rs
mod names;
mod a;
mod b;
mod c;
mod d;
mod e;
mod f;
//@ file: src/names.rs
pub mod deep {
    pub use regex::Regex as Shape;
    pub use regex::{bytes as raw, RegexSet as Shapes};
}
pub use deep::Shape as Form;
pub use self::deep::raw::Regex as Raw;
pub type Boxed = Form;
mod hidden {
    pub use regex::RegexBuilder as Builder;
}
pub use hidden::*;
macro_rules! alias {
    () => {};
}
//@ file: src/a.rs
fn f(p: &str) {
    crate::names::Form::new(p).ok(); //~ regex-compile-in-hot-path
}
//@ file: src/b.rs
fn f(p: &str) {
    crate::names::Boxed::new(p).ok(); //~ regex-compile-in-hot-path
}
//@ file: src/c.rs
fn f(p: &str) {
    crate::names::Raw::new(p).ok(); //~ regex-compile-in-hot-path
}
//@ file: src/d.rs
use crate::names as n;
fn f(p: &str) {
    n::deep::Shapes::new([p]).ok(); //~ regex-compile-in-hot-path
}
//@ file: src/e.rs
use super::names::*;
fn f(p: &str) {
    Builder::new(p).build().ok(); //~ regex-compile-in-hot-path
    Unbound::new(p); //~! nothing binds it
}
//@ file: src/f.rs
use super::names::Boxed as B;
fn f(p: &str) {
    [p].map(B::new); //~ regex-compile-in-hot-path
}

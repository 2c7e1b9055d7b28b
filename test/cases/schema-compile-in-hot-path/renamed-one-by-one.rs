// Each file knows one name only.
//@ file: src/lib.rs
mod names;
mod a;
mod b;
mod c;
mod d;
//@ file: src/names.rs
pub use jsonschema::{validator_for as check, draft7 as seven, options as wishes};
pub use jsonschema::Validator as Judge;
//@ file: src/a.rs
fn f(s: &Value) {
    crate::names::check(s).ok(); //~ schema-compile-in-hot-path
}
//@ file: src/b.rs
fn f(s: &Value) {
    crate::names::seven::new(s).ok(); //~ schema-compile-in-hot-path
}
//@ file: src/c.rs
fn f(s: &Value) {
    crate::names::wishes().build(s).ok(); //~ schema-compile-in-hot-path
    crate::names::wishes(); //~! options alone
}
//@ file: src/d.rs
use crate::names::Judge;
fn f(s: &Value) {
    Judge::new(s).ok(); //~ schema-compile-in-hot-path
}

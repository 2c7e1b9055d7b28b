// Each file knows one name only.
//@ file: src/lib.rs
mod names;
mod a;
mod b;
mod c;
//@ file: src/names.rs
mod inner {
    pub fn original(p: &str) {
        regex::Regex::new(p).ok();
    }
    pub fn schema(s: &Value) {
        jsonschema::options().build(s).ok();
    }
}
pub use inner::{original as renamed, schema as law};
//@ file: src/a.rs
fn f(p: &str) {
    crate::names::renamed(p); //~ indirect-compile-in-hot-path
}
//@ file: src/b.rs
use crate::names::law as l;
fn f(s: &Value) {
    l(s); //~ indirect-compile-in-hot-path
}
//@ file: src/c.rs
fn f(s: &Value) {
    super::b::f(s); //~ indirect-compile-in-hot-path
    super::b::g(s); //~! nothing of that name
}

// Nothing in the file itself tells of patterns.
//@ file: src/lib.rs
#[path = "odd_name.rs"]
mod names;
mod user;
mod prelude;
mod unknown;
//@ file: src/odd_name.rs
pub use regex::Regex as Shape;
pub type Form = fancy_regex::Regex;
pub use regex as shapes;
pub use onig::Regex as Other;
//@ file: src/user.rs
use crate::names::{Form, Other, Shape as S};
fn f(p: &str) {
    S::new(p).ok(); //~ regex-compile-in-hot-path
    Form::new(p).ok(); //~ regex-compile-in-hot-path
    crate::names::Shape::new(p).ok(); //~ regex-compile-in-hot-path
    crate::names::shapes::RegexSet::new([p]).ok(); //~ regex-compile-in-hot-path
    Other::new(p).ok(); //~! onig's
}
mod by_glob {
    use crate::names::*;
    fn f(p: &str) {
        Shape::new(p).ok(); //~ regex-compile-in-hot-path
        Form::new(p).ok(); //~ regex-compile-in-hot-path
        Other::new(p).ok(); //~! onig's
    }
}
//@ file: src/prelude.rs
pub use some_crate::prelude::*;
pub use onig::RegexSet;
//@ file: src/unknown.rs
use crate::prelude::*;
fn f(p: &str) {
    Regex::new(p).ok(); //~ regex-compile-in-hot-path probable
    RegexSet::new([p]).ok(); //~! bound by name in the module at hand
}

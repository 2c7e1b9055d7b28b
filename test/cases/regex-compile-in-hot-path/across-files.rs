// Re-exports and modules of the crate at hand.
//@ file: src/lib.rs
pub mod prelude;
pub mod re;
mod user;
mod own;
pub use re::Pattern;
pub use regex::Regex as RootRegex;
//@ file: src/prelude.rs
pub use crate::re::*;
pub use regex::RegexSet;
//@ file: src/re/mod.rs
pub use regex::Regex;
pub use regex::Regex as Pattern;
pub mod deep;
pub type Alias = regex::Regex;
//@ file: src/re/deep.rs
pub use super::super::prelude::RegexSet as DeepSet;
fn f(p: &str) {
    super::Regex::new(p).ok(); //~ regex-compile-in-hot-path
    super::super::RootRegex::new(p).ok(); //~ regex-compile-in-hot-path
}
//@ file: src/own.rs
pub struct Regex;
impl Regex {
    pub fn new(_: &str) -> Self {
        Self
    }
}
//@ file: src/user.rs
mod by_glob {
    use crate::prelude::*;
    fn f(p: &str) {
        Regex::new(p).ok(); //~ regex-compile-in-hot-path
        Pattern::new(p).ok(); //~ regex-compile-in-hot-path
        RegexSet::new([p]).ok(); //~ regex-compile-in-hot-path
        Alias::new(p).ok(); //~ regex-compile-in-hot-path
        deep::DeepSet::new([p]).ok(); //~ regex-compile-in-hot-path
        Unknown::new(p); //~! not bound by the glob
        RegexBuilder::new(p); //~! not bound by the glob
    }
}
mod by_name {
    use crate::{re::deep::DeepSet, Pattern as P, RootRegex};
    fn f(p: &str) {
        P::new(p).ok(); //~ regex-compile-in-hot-path
        RootRegex::new(p).ok(); //~ regex-compile-in-hot-path
        DeepSet::new([p]).ok(); //~ regex-compile-in-hot-path
        crate::Pattern::new(p).ok(); //~ regex-compile-in-hot-path
        crate::re::Regex::new(p).ok(); //~ regex-compile-in-hot-path
        crate::own::Regex::new(p); //~! the crate's own struct
    }
}
mod own_struct {
    use crate::own::*;
    fn f(p: &str) {
        Regex::new(p); //~! the glob binds the crate's own struct
    }
}
mod own_struct_by_name {
    use crate::own::Regex;
    fn f(p: &str) {
        Regex::new(p); //~! the crate's own struct
    }
}

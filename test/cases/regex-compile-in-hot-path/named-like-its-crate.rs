//@ file: src/lib.rs
mod alone;
mod renamed;

// The crate has a macro of its own name.
use regex::{Regex, regex};

pub fn first(pattern: &str) -> Regex {
    regex!("^a"); //~! the macro
    Regex::new(pattern).unwrap() //~ regex-compile-in-hot-path@5
}

pub fn second(pattern: &str) -> bool {
    regex::bytes::Regex::new(pattern).is_ok() //~ regex-compile-in-hot-path@5
}
//@ file: src/alone.rs
use regex::regex;

pub fn third(pattern: &str) -> bool {
    let _ = regex!("^a");
    regex::RegexSet::new([pattern]).is_ok() //~ regex-compile-in-hot-path@5
}

pub fn fourth(pattern: &str) -> bool {
    use fancy_regex::Regex as regex;
    regex::new(pattern).is_ok() //~ regex-compile-in-hot-path@5
}
//@ file: src/renamed.rs
use crate::own as regex;

pub fn fifth(pattern: &str) -> bool {
    regex::Regex::new(pattern).is_ok() //~! a module of this crate
}

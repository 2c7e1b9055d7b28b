//@ errors
use regex::Regex;

fn first(p: &str) {
    Regex::new(p).ok(); //~ regex-compile-in-hot-path
}

fn unclosed(p: &str) {
    if p.is_empty() {
        Regex::new(p).ok(); //~ regex-compile-in-hot-path

fn last(p: &str) {
    Regex::new(p).ok(); //~ regex-compile-in-hot-path
}

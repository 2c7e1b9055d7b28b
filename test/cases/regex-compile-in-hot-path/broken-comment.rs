//@ errors
use regex::Regex;

fn before(p: &str) {
    Regex::new(p).ok(); //~ regex-compile-in-hot-path
}

/* never closed
fn hidden(p: &str) {
    Regex::new(p).ok(); //~! in a comment, though it is never closed
}

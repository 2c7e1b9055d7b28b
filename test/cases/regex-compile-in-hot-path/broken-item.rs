//@ errors
use regex::Regex;

fn before(p: &str) {
    Regex::new(p).ok(); //~ regex-compile-in-hot-path
}

struct Broken { a: , b: u8 }

static RE: LazyLock<Regex> = LazyLock::new(|| Regex::new("x").unwrap()); //~! a static

fn after(p: &str) {
    Regex::new(p).ok(); //~ regex-compile-in-hot-path
}

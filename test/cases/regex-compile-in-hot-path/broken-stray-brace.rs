//@ errors
use regex::Regex;

fn before(p: &str) {
    Regex::new(p).ok(); //~ regex-compile-in-hot-path
}
}

fn after(p: &str) {
    Regex::new(p).ok(); //~ regex-compile-in-hot-path
}

static RE: LazyLock<Regex> = LazyLock::new(|| Regex::new("x").unwrap()); //~! a static

use regex::Regex;
use std::sync::{LazyLock, OnceLock};

fn build_re() -> Regex {
    Regex::new("x").unwrap()
}

fn only_handed_over() -> Regex {
    Regex::new("y").unwrap()
}

static ONE: LazyLock<Regex> = LazyLock::new(build_re); //~! a static

struct Cache {
    cell: OnceLock<Regex>,
    lazy: LazyLock<Regex>,
}

impl Cache {
    fn get(&self) -> &Regex {
        self.cell.get_or_init(only_handed_over) //~! get_or_init
    }
    fn get_by_closure(&self) -> &Regex {
        self.cell.get_or_init(|| build_re()) //~! get_or_init
    }
    fn fresh() -> Self {
        Cache {
            cell: OnceLock::new(),
            lazy: LazyLock::new(build_re), //~! a field's value
        }
    }
    fn local() -> bool {
        let lazy = LazyLock::new(|| build_re()); //~ indirect-compile-in-hot-path
        lazy.is_match("x")
    }
}

fn calls(cache: &Cache, p: &str) {
    Cache::fresh(); //~! compiles once
    Cache::local(); //~ indirect-compile-in-hot-path
    cache.get(); //~! on another receiver
    Cache::get(cache); //~! compiles once
    Cache::get_by_closure(cache); //~! compiles once
    build_re(); //~ indirect-compile-in-hot-path
    ping(p); //~ indirect-compile-in-hot-path
    generic::<u8>(p); //~ indirect-compile-in-hot-path
    nested::deep::compile(p); //~ indirect-compile-in-hot-path
    nested::deep::harmless(p); //~! compiles nothing
    (build_re)().is_match(p); //~ indirect-compile-in-hot-path
    let handlers: [fn() -> Regex; 1] = [build_re]; //~ indirect-compile-in-hot-path
    std::thread::spawn(build_re); //~ indirect-compile-in-hot-path
    if p.is_empty() && build_re().is_match(p) {} //~ indirect-compile-in-hot-path
    drop(handlers);
}

fn ping(p: &str) {
    pong(p) //~ indirect-compile-in-hot-path
}

fn pong(p: &str) {
    if p.is_empty() {
        ping(p) //~ indirect-compile-in-hot-path
    }
    Regex::new(p).ok();
}

fn generic<T>(p: &str) -> Option<T> {
    Regex::new(p).ok();
    None
}

mod nested {
    pub mod deep {
        pub fn compile(p: &str) {
            regex::Regex::new(p).ok();
        }
        pub fn harmless(p: &str) {
            regex::escape(p);
        }
        fn sibling(p: &str) {
            compile(p); //~ indirect-compile-in-hot-path
            super::super::build_re(); //~ indirect-compile-in-hot-path
            self::harmless(p); //~! compiles nothing
        }
    }
}

trait Matcher {
    fn pattern(&self) -> Regex {
        build_re() //~ indirect-compile-in-hot-path
    }
    fn matches(&self, p: &str) -> bool {
        self.pattern().is_match(p) //~ indirect-compile-in-hot-path
    }
}

impl Matcher for Cache {
    fn matches(&self, p: &str) -> bool {
        self.get().is_match(p) //~! compiles once
    }
}

macro_rules! check {
    ($p:expr) => {
        build_re().is_match($p) //~ indirect-compile-in-hot-path
    };
}

#[cfg(test)]
fn only_in_tests() {
    build_re(); //~! test code
}

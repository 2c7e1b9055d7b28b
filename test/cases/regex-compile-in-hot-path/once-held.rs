// Once, by what becomes of the closure, the function or the lazy value.
use regex::Regex;
use std::cell::LazyCell;
use std::sync::{LazyLock, OnceLock};

struct Held {
    re: LazyLock<Regex>,
}
struct Wrapped(LazyLock<Regex>);
enum Kind {
    Lazy(LazyCell<Regex>),
}

impl Held {
    fn reset(&mut self) {
        self.re = LazyLock::new(|| Regex::new("a").unwrap()); //~! a field's value
        let mut local = LazyLock::new(|| Regex::new("a").unwrap()); //~ regex-compile-in-hot-path
        local = LazyLock::new(|| Regex::new("a").unwrap()); //~ regex-compile-in-hot-path
    }
}

impl Wrapped {
    fn new() -> Self {
        Self(LazyLock::new(|| Regex::new("a").unwrap())) //~! a field's value
    }
}

fn wrapped() -> Wrapped {
    Wrapped(LazyLock::new(|| Regex::new("a").unwrap())) //~! a field's value
}

fn variant() -> Kind {
    Kind::Lazy(LazyCell::new(|| Regex::new("a").unwrap())) //~! a field's value
}

fn passed_on() {
    is_word(LazyLock::new(|| Regex::new("a").unwrap())); //~ regex-compile-in-hot-path
}

fn closure_in_a_local(cell: &OnceLock<Regex>) {
    let compile = || Regex::new("a").unwrap(); //~! only handed to get_or_init
    cell.get_or_init(compile);
    let compile = move || Regex::new("a").unwrap(); //~! only handed to get_or_init
    let again = compile;
    cell.get_or_init(again);
    let compile = || Regex::new("a").unwrap(); //~ regex-compile-in-hot-path
    compile();
    cell.get_or_init(compile);
    let unused = || Regex::new("a").unwrap(); //~ regex-compile-in-hot-path
}

// `Store` is declared in another file.
impl Store {
    fn build() -> Regex {
        Regex::new("a").unwrap() //~! only handed to get_or_init
    }
    fn build_too() -> Regex {
        Regex::new("a").unwrap() //~! only handed to get_or_init
    }
    fn build_always() -> Regex {
        Regex::new("a").unwrap() //~ regex-compile-in-hot-path
    }
    fn get(&self) -> &Regex {
        self.cell.get_or_init(Self::build);
        self.cell.get_or_init(Store::build_too);
        Store::build_always();
        self.cell.get_or_init(Self::build_always)
    }
}

static SETS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let first = LazyLock::new(|| Regex::new("a").unwrap()); //~! inside what runs once
    let more = || vec![Regex::new("b").unwrap()]; //~! inside what runs once
    [vec![first.clone()], more()].concat()
});

fn per_call() {
    const OWN: LazyCell<Regex> = LazyCell::new(|| Regex::new("a").unwrap()); //~ regex-compile-in-hot-path
    let outer = LazyLock::new(|| {
        let inner = LazyLock::new(|| Regex::new("a").unwrap()); //~ regex-compile-in-hot-path
        inner.clone()
    });
}

// Compiled once: not a finding.
use lazy_static::lazy_static;
use once_cell::sync::{Lazy, OnceCell};
use once_cell::unsync;
use regex::{Regex, RegexBuilder, RegexSet};
use std::cell::{LazyCell, OnceCell as StdCell};
use std::sync::{LazyLock, Once, OnceLock};

static A: LazyLock<Regex> = LazyLock::new(|| Regex::new("a").unwrap()); //~! a static
static B: Lazy<Regex> = Lazy::new(|| Regex::new("b").unwrap()); //~! a static
pub static C: once_cell::sync::Lazy<Regex> = once_cell::sync::Lazy::new(|| Regex::new("c").unwrap()); //~! a static
static D: std::sync::LazyLock<RegexSet> = std::sync::LazyLock::new(|| {
    RegexSet::new(["a", "b"]).expect("valid") //~! a static, in a block
});
static E: LazyLock<Vec<Regex>> =
    LazyLock::new(|| PATTERNS.iter().map(|p| Regex::new(p).unwrap()).collect()); //~! a closure nested in it
static F: LazyLock<Vec<Regex>> = LazyLock::new(|| PATTERNS.iter().flat_map(|p| Regex::new(p)).collect()); //~! nested
static G: LazyLock<Vec<Regex>> = LazyLock::new(|| PATTERNS.iter().copied().flat_map(Regex::new).collect()); //~! named
static H: LazyLock<Regex> = LazyLock::new(|| {
    fn build(p: &str) -> Regex {
        RegexBuilder::new(p).build().unwrap() //~! a function nested in it
    }
    build("h")
});
static I: LazyLock<Regex> = LazyLock::new(build_i);
static PLAIN: Holder = Holder { re: LazyLock::new(|| Regex::new("x").unwrap()) }; //~! a static's field
const CONST: LazyCell<Regex> = LazyCell::new(|| Regex::new("x").unwrap()); //~! a const outside functions
const CONST_LOCK: LazyLock<Regex> = LazyLock::new(|| Regex::new("x").unwrap()); //~! a const outside functions
static MAPPED: LazyLock<Vec<Option<Regex>>> = LazyLock::new(|| vec![Regex::new("x").ok()]); //~! a macro's argument in it

const PATTERNS: [&str; 2] = ["a", "b"];

fn build_i() -> Regex {
    Regex::new("i").unwrap() //~! handed over by name
}

lazy_static! {
    static ref J: Regex = Regex::new("j").unwrap(); //~! lazy_static!
    pub static ref K: Vec<Regex> = PATTERNS.iter().map(|p| Regex::new(p).unwrap()).collect(); //~! lazy_static!
    static ref L: Regex = {
        let p = format!("{}", 1);
        Regex::new(&p).unwrap() //~! lazy_static!, in a block
    };
}

lazy_static::lazy_static!(static ref M: Regex = Regex::new("m").unwrap();); //~! lazy_static!, in parentheses

thread_local! {
    static N: Regex = Regex::new("n").unwrap(); //~! thread_local!
    static O: std::cell::RefCell<Regex> = std::cell::RefCell::new(Regex::new("o").unwrap()); //~! thread_local!
}

std::thread_local! {
    pub static P: Regex = Regex::new("p").unwrap(); //~! thread_local!
}

fn in_functions(p: &str) -> bool {
    static RE: LazyLock<Regex> = LazyLock::new(|| Regex::new("x").unwrap()); //~! a function's own static
    static CELL: OnceLock<Regex> = OnceLock::new();
    static ONCE: Once = Once::new();
    lazy_static! {
        static ref OLD: Regex = Regex::new("x").unwrap(); //~! lazy_static! in a function
    }
    thread_local! {
        static LOCAL: Regex = Regex::new("x").unwrap(); //~! thread_local! in a function
    }
    ONCE.call_once(|| {
        drop(Regex::new("x")); //~! call_once
    });
    CELL.get_or_init(|| Regex::new("x").unwrap()); //~! get_or_init
    OnceLock::get_or_init(&CELL, || Regex::new("x").unwrap()); //~! get_or_init by its path
    CELL.get_or_init(build_re).is_match(p)
}

fn build_re() -> Regex {
    // build_re is named in this comment, and "build_re()" is not a use of it.
    log("build_re()");
    Regex::new("x").unwrap() //~! handed over by name, its only use
}

struct Holder {
    re: LazyLock<Regex>,
}

struct Matcher {
    lazy: LazyLock<Regex>,
    cell: OnceCell<Regex>,
    std_cell: StdCell<Regex>,
    unsync: unsync::Lazy<Regex>,
    holder: Holder,
}

impl Matcher {
    const RE: LazyLock<Regex> = LazyLock::new(|| Regex::new("x").unwrap()); //~! an associated const

    fn new() -> Self {
        Self {
            lazy: LazyLock::new(|| Regex::new("x").unwrap()), //~! a field's value
            cell: OnceCell::new(),
            std_cell: StdCell::new(),
            unsync: unsync::Lazy::new(|| Regex::new("x").unwrap()), //~! a field's value
            holder: Holder { re: LazyLock::new(|| Regex::new("x").unwrap()) }, //~! a field's value in a field's value
        }
    }

    fn get(&self) -> Result<&Regex, regex::Error> {
        self.std_cell.get_or_init(|| Regex::new("x").unwrap()); //~! get_or_init, whatever the receiver
        self.cell.get_or_init(Self::build);
        self.cell.get_or_try_init(|| Regex::new("x")) //~! get_or_try_init
    }

    fn build() -> Regex {
        RegexBuilder::new("x").build().unwrap() //~! handed over by name, its only use
    }

    fn nested(&self, cells: &[OnceCell<Regex>]) {
        cells[0].get_or_init(|| {
            let inner = |p: &str| Regex::new(p); //~! a closure nested in it
            inner("x").unwrap()
        });
        self.cells().first().unwrap().get_or_init(|| Regex::new("x").unwrap()); //~! whatever the receiver
    }
}

trait Patterns {
    const RE: LazyLock<Regex> = LazyLock::new(|| Regex::new("x").unwrap()); //~! a trait's const
}

mod aliases {
    use once_cell::sync::Lazy as Once;
    use regex::Regex;
    use std::sync::LazyLock as Lock;
    struct S {
        a: Lock<Regex>,
        b: Once<Regex>,
    }
    fn f() -> S {
        S {
            a: Lock::new(|| Regex::new("x").unwrap()), //~! whatever its name here
            b: Once::new(|| Regex::new("x").unwrap()), //~! whatever its name here
        }
    }
}

// Compiled once: not a finding.
use lazy_static::lazy_static;
use once_cell::sync::{Lazy, OnceCell};
use once_cell::unsync;
use jsonschema::{validator_for, Validator};
use std::cell::{LazyCell, OnceCell as StdCell};
use std::sync::{LazyLock, Once, OnceLock};

static A: LazyLock<Validator> = LazyLock::new(|| validator_for("a").unwrap()); //~! a static
static B: Lazy<Validator> = Lazy::new(|| validator_for("b").unwrap()); //~! a static
pub static C: once_cell::sync::Lazy<Validator> = once_cell::sync::Lazy::new(|| validator_for("c").unwrap()); //~! a static
static D: std::sync::LazyLock<Validator> = std::sync::LazyLock::new(|| {
    Validator::new(["a", "b"]).expect("valid") //~! a static, in a block
});
static E: LazyLock<Vec<Validator>> =
    LazyLock::new(|| PATTERNS.iter().map(|p| validator_for(p).unwrap()).collect()); //~! a closure nested in it
static F: LazyLock<Vec<Validator>> = LazyLock::new(|| PATTERNS.iter().flat_map(|p| validator_for(p)).collect()); //~! nested
static G: LazyLock<Vec<Validator>> = LazyLock::new(|| PATTERNS.iter().copied().flat_map(validator_for).collect()); //~! named
static H: LazyLock<Validator> = LazyLock::new(|| {
    fn build(p: &str) -> Validator {
        Validator::new(p).unwrap() //~! a function nested in it
    }
    build("h")
});
static I: LazyLock<Validator> = LazyLock::new(build_i);
static PLAIN: Holder = Holder { re: LazyLock::new(|| validator_for("x").unwrap()) }; //~! a static's field
const CONST: LazyCell<Validator> = LazyCell::new(|| validator_for("x").unwrap()); //~! a const outside functions
const CONST_LOCK: LazyLock<Validator> = LazyLock::new(|| validator_for("x").unwrap()); //~! a const outside functions
static MAPPED: LazyLock<Vec<Option<Validator>>> = LazyLock::new(|| vec![validator_for("x").ok()]); //~! a macro's argument in it

const PATTERNS: [&str; 2] = ["a", "b"];

fn build_i() -> Validator {
    validator_for("i").unwrap() //~! handed over by name
}

lazy_static! {
    static ref J: Validator = validator_for("j").unwrap(); //~! lazy_static!
    pub static ref K: Vec<Validator> = PATTERNS.iter().map(|p| validator_for(p).unwrap()).collect(); //~! lazy_static!
    static ref L: Validator = {
        let p = format!("{}", 1);
        validator_for(&p).unwrap() //~! lazy_static!, in a block
    };
}

lazy_static::lazy_static!(static ref M: Validator = validator_for("m").unwrap();); //~! lazy_static!, in parentheses

thread_local! {
    static N: Validator = validator_for("n").unwrap(); //~! thread_local!
    static O: std::cell::RefCell<Validator> = std::cell::RefCell::new(validator_for("o").unwrap()); //~! thread_local!
}

std::thread_local! {
    pub static P: Validator = validator_for("p").unwrap(); //~! thread_local!
}

fn in_functions(p: &str) -> bool {
    static RE: LazyLock<Validator> = LazyLock::new(|| validator_for("x").unwrap()); //~! a function's own static
    static CELL: OnceLock<Validator> = OnceLock::new();
    static ONCE: Once = Once::new();
    lazy_static! {
        static ref OLD: Validator = validator_for("x").unwrap(); //~! lazy_static! in a function
    }
    thread_local! {
        static LOCAL: Validator = validator_for("x").unwrap(); //~! thread_local! in a function
    }
    ONCE.call_once(|| {
        drop(validator_for("x")); //~! call_once
    });
    CELL.get_or_init(|| validator_for("x").unwrap()); //~! get_or_init
    OnceLock::get_or_init(&CELL, || validator_for("x").unwrap()); //~! get_or_init by its path
    CELL.get_or_init(build_schema).is_match(p)
}

fn build_schema() -> Validator {
    // build_schema is named in this comment, and "build_schema()" is not a use of it.
    log("build_schema()");
    validator_for("x").unwrap() //~! handed over by name, its only use
}

struct Holder {
    re: LazyLock<Validator>,
}

struct Matcher {
    lazy: LazyLock<Validator>,
    cell: OnceCell<Validator>,
    std_cell: StdCell<Validator>,
    unsync: unsync::Lazy<Validator>,
    holder: Holder,
}

impl Matcher {
    const RE: LazyLock<Validator> = LazyLock::new(|| validator_for("x").unwrap()); //~! an associated const

    fn new() -> Self {
        Self {
            lazy: LazyLock::new(|| validator_for("x").unwrap()), //~! a field's value
            cell: OnceCell::new(),
            std_cell: StdCell::new(),
            unsync: unsync::Lazy::new(|| validator_for("x").unwrap()), //~! a field's value
            holder: Holder { re: LazyLock::new(|| validator_for("x").unwrap()) }, //~! a field's value in a field's value
        }
    }

    fn get(&self) -> Result<&Validator, jsonschema::ValidationError<'static>> {
        self.std_cell.get_or_init(|| validator_for("x").unwrap()); //~! get_or_init, whatever the receiver
        self.cell.get_or_init(Self::build);
        self.cell.get_or_try_init(|| validator_for("x")) //~! get_or_try_init
    }

    fn build() -> Validator {
        Validator::new("x").unwrap() //~! handed over by name, its only use
    }

    fn nested(&self, cells: &[OnceCell<Validator>]) {
        cells[0].get_or_init(|| {
            let inner = |p: &str| validator_for(p); //~! a closure nested in it
            inner("x").unwrap()
        });
        self.cells().first().unwrap().get_or_init(|| validator_for("x").unwrap()); //~! whatever the receiver
    }
}

trait Patterns {
    const RE: LazyLock<Validator> = LazyLock::new(|| validator_for("x").unwrap()); //~! a trait's const
}

mod aliases {
    use once_cell::sync::Lazy as Once;
    use jsonschema::{validator_for, Validator};
    use std::sync::LazyLock as Lock;
    struct S {
        a: Lock<Validator>,
        b: Once<Validator>,
    }
    fn f() -> S {
        S {
            a: Lock::new(|| validator_for("x").unwrap()), //~! whatever its name here
            b: Once::new(|| validator_for("x").unwrap()), //~! whatever its name here
        }
    }
}

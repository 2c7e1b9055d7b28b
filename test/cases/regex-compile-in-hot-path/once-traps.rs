// Things that look like "once" and are not.
use once_cell::sync::{Lazy, OnceCell};
use regex::Regex;
use std::cell::LazyCell;
use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

fn locals(p: &str) -> bool {
    let a = LazyLock::new(|| Regex::new("a").unwrap()); //~ regex-compile-in-hot-path
    let b: LazyCell<Regex> = LazyCell::new(|| Regex::new("b").unwrap()); //~ regex-compile-in-hot-path
    let c = Lazy::new(|| Regex::new("c").unwrap()); //~ regex-compile-in-hot-path
    let d = std::sync::LazyLock::new(|| {
        Regex::new("d").unwrap() //~ regex-compile-in-hot-path
    });
    let e = LazyLock::new(build_local);
    const F: LazyLock<Regex> = LazyLock::new(|| Regex::new("f").unwrap()); //~ regex-compile-in-hot-path
    const G: LazyCell<Regex> = LazyCell::new(|| Regex::new("g").unwrap()); //~ regex-compile-in-hot-path
    {
        const H: Lazy<Regex> = Lazy::new(|| Regex::new("h").unwrap()); //~ regex-compile-in-hot-path
        H.is_match(p);
    }
    LazyLock::new(|| Regex::new("i").unwrap()).is_match(p); //~ regex-compile-in-hot-path
    run(&LazyCell::new(|| Regex::new("j").unwrap())); //~ regex-compile-in-hot-path
    (*LazyLock::new(|| Regex::new("k").unwrap())).is_match(p); //~ regex-compile-in-hot-path
    if LazyLock::new(|| Regex::new("l").unwrap()).is_match(p) { //~ regex-compile-in-hot-path
        return true;
    }
    a.is_match(p) || b.is_match(p) || c.is_match(p) || d.is_match(p) || e.is_match(p)
}

fn build_local() -> Regex {
    Regex::new("e").unwrap() //~ regex-compile-in-hot-path
}

fn cells(cell: &OnceLock<Regex>, cache: &mut HashMap<String, Regex>, p: &str) {
    cell.set(Regex::new(p).unwrap()).ok(); //~ regex-compile-in-hot-path
    cache.entry(p.to_owned()).or_insert_with(|| Regex::new(p).unwrap()); //~ regex-compile-in-hot-path
    cell.get().cloned().unwrap_or_else(|| Regex::new(p).unwrap()); //~ regex-compile-in-hot-path
    OnceLock::from(Regex::new(p)); //~ regex-compile-in-hot-path
    OnceCell::with_value(Regex::new(p)); //~ regex-compile-in-hot-path
    cell.get_or_init(|| REGEX.clone()).is_match(&Regex::new(p).unwrap().to_string()); //~ regex-compile-in-hot-path
    cell.get_or_init(also_called);
    cell.get_or_init(named_elsewhere);
    make(Regex::new(p)).get_or_init(|| REGEX.clone()); //~ regex-compile-in-hot-path
    get_or_insert_with(|| Regex::new(p)); //~ regex-compile-in-hot-path
    Some(p).map_or_else(|| Regex::new("x"), |p| Regex::new(p)).ok(); //~ regex-compile-in-hot-path regex-compile-in-hot-path
}

fn also_called() -> Regex {
    Regex::new("x").unwrap() //~ regex-compile-in-hot-path
}

fn named_elsewhere() -> Regex {
    Regex::new("x").unwrap() //~ regex-compile-in-hot-path
}

fn per_call(p: &str) -> bool {
    None.unwrap_or_else(named_elsewhere).is_match(p) || also_called().is_match(p)
}

fn static_mut(p: &str) {
    static mut CACHE: Option<Regex> = None;
    unsafe { CACHE = Some(Regex::new(p).unwrap()) } //~ regex-compile-in-hot-path
}

struct Own<T>(T);

mod own_lazy {
    use regex::Regex;
    struct LazyLock<T>(T);
    impl<T> LazyLock<T> {
        fn new(f: impl Fn() -> T) -> Self {
            LazyLock(f())
        }
    }
    struct S {
        re: LazyLock<Regex>,
    }
    fn f() -> S {
        S { re: LazyLock::new(|| Regex::new("x").unwrap()) } //~ regex-compile-in-hot-path
    }
}

mod own_macro {
    fn f() {
        eager! {
            static ref A: u8 = 1;
        }
        once!(regex::Regex::new("x")); //~ regex-compile-in-hot-path
    }
}

impl Own<Regex> {
    fn new(p: &str) -> Self {
        Own(Regex::new(p).unwrap()) //~ regex-compile-in-hot-path
    }
    fn compile(p: &str) -> Regex {
        Regex::new(p).unwrap() //~ regex-compile-in-hot-path
    }
}

impl Default for Own<Regex> {
    fn default() -> Self {
        Self(Regex::new("x").unwrap()) //~ regex-compile-in-hot-path
    }
}

fn main() {
    let re = Regex::new("x").unwrap(); //~ regex-compile-in-hot-path
    let by_field = Wrapper { re: Regex::new("x").unwrap() }; //~ regex-compile-in-hot-path
    for _ in 0..10 {
        re.is_match("x");
    }
    drop(by_field);
}

static REGEX: LazyLock<Regex> = LazyLock::new(|| Regex::new("x").unwrap()); //~! a static

// Things that look like "once" and are not.
use once_cell::sync::{Lazy, OnceCell};
use jsonschema::{validator_for, Validator};
use std::cell::LazyCell;
use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

fn locals(p: &str) -> bool {
    let a = LazyLock::new(|| validator_for("a").unwrap()); //~ schema-compile-in-hot-path
    let b: LazyCell<Validator> = LazyCell::new(|| validator_for("b").unwrap()); //~ schema-compile-in-hot-path
    let c = Lazy::new(|| validator_for("c").unwrap()); //~ schema-compile-in-hot-path
    let d = std::sync::LazyLock::new(|| {
        validator_for("d").unwrap() //~ schema-compile-in-hot-path
    });
    let e = LazyLock::new(build_local);
    const F: LazyLock<Validator> = LazyLock::new(|| validator_for("f").unwrap()); //~ schema-compile-in-hot-path
    const G: LazyCell<Validator> = LazyCell::new(|| validator_for("g").unwrap()); //~ schema-compile-in-hot-path
    {
        const H: Lazy<Validator> = Lazy::new(|| validator_for("h").unwrap()); //~ schema-compile-in-hot-path
        H.is_match(p);
    }
    LazyLock::new(|| validator_for("i").unwrap()).is_match(p); //~ schema-compile-in-hot-path
    run(&LazyCell::new(|| validator_for("j").unwrap())); //~ schema-compile-in-hot-path
    (*LazyLock::new(|| validator_for("k").unwrap())).is_match(p); //~ schema-compile-in-hot-path
    if LazyLock::new(|| validator_for("l").unwrap()).is_match(p) { //~ schema-compile-in-hot-path
        return true;
    }
    a.is_match(p) || b.is_match(p) || c.is_match(p) || d.is_match(p) || e.is_match(p)
}

fn build_local() -> Validator {
    validator_for("e").unwrap() //~ schema-compile-in-hot-path
}

fn cells(cell: &OnceLock<Validator>, cache: &mut HashMap<String, Validator>, p: &str) {
    cell.set(validator_for(p).unwrap()).ok(); //~ schema-compile-in-hot-path
    cache.entry(p.to_owned()).or_insert_with(|| validator_for(p).unwrap()); //~ schema-compile-in-hot-path
    cell.get().cloned().unwrap_or_else(|| validator_for(p).unwrap()); //~ schema-compile-in-hot-path
    OnceLock::from(validator_for(p)); //~ schema-compile-in-hot-path
    OnceCell::with_value(validator_for(p)); //~ schema-compile-in-hot-path
    cell.get_or_init(|| SCHEMA.clone()).is_match(&validator_for(p).unwrap().to_string()); //~ schema-compile-in-hot-path
    cell.get_or_init(also_called);
    cell.get_or_init(named_elsewhere);
    make(validator_for(p)).get_or_init(|| SCHEMA.clone()); //~ schema-compile-in-hot-path
    get_or_insert_with(|| validator_for(p)); //~ schema-compile-in-hot-path
    Some(p).map_or_else(|| validator_for("x"), |p| validator_for(p)).ok(); //~ schema-compile-in-hot-path schema-compile-in-hot-path
}

fn also_called() -> Validator {
    validator_for("x").unwrap() //~ schema-compile-in-hot-path
}

fn named_elsewhere() -> Validator {
    validator_for("x").unwrap() //~ schema-compile-in-hot-path
}

fn per_call(p: &str) -> bool {
    None.unwrap_or_else(named_elsewhere).is_match(p) || also_called().is_match(p)
}

fn static_mut(p: &str) {
    static mut CACHE: Option<Validator> = None;
    unsafe { CACHE = Some(validator_for(p).unwrap()) } //~ schema-compile-in-hot-path
}

struct Own<T>(T);

mod own_lazy {
    use jsonschema::{validator_for, Validator};
    struct LazyLock<T>(T);
    impl<T> LazyLock<T> {
        fn new(f: impl Fn() -> T) -> Self {
            LazyLock(f())
        }
    }
    struct S {
        re: LazyLock<Validator>,
    }
    fn f() -> S {
        S { re: LazyLock::new(|| validator_for("x").unwrap()) } //~ schema-compile-in-hot-path
    }
}

mod own_macro {
    fn f() {
        eager! {
            static ref A: u8 = 1;
        }
        once!(jsonschema::validator_for("x")); //~ schema-compile-in-hot-path
    }
}

impl Own<Validator> {
    fn new(p: &str) -> Self {
        Own(validator_for(p).unwrap()) //~ schema-compile-in-hot-path
    }
    fn compile(p: &str) -> Validator {
        validator_for(p).unwrap() //~ schema-compile-in-hot-path
    }
}

impl Default for Own<Validator> {
    fn default() -> Self {
        Self(validator_for("x").unwrap()) //~ schema-compile-in-hot-path
    }
}

fn main() {
    let re = validator_for("x").unwrap(); //~ schema-compile-in-hot-path
    let by_field = Wrapper { re: validator_for("x").unwrap() }; //~ schema-compile-in-hot-path
    for _ in 0..10 {
        re.is_match("x");
    }
    drop(by_field);
}

static SCHEMA: LazyLock<Validator> = LazyLock::new(|| validator_for("x").unwrap()); //~! a static

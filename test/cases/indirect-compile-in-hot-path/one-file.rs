use jsonschema::{validator_for, Validator};
use regex::Regex;
use std::sync::{LazyLock, OnceLock};

fn compile_schema(s: &Value) -> Validator {
    validator_for(s).unwrap()
}

fn compile_regex(p: &str) -> Regex {
    Regex::new(p).unwrap()
}

fn deeper(s: &Value) -> Validator {
    compile_schema(s) //~ indirect-compile-in-hot-path@5
}

fn chain(s: &Value) -> Validator {
    jsonschema::options().build(s).unwrap()
}

fn cached() -> &'static Regex {
    static RE: LazyLock<Regex> = LazyLock::new(|| Regex::new("x").unwrap());
    &RE
}

fn cached_by_cell(cell: &OnceLock<Regex>) -> &Regex {
    cell.get_or_init(|| Regex::new("x").unwrap())
}

fn from_static() -> &'static Regex {
    static RE: LazyLock<Regex> = LazyLock::new(|| compile_regex("x")); //~! a static
    static MANY: LazyLock<Vec<Regex>> = LazyLock::new(|| ["a"].map(compile_regex).to_vec()); //~! a static
    lazy_static::lazy_static! {
        static ref OLD: Regex = compile_regex("x"); //~! lazy_static!
    }
    &RE
}

fn held_locally() -> bool {
    let re = LazyLock::new(|| Regex::new("x").unwrap());
    re.is_match("x")
}

fn evaluate(s: &Value, p: &str, cell: &OnceLock<Regex>) -> bool {
    let v = compile_schema(s); //~ indirect-compile-in-hot-path@13
    compile_regex(p).is_match("x"); //~ indirect-compile-in-hot-path
    deeper(s); //~ indirect-compile-in-hot-path
    chain(s); //~ indirect-compile-in-hot-path
    held_locally(); //~ indirect-compile-in-hot-path
    self::compile_regex(p); //~ indirect-compile-in-hot-path
    crate::compile_regex(p); //~ indirect-compile-in-hot-path
    let _ = Some(p).map(|p| compile_regex(p)); //~ indirect-compile-in-hot-path@29
    let _ = Some(p).map(compile_regex); //~ indirect-compile-in-hot-path@25
    let f = compile_regex; //~ indirect-compile-in-hot-path
    println!("{:?}", compile_regex(p)); //~ indirect-compile-in-hot-path@22
    let _ = vec![compile_schema(s)]; //~ indirect-compile-in-hot-path
    let lazy = LazyLock::new(|| compile_regex("x")); //~ indirect-compile-in-hot-path
    let _ = async { compile_schema(s) }; //~ indirect-compile-in-hot-path
    fn nested(p: &str) -> Regex {
        compile_regex(p) //~ indirect-compile-in-hot-path
    }

    cached(); //~! compiles once
    cached_by_cell(cell); //~! compiles once
    from_static(); //~! compiles once
    cell.get_or_init(|| compile_regex("x")); //~! get_or_init
    Regex::new(p).ok(); //~! direct: the other rule's
    validator_for(s).ok(); //~! direct: the other rule's
    v.is_valid(s); //~! a method
    other::compile_schema(s); //~! another crate
    let _ = stringify!(compile_schema(s)); //~! not run
    // compile_schema(s) //~! a comment
    let _ = "compile_schema(s)"; //~! a string
    v.compile_schema(s); //~! a method of another receiver
    drop((f, lazy));
    true
}

fn shadowed(compile_schema: impl Fn(u8), p: &str) {
    compile_schema(1); //~! the parameter
    let compile_regex = |_: &str| ();
    compile_regex(p); //~! the local
}

static A: LazyLock<Regex> = LazyLock::new(|| compile_regex("x")); //~! a static
const B: LazyLock<Regex> = LazyLock::new(|| compile_regex("x")); //~! a const outside functions

thread_local! {
    static C: Regex = compile_regex("x"); //~! thread_local!
}

struct Engine {
    lazy: LazyLock<Regex>,
}

impl Engine {
    fn new() -> Self {
        Engine { lazy: LazyLock::new(|| compile_regex("x")) } //~! a field's value
    }

    fn build(p: &str) -> Regex {
        Regex::new(p).unwrap()
    }

    fn pattern(&self, p: &str) -> Regex {
        Self::build(p) //~ indirect-compile-in-hot-path@9
    }

    fn check(&self, p: &str, other: &Engine) {
        self.pattern(p); //~ indirect-compile-in-hot-path@9
        Self::build(p); //~ indirect-compile-in-hot-path
        Engine::build(p); //~ indirect-compile-in-hot-path
        <Engine>::build(p); //~ indirect-compile-in-hot-path
        Engine::pattern(other, p); //~ indirect-compile-in-hot-path
        other.pattern(p); //~! on another receiver: its type is not known
        Self::new(); //~! compiles once
    }
}

#[cfg(test)]
mod tests {
    fn f() {
        super::compile_regex("x"); //~! test code
    }
    #[test]
    fn g() {
        super::compile_regex("x"); //~! a test
    }
}

mod own {
    fn compile_schema(_: u8) {}
    fn f() {
        compile_schema(1); //~! the module's own
        super::compile_regex("x"); //~ indirect-compile-in-hot-path
    }
}

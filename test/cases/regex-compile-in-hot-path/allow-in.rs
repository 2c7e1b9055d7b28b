//@ options: {"allow_in": ["CompiledPolicyContext::*", "Cache::build_*", "compile_once", "load_?"]}
use regex::Regex;

struct CompiledPolicyContext;

impl CompiledPolicyContext {
    fn new(p: &str) -> Option<Regex> {
        Regex::new(p).ok() //~! allowed
    }
    fn many(ps: &[&str]) -> Vec<Regex> {
        fn inner(p: &str) -> Regex {
            Regex::new(p).unwrap() //~! a function nested in an allowed one
        }
        ps.iter().map(|p| Regex::new(p).unwrap()).collect() //~! a closure nested in an allowed one
    }
}

impl Default for CompiledPolicyContext {
    fn default() -> Self {
        Regex::new("x").unwrap(); //~! allowed, in a trait's impl
        CompiledPolicyContext
    }
}

struct Cache<T>(T);

impl<T: Clone> Cache<T> {
    fn build_all(p: &str) {
        Regex::new(p).ok(); //~! allowed, of a generic type
    }
    fn get(p: &str) {
        Regex::new(p).ok(); //~ regex-compile-in-hot-path
    }
}

impl<'a> From<&'a str> for Cache<Regex> {
    fn from(p: &'a str) -> Self {
        Cache(Regex::new(p).unwrap()) //~ regex-compile-in-hot-path
    }
}

struct CompiledPolicyContextOld;

impl CompiledPolicyContextOld {
    fn new(p: &str) {
        Regex::new(p).ok(); //~ regex-compile-in-hot-path
    }
}

fn compile_once(p: &str) {
    Regex::new(p).ok(); //~! allowed
}

fn compile_once_more(p: &str) {
    Regex::new(p).ok(); //~ regex-compile-in-hot-path
}

fn load_a(p: &str) {
    Regex::new(p).ok(); //~! allowed
}

fn load_ab(p: &str) {
    Regex::new(p).ok(); //~ regex-compile-in-hot-path
}

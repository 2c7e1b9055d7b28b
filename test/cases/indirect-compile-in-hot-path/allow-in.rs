//@ options: {"allow_in": ["CompiledPolicyContext::*"]}
use regex::Regex;

struct CompiledPolicyContext {
    re: Regex,
}

impl CompiledPolicyContext {
    fn new(p: &str) -> Self {
        Self { re: compile(p) } //~! inside an allowed function
    }

    fn direct(p: &str) -> Regex {
        Regex::new(p).unwrap()
    }
}

fn compile(p: &str) -> Regex {
    Regex::new(p).unwrap()
}

fn evaluate(p: &str) {
    CompiledPolicyContext::direct(p); //~! compiles only in an allowed function
    CompiledPolicyContext::new(p); //~! compiles only for an allowed function
    compile(p); //~ indirect-compile-in-hot-path
}

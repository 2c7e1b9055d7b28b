// Nothing is allowed by default, whatever its name promises.
use regex::Regex;

struct CompiledPolicyContext;

impl CompiledPolicyContext {
    fn new(p: &str) -> Option<Regex> {
        Regex::new(p).ok() //~ regex-compile-in-hot-path
    }
}

fn compile_regex(p: &str) -> Option<Regex> {
    Regex::new(p).ok() //~ regex-compile-in-hot-path
}

fn init_once(p: &str) -> Option<Regex> {
    Regex::new(p).ok() //~ regex-compile-in-hot-path
}

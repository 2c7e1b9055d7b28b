// What the text gates of old got wrong: a compile moved into a wrapper, and matches in comments.
//@ rules: regex-compile-in-hot-path, schema-compile-in-hot-path, indirect-compile-in-hot-path
//@ file: src/lib.rs
mod compile;
mod policy;
//@ file: src/compile.rs
/// Calls `jsonschema::validator_for` and `Regex::new`. //~! a doc comment
pub fn compile_schema(schema: &Value) -> Result<jsonschema::Validator, String> {
    jsonschema::validator_for(schema).map_err(|e| e.to_string()) //~ schema-compile-in-hot-path@5
}

pub(crate) fn compile_pattern(pattern: &str) -> Option<regex::Regex> {
    regex::Regex::new(pattern).ok() //~ regex-compile-in-hot-path@5
}
//@ file: src/policy.rs
use crate::compile::{compile_pattern, compile_schema};

pub fn evaluate(schema: &Value, args: &Value, patterns: &[String]) -> bool {
    // regex::Regex::new is gone from here; jsonschema::validator_for too. //~! a comment
    let Ok(validator) = compile_schema(schema) else { return false }; //~ indirect-compile-in-hot-path@25
    let text = args.to_string();
    validator.is_valid(args) && patterns.iter().filter_map(|p| compile_pattern(p)).any(|re| re.is_match(&text)) //~ indirect-compile-in-hot-path@64
}

pub fn check_sequence(steps: &[Step]) -> bool {
    steps.iter().all(|step| {
        compile_pattern(&step.pattern).is_some_and(|re| re.is_match(&step.text)) //~ indirect-compile-in-hot-path@9
    })
}

//@ errors
use jsonschema::validator_for;

fn before(s: &Value) {
    validator_for(s).ok(); //~ schema-compile-in-hot-path
}

fn half_written(s: &Value) -> Result<Validator, String> {
    let validator = validator_for(s) //~ schema-compile-in-hot-path
    validator.map_err(|e| e.to_string())
}

pub fn after(s: &Value) {
    validator_for(s).ok(); //~ schema-compile-in-hot-path
    // validator_for(s) //~! a comment
}

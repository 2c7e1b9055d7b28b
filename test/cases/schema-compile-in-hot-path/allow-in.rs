//@ options: {"allow_in": ["SchemaCache::*", "build"]}
use jsonschema::validator_for;

struct SchemaCache;

impl SchemaCache {
    fn new(s: &Value) {
        validator_for(s).ok(); //~! allowed
        let _ = async || jsonschema::options().build(s); //~! a closure nested in an allowed one
    }
}

trait Compile {
    fn compile(s: &Value) {
        validator_for(s).ok(); //~ schema-compile-in-hot-path
    }
}

impl Compile for SchemaCache {
    fn compile(s: &Value) {
        validator_for(s).ok(); //~! allowed, in a trait's impl
    }
}

impl Compile for Vec<SchemaCache> {
    fn compile(s: &Value) {
        validator_for(s).ok(); //~ schema-compile-in-hot-path
    }
}

fn build(s: &Value) {
    validator_for(s).ok(); //~! allowed
}

fn compile_schema(s: &Value) {
    validator_for(s).ok(); //~ schema-compile-in-hot-path
}

mod inner {
    fn build(s: &Value) {
        jsonschema::validator_for(s).ok(); //~! allowed, in a module
    }
    fn rebuild(s: &Value) {
        jsonschema::validator_for(s).ok(); //~ schema-compile-in-hot-path
    }
}

//@ path: src/policy.rs
use crate::prelude::*;

fn f(s: &Value) {
    Validator::new(s).ok(); //~ schema-compile-in-hot-path probable
    JSONSchema::compile(s).ok(); //~ schema-compile-in-hot-path probable
    draft7::new(s).ok(); //~ schema-compile-in-hot-path probable
    jsonschema::validator_for(s).ok(); //~ schema-compile-in-hot-path
    validator_for(s).ok(); //~! a bare function name under such a glob is none
    options().build(s).ok(); //~! a bare function name under such a glob is none
    Validator::check(s); //~! not in the list
}

mod bound {
    use crate::prelude::*;
    use boon::Validator;
    fn f(s: &Value) {
        Validator::new(s).ok(); //~! a name wins over a glob
    }
}

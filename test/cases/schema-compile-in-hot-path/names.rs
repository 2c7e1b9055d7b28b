// Names resolve as Rust resolves them.
extern crate jsonschema as js;
use jsonschema::{
    self,
    draft201909 as nineteen,
    draft7::{self, new as seven},
    validator_for as compile, Validator as V,
    JSONSchema as Old,
};

type Compiled = jsonschema::Validator;

fn found(s: &Value) {
    js::validator_for(s).ok(); //~ schema-compile-in-hot-path
    compile(s).ok(); //~ schema-compile-in-hot-path
    V::new(s).ok(); //~ schema-compile-in-hot-path
    Old::compile(s).ok(); //~ schema-compile-in-hot-path
    seven(s).ok(); //~ schema-compile-in-hot-path
    draft7::new(s).ok(); //~ schema-compile-in-hot-path
    nineteen::new(s).ok(); //~ schema-compile-in-hot-path
    js::draft4::new(s).ok(); //~ schema-compile-in-hot-path
    Compiled::new(s).ok(); //~ schema-compile-in-hot-path
    <jsonschema::Validator>::new(s).ok(); //~ schema-compile-in-hot-path@5
    <V>::new(s).ok(); //~ schema-compile-in-hot-path@5
    ::jsonschema::validator_for(s).ok(); //~ schema-compile-in-hot-path@5
    r#jsonschema::r#validator_for(s).ok(); //~ schema-compile-in-hot-path
    jsonschema
        ::draft6
        ::new(s).ok(); //~^^ schema-compile-in-hot-path@5
    let _ = schemas.iter().map(jsonschema::validator_for).count(); //~ schema-compile-in-hot-path@32
    let _ = schemas.iter().map(|s| compile(s)).count(); //~ schema-compile-in-hot-path@36
    let build: fn(&Value) -> _ = V::new; //~ schema-compile-in-hot-path@34
    build(s); //~! the name above is the finding
}

mod star {
    use jsonschema::*;
    fn f(s: &Value) {
        validator_for(s).ok(); //~ schema-compile-in-hot-path
        Validator::new(s).ok(); //~ schema-compile-in-hot-path
        draft7::new(s).ok(); //~ schema-compile-in-hot-path
    }
}

mod star_of_draft {
    use jsonschema::draft7::*;
    fn f(s: &Value) {
        new(s).ok(); //~ schema-compile-in-hot-path
        options().build(s).ok(); //~ schema-compile-in-hot-path
    }
}

mod re_exported {
    pub use jsonschema::validator_for as check;
    pub use jsonschema as schema_crate;
    mod user {
        use super::{check, schema_crate::Validator};
        fn f(s: &Value) {
            check(s).ok(); //~ schema-compile-in-hot-path
            Validator::new(s).ok(); //~ schema-compile-in-hot-path
            super::schema_crate::draft4::new(s).ok(); //~ schema-compile-in-hot-path
            crate::re_exported::check(s).ok(); //~ schema-compile-in-hot-path
        }
    }
}

mod shadowed {
    use jsonschema::*;
    fn validator_for(_: &str) {}
    struct Validator;
    impl Validator {
        fn new(_: &str) -> Self {
            Self
        }
    }
    mod draft7 {
        pub fn new(_: &str) {}
    }
    fn f(s: &str) {
        validator_for(s); //~! a function of the file's own
        self::validator_for(s); //~! a function of the file's own
        Validator::new(s); //~! a struct of the file's own
        draft7::new(s); //~! a module of the file's own
        draft4::new(s).ok(); //~ schema-compile-in-hot-path
    }
}

mod shadowed_by_values {
    use jsonschema::validator_for;
    fn parameter(validator_for: impl Fn(&str), s: &str) {
        validator_for(s); //~! the parameter
    }
    fn local(s: &str) {
        validator_for(s).ok(); //~ schema-compile-in-hot-path
        let validator_for = |_: &str| ();
        validator_for(s); //~! the local
    }
    fn closure(s: &str) {
        let call = |validator_for: fn(&str)| validator_for(s); //~! the closure's parameter
        call(|_| ());
        validator_for(s).ok(); //~ schema-compile-in-hot-path
    }
    fn nested(s: &str) {
        fn validator_for(_: &str) {}
        validator_for(s); //~! the nested function
    }
    struct S;
    impl S {
        fn validator_for(&self, _: &str) {}
        fn f(&self, s: &str) {
            self.validator_for(s); //~! a method
            Self::validator_for(self, s); //~! a method
            validator_for(s).ok(); //~ schema-compile-in-hot-path
        }
    }
}

mod shadowed_crate {
    mod jsonschema {
        pub fn validator_for(_: &str) {}
    }
    fn f(s: &str) {
        jsonschema::validator_for(s); //~! a module of the file's own
        ::jsonschema::validator_for(s).ok(); //~ schema-compile-in-hot-path
    }
}

mod other_imports {
    use boon::Validator;
    use my_schemas::validator_for;
    fn f(s: &str) {
        Validator::new(s); //~! another crate's
        validator_for(s); //~! another crate's
    }
    fn g(s: &str) {
        use jsonschema::validator_for;
        validator_for(s).ok(); //~ schema-compile-in-hot-path
    }
}

mod nothing_binds {
    fn f(s: &str) {
        validator_for(s); //~! nothing binds it
        Validator::new(s); //~! nothing binds it
        draft7::new(s); //~! nothing binds it
        JSONSchema::compile(s); //~! nothing binds it
    }
}

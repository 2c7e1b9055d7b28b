// `build` and `compile` on a chain that starts at `options()`.
use jsonschema::{draft202012, draft7 as seven, options, Draft, JSONSchema, Validator};
use serde_json::Value;

fn f(s: &Value) -> Result<(), Box<dyn std::error::Error>> {
    jsonschema::options().build(s)?; //~ schema-compile-in-hot-path@5
    jsonschema::options().with_draft(Draft::Draft7).build(s)?; //~ schema-compile-in-hot-path@5
    jsonschema::options() //~ schema-compile-in-hot-path@5
        .with_draft(Draft::Draft7)
        .should_validate_formats(true)
        .build(s)?;
    options().build(s)?; //~ schema-compile-in-hot-path@5
    Validator::options().build(s)?; //~ schema-compile-in-hot-path@5
    jsonschema::Validator::options().with_draft(Draft::Draft7).build(s)?; //~ schema-compile-in-hot-path
    JSONSchema::options().compile(s)?; //~ schema-compile-in-hot-path
    jsonschema::JSONSchema::options().with_draft(Draft::Draft7).compile(s)?; //~ schema-compile-in-hot-path
    jsonschema::draft4::options().build(s)?; //~ schema-compile-in-hot-path
    jsonschema::draft6::options().build(s)?; //~ schema-compile-in-hot-path
    jsonschema::draft7::options().build(s)?; //~ schema-compile-in-hot-path
    jsonschema::draft201909::options().build(s)?; //~ schema-compile-in-hot-path
    draft202012::options().should_ignore_unknown_formats(true).build(s)?; //~ schema-compile-in-hot-path@5
    seven::options().build(s)?; //~ schema-compile-in-hot-path
    ::jsonschema::options().build(s)?; //~ schema-compile-in-hot-path@5
    <Validator>::options().build(s)?; //~ schema-compile-in-hot-path@5
    let a = jsonschema::options().with_keyword("x", |_, _, _| todo!()).build(s)?; //~ schema-compile-in-hot-path@13
    let b = Validator::options().clone().build(s)?; //~ schema-compile-in-hot-path@13
    let c = Validator::options().with_retriever(make()?).build(s).map_err(|e| e.to_string())?; //~ schema-compile-in-hot-path@13
    let d = Some(jsonschema::options().with_draft(pick()?).build(s)); //~ schema-compile-in-hot-path@18
    let e = jsonschema::options().with_document("x".into(), json!({}))?.build(s)?; //~ schema-compile-in-hot-path@13
    let f = vec![jsonschema::options().build(s)]; //~ schema-compile-in-hot-path@18
    println!("{:?}", Validator::options().with_draft(Draft::Draft7).build(s)); //~ schema-compile-in-hot-path@22
    both(jsonschema::options().build(s), Validator::options().build(s)); //~ schema-compile-in-hot-path@10 schema-compile-in-hot-path@42

    let plain = jsonschema::options(); //~! options alone
    let drafted = jsonschema::options().with_draft(Draft::Draft7); //~! options alone
    let more = Validator::options(); //~! options alone
    let old = JSONSchema::options().with_draft(Draft::Draft7); //~! options alone
    configure(jsonschema::options()).build(s)?; //~! the chain starts at another function
    other::options().build(s)?; //~! another crate
    Config::options().build(s)?; //~! another type
    my::jsonschema::options().build(s)?; //~! another crate
    builder().options(jsonschema::options()).build(s)?; //~! the chain starts at another function
    s.options().build(s)?; //~! a method
    jsonschema::options().with_retriever(make()?.build()); //~! the build of another chain
    jsonschema::draft3::options().build(s)?; //~! no such draft
    jsonschema::async_options().build(s); //~! not in the list
    drop((a, b, c, d, e, f, plain, drafted, more, old));
    Ok(())
}

mod own {
    fn options() -> Options {
        Options //~! the file's own
    }
    struct Options;
    impl Options {
        fn build(self, _: &str) {}
    }
    fn f() {
        options().build("x"); //~! the file's own
        self::options().build("x"); //~! the file's own
        jsonschema::options().build("x").ok(); //~ schema-compile-in-hot-path
    }
    mod jsonschema_like {
        use super::options;
        fn f() {
            options().build("x"); //~! the file's own
        }
    }
    mod of_the_crate {
        use jsonschema::*;
        fn f() {
            options().build("x").ok(); //~ schema-compile-in-hot-path
            Validator::options().build("x").ok(); //~ schema-compile-in-hot-path
        }
    }
}

use std::sync::{LazyLock, OnceLock};
static A: LazyLock<Validator> = LazyLock::new(|| {
    jsonschema::options().with_draft(Draft::Draft7).build(&SCHEMA).unwrap() //~! a static
});

fn once(cell: &OnceLock<Validator>) {
    cell.get_or_init(|| Validator::options().build(&SCHEMA).unwrap()); //~! get_or_init
    let lazy = LazyLock::new(|| Validator::options().build(&SCHEMA).unwrap()); //~ schema-compile-in-hot-path
    drop(lazy);
}

fn raw_method(schema: &Value) {
    jsonschema::options().r#build(schema).unwrap(); //~ schema-compile-in-hot-path@5
}

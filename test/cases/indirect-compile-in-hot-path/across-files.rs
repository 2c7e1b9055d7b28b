//@ file: src/lib.rs
mod engine;
mod schema;
pub use schema::compile_schema as public_compile;

pub fn run(s: &Value) {
    engine::evaluate(s); //~ indirect-compile-in-hot-path@5
    public_compile(s); //~ indirect-compile-in-hot-path
    schema::parse(s); //~! compiles nothing
}
//@ file: src/schema.rs
use jsonschema::validator_for as build;

pub fn compile_schema(s: &Value) {
    build(s).unwrap();
}

pub fn parse(_: &Value) {}
//@ file: src/engine.rs
use crate::schema::{compile_schema, parse};

pub fn evaluate(s: &Value) {
    compile_schema(s); //~ indirect-compile-in-hot-path@5
    crate::schema::compile_schema(s); //~ indirect-compile-in-hot-path
    super::schema::compile_schema(s); //~ indirect-compile-in-hot-path
    super::public_compile(s); //~ indirect-compile-in-hot-path
    parse(s); //~! compiles nothing
    let _ = [s].map(compile_schema); //~ indirect-compile-in-hot-path
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| compile_schema(s)); //~! call_once
}

// Nothing in the file itself tells of schemas.
//@ file: src/lib.rs
mod names;
mod user;
//@ file: src/names.rs
pub use jsonschema::validator_for as check;
pub use jsonschema::Validator as Judge;
pub use jsonschema::options as wishes;
pub use jsonschema as law;
//@ file: src/user.rs
use crate::names::{check, law, wishes, Judge};
fn f(s: &Value) {
    check(s).ok(); //~ schema-compile-in-hot-path
    Judge::new(s).ok(); //~ schema-compile-in-hot-path
    Judge::options().build(s).ok(); //~ schema-compile-in-hot-path
    wishes().build(s).ok(); //~ schema-compile-in-hot-path
    law::draft7::new(s).ok(); //~ schema-compile-in-hot-path
    crate::names::law::draft7::options().build(s).ok(); //~ schema-compile-in-hot-path
    wishes(); //~! options alone
    law::is_valid(s, s); //~! not in the list
}

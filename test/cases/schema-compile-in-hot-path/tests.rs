// Test code.
use jsonschema::{validator_for, Validator};

#[test]
fn a() {
    validator_for("x").unwrap(); //~! a test
}

#[cfg(test)]
mod tests {
    use super::*;
    fn helper() {
        validator_for("x").unwrap(); //~! test code
    }
}

#[cfg(test)]
fn helper() {
    validator_for("x").unwrap(); //~! test code
}

#[cfg(all(test, not(miri)))]
fn miri() {
    validator_for("x").unwrap(); //~! test code
}

#[cfg(any(test, fuzzing))]
fn fuzz() {
    validator_for("x").unwrap(); //~ schema-compile-in-hot-path
}

#[cfg(not(any(test, fuzzing)))]
fn not_any() {
    validator_for("x").unwrap(); //~ schema-compile-in-hot-path
}

#[cfg(not(all(not(test), unix)))]
fn maybe_production() {
    validator_for("x").unwrap(); //~ schema-compile-in-hot-path
}

#[bench]
fn bench(b: &mut Bencher) {
    b.iter(|| validator_for("x")); //~! a benchmark
}

#[tokio::test]
async fn b() {
    async { validator_for("x") }.await.unwrap(); //~! a test
}

#[test_case("a")]
#[test_case("b")]
fn c(p: &str) {
    validator_for(p).unwrap(); //~! a test
}

#[inline]
fn d(p: &str) {
    validator_for(p).unwrap(); //~ schema-compile-in-hot-path
}

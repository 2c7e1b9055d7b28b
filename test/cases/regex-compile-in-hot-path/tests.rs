// Test code.
use regex::Regex;

#[test]
fn a() {
    Regex::new("x").unwrap(); //~! a test
}

#[cfg(test)]
mod tests {
    use super::*;
    fn helper() {
        Regex::new("x").unwrap(); //~! test code
    }
}

#[cfg(test)]
fn helper() {
    Regex::new("x").unwrap(); //~! test code
}

#[cfg(all(test, not(miri)))]
fn miri() {
    Regex::new("x").unwrap(); //~! test code
}

#[cfg(any(test, fuzzing))]
fn fuzz() {
    Regex::new("x").unwrap(); //~ regex-compile-in-hot-path
}

#[cfg(not(any(test, fuzzing)))]
fn not_any() {
    Regex::new("x").unwrap(); //~ regex-compile-in-hot-path
}

#[cfg(not(all(not(test), unix)))]
fn maybe_production() {
    Regex::new("x").unwrap(); //~ regex-compile-in-hot-path
}

#[bench]
fn bench(b: &mut Bencher) {
    b.iter(|| Regex::new("x")); //~! a benchmark
}

#[tokio::test]
async fn b() {
    async { Regex::new("x") }.await.unwrap(); //~! a test
}

#[test_case("a")]
#[test_case("b")]
fn c(p: &str) {
    Regex::new(p).unwrap(); //~! a test
}

#[inline]
fn d(p: &str) {
    Regex::new(p).unwrap(); //~ regex-compile-in-hot-path
}

// A file whose parent declares it under cfg(test).
//@ file: src/lib.rs
#[cfg(test)]
mod helpers;
#[cfg(all(test, unix))]
mod fixtures;
#[cfg(any(test, feature = "mock"))]
pub mod mock;
mod plain;
#[cfg(test)]
#[path = "odd_place.rs"]
mod odd;
mod outer {
    #[cfg(test)]
    mod inner;
    mod other;
}
//@ file: src/helpers.rs
mod deep;
async fn f() {
    std::fs::read("a").ok(); //~! declared under cfg(test)
}
//@ file: src/helpers/deep.rs
async fn f() {
    std::fs::read("a").ok(); //~! its parent is declared under cfg(test)
}
//@ file: src/fixtures/mod.rs
async fn f() {
    std::fs::read("a").ok(); //~! declared under cfg(all(test, unix))
}
//@ file: src/mock.rs
async fn f() {
    std::fs::read("a").ok(); //~ blocking-io-in-async
}
//@ file: src/plain.rs
#[cfg(test)]
mod tests;
async fn f() {
    std::fs::read("a").ok(); //~ blocking-io-in-async
}
//@ file: src/plain/tests.rs
async fn f() {
    std::fs::read("a").ok(); //~! declared under cfg(test) by plain
}
//@ file: src/odd_place.rs
async fn f() {
    std::fs::read("a").ok(); //~! declared by path under cfg(test)
}
//@ file: src/outer/inner.rs
async fn f() {
    std::fs::read("a").ok(); //~! declared in an inline module
}
//@ file: src/outer/other.rs
async fn f() {
    std::fs::read("a").ok(); //~ blocking-io-in-async
}

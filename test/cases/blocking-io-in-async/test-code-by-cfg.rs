// Test code by what all attributes of an item say together, and in places where attributes are rarer.
use std::fs;

#[cfg(any(test, feature = "slow"))]
#[cfg(not(feature = "slow"))]
async fn two_together() {
    fs::read("a").ok(); //~! no build without `test` meets both
}

#[cfg(all(any(test, feature = "slow"), not(feature = "slow")))]
async fn two_in_one() {
    fs::read("a").ok(); //~! no build without `test` meets both
}

#[cfg(any(test, unix))]
#[cfg(any(test, windows))]
async fn two_open() {
    fs::read("a").ok(); //~ blocking-io-in-async
}

#[cfg_attr(unix, cfg(test))]
async fn under_a_condition() {
    fs::read("a").ok(); //~ blocking-io-in-async
}

#[cfg_attr(unix, cfg(test))]
#[cfg(unix)]
async fn under_a_condition_that_holds() {
    fs::read("a").ok(); //~! with `unix`, only tests have it
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
async fn a_test_somewhere() {
    fs::read("a").ok(); //~! a test function
}

async fn arms(kind: Kind) -> Settings {
    match kind {
        #[cfg(test)]
        Kind::Fake => fs::read("a"), //~! an arm for tests
        #[cfg(not(test))]
        Kind::Fake => fs::read("b"), //~ blocking-io-in-async
        _ => fs::read("c"), //~ blocking-io-in-async
    };
    Settings {
        #[cfg(test)]
        fake: fs::read("a"), //~! a field for tests
        real: fs::read("b"), //~ blocking-io-in-async
    }
}

async fn statements() {
    #[cfg(test)]
    fs::read("a").ok(); //~! a statement for tests
    #[cfg(test)]
    let text = fs::read("a"); //~! a statement for tests
    #[cfg(test)]
    {
        fs::read("a").ok(); //~! a block for tests
    }
    fs::read("b").ok(); //~ blocking-io-in-async
    call(#[cfg(test)] fs::read("a"), fs::read("b")); //~ blocking-io-in-async@38
}

proptest! {
    #[test]
    fn round_trip(name in "[a-z]+", size in 0..10usize) {
        block_on(async { fs::read(name) }).ok(); //~! a test function
    }
}

async fn parameters(#[cfg(test)] clock: Clock, path: &Path) {
    fs::read(path).ok(); //~ blocking-io-in-async
}

async fn generics<#[cfg(test)] T>(path: &Path) {
    fs::read(path).ok(); //~ blocking-io-in-async
}

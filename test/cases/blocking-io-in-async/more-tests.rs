// More test code.
use std::fs;

async fn f(n: u8) {
    #[cfg(test)]
    let _ = fs::read("a"); //~! a statement under cfg(test)
    #[cfg(not(test))]
    let _ = fs::read("a"); //~ blocking-io-in-async
    #[cfg(test)]
    fs::read("a").ok(); //~! a statement under cfg(test)
    #[cfg(test)]
    mod inner {
        async fn g() {
            std::fs::read("a").ok(); //~! a module under cfg(test) in a function
        }
    }
    if cfg!(test) {
        fs::read("a").ok(); //~ blocking-io-in-async
    }
}

#[cfg(test)]
mod outer {
    pub mod inner {
        pub struct S;
        impl S {
            pub async fn f(&self) {
                std::fs::read("a").ok(); //~! deep in a test module
            }
        }
    }
}

#[cfg(test)]
macro_rules! helper {
    () => {
        rt().block_on(async { std::fs::read("a") }) //~! a macro under cfg(test)
    };
}

trait T {
    #[cfg(test)]
    async fn f() {
        fs::read("a").ok(); //~! a trait's method under cfg(test)
    }
    async fn g() {
        fs::read("a").ok(); //~ blocking-io-in-async
    }
}

#[cfg(test)]
trait OnlyInTests {
    async fn f() {
        fs::read("a").ok(); //~! a trait under cfg(test)
    }
}

#[cfg(all(test))]
async fn all_of_one() {
    fs::read("a").ok(); //~! all(test)
}

#[cfg(any(test))]
async fn any_of_one() {
    fs::read("a").ok(); //~! any(test)
}

#[cfg(all(feature = "a", feature = "b"))]
async fn no_test_at_all() {
    fs::read("a").ok(); //~ blocking-io-in-async
}

#[cfg(all(test, any(unix, windows)))]
#[cfg(not(miri))]
async fn two_cfgs() {
    fs::read("a").ok(); //~! the first cfg needs test
}

#[cfg(unix)]
#[cfg(test)]
async fn second_cfg() {
    fs::read("a").ok(); //~! the second cfg needs test
}

#[cfg(not(any(not(test), unix)))]
async fn by_de_morgan() {
    fs::read("a").ok(); //~! cannot hold without test
}

#[cfg(target_os = "test")]
async fn some_other_key() {
    fs::read("a").ok(); //~ blocking-io-in-async
}

#[cfg(testing)]
async fn some_other_name() {
    fs::read("a").ok(); //~ blocking-io-in-async
}

#[my::test_helper]
async fn not_a_test_attribute() {
    fs::read("a").ok(); //~ blocking-io-in-async
}

#[ctest]
#[instrument(name = "test")]
async fn a_test_in_an_argument() {
    fs::read("a").ok(); //~ blocking-io-in-async
}

mod plain {
    #[test]
    fn a() {
        rt().block_on(async { std::fs::read("a") }).ok(); //~! a test in a plain module
    }
    async fn b() {
        std::fs::read("a").ok(); //~ blocking-io-in-async
    }
}

#[tokio::test]
async fn with_nested_function() {
    async fn helper() {
        std::fs::read("a").ok(); //~! nested in a test
    }
    helper().await;
}

#[tokio::main]
async fn main() {
    fs::read("a").ok(); //~ blocking-io-in-async
}

// Test code is never a finding; what only looks like it is production code.
use std::fs;

#[tokio::test]
async fn a() {
    fs::read("a").ok(); //~! a test
}

#[tokio::test(flavor = "multi_thread")]
async fn b() {
    fs::read("a").ok(); //~! a test
}

#[test]
fn c() {
    rt().block_on(async { fs::read("a") }).ok(); //~! a test
}

#[bench]
fn d(_: &mut Bencher) {
    rt().block_on(async { fs::read("a") }).ok(); //~! a benchmark
}

#[rstest]
#[case("a")]
async fn e(#[case] p: &str) {
    fs::read(p).ok(); //~! a test
}

#[async_std::test]
#[should_panic]
async fn g() {
    fs::read("a").ok(); //~! a test
}

#[rstest::rstest]
#[tokio::test]
async fn h() {
    fs::read("a").ok(); //~! a test
}

#[cfg(test)]
async fn i() {
    fs::read("a").ok(); //~! cfg(test)
}

#[cfg(test)]
mod tests {
    async fn helper() {
        std::fs::read("a").ok(); //~! cfg(test)
    }
    mod deeper {
        async fn helper() {
            std::fs::read("a").ok(); //~! in a test module
        }
    }
}

#[cfg(all(test, feature = "slow"))]
mod slow_tests {
    async fn helper() {
        std::fs::read("a").ok(); //~! all(test, ...)
    }
}

#[cfg(all(unix, test))]
async fn unix_only() {
    fs::read("a").ok(); //~! all(..., test)
}

#[cfg(any(all(test, unix), all(test, windows)))]
async fn either() {
    fs::read("a").ok(); //~! every alternative needs test
}

#[cfg(all(unix, any(all(test, feature = "a"), all(feature = "b", test))))]
async fn nested() {
    fs::read("a").ok(); //~! every alternative needs test
}

#[cfg(not(not(test)))]
async fn twice_negated() {
    fs::read("a").ok(); //~! cannot hold without test
}

#[allow(dead_code)]
#[cfg(test)]
#[inline]
async fn among_others() {
    fs::read("a").ok(); //~! one of several attributes
}

struct S;

#[cfg(test)]
impl S {
    async fn helper(&self) {
        fs::read("a").ok(); //~! an impl under cfg(test)
    }
}

impl S {
    #[cfg(test)]
    async fn helper2(&self) {
        fs::read("a").ok(); //~! a method under cfg(test)
    }

    async fn not_a_test(&self) {
        fs::read("a").ok(); //~ blocking-io-in-async
    }
}

#[cfg(not(test))]
async fn production() {
    fs::read("a").ok(); //~ blocking-io-in-async
}

#[cfg(any(test, feature = "x"))]
async fn any_feature() {
    fs::read("a").ok(); //~ blocking-io-in-async
}

#[cfg(any(test, all(test, unix), debug_assertions))]
async fn any_other() {
    fs::read("a").ok(); //~ blocking-io-in-async
}

#[cfg(all(not(test), unix))]
async fn all_not_test() {
    fs::read("a").ok(); //~ blocking-io-in-async
}

#[cfg(not(all(test, unix)))]
async fn not_all() {
    fs::read("a").ok(); //~ blocking-io-in-async
}

#[cfg(feature = "test")]
async fn a_feature_of_that_name() {
    fs::read("a").ok(); //~ blocking-io-in-async
}

#[cfg(feature = "test-utils")]
mod test_utils {
    pub async fn f() {
        std::fs::read("a").ok(); //~ blocking-io-in-async
    }
}

#[cfg_attr(test, allow(unused))]
async fn cfg_attr() {
    fs::read("a").ok(); //~ blocking-io-in-async
}

#[doc = "#[cfg(test)]"]
async fn in_a_doc() {
    fs::read("a").ok(); //~ blocking-io-in-async
}

// #[cfg(test)]
async fn in_a_comment() {
    fs::read("a").ok(); //~ blocking-io-in-async
}

async fn test_by_name_only() {
    fs::read("a").ok(); //~ blocking-io-in-async
}

mod tests_by_name_only {
    pub async fn f() {
        std::fs::read("a").ok(); //~ blocking-io-in-async
    }
}

#[cfg(test)]
use std::fs as other;

async fn after_a_test_import() {
    fs::read("a").ok(); //~ blocking-io-in-async
}

async fn statements() {
    #[cfg(test)]
    {
        fs::read("a").ok(); //~! a block under cfg(test)
    }
    #[cfg(not(test))]
    {
        fs::read("a").ok(); //~ blocking-io-in-async
    }
}

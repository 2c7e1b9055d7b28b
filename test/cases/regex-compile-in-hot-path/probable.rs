//@ path: src/matchers.rs
use crate::prelude::*;
use super::common::*;

fn f(p: &str) {
    Regex::new(p).ok(); //~ regex-compile-in-hot-path probable
    RegexSet::new([p]).ok(); //~ regex-compile-in-hot-path probable
    RegexBuilder::new(p).build().ok(); //~ regex-compile-in-hot-path probable
    regex::Regex::new(p).ok(); //~ regex-compile-in-hot-path
    let _ = [p].map(Regex::new); //~ regex-compile-in-hot-path probable
    Other::new(p); //~! not in the list
    new(p); //~! a bare function name under such a glob is none
    Re::new(p).ok(); //~! a name of no type in the list
}

mod imported {
    use crate::prelude::*;
    use onig::Regex;
    fn f(p: &str) {
        Regex::new(p).ok(); //~! a name wins over a glob
        RegexSet::new([p]).ok(); //~ regex-compile-in-hot-path probable
    }
}

mod certain {
    use crate::prelude::*;
    use regex::Regex;
    fn f(p: &str) {
        Regex::new(p).ok(); //~ regex-compile-in-hot-path
    }
}

mod generic {
    use crate::prelude::*;
    fn f<Regex: Make>(p: &str) {
        Regex::new(p); //~! the type parameter
    }
}

mod own {
    use crate::prelude::*;
    struct Regex;
    impl Regex {
        fn new(_: &str) -> Self {
            Self
        }
        fn f(p: &str) {
            Regex::new(p); //~! the file's own struct
        }
    }
}

static LATER: LazyLock<Regex> = LazyLock::new(|| Regex::new("x").unwrap()); //~! a static

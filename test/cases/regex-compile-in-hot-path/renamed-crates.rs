// Crates renamed at the root are known in every module; associated types stand for what they are.
extern crate regex as rx;
extern crate std as base;

mod inner {
    mod deeper {
        fn a() {
            rx::Regex::new("a").ok(); //~ regex-compile-in-hot-path
            ::rx::Regex::new("a").ok(); //~ regex-compile-in-hot-path
            crate::rx::Regex::new("a").ok(); //~ regex-compile-in-hot-path
        }
        use ::rx::bytes::Regex;
        use rx::*;
        fn b() {
            Regex::new("a").ok(); //~ regex-compile-in-hot-path
            RegexSet::new(["a"]).ok(); //~ regex-compile-in-hot-path
        }
    }
    mod own {
        mod rx {
            pub struct Regex;
        }
        fn a() {
            rx::Regex::new("a"); //~! a module of its own
        }
    }
}

struct Words;

impl Pattern for Words {
    type Compiled = rx::Regex;
    type Other = String;

    fn compile() -> Self::Compiled {
        Self::Compiled::new("a").unwrap() //~ regex-compile-in-hot-path
    }
    fn other() {
        Self::Other::new(); //~! a string
        Self::new("a"); //~! this type's own
    }
}

trait Pattern {
    type Compiled;
    fn fresh() {
        Self::Compiled::new("a"); //~! whatever an implementor says
    }
}

// Names resolve as Rust resolves them.
extern crate regex as rx;
use regex::{self, bytes::{self, Regex as ByteRegex, RegexBuilder as ByteBuilder}, Regex as Re, RegexSet as Set};
use fancy_regex as fancy;

type Pattern = regex::Regex;
type Again = Pattern;
pub(crate) type Lite = ::regex_lite::Regex;

fn found(p: &str) {
    rx::Regex::new(p).ok(); //~ regex-compile-in-hot-path
    regex::Regex::new(p).ok(); //~ regex-compile-in-hot-path
    Re::new(p).ok(); //~ regex-compile-in-hot-path
    Set::new([p]).ok(); //~ regex-compile-in-hot-path
    ByteRegex::new(p).ok(); //~ regex-compile-in-hot-path
    ByteBuilder::new(p).build().ok(); //~ regex-compile-in-hot-path
    bytes::Regex::new(p).ok(); //~ regex-compile-in-hot-path
    fancy::Regex::new(p).ok(); //~ regex-compile-in-hot-path
    Pattern::new(p).ok(); //~ regex-compile-in-hot-path
    Again::new(p).ok(); //~ regex-compile-in-hot-path
    Lite::new(p).ok(); //~ regex-compile-in-hot-path
    ::regex::Regex::new(p).ok(); //~ regex-compile-in-hot-path@5
    <regex::Regex>::new(p).ok(); //~ regex-compile-in-hot-path@5
    <Re>::new(p).ok(); //~ regex-compile-in-hot-path@5
    <::regex::bytes::Regex>::new(p).ok(); //~ regex-compile-in-hot-path@5
    <Pattern>::new(p).ok(); //~ regex-compile-in-hot-path@5
    r#regex::r#Regex::r#new(p).ok(); //~ regex-compile-in-hot-path@5
    regex :: Regex
        :: new(p).ok(); //~^ regex-compile-in-hot-path@5
    regex::/* inner */Regex::new(p).ok(); //~ regex-compile-in-hot-path@5
    let compile = Re::new; //~ regex-compile-in-hot-path@19
    compile(p).ok(); //~! the name above is the finding
    let _: Vec<_> = [p].iter().map(|p| Re::new(p)).collect(); //~ regex-compile-in-hot-path
    let _: Result<Vec<_>, _> = [p].into_iter().map(Re::new).collect(); //~ regex-compile-in-hot-path@52
    let _ = Some(p).map(regex::Regex::new); //~ regex-compile-in-hot-path@25
    let _ = Some(p).map(<regex::Regex>::new); //~ regex-compile-in-hot-path@25
    let _ = [Re::new as fn(&str) -> _]; //~ regex-compile-in-hot-path@14
}

mod star {
    use regex::*;
    fn f(p: &str) {
        Regex::new(p).ok(); //~ regex-compile-in-hot-path
        bytes::Regex::new(p).ok(); //~ regex-compile-in-hot-path
    }
}

mod star_of_bytes {
    use regex::bytes::*;
    fn f(p: &str) {
        Regex::new(p).ok(); //~ regex-compile-in-hot-path
        RegexSetBuilder::new([p]).build().ok(); //~ regex-compile-in-hot-path
    }
}

mod raw_names {
    use regex::Regex as r#match;
    use regex as r#impl;
    fn f(p: &str) {
        r#match::new(p).ok(); //~ regex-compile-in-hot-path@9
        r#impl::Regex::new(p).ok(); //~ regex-compile-in-hot-path@9
    }
}

mod relative {
    use regex;
    use regex::bytes as b;
    use b::Regex as R1;
    use self::R1 as R2;
    fn f(p: &str) {
        R1::new(p).ok(); //~ regex-compile-in-hot-path
        R2::new(p).ok(); //~ regex-compile-in-hot-path
        self::R2::new(p).ok(); //~ regex-compile-in-hot-path
    }
}

mod exports {
    pub use regex::Regex;
    pub use regex::Regex as Renamed;
    pub mod inner {
        pub use super::Renamed as Twice;
        pub use onig::Regex;
    }
    pub type Alias = regex::Regex;
}

mod users {
    use super::exports::{inner::{self, Twice}, Alias, Renamed};
    fn f(p: &str) {
        Renamed::new(p).ok(); //~ regex-compile-in-hot-path
        Twice::new(p).ok(); //~ regex-compile-in-hot-path
        Alias::new(p).ok(); //~ regex-compile-in-hot-path
        crate::exports::Regex::new(p).ok(); //~ regex-compile-in-hot-path
        super::exports::inner::Twice::new(p).ok(); //~ regex-compile-in-hot-path
        inner::Regex::new(p).ok(); //~! onig's
        crate::exports::inner::Regex::new(p).ok(); //~! onig's
    }
}

mod in_functions {
    fn f(p: &str) {
        use regex::Regex;
        Regex::new(p).ok(); //~ regex-compile-in-hot-path
        {
            use onig::Regex;
            Regex::new(p).ok(); //~! the block's own use
        }
        let inner = |p: &str| {
            use regex_lite::Regex as Small;
            Small::new(p).ok(); //~ regex-compile-in-hot-path
        };
        inner(p);
    }
    fn g(p: &str) {
        Regex::new(p).ok(); //~! the other function's use
    }
    fn h(p: &str) {
        type Local = regex::Regex;
        Local::new(p).ok(); //~ regex-compile-in-hot-path
    }
    fn i(p: &str) {
        Local::new(p).ok(); //~! the other function's alias
    }
}

//! `#[path]` on an inline module says in which folder the files of its modules lie.
#[path = "."]
mod beside {
    #[cfg(test)]
    mod checks;
}

macro_rules! versions {
    ($version:ident) => {
        #[path = "shared"]
        mod $version {
            #[cfg(test)]
            mod comparison;
            mod parser;
        }
    };
}

versions!(v1);

//@ file: src/checks.rs
pub fn word() -> regex::Regex {
    regex::Regex::new("w").unwrap() //~! declared for tests only
}

//@ file: src/shared/comparison.rs
pub fn word() -> regex::Regex {
    regex::Regex::new("w").unwrap() //~! declared for tests only
}

//@ file: src/shared/parser.rs
pub fn word() -> regex::Regex {
    regex::Regex::new("w").unwrap() //~ regex-compile-in-hot-path@5
}

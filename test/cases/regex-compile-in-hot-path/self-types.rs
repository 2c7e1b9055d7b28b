// Self in an impl is the type that the impl is for.
use regex::Regex;

trait Make: Sized {
    fn make(p: &str) -> Option<Self>;
}

impl Make for Regex {
    fn make(p: &str) -> Option<Self> {
        Self::new(p).ok() //~ regex-compile-in-hot-path@9
    }
}

struct Own;

impl Own {
    fn new(_: &str) -> Self {
        Self
    }
    fn f(p: &str) {
        Self::new(p); //~! Self is the file's own struct
        Regex::new(p).ok(); //~ regex-compile-in-hot-path
    }
}

impl Make for Own {
    fn make(p: &str) -> Option<Self> {
        Some(Self::new(p)) //~! Self is the file's own struct
    }
}

impl<T: Make> Make for Vec<T> {
    fn make(p: &str) -> Option<Self> {
        let _ = Self::new(); //~! Self is Vec
        T::make(p).map(|t| vec![t]) //~! a type parameter
    }
}

trait Associated {
    type Regex: Make;
    fn f(p: &str) {
        Self::Regex::make(p); //~! an associated type
        <Self::Regex>::make(p); //~! an associated type
        <Self as Associated>::Regex::new(p); //~! an associated type
    }
}

//@ crlf
//@ bom
use regex::Regex;
fn f(p: &str) {
    let ü = Regex::new(p); /* ü */ Regex::new("ü").ok(); //~ regex-compile-in-hot-path@14 regex-compile-in-hot-path@38
    let _ = r"
        Regex::new(p)
        //~^! in a raw string of several lines
    "; Regex::new(p).ok(); //~ regex-compile-in-hot-path@8
}

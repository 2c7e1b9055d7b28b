//! ```
//! let re = regex::Regex::new("x");
//! ```
use regex::Regex;

/// `Regex::new("x")` compiles.
/// ```
/// regex::Regex::new("x"); //~! a doc comment
/// ```
#[doc = "Regex::new(p)"] //~! an attribute's string
#[deprecated(note = "use regex::Regex::new")] //~! an attribute's string
fn f(p: &str) -> &'static str {
    // Regex::new(p) //~! a comment
    /* Regex::new(p) /* nested */ Regex::new(p) */ //~! a nested comment
    /** Regex::new(p) */
    let a = "Regex::new(p)"; //~! a string
    let b = r"Regex::new(p)"; //~! a raw string
    let c = r#"a " Regex::new(p)"#; //~! a raw string with a quote
    let d = r##"a "# regex::Regex::new(p) "##; //~! a raw string with "#
    let e = b"Regex::new(p)"; //~! a byte string
    let f = c"Regex::new(p)"; //~! a C string
    let g = br#"Regex::new(p)"#; //~! a raw byte string
    let h = "a
        Regex::new(p)
        //~^! in a string of several lines
    ";
    let i = "\\"; let _ = Regex::new(p); //~ regex-compile-in-hot-path@27
    let j = "\"Regex::new(p)"; let _ = Regex::new(p); //~ regex-compile-in-hot-path@40
    let k = '"'; let _ = Regex::new(p); let l = '"'; //~ regex-compile-in-hot-path@26
    let m = b'"'; let _ = Regex::new(p); let n = '\''; //~ regex-compile-in-hot-path@27
    let o = r#""#; let _ = Regex::new(p); let q = r#""#; //~ regex-compile-in-hot-path@28
    let r: &'static str = "x"; let _ = Regex::new(r); //~ regex-compile-in-hot-path@40
    /* a */ let _ = Regex::new(p); /* b */ //~ regex-compile-in-hot-path@21
    let s = 1.0e10_f64; let t = 0xFFu8; let _ = Regex::new(p); //~ regex-compile-in-hot-path@49
    let u = 1..2; let v = 1.max(2); let _ = Regex::new(p); //~ regex-compile-in-hot-path@45
    'Regex: loop { break 'Regex; } //~! a label
    let _ = Unrelated { Regex: 1, new: 2 }; //~! field names
    let _ = x.Regex.new; //~! field names
    let w = 'r'; let _ = Regex::new("//"); // Regex::new(p) //~ regex-compile-in-hot-path@26
    a
}

fn Regex_new() {} //~! a name that contains it

fn g() {
    Regex_new(); //~! a name that contains it
    MyRegex::new("x"); //~! a name that contains it
    Regex2::new("x"); //~! a name that contains it
    Regex::newer("x"); //~! a name that contains it
    Regex::<u8>::other("x"); //~! another function
    regexes::Regex::new("x"); //~! a crate whose name contains it
}

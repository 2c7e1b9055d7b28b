// Macro calls and macro_rules! bodies.
use regex::Regex;
use std::sync::{LazyLock, OnceLock};

macro_rules! regex {
    ($re:expr) => {
        Regex::new($re).unwrap() //~ regex-compile-in-hot-path@9
    };
    (once $re:literal) => {{
        static RE: LazyLock<Regex> = LazyLock::new(|| Regex::new($re).unwrap()); //~! a static in a macro's body
        &*RE
    }};
    (cell $re:literal) => {{
        static RE: OnceLock<regex::Regex> = OnceLock::new();
        RE.get_or_init(|| regex::Regex::new($re).unwrap()) //~! get_or_init in a macro's body
    }};
    (local $re:literal) => {{
        let re = LazyLock::new(|| regex::Regex::new($re).unwrap()); //~ regex-compile-in-hot-path
        re.is_match("x")
    }};
    (old $re:literal) => {
        lazy_static::lazy_static! {
            static ref RE: Regex = Regex::new($re).unwrap(); //~! lazy_static! in a macro's body
        }
    };
}

macro_rules! check {
    ($p:expr, $($rest:tt)*) => {
        if Regex::new($p).unwrap().is_match("x") { //~ regex-compile-in-hot-path
            check!($($rest)*);
        }
    };
    () => {};
}

macro_rules! own {
    ($Regex:ident) => {
        $Regex::new("x") //~! a fragment is not the type
    };
}

fn f(p: &str) -> String {
    let _ = vec![Regex::new(p), regex::Regex::new("b")]; //~ regex-compile-in-hot-path@18 regex-compile-in-hot-path@33
    println!("{}", Regex::new(p).unwrap()); //~ regex-compile-in-hot-path
    println!("{re}", re = Regex::new(p).unwrap()); //~ regex-compile-in-hot-path
    assert!(Regex::new(p).unwrap().is_match("x"), "{p}"); //~ regex-compile-in-hot-path
    assert!(matches!(Regex::new(p), Ok(re) if re.is_match("x"))); //~ regex-compile-in-hot-path
    let _ = json!({ "ok": Regex::new(p).is_ok(), "list": [Regex::new("x").is_ok()] }); //~ regex-compile-in-hot-path regex-compile-in-hot-path
    tokio::select! {
        _ = tick() => drop(Regex::new(p)), //~ regex-compile-in-hot-path
    }
    let _ = matches!(
        Regex::new(p), //~ regex-compile-in-hot-path@9
        Ok(_)
    );
    custom!(let re = Regex::new(p); re.is_match("x")); //~ regex-compile-in-hot-path
    custom!(key => Regex::new(p), other => 2); //~ regex-compile-in-hot-path
    custom! { struct X; impl X { fn f() { Regex::new("x").ok(); } } } //~ regex-compile-in-hot-path
    let _ = format!("{}", vec![Regex::new(p)].len()); //~ regex-compile-in-hot-path
    let _ = regex!("x");
    let _ = stringify!(Regex::new("x")); //~! not run
    let _ = concat!("Regex::new", "(x)"); //~! not run
    let _ = quote!(Regex::new("x")); //~! not run
    let _ = quote::quote! { fn g() { Regex::new("x"); } }; //~! not run
    let _ = quote_spanned! { span=> Regex::new("x") }; //~! not run
    let _ = syn::parse_quote!(Regex::new("x")); //~! not run
    println!("Regex::new(\"x\") {}", "regex::Regex::new"); //~! strings
    println!("{}", /* Regex::new(p) */ 1); //~! a comment in a macro's argument
    once_cell::sync::Lazy::<u8>::new(|| 1);
    format!("{}", stringify!(Regex::new(p))) //~! not run, in a macro
}

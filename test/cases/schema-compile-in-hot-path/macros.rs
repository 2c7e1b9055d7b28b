// Macro calls and macro_rules! bodies.
use jsonschema::{validator_for, Validator};
use std::sync::{LazyLock, OnceLock};

macro_rules! schema {
    ($re:expr) => {
        validator_for($re).unwrap() //~ schema-compile-in-hot-path
    };
    (once $re:literal) => {{
        static RE: LazyLock<Validator> = LazyLock::new(|| validator_for($re).unwrap()); //~! a static in a macro's body
        &*RE
    }};
    (cell $re:literal) => {{
        static RE: OnceLock<jsonschema::Validator> = OnceLock::new();
        RE.get_or_init(|| jsonschema::validator_for($re).unwrap()) //~! get_or_init in a macro's body
    }};
    (local $re:literal) => {{
        let re = LazyLock::new(|| jsonschema::validator_for($re).unwrap()); //~ schema-compile-in-hot-path
        re.is_match("x")
    }};
    (old $re:literal) => {
        lazy_static::lazy_static! {
            static ref RE: Validator = validator_for($re).unwrap(); //~! lazy_static! in a macro's body
        }
    };
}

macro_rules! check {
    ($p:expr, $($rest:tt)*) => {
        if validator_for($p).unwrap().is_match("x") { //~ schema-compile-in-hot-path
            check!($($rest)*);
        }
    };
    () => {};
}

macro_rules! own {
    ($Validator:ident) => {
        $Validator::new("x") //~! a fragment is not the type
    };
}

fn f(p: &str) -> String {
    let _ = vec![validator_for(p), jsonschema::validator_for("b")]; //~ schema-compile-in-hot-path schema-compile-in-hot-path
    println!("{}", validator_for(p).unwrap()); //~ schema-compile-in-hot-path
    println!("{re}", re = validator_for(p).unwrap()); //~ schema-compile-in-hot-path
    assert!(validator_for(p).unwrap().is_match("x"), "{p}"); //~ schema-compile-in-hot-path
    assert!(matches!(validator_for(p), Ok(re) if re.is_match("x"))); //~ schema-compile-in-hot-path
    let _ = json!({ "ok": validator_for(p).is_ok(), "list": [validator_for("x").is_ok()] }); //~ schema-compile-in-hot-path schema-compile-in-hot-path
    tokio::select! {
        _ = tick() => drop(validator_for(p)), //~ schema-compile-in-hot-path
    }
    let _ = matches!(
        validator_for(p), //~ schema-compile-in-hot-path
        Ok(_)
    );
    custom!(let re = validator_for(p); re.is_match("x")); //~ schema-compile-in-hot-path
    custom!(key => validator_for(p), other => 2); //~ schema-compile-in-hot-path
    custom! { struct X; impl X { fn f() { validator_for("x").ok(); } } } //~ schema-compile-in-hot-path
    let _ = format!("{}", vec![validator_for(p)].len()); //~ schema-compile-in-hot-path
    let _ = schema!("x");
    let _ = stringify!(validator_for("x")); //~! not run
    let _ = concat!("validator_for", "(x)"); //~! not run
    let _ = quote!(validator_for("x")); //~! not run
    let _ = quote::quote! { fn g() { validator_for("x"); } }; //~! not run
    let _ = quote_spanned! { span=> validator_for("x") }; //~! not run
    let _ = syn::parse_quote!(validator_for("x")); //~! not run
    println!("validator_for(\"x\") {}", "jsonschema::validator_for"); //~! strings
    println!("{}", /* validator_for(p) */ 1); //~! a comment in a macro's argument
    once_cell::sync::Lazy::<u8>::new(|| 1);
    format!("{}", stringify!(validator_for(p))) //~! not run, in a macro
}

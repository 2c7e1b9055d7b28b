// Arguments of macro calls are searched, in the context of the call.
use std::fs;

macro_rules! read_it {
    ($p:expr) => {
        std::fs::read($p).unwrap() //~! a macro's body is never async
    };
    (async $p:expr) => {
        async { std::fs::read($p) } //~! a macro's body is never async
    };
    () => {{
        async fn inner() {
            std::fs::read("x").ok(); //~! a macro's body is never async
        }
    }};
}

async fn f() {
    println!("{:?}", fs::read("a")); //~ blocking-io-in-async@22
    let _ = format!("{} {n:?}", 1, n = fs::read("a")); //~ blocking-io-in-async
    let _ = vec![fs::read("a"), fs::read("b")]; //~ blocking-io-in-async@18 blocking-io-in-async@33
    let _ = vec![fs::read("a"); 2]; //~ blocking-io-in-async
    assert!(fs::exists("a").unwrap(), "no {}", "file"); //~ blocking-io-in-async@13
    assert_eq!(fs::read("a").unwrap(), b"x"); //~ blocking-io-in-async
    debug_assert!(matches!(fs::read("a"), Ok(_))); //~ blocking-io-in-async
    let _ = serde_json::json!({ "a": fs::read_to_string("a").unwrap(), "b": [1, { "c": fs::read("b") }] }); //~ blocking-io-in-async blocking-io-in-async
    tokio::select! {
        _ = tick() => { fs::read("arm").ok(); } //~ blocking-io-in-async
        Some(x) = next(), if fs::exists("a").unwrap() => drop(x), //~ blocking-io-in-async
        r = async { fs::read("future") } => drop(r), //~ blocking-io-in-async
        else => drop(fs::read("else")), //~ blocking-io-in-async
    }
    tokio::select! {
        biased;
        _ = tick() => drop(fs::read("a")), //~ blocking-io-in-async
        _ = tokio::task::spawn_blocking(|| fs::read("b")) => {} //~! exempt in there too
    }
    futures::join!(async { fs::read("a") }, tick()); //~ blocking-io-in-async
    tokio::try_join!(tick(), async { fs::read("a").map(drop) }).ok(); //~ blocking-io-in-async
    my_try!(fs::read("a")); //~ blocking-io-in-async
    outer!(inner!(deep!(fs::read("a")))); //~ blocking-io-in-async
    println!("{}", format!("{:?}", fs::read("a"))); //~ blocking-io-in-async
    tracing::info!(size = fs::metadata("a").unwrap().len(), "done"); //~ blocking-io-in-async
    tracing::info!(%name, len = ?fs::read("a"), "x {}", fs::exists("b").unwrap()); //~ blocking-io-in-async blocking-io-in-async
    let _ = matches!(fs::read("a"), Ok(v) if v.is_empty()); //~ blocking-io-in-async
    my_block! {
        let x = fs::read("a"); //~ blocking-io-in-async
        drop(x);
    }
    println!("fs::read(\"a\")"); //~! a string
    println!("{}", r#"std::fs::read("a")"#); //~! a raw string
    let _ = stringify!(fs::read("a")); //~! not run
    let _ = concat!("fs::read", "x"); //~! not run
    let _ = quote! { fs::read("a") }; //~! not run
    let _ = quote::quote!(std::fs::read("a")); //~! not run
    let _ = quote_spanned!(span => std::fs::read("a")); //~! not run
    let _: syn::Expr = parse_quote!(std::fs::read("a")); //~! not run
    let _ = format!("{}", stringify!(std::fs::read("a"))); //~! not run
    println!("{:?}", tokio::fs::read("a").await); //~! tokio's
    log!(spawn_blocking(|| fs::read("a"))); //~! exempt in there too
}

fn g() {
    println!("{:?}", fs::read("a")); //~! sync
    let _ = vec![fs::read("a")]; //~! sync
    tokio::join!(tick(), async { fs::read("a") }); //~ blocking-io-in-async
    my_try!(fs::read("a")); //~! sync
    spawn!(async move { drop(fs::read("a")) }); //~ blocking-io-in-async
    spawn!(|| { fs::read("a") }); //~! sync
}

// Macro arguments that are no Rust expressions are searched as tokens.
use std::fs;

async fn f(p: &str) {
    let s = async_stream::stream! {
        for await x in source() {
            yield fs::read(x); //~ blocking-io-in-async@19
        }
    };
    html! { <div class="x">{ fs::read_to_string(p) }</div> }; //~ blocking-io-in-async@30
    weird!(a b c : fs::read(p) => ; ,, fs::write(p, "x") !); //~ blocking-io-in-async blocking-io-in-async
    sql!(SELECT * FROM fs WHERE read = "fs::read(p)"); //~! a string, and words
    rsx! { button { onclick: move |_| { fs::remove_file(p).ok(); }, "text" } } //~ blocking-io-in-async
    lazy!(x := fs::read(p)); //~ blocking-io-in-async
    weird!(tokio::fs::read(p), a fs : : read b, fs . read(p)); //~! not std's, and no path
    let v = vec![{
        use tokio::fs;
        fs::read(p).await //~! the block's own use
    }];
    let w = vec![{
        fn inner() {
            fs::read("a").ok(); //~! a sync function
        }
        inner()
    }];
    run!(|| async { fs::read(p) }, async || fs::read(p)); //~ blocking-io-in-async blocking-io-in-async
    tokio::select! {
        biased;
        res = &mut future, if !done => { //~! nothing here
            fs::read(p).ok(); //~ blocking-io-in-async
        }
        Ok(x) = other() => { let fs = x; fs.read(p); } //~! a method
        Some(Message { id, .. }) = rx.recv() => match fs::read(id) { Ok(_) => {} Err(_) => return }, //~ blocking-io-in-async
        () = async {
            fs::read(p).ok(); //~ blocking-io-in-async
        } => {}
        _ = tokio::time::sleep(D) => drop(fs::read(p)), //~ blocking-io-in-async
        else => { break fs::read(p).ok() } //~ blocking-io-in-async
    }
    futures::select! {
        x = a.fuse() => drop(fs::read(p)), //~ blocking-io-in-async
        default => drop(fs::read("d")), //~ blocking-io-in-async
        complete => {}
    }
    let (a, b, c) = tokio::join!(
        async { fs::read(p) }, //~ blocking-io-in-async@17
        tokio::fs::read(p), //~! tokio's
        async move {
            let x = fs::read(p)?; //~ blocking-io-in-async@21
            Ok::<_, std::io::Error>(x)
        },
    );
    json!({
        "path": p,
        "text": fs::read_to_string(p)?, //~ blocking-io-in-async@17
        "nested": [ { "len": fs::metadata(p)?.len() } ], //~ blocking-io-in-async@30
        fs::read(p)?: null, //~ blocking-io-in-async
    });
    write!(f, "{}", fs::read(p)?.len())?; //~ blocking-io-in-async
    anyhow::ensure!(fs::exists(p)?, "no {}", p); //~ blocking-io-in-async
    bail!("cannot read fs::read(p)"); //~! a string
    dbg!(fs::read(p)).ok(); //~ blocking-io-in-async
    a!{b![c!(fs::read(p))]} //~ blocking-io-in-async@14
    try_join_all!(paths => |p| fs::read(p)); //~ blocking-io-in-async
    include_str!("fs::read"); //~! a string
    macro_rules! local {
        () => { fs::read("a") }; //~! a macro's body is never async
    }
    local!();
    std::concat!("fs::read", 1); //~! not run
    core::stringify!(fs::read(p)); //~! not run
    proc_macro2::quote!(fs::read(p)); //~! not run
    syn::parse_quote_spanned!(s=> tokio::fs::read(p)); //~! not std's
}

use std::fs;

async fn grüße(名前: &str) {
    let größe = "ß"; fs::read(größe).ok(); //~ blocking-io-in-async@25
    /* 日本語 */ fs::read(名前).ok(); //~ blocking-io-in-async@21
    let _ = ("𝄞", fs::read("a")); //~ blocking-io-in-async@22
    let _ = ('é', fs::read("a")); //~ blocking-io-in-async@20
    println!("ä{}", fs::read("a").unwrap().len()); //~ blocking-io-in-async@22
    let _ = vec!["→", "←"].len() + fs::read("a").unwrap().len(); //~ blocking-io-in-async@40
    my_macro!(ü => fs::read("a"), "日本" ; fs::read("b")); //~ blocking-io-in-async@21 blocking-io-in-async@47
    let _ = "e\u{301}"; fs::read("a").ok(); //~ blocking-io-in-async@25
    let _ = "é"; fs::read("a").ok(); //~ blocking-io-in-async@19
    // größe: fs::read("a") //~! a comment
    größe::fs::read("a"); //~! another module
}

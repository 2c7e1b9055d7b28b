// A macro call in braces is a statement: what follows it is no operand and no argument.
use std::fs;

async fn f(last: &mut Vec<u8>) {
    tokio::select! { _ = tick() => {} }
    *last = fs::read("a").unwrap(); //~ blocking-io-in-async@13
    #[cfg(unix)]
    wrap! { a } // why
    (*last, _) = (fs::read("b").unwrap(), 1); //~ blocking-io-in-async@19
    ::a::b::wrap! {
        wrap! { c }
        &fs::read("d"); //~ blocking-io-in-async@10
    }
    [fs::read("e")].len(); //~ blocking-io-in-async@6
    if last.is_empty() {
        wrap! {}
        -fs::read("f").len(); //~ blocking-io-in-async@10
    }
}

async fn operands(n: usize) -> usize {
    let a = wrap! { a } * fs::read("a").len(); //~ blocking-io-in-async@27
    let b = call(wrap! { a } - 1, wrap! { b } (fs::read("b"))); //~ blocking-io-in-async@48
    match n {
        wrap! { c } | 1 => wrap! { d } * 2,
        _ => a + b,
    }
}

// Words among a macro's arguments that are named like a function, and are no expression.
//@ rules: blocking-io-in-async, indirect-blocking-io-in-async
use std::fs::{copy, read};

fn title() -> Vec<u8> {
    read("title").unwrap()
}

async fn f(fut: Fut) {
    info!(copy = 1, title = "x", "hello"); //~! names of fields
    println!("{copy} {title}", copy = 1, title = 2); //~! names of arguments
    rsx! { read: 1, copy: "x", title: 3 }; //~! keys
    rsx! { read: copy, title: read("x") }; //~ blocking-io-in-async@18 blocking-io-in-async@31
    html! { <title read={1} on={move |_| read("x")}>{title()}</title> }; //~ blocking-io-in-async@42 indirect-blocking-io-in-async@54
    sql!(SELECT read, title FROM copy WHERE read > {read("x")}); //~ blocking-io-in-async@53
    list!(copy, title); //~ blocking-io-in-async@11 indirect-blocking-io-in-async@17
    select! {
        (read, _) = fut => read(1), //~! bound by the arm
        title = fut => title(), //~! bound by the arm
        _ = fut => title(), //~ indirect-blocking-io-in-async@20
    }
}

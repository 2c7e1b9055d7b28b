// Words of declarations where nothing is declared: in prose, strings, raw names and casts.
//@ file: src/lib.rs
mod prose;
mod user;
//@ file: src/prose.rs
/// Please use fs as * you like; a type;
fn f(thread: u8, fs: u8) -> *const u8 {
    // use std::fs as *; type ; extern crate;
    let r#type = fs as *const u8;
    let r#use = (thread as usize) as *mut u8;
    println!("use fs as {} type", "a type; use fs as *");
    let _ = r#"use std::fs as ([*+?]; type * = File; use fs as (;"#;
    r#type
}
macro_rules! declare {
    ($a:ident as $b:ident) => { use $a as $b; type $b = $a; };
    (use $($x:tt)*) => { use $($x)*; };
}
//@ file: src/user.rs
use std::fs as disk;
async fn f() {
    disk::read("a").ok(); //~ blocking-io-in-async
    std::fs::read("a").ok(); //~ blocking-io-in-async
    tokio::fs::read("a").await.ok(); //~! tokio's
}

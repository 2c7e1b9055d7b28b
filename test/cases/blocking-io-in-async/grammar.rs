#!/usr/bin/env cargo
#![allow(unused)]
// Valid Rust that grammars trip over: each piece is followed by a finding that must still be found.
/*! inner ' doc " comment */
use std::fs;

async fn raw_names(raw: u8, safe: u8, union: u8, auto: u8, default: u8, macro_rules: u8) {
    let a = &raw; fs::read("a").ok(); //~ blocking-io-in-async
    call(&raw, &raw[..], &mut raw.x); fs::read("a").ok(); //~ blocking-io-in-async
    let p = &raw const a; let q = &raw mut b; fs::read("a").ok(); //~ blocking-io-in-async
    let r = safe + union + auto + default + macro_rules; fs::read("a").ok(); //~ blocking-io-in-async
    let s = -1i32.abs() + 1.; let t = 1.0e-5f64..2.; fs::read("a").ok(); //~ blocking-io-in-async
    let u = x.0.0 + x.0.1.2; fs::read("a").ok(); //~ blocking-io-in-async
    let v = a as usize <= b && (c as u8) < d; fs::read("a").ok(); //~ blocking-io-in-async
    let w: Vec<Vec<Option<u8>>> = vec![]; let y = 1 >> 2 >= 0; fs::read("a").ok(); //~ blocking-io-in-async
    let z = || -> ! { loop {} }; fs::read("a").ok(); //~ blocking-io-in-async
    let f = |(Ok(n) | Err(n)): Result<u8, u8>| n; fs::read("a").ok(); //~ blocking-io-in-async
    let [first, .., last @ ..] = &list[..] else { return }; fs::read("a").ok(); //~ blocking-io-in-async
    let g = match n { | 1 | 2 => 1, ..=5 => 2, 6.. => 3, i8::MIN..=-1 => 4, 'a'..='z' => 5, _ => 6 }; fs::read("a").ok(); //~ blocking-io-in-async
    let h = if let S { a: 1, .. } | S { b: 2, .. } = s && t {} else {}; fs::read("a").ok(); //~ blocking-io-in-async
    let i: &(dyn Fn(&str) -> Box<dyn for<'a> Fn(&'a u8) + Send + 'static> + Sync) = &j; fs::read("a").ok(); //~ blocking-io-in-async
    let k = <Vec<u8> as IntoIterator>::into_iter; let l = <[u8]>::len; fs::read("a").ok(); //~ blocking-io-in-async
    let m = S::<{ N + 1 }, -1, 'c'>::new(); let n = [0; { 1 + 2 }]; fs::read("a").ok(); //~ blocking-io-in-async
    let o = async { 1 }.await + (async move || 2)().await; fs::read("a").ok(); //~ blocking-io-in-async
    let c = 'label: { break 'label 1 }; 'b: for _ in 0.. { continue 'b } fs::read("a").ok(); //~ blocking-io-in-async
    let d = '\u{1F600}'; let e = b'\''; let f = '\\'; let g = "\u{41}\
        continued"; fs::read("a").ok(); //~ blocking-io-in-async
    let h = c"c" ; let i = cr#"c"#; let j = br##"b"#"##; fs::read("a").ok(); //~ blocking-io-in-async
    let k = return_it(|| return, break_it(..), &.., ..=1); fs::read("a").ok(); //~ blocking-io-in-async
    let l = unsafe { *(&raw mut *p).cast::<u8>() }; fs::read("a").ok(); //~ blocking-io-in-async
    let m = (1,).0; let () = (); let (n,) = (1,); let _ = fs::read("a"); //~ blocking-io-in-async
    /* ' " // */ fs::read("a").ok(); /* /* " */ ' */ //~ blocking-io-in-async
    #[cfg(unix)] #[allow(x)] { fs::read("a").ok(); } //~ blocking-io-in-async
    match n { #[cfg(unix)] 1 => fs::read("a"), #[rustfmt::skip] _ => fs::read("b") }; //~ blocking-io-in-async blocking-io-in-async
    let n = S { #[cfg(unix)] a: fs::read("a"), b, ..c }; //~ blocking-io-in-async
    let o = if a { b } else { c } as u8; fs::read("a").ok(); //~ blocking-io-in-async
    if a {} [1, 2].len(); match b {} (c)(); unsafe {} *p = 1; fs::read("a").ok(); //~ blocking-io-in-async
    let r#fn = r#type; let Self { .. } = self_; fs::read("a").ok(); //~ blocking-io-in-async
    x = y = z; x += y; _ = w; (a, b.c, _) = t; [a, ..] = u; S { a, .. } = v; fs::read("a").ok(); //~ blocking-io-in-async
    let t = a.b::<u8>().await?.c[1](2).d?; fs::read("a").ok(); //~ blocking-io-in-async
    let u: [u8; const { 3 }] = if true { [1; 3] } else { loop { break [2; 3] } }; fs::read("a").ok(); //~ blocking-io-in-async
    tokio::fs::read("a").await.ok(); //~! tokio's
}

unsafe extern "C-unwind" {
    fn printf(format: *const u8, ...) -> i32;
    pub safe fn abs(x: i32) -> i32;
    static mut ERRNO: i32;
}

extern "C" {
    fn old(_: u8);
}

async fn after_extern() {
    fs::read("a").ok(); //~ blocking-io-in-async
}

impl<const N: usize> S<N> where [(); N + 1]:, for<'a> &'a T: Fn(&'a u8) -> bool {
    async fn after_impls(#[cfg(unix)] self: Pin<&mut Self>, #[x] mut a: u8, &(b, ref c): &(u8, u8)) {
        fs::read("a").ok(); //~ blocking-io-in-async
    }
}

trait Gat: Send + ?Sized + 'static {
    type Item<'a, T: 'a>: Iterator<Item: Clone, IntoIter = T> + 'a where Self: 'a;
    const X: usize = 1;
    fn f<'a>(&'a self) -> impl Iterator<Item = u8> + use<'a, Self>;
    async fn after_gat(&self) -> Self::Item<'_, u8> {
        fs::read("a").ok(); //~ blocking-io-in-async
    }
}

struct Tuple<T>(pub(crate) T, #[x] u8) where T: Clone;
struct Unit;
enum E { A(u8) = 1, #[default] B { c: u8 }, C = { 1 + 2 } }
union U { a: u8, b: std::mem::ManuallyDrop<u8> }
pub(in crate::a) const _: () = { assert!(1 == 1) };
static S1: &[&str] = &["a", concat!("b", "c")];
macro_rules! m { ($($x:expr),* $(,)?; $y:tt $(=> $z:ident)+) => { $( $x + )* 0 }; ($_:vis $l:lifetime) => {}; }

async fn at_the_end() {
    m!(1, 2; 3 => a);
    fs::read("a").ok(); //~ blocking-io-in-async
}

// Syntax of edition 2024.
use std::fs;

unsafe extern "C" {
    pub safe fn sqrt(x: f64) -> f64;
    pub unsafe fn strlen(p: *const u8) -> usize;
    safe static VERSION: u32;
}

#[unsafe(no_mangle)]
pub extern "C" fn exported() {
    fs::read("a").ok(); //~! sync
}

async fn closures() {
    let a = async || fs::read("a"); //~ blocking-io-in-async
    let b = async move |p: &str| -> Option<Vec<u8>> { fs::read(p).ok() }; //~ blocking-io-in-async
    call(async |x| {
        fs::read("a").ok(); //~ blocking-io-in-async
        x
    });
    drop((a, b));
}

fn takes<F: AsyncFn(u8) -> u8>(f: F) {
    let c = async || {
        let sync = || fs::read("a"); //~ blocking-io-in-async
        sync().ok();
    };
    fs::read("a").ok(); //~! sync
    drop((f, c));
}

async fn chains(x: Option<u8>) -> Result<(), std::io::Error> {
    if let Some(n) = x && n > 1 && let Ok(text) = fs::read("a") && !text.is_empty() { //~ blocking-io-in-async
        fs::read("b")?; //~ blocking-io-in-async
    }
    while let Ok(t) = fs::read("a") && t.len() > 1 { //~ blocking-io-in-async
        break;
    }
    let Some(n) = x else {
        fs::read("c")?; //~ blocking-io-in-async
        return Ok(());
    };
    let [first, .., last] = [n, 2, 3] else { unreachable!() };
    let range = match n {
        0..=9 | 20.. => first..last,
        ..20 => 1..2,
    };
    let p = &raw mut *Box::leak(Box::new(n));
    let q = &raw const n;
    let r = const { 1 + 2 };
    let label = 'a: {
        if n == 0 {
            break 'a fs::read("a")?.len(); //~ blocking-io-in-async
        }
        1
    };
    let _ = [#[cfg(unix)] fs::read("attribute"), #[cfg(windows)] fs::read("other")]; //~ blocking-io-in-async blocking-io-in-async
    run(#[cfg(unix)] fs::read("attribute")); //~ blocking-io-in-async
    #[rustfmt::skip]
    let _ = fs::read("attribute")?; //~ blocking-io-in-async
    let gen_ = r#gen();
    let dynamic: &dyn for<'a> Fn(&'a str) -> &'a str = &|s| s;
    drop((range, p, q, r, label, gen_, dynamic, c"text", b'\'', 1_000u64, 0o17, 0b1, 1e-3f32));
    Ok(())
}

trait Captures<'a> {
    fn f(&self) -> impl Future<Output = u8> + use<'_, 'a, Self>;
    async fn g<const N: usize>(self: &Self, _: [u8; N]) -> u8
    where
        Self: Sized,
    {
        fs::read("a").unwrap()[N] //~ blocking-io-in-async
    }
}

struct Const<const N: usize = { 1 + 1 }>;

impl<const N: usize> Const<N> {
    const READ: fn(&str) -> std::io::Result<Vec<u8>> = fs::read; //~! a const
    async fn f(self) {
        let _: Const<{ N }> = self;
        fs::read::<&str>("a").ok(); //~ blocking-io-in-async
        fs::read::<&'static str>("a").ok(); //~ blocking-io-in-async
    }
}

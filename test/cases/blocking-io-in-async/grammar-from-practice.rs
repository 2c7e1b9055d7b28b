// Valid Rust of everyday crates that grammars trip over: no error, and the findings beside it.
use std::fs;

async fn patterns(config: Config) {
    let Config {
        global,
        #[cfg(feature = "api")]
        api,
        #[cfg(unix)]
        ref mut socket,
        #[allow(unused)]
        sinks: _,
        ..
    } = config;
    match config {
        Config { #[cfg(unix)] a, .. } => drop(fs::read("a")), //~ blocking-io-in-async
        _ => {}
    }
    let Ok((input, _)) = char::<_, Error>('#')(fs::read("a")) else { return }; //~ blocking-io-in-async
    let n = str::len("a") + char::from(1) + <u8>::MAX + f64::EPSILON; fs::read("a").ok(); //~ blocking-io-in-async
    match (n, #[allow(deprecated)] config.legacy(), [#[cfg(unix)] 1, 2]) {
        (0, _, [_, ..]) => drop(fs::read("a")), //~ blocking-io-in-async
        _ => {}
    }
    tokio::fs::read("a").await.ok(); //~! tokio's
}

fn parameters(
    #[files("tests/data/*.avro")]
    #[exclude(".*(a|b).avro")]
    path: PathBuf,
    #[case] n: u8,
    #[cfg(unix)] #[allow(unused)] mut m: u8,
) -> (Vec<u8>, impl Subscriber + for<'a> LookupSpan<'a>) {
    let _ = async { fs::read(path) }; //~ blocking-io-in-async
}

fn bounds<T>(a: &(dyn Fn() + for<'a> Handler<'a>), b: Box<dyn for<'b> Handler<'b> + Send>, c: impl ?Sized + for<'c> H<'c>)
where
    T: Send + for<'d> Handler<'d> + ?Sized,
    for<'e> &'e T: IntoIterator<Item = &'e u8>,
{
    let _ = async { fs::read("a") }; //~ blocking-io-in-async
}

macro_rules! operators {
    ($text:literal ~= $value:expr) => { $value };
    ($a:tt <=> $b:tt) => { $a };
}

async fn after_macro() {
    operators!("a" ~= fs::read("a")); //~ blocking-io-in-async
    operators!(1 <=> 2);
    fs::read("a").ok(); //~ blocking-io-in-async
}

struct Generic<#[cfg(unix)] T, #[allow(unused)] const N: usize>([T; N]);
enum Attributes { #[cfg(unix)] A(#[serde(skip)] u8), #[serde(rename = "b")] B { #[serde(default)] c: u8 } }
impl<'a, #[cfg(unix)] T> Generic<T, 1> { async fn f(&self) { fs::read("a").ok(); } } //~ blocking-io-in-async

struct Lifetimes<T> {
    f: Box<dyn 'static + Send + Sync + Fn(T) -> String>,
    g: &'static (dyn Send + 'static + Fn() -> u8),
    h: fn(&dyn for<'a> Fn(&'a u8) -> &'a u8) -> Box<dyn Fn() -> Box<dyn Send + 'static>>,
}

async fn after_lifetimes(f: impl 'static + Send + FnOnce(u8) -> u8) -> Box<dyn 'static + Send> {
    fs::read("a").ok(); //~ blocking-io-in-async
    Box::new(f)
}

// More places that compile once, and more that do not.
use once_cell::sync::Lazy;
use regex::Regex;
use std::sync::{Arc, LazyLock, OnceLock};

const TEXT: &str = "x";
static MANY: [LazyLock<Regex>; 2] = [
    LazyLock::new(|| Regex::new("a").unwrap()), //~! a static's element
    LazyLock::new(|| Regex::new(TEXT).unwrap()), //~! a static's element
];
static MOVED: LazyLock<Regex> = LazyLock::new(move || Regex::new("a").unwrap()); //~! a static
static TURBO: Lazy<Regex> = Lazy::<Regex>::new(|| Regex::new("a").unwrap()); //~! a static
static QUALIFIED: LazyLock<Regex> = <LazyLock<Regex>>::new(|| Regex::new("a").unwrap()); //~! a static
static SHARED: LazyLock<Arc<Regex>> = LazyLock::new(|| Arc::new(Regex::new("a").unwrap())); //~! a static
static EAGER: fn(&str) -> Result<Regex, regex::Error> = Regex::new; //~! a static's initialiser
static CALLBACK: fn(&str) -> bool = |p| Regex::new(p).is_ok(); //~! a static's initialiser
const TABLE: &[fn(&str) -> Result<Regex, regex::Error>] = &[Regex::new]; //~! a const's initialiser

mod inner {
    pub(super) static RE: std::sync::LazyLock<regex::Regex> = std::sync::LazyLock::new(|| {
        let p = ["a", "b"].join("|");
        regex::RegexBuilder::new(&p).build().unwrap() //~! a module's static
    });
}

enum Rule {
    Lazy { re: LazyLock<Regex> },
    Cell(OnceLock<Regex>),
}

fn fields() -> Rule {
    register(Rule::Lazy { re: LazyLock::new(|| Regex::new("a").unwrap()) }); //~! a variant's field
    Rule::Lazy { re: Lazy::<Regex>::new(|| Regex::new("a").unwrap()) } //~! a variant's field
}

impl Rule {
    fn check(&self, p: &str) -> bool {
        static INSIDE: LazyLock<Regex> = LazyLock::new(|| Regex::new("a").unwrap()); //~! a method's own static
        match self {
            Rule::Lazy { re } => re.is_match(p),
            Rule::Cell(cell) => cell.get_or_init(|| Regex::new("a").unwrap()).is_match(p), //~! get_or_init
        }
    }

    async fn asynchronous(&self, cell: &tokio::sync::OnceCell<Regex>) {
        cell.get_or_init(|| async { Regex::new("a").unwrap() }).await; //~! an async get_or_init
        cell.get_or_try_init(async || Regex::new("a")).await.ok(); //~! an async get_or_try_init
        cell.get_or_init(async_build).await;
    }

    fn in_macros(&self, cell: &OnceLock<Regex>) {
        println!("{:?}", cell.get_or_init(|| Regex::new("a").unwrap())); //~! get_or_init in a macro
        println!("{:?}", cell.set(Regex::new("a").unwrap())); //~ regex-compile-in-hot-path
    }
}

async fn async_build() -> Regex {
    Regex::new("a").unwrap() //~! handed over by name, its only use
}

fn not_once(p: &str, map: &dashmap::DashMap<String, Regex>) {
    let re = Regex::new(TEXT); //~ regex-compile-in-hot-path
    let lazy = Lazy::<Regex>::new(|| Regex::new("a").unwrap()); //~ regex-compile-in-hot-path
    let moved = LazyLock::new(move || Regex::new("a").unwrap()); //~ regex-compile-in-hot-path
    let mut late;
    late = Regex::new(p); //~ regex-compile-in-hot-path
    let boxed = Box::new(Regex::new(p)); //~ regex-compile-in-hot-path
    let arc: Arc<Regex> = Arc::new(Regex::new(p).unwrap()); //~ regex-compile-in-hot-path
    map.entry(p.into()).or_try_insert_with(|| Regex::new(p)).ok(); //~ regex-compile-in-hot-path
    let init = || Regex::new(p); //~ regex-compile-in-hot-path
    let force = LazyLock::force(&LazyLock::new(|| Regex::new("a").unwrap())).is_match(p); //~ regex-compile-in-hot-path
    let constant = {
        const RE: LazyLock<Regex> = LazyLock::new(|| Regex::new("a").unwrap()); //~ regex-compile-in-hot-path
        RE.is_match(p)
    };
    std::thread::spawn(|| Regex::new("a")); //~ regex-compile-in-hot-path
    tokio::spawn(async { Regex::new("a") }); //~ regex-compile-in-hot-path
    drop((re, lazy, moved, late, boxed, arc, init, force, constant));
}

macro_rules! once_in_a_static {
    ($name:ident, $p:literal) => {
        static $name: LazyLock<Regex> = LazyLock::new(|| Regex::new($p).unwrap()); //~! a static in a macro's body
    };
}

once_in_a_static!(FROM_MACRO, "x");

static_regex! {
    pub static ref NOT_KNOWN: Regex = 1;
}

cfg_if::cfg_if! {
    if #[cfg(unix)] {
        fn in_cfg_if(p: &str) {
            Regex::new(p).ok(); //~ regex-compile-in-hot-path
        }
        static IN_CFG_IF: LazyLock<Regex> = LazyLock::new(|| Regex::new("a").unwrap()); //~! a static in a macro's argument
    }
}

impl_it! {
    impl Rule {
        fn f(p: &str) {
            Regex::new(p).ok(); //~ regex-compile-in-hot-path
            static RE: LazyLock<Regex> = LazyLock::new(|| Regex::new("a").unwrap()); //~! a static in a macro's argument
            RE.is_match(p);
        }
    }
}

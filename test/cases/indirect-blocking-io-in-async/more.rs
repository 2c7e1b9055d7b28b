use std::fs;
use std::path::Path;

struct Store;
type Alias = Store;

impl Store {
    fn open() -> Self {
        fs::create_dir_all("x").ok();
        Store
    }
    fn read(&self) {
        fs::read("x").ok();
    }
}

impl Default for Store {
    fn default() -> Self {
        Self::open()
    }
}

mod places {
    pub struct Nested;
    impl Nested {
        pub fn load() {
            std::fs::read("x").ok();
        }
    }
    pub fn load<P: AsRef<std::path::Path>>(p: P) {
        std::fs::read(p).ok();
    }
    pub mod quiet {
        pub fn load() {}
    }
}

#[cfg(unix)]
fn by_platform() {
    fs::read("x").ok();
}

#[cfg(not(unix))]
fn by_platform() {}

fn through_a_method(s: &Store) {
    s.read();
}

fn conditionally(p: &Path) -> bool {
    p.exists() && matches!(fs::read(p), Ok(v) if v.is_empty())
}

fn level_0() { fs::read("x").ok(); }
fn level_1() { level_0() }
fn level_2() { level_1() }
fn level_3() { level_2() }
fn level_4() { level_3() }
fn level_5() { level_4() }
fn level_6() { level_5() }

fn only_tokio() {
    let _ = tokio::fs::read("x");
}

fn only_named_in_text() {
    // fs::read("x")
    println!("fs::read(\"x\") {}", stringify!(fs::read("x")));
}

macro_rules! call_it {
    () => {
        level_0() //~! a macro's body is never async
    };
}

async fn run() {
    use Store as S;
    S::open(); //~ indirect-blocking-io-in-async
    Alias::open(); //~ indirect-blocking-io-in-async
    Store::default(); //~ indirect-blocking-io-in-async
    <Store as Default>::default(); //~ indirect-blocking-io-in-async
    let _: Store = Default::default(); //~! its type is not in the path
    places::load("x"); //~ indirect-blocking-io-in-async
    places::load::<&str>("x"); //~ indirect-blocking-io-in-async
    places::Nested::load(); //~ indirect-blocking-io-in-async
    places::quiet::load(); //~! does no I/O
    by_platform(); //~ indirect-blocking-io-in-async
    through_a_method(&Store); //~! a method of another receiver
    conditionally(Path::new("x")); //~ indirect-blocking-io-in-async
    level_6(); //~ indirect-blocking-io-in-async
    (level_1)(); //~ indirect-blocking-io-in-async
    only_tokio(); //~! does not block
    only_named_in_text(); //~! does not block
    call_it!();
    each(["a"], places::load); //~ indirect-blocking-io-in-async@17
    let table: [fn(); 2] = [level_0, only_tokio]; //~ indirect-blocking-io-in-async@29
    tokio::spawn(async { level_1() }); //~ indirect-blocking-io-in-async
    tokio::task::spawn_blocking(|| handle().block_on(async { level_1() })); //~ indirect-blocking-io-in-async
    tokio::task::spawn_blocking(level_1).await.ok(); //~! handed over by name
    std::thread::scope(|s| drop(s.spawn(level_1))); //~ indirect-blocking-io-in-async
    std::thread::scope(|s| drop(s.spawn(|| level_1()))); //~ indirect-blocking-io-in-async
    tokio::task::spawn_blocking({
        level_2(); //~ indirect-blocking-io-in-async
        || level_1() //~! the closure that is handed over
    });
    {
        use other::level_0;
        level_0(); //~! the block's own use
    }
    const LATER: fn() = level_0; //~! a const
    drop((table, LATER));
}

fn blocks_in_tests_only() {
    #[cfg(test)]
    std::fs::read("x").ok();
    #[cfg(test)]
    level_1();
}

async fn calls_what_only_tests_block() {
    blocks_in_tests_only(); //~! it blocks in tests only
}

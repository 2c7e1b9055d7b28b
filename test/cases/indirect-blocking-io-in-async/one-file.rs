use std::fs;

fn load() -> String {
    read_policy()
}

fn read_policy() -> String {
    fs::read_to_string("policy.yml").unwrap()
}

fn pure() -> usize {
    1
}

fn opens() -> std::io::Result<std::fs::File> {
    std::fs::File::open("x")
}

fn naps() {
    std::thread::sleep(std::time::Duration::ZERO);
}

async fn run(paths: Vec<String>) {
    load(); //~ indirect-blocking-io-in-async@5
    let text = read_policy(); //~ indirect-blocking-io-in-async@16
    let _ = self::load(); //~ indirect-blocking-io-in-async
    let _ = crate::load(); //~ indirect-blocking-io-in-async@13
    opens().ok(); //~ indirect-blocking-io-in-async
    naps(); //~ indirect-blocking-io-in-async
    let _: Vec<_> = paths.iter().map(|_| load()).collect(); //~ indirect-blocking-io-in-async@42
    let _ = Some(()).map(|()| read_policy()); //~ indirect-blocking-io-in-async
    let _ = None.unwrap_or_else(load); //~ indirect-blocking-io-in-async@33
    let f = read_policy; //~ indirect-blocking-io-in-async@13
    println!("{} {}", f(), load()); //~ indirect-blocking-io-in-async@28
    let _ = format!("{}", vec![read_policy()].len()); //~ indirect-blocking-io-in-async
    tokio::select! {
        _ = tick() => drop(load()), //~ indirect-blocking-io-in-async
        _ = async { load() } => {} //~ indirect-blocking-io-in-async
    }
    async {
        load(); //~ indirect-blocking-io-in-async
    }
    .await;
    let closure = async || load(); //~ indirect-blocking-io-in-async
    closure().await;
    if let text = load() && text.is_empty() { //~ indirect-blocking-io-in-async
        pure(); //~! does no I/O
    }
    std::fs::read("x").ok(); //~! direct: the other rule's
    tokio::fs::read("x").await.ok(); //~! does not block
    drop(text);
}

fn sync() {
    load(); //~! a sync function
    read_policy(); //~! a sync function
    let _ = async { read_policy() }; //~ indirect-blocking-io-in-async
}

async fn exempt() {
    tokio::task::spawn_blocking(load).await.ok(); //~! handed over by name
    tokio::task::spawn_blocking(|| load()).await.ok(); //~! on a thread of its own
    tokio::task::spawn_blocking(move || read_policy()).await.ok(); //~! on a thread of its own
    tokio::task::block_in_place(read_policy); //~! handed over by name
    std::thread::spawn(|| load()); //~! on a thread of its own
    smol::unblock(load).await; //~! handed over by name
    let job = move || load(); //~! only handed to spawn_blocking
    tokio::task::spawn_blocking(job).await.ok();
    fn nested() -> String {
        load() //~! a nested sync function
    }
    let _ = stringify!(load()); //~! not run
    static TEXT: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| load()); //~! a static
    static BY_NAME: std::sync::LazyLock<String> = std::sync::LazyLock::new(load); //~! a static
    nested(); //~ indirect-blocking-io-in-async
    // load(); //~! a comment
    let _ = "load()"; //~! a string
}

fn offloads() {
    std::thread::spawn(|| fs::read("a"));
    tokio::task::spawn_blocking(|| read_policy());
}

fn declares() -> usize {
    fn inner() {
        fs::read("a").ok();
    }
    1
}

fn declares_and_calls() {
    fn inner() {
        fs::read("a").ok();
    }
    inner();
}

fn by_closure() -> Vec<Vec<u8>> {
    ["a"].iter().map(|p| fs::read(p).unwrap()).collect()
}

fn by_name() -> Vec<Vec<u8>> {
    ["a"].iter().flat_map(fs::read).collect()
}

fn makes_future() -> impl Future<Output = ()> {
    async {
        fs::read("a").ok();
    }
}

fn only_in_static() -> &'static str {
    static TEXT: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| fs::read_to_string("a").unwrap());
    &TEXT
}

async fn asynchronous() {
    fs::read("a").ok();
}

fn in_macro() -> String {
    format!("{:?}", fs::read("a"))
}

fn ping(n: u8) {
    if n > 0 { pong(n - 1) }
}

fn pong(n: u8) {
    fs::read("a").ok();
    ping(n)
}

fn endless() {
    endless()
}

async fn what_reaches() {
    offloads(); //~! blocks only inside an exempt closure
    declares(); //~! the nested function is never called
    declares_and_calls(); //~ indirect-blocking-io-in-async
    by_closure(); //~ indirect-blocking-io-in-async
    by_name(); //~ indirect-blocking-io-in-async
    makes_future().await; //~! blocks only in its async block
    only_in_static(); //~! a static
    asynchronous().await; //~! an async function, a finding there
    in_macro(); //~ indirect-blocking-io-in-async
    ping(1); //~ indirect-blocking-io-in-async
    pong(1); //~ indirect-blocking-io-in-async
    endless(); //~! never blocks
}

async fn shadowed(load: impl Fn(), parameter: fn()) {
    load(); //~! the parameter
    parameter(); //~! the parameter
    let read_policy = || 1;
    read_policy(); //~! the local
    {
        fn opens() {}
        opens(); //~! the nested function
    }
    opens().ok(); //~ indirect-blocking-io-in-async
    other::load(); //~! another crate
    unknown(); //~! nothing binds it
}

#[cfg(test)]
mod tests {
    async fn f() {
        super::load(); //~! test code
    }
    #[tokio::test]
    async fn g() {
        super::load(); //~! a test
    }
}

mod own {
    fn load() {}
    async fn f() {
        load(); //~! the module's own
        super::load(); //~ indirect-blocking-io-in-async
    }
}

mod imported {
    use super::{load as fetch, read_policy};
    async fn f() {
        fetch(); //~ indirect-blocking-io-in-async
        read_policy(); //~ indirect-blocking-io-in-async
        load(); //~! not in scope here
    }
}

/* ñ */ async fn column() { load(); } //~ indirect-blocking-io-in-async@30

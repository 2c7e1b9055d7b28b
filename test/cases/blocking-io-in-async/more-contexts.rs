use std::fs;

async fn offloaded() {
    tokio::task::spawn_blocking(|| {
        async fn inner() {
            fs::read("a").ok(); //~ blocking-io-in-async
        }
        struct Job;
        impl Job {
            fn run() {
                fs::read("a").ok(); //~! a sync method
            }
        }
        let again = async || fs::read("a"); //~ blocking-io-in-async
        let plain = || fs::read("a"); //~! nested in what is handed over
        drop((again, plain));
        match fs::read("a") { //~! on a thread of its own
            Ok(_) => fs::read("b"), //~! on a thread of its own
            Err(_) => fs::read("c"), //~! on a thread of its own
        }
    });
    std::thread::scope(|s| {
        std::thread::Builder::new().spawn_scoped(s, || fs::read("a")).ok(); //~ blocking-io-in-async
    });
    pool().spawn_pinned(|| async { fs::read("a") }); //~ blocking-io-in-async
    let local = tokio::task::LocalSet::new();
    local.run_until(async { fs::read("a") }).await.ok(); //~ blocking-io-in-async
    tokio::time::timeout(D, async { fs::read("a") }).await.ok(); //~ blocking-io-in-async
    tokio::time::timeout(D, tokio::task::spawn_blocking(|| fs::read("a"))).await.ok(); //~! on a thread of its own
    futures::future::join_all(paths().map(|p| tokio::task::spawn_blocking(move || fs::read(p)))).await; //~! on a thread of its own
    futures::future::join_all(paths().map(|p| async move { fs::read(p) })).await; //~ blocking-io-in-async
    futures::stream::iter(paths()).for_each(|p| async move { drop(fs::read(p)) }).await; //~ blocking-io-in-async
    futures::stream::iter(paths()).then(async |p| fs::read(p)).count().await; //~ blocking-io-in-async
    futures::stream::iter(paths()).map(|p| fs::read(p)).count().await; //~ blocking-io-in-async
    let result = tokio::task::spawn_blocking(read_all).await.unwrap_or_else(|_| fs::read("a")); //~ blocking-io-in-async
    let guard = scopeguard::guard((), |()| drop(fs::remove_file("a"))); //~ blocking-io-in-async
    drop((result, guard));
}

fn read_all() -> std::io::Result<Vec<u8>> {
    fs::read("a") //~! sync
}

fn sync_but_builds_futures() -> (impl Future, impl Future) {
    let a = fs::read("a"); //~! sync
    let b = |p: &'static str| async move {
        let c = fs::read(p); //~ blocking-io-in-async
        let d = move || fs::read(p); //~ blocking-io-in-async
        tokio::task::spawn_blocking(d).await.ok();
        d().ok();
        c
    };
    let e = async {
        fn inner() {
            fs::read("a").ok(); //~! a sync function
        }
        inner();
        let f = async move { 1 }.await;
        fs::read("a").ok(); //~ blocking-io-in-async
        f
    };
    drop(a);
    (b("a"), e)
}

struct S;

impl Drop for S {
    fn drop(&mut self) {
        fs::remove_file("a").ok(); //~! drop is a sync function
    }
}

impl tower::Service<u8> for S {
    type Future = Pin<Box<dyn Future<Output = u8>>>;
    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), ()>> {
        fs::exists("a").ok(); //~! a sync function
        Poll::Ready(Ok(()))
    }
    fn call(&mut self, _: u8) -> Self::Future {
        let before = fs::read("a"); //~! a sync function
        Box::pin(async move {
            before.ok();
            fs::read("a").unwrap()[0] //~ blocking-io-in-async
        })
    }
}

impl Iterator for S {
    type Item = u8;
    fn next(&mut self) -> Option<u8> {
        fs::read("a").ok()?.pop() //~! a sync function
    }
}

const HANDLER: fn() -> Pin<Box<dyn Future<Output = ()>>> = || {
    Box::pin(async {
        fs::read("a").ok(); //~ blocking-io-in-async
    })
};

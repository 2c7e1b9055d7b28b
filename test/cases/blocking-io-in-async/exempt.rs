// Closures that run on a thread of their own.
use std::fs;
use std::thread;
use tokio::task::{self, spawn_blocking};

async fn exempt(handle: tokio::runtime::Handle, pool: Pool, p: String) {
    spawn_blocking(|| fs::read("a")).await.ok(); //~! spawn_blocking
    tokio::task::spawn_blocking(move || fs::read("a")).await.ok(); //~! spawn_blocking
    task::spawn_blocking(|| { fs::read("a").ok() }).await.ok(); //~! spawn_blocking
    handle.spawn_blocking(|| fs::read("a")).await.ok(); //~! a method of that name
    pool.inner.spawn_blocking(|| fs::read("a")); //~! a method of that name
    task::Builder::new().name("x").spawn_blocking(|| fs::read("a")).ok(); //~! a method of that name
    actix_web::rt::task::spawn_blocking(|| fs::read("a")); //~! whoever offers it
    async_std::task::spawn_blocking(|| fs::read("a")).await.ok(); //~! whoever offers it
    task::block_in_place(|| fs::read("a")).ok(); //~! block_in_place
    tokio::task::block_in_place(|| thread::sleep(D)); //~! block_in_place
    std::thread::spawn(|| fs::read("a")); //~! a thread of its own
    thread::spawn(move || fs::read(p)); //~! a thread of its own
    thread::Builder::new().spawn(|| fs::read("a")).unwrap(); //~! a thread of its own
    std::thread::Builder::new().name("io".into()).spawn(|| fs::read("a")).unwrap(); //~! a thread of its own
    rayon::spawn(|| drop(fs::read("a"))); //~! rayon's pool
    smol::unblock(|| fs::read("a")).await.ok(); //~! unblock
    blocking::unblock(|| fs::read("a")).await.ok(); //~! unblock
    asyncify(|| fs::read("a")).await.ok(); //~! asyncify
    tokio::fs::asyncify(move || fs::metadata("a")).await.ok(); //~! asyncify
    spawn_blocking(|| {
        let names = ["a", "b"];
        names.iter().map(|n| fs::read(n)).collect::<Vec<_>>() //~! a closure nested in it
    })
    .await
    .ok();
    spawn_blocking(|| {
        fn inner() {
            fs::read("a").ok(); //~! a function nested in it
        }
        inner();
        println!("{:?}", fs::read("a")); //~! a macro's argument in it
    })
    .await
    .ok();
    let handle = spawn_blocking(move || -> std::io::Result<Vec<u8>> { fs::read("a") }); //~! with a return type
    handle.await.ok();
    spawn_blocking::<_, ()>(|| drop(fs::read("a"))).await.ok(); //~! with a turbofish
    tokio::select! {
        r = spawn_blocking(|| fs::read("a")) => drop(r), //~! inside select!
        _ = async { fs::read("b") } => {} //~ blocking-io-in-async
    }
    let (a, b) = tokio::join!(spawn_blocking(|| fs::read("a")), async { fs::read("b") }); //~ blocking-io-in-async@73
    drop((a, b));
    async {
        spawn_blocking(|| fs::read("a")).await.ok(); //~! a closure nested in an async block
    }
    .await;
}

async fn still_found(p: &str) {
    spawn_blocking({
        let text = fs::read(p); //~ blocking-io-in-async
        move || drop(text)
    })
    .await
    .ok();
    spawn_blocking(job(fs::read(p))).await.ok(); //~ blocking-io-in-async@24
    spawn_blocking(|| handle().block_on(async { fs::read("a") })); //~ blocking-io-in-async@49
    spawn_blocking(|| async { fs::read("a").ok(); }); //~ blocking-io-in-async
    thread::spawn(|| rt().block_on(async move { drop(fs::read("a")) })); //~ blocking-io-in-async
    tokio::spawn(async { fs::read("a") }); //~ blocking-io-in-async
    task::spawn_local(async { fs::read("a") }); //~ blocking-io-in-async
    tokio::task::spawn(async move { fs::read("a") }); //~ blocking-io-in-async
    let _ = spawn_blocking(|| 1).await.map(|_| fs::read("a")); //~ blocking-io-in-async@48
    thread::scope(|s| {
        s.spawn(|| fs::read("a")); //~ blocking-io-in-async@20
        fs::read("b").ok(); //~ blocking-io-in-async
    });
    std::thread::scope(|scope| drop(scope.spawn(move || fs::read("a")))); //~ blocking-io-in-async
    rayon::join(|| fs::read("a"), || fs::read("b")); //~ blocking-io-in-async@20 blocking-io-in-async@38
    run(|| fs::read("a")); //~ blocking-io-in-async
    pool().spawn(|| fs::read("a")); //~ blocking-io-in-async
    pool().install(|| fs::read("a")); //~ blocking-io-in-async
    Some(1).map(|_| fs::read("a")); //~ blocking-io-in-async
    (|| fs::read("a"))().ok(); //~ blocking-io-in-async
    std::panic::catch_unwind(|| fs::read("a")).ok(); //~ blocking-io-in-async
}

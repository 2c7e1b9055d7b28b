// A closure at the end of a block is what is handed over: the way to clone what it takes along.
use std::fs;
use std::sync::Arc;

async fn f(p: Arc<str>) {
    tokio::task::spawn_blocking({
        let p = Arc::clone(&p);
        move || fs::read(&*p) //~! the closure that is handed over
    })
    .await
    .ok();
    std::thread::spawn({
        let p = p.clone();
        move || {
            fs::read(&*p).ok(); //~! the closure that is handed over
        }
    });
    let job = {
        let p = p.clone();
        move || fs::read(&*p) //~! only handed to spawn_blocking
    };
    tokio::task::spawn_blocking(job).await.ok();
    tokio::task::spawn_blocking({
        fs::read(&*p).ok(); //~ blocking-io-in-async
        let read = || fs::read("a"); //~ blocking-io-in-async
        read().ok();
        || ()
    })
    .await
    .ok();
    run({
        let p = p.clone();
        move || fs::read(&*p) //~ blocking-io-in-async
    });
}

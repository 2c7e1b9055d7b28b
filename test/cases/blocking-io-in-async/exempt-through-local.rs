// A closure bound to a local variable that is used for nothing else.
use std::fs;
use tokio::task::spawn_blocking;

async fn handed_over(p: String) {
    let job = move || fs::read(p); //~! only handed to spawn_blocking
    spawn_blocking(job).await.ok();
}

async fn typed_and_late() {
    let read: fn() -> Vec<u8> = || fs::read("a").unwrap(); //~! only handed to spawn_blocking
    let handle = spawn_blocking(read);
    handle.await.ok();
}

async fn to_a_thread() {
    let work = || drop(fs::read("a")); //~! only handed to a thread
    std::thread::spawn(work);
}

async fn in_place() {
    let work = || {
        let text = fs::read("a"); //~! only handed to block_in_place
        text.ok()
    };
    tokio::task::block_in_place(work);
}

async fn called_too() {
    let job = || fs::read("a"); //~ blocking-io-in-async
    job().ok();
    spawn_blocking(job).await.ok();
}

async fn only_called() {
    let job = || fs::read("a"); //~ blocking-io-in-async
    job().ok();
}

async fn handed_elsewhere(queue: Queue) {
    let job = || fs::read("a"); //~ blocking-io-in-async
    queue.push(job);
}

async fn both(queue: Queue) {
    let job = || fs::read("a"); //~ blocking-io-in-async
    queue.push(job);
    spawn_blocking(job).await.ok();
}

async fn rebound() {
    let job = || fs::read("a"); //~ blocking-io-in-async
    job().ok();
    let job = || fs::read("b"); //~! this one is handed over
    spawn_blocking(job).await.ok();
}

async fn another_scope() {
    {
        let job = || fs::read("a"); //~ blocking-io-in-async
        job().ok();
    }
    let job = || 1;
    spawn_blocking(job).await.ok();
}

async fn async_again(handle: Handle) {
    let job = move || handle.block_on(async { fs::read("a") }); //~ blocking-io-in-async
    spawn_blocking(job).await.ok();
}

async fn through_two() {
    let job = || fs::read("a"); //~! only handed to spawn_blocking
    let same = job;
    spawn_blocking(same).await.ok();
    let job = || fs::read("a"); //~ blocking-io-in-async
    let same = job;
    same().ok();
}

async fn cloned_and_boxed() {
    let job = || fs::read("a"); //~! only handed to spawn_blocking
    spawn_blocking(job.clone()).await.ok();
    spawn_blocking(job).await.ok();
    let job = Box::new(|| fs::read("a")); //~! only handed to spawn_blocking
    spawn_blocking(job).await.ok();
    spawn_blocking(Box::new(|| fs::read("a"))).await.ok(); //~! handed to spawn_blocking
    spawn_blocking(Box::new(fs::read("a"))).await.ok(); //~ blocking-io-in-async
}

async fn chosen(quick: bool, path: Option<String>) {
    spawn_blocking(if quick { fs::read_dir } else { fs::read_dir }); //~! either is handed to spawn_blocking
    spawn_blocking(match path {
        Some(path) => Box::new(move || fs::read(path)), //~! handed to spawn_blocking
        None if fs::exists("a").unwrap() => Box::new(|| fs::read("b")), //~ blocking-io-in-async@17
        None => {
            fs::read("c").ok(); //~ blocking-io-in-async
            Box::new(|| fs::read("d")) //~! handed to spawn_blocking
        }
    });
    run(if quick { fs::read_dir } else { fs::read_dir }); //~ blocking-io-in-async@20 blocking-io-in-async@42
}

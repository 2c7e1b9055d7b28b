// A file that defines a function of that name means that one.
use std::fs;

fn spawn_blocking<F: FnOnce()>(f: F) {
    f()
}

fn asyncify(f: impl FnOnce()) {
    f()
}

async fn own() {
    spawn_blocking(|| drop(fs::read("a"))); //~ blocking-io-in-async
    asyncify(|| drop(fs::read("a"))); //~ blocking-io-in-async
    tokio::task::block_in_place(|| fs::read("a")).ok(); //~! not redefined here
    smol::unblock(|| fs::read("a")).await.ok(); //~! not redefined here
}

mod thread {
    pub fn spawn<F: FnOnce()>(f: F) {
        f()
    }
}

async fn own_thread() {
    thread::spawn(|| drop(fs::read("a"))); //~ blocking-io-in-async
    std::thread::spawn(|| drop(fs::read("a"))); //~! the thread of std
    ::std::thread::spawn(|| drop(fs::read("a"))); //~! the thread of std
}

mod names {
    use std::fs;
    use std::thread as os;
    use std::thread::spawn as start;
    use std::thread::Builder;
    use rayon as r;

    async fn f() {
        os::spawn(|| fs::read("a")); //~! by path, whatever its name here
        start(|| fs::read("a")); //~! by path, whatever its name here
        Builder::new().stack_size(1).spawn(|| fs::read("a")).ok(); //~! by path
        os::Builder::new().spawn(|| fs::read("a")).ok(); //~! by path
        r::spawn(|| drop(fs::read("a"))); //~! by path
        r::join(|| fs::read("a"), || ()); //~ blocking-io-in-async
        os::scope(|s| drop(s.spawn(|| fs::read("a")))); //~ blocking-io-in-async
    }
}

//! `cfg_if!`: each group is built under the conditions before it.
use cfg_if::cfg_if;

cfg_if! {
    if #[cfg(feature = "runtime")] {
        use tokio::fs;
        async fn pause() { std::thread::sleep(SECOND); } //~ blocking-io-in-async@28
    } else if #[cfg(test)] {
        use std::fs;
        async fn pause() { std::thread::sleep(SECOND); } //~! test code
        mod stub { async fn read() { std::fs::read("a").unwrap(); } } //~! test code
    } else {
        use std::fs;
        async fn pause() { std::thread::sleep(SECOND); } //~ blocking-io-in-async@28
    }
}

// `fs` is tokio's under one condition and std's under the other.
async fn load(path: &str) -> Vec<u8> {
    fs::read(path).unwrap() //~ blocking-io-in-async@5
}

cfg_if::cfg_if! {
    if #[cfg(not(test))] {
        async fn save(path: &str) { std::fs::write(path, b"").unwrap(); } //~ blocking-io-in-async@37
    } else {
        async fn save(path: &str) { std::fs::write(path, b"").unwrap(); } //~! built for tests only
    }
}

cfg_if! {
    if #[cfg(any(test, feature = "fixtures"))] {
        async fn fixture(path: &str) { std::fs::remove_file(path).unwrap(); } //~ blocking-io-in-async@40
    }
}

async fn in_a_body(path: &str) {
    cfg_if! {
        if #[cfg(all(test, unix))] {
            std::fs::read_link(path).unwrap(); //~! test code
        } else {
            cfg_if! {
                if #[cfg(test)] {
                    std::fs::metadata(path).unwrap(); //~! test code
                } else {
                    std::fs::metadata(path).unwrap(); //~ blocking-io-in-async@21
                }
            }
        }
    }
}

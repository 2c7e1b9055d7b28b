#[cfg(windows)]
fn protect(_: &str) {}

#[cfg(unix)]
fn protect(path: &str) {
    std::fs::set_permissions(path, mode()).unwrap();
}

#[cfg(not(any(unix, windows)))]
fn protect(_: &str) {}

#[cfg(feature = "fast")]
mod store {
    pub fn flush() {}
}

#[cfg(feature = "fast")]
fn size(_: &str) -> u64 {
    0
}

#[cfg(not(feature = "fast"))]
fn size(path: &str) -> u64 {
    std::fs::metadata(path).unwrap().len()
}

async fn save(path: &str) {
    protect(path); //~ indirect-blocking-io-in-async@5
    size(path); //~ indirect-blocking-io-in-async@5
}

#[cfg(feature = "fast")]
async fn save_fast(path: &str) {
    size(path); //~! the other one is not built
    store::flush(); //~! nothing blocks
    #[cfg(unix)]
    protect(path); //~ indirect-blocking-io-in-async@5
    #[cfg(not(unix))]
    protect(path); //~! not the one for unix
}

#[cfg(test)]
fn reset(_: &str) {}

#[cfg(not(test))]
fn reset(path: &str) {
    std::fs::remove_file(path).ok();
}

async fn restart(path: &str) {
    reset(path); //~ indirect-blocking-io-in-async@5
}

//@ file: cli/lib.rs
// The modules lie beside the manifest: there is no `src`.
mod tools;
mod util;
//@ file: cli/tools/mod.rs
pub mod coverage;
pub mod test;
//@ file: cli/tools/coverage/mod.rs
pub struct Report;

impl Report {
    pub fn create() -> std::io::Result<std::fs::File> {
        std::fs::File::create("report")
    }
}

pub fn cover_files() {
    Report::create().ok();
}
//@ file: cli/tools/test/mod.rs
use crate::tools::coverage::{cover_files, Report};

pub async fn run_tests() {
    cover_files(); //~ indirect-blocking-io-in-async@5
    Report::create().ok(); //~ indirect-blocking-io-in-async@5
    crate::util::fs::tidy(); //~ indirect-blocking-io-in-async@5
}
//@ file: cli/util/mod.rs
pub mod fs;
//@ file: cli/util/fs.rs
pub fn tidy() {
    std::fs::remove_dir_all("cache").ok();
}
//@ file: cli/rt/lib.rs
// Another crate, in a folder of the first.
mod run;
//@ file: cli/rt/run.rs
use other::tools::coverage::cover_files;

pub async fn run() {
    cover_files(); //~! of another crate
}
//@ file: tools/report.rs
// The root of a binary by another name.
mod disk;
//@ file: tools/disk.rs
mod cache;

pub fn tidy() {
    std::fs::remove_dir_all("cache").ok();
}
//@ file: tools/disk/cache.rs
pub async fn clear() {
    super::tidy(); //~ indirect-blocking-io-in-async@5
}

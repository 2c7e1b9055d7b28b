// Globs of modules that are at hand say for certain.
//@ file: src/lib.rs
pub mod binds_std;
pub mod binds_tokio;
pub mod binds_nothing;
pub mod user;
pub mod twice;
//@ file: src/binds_std.rs
pub use std::fs;
pub use std::thread::{self, sleep};
//@ file: src/binds_tokio.rs
pub use tokio::fs;
use std::thread;
//@ file: src/binds_nothing.rs
pub struct Nothing;
//@ file: src/user.rs
mod a {
    use crate::binds_std::*;
    async fn f() {
        fs::read("a").ok(); //~ blocking-io-in-async
        thread::sleep(D); //~ blocking-io-in-async
        sleep(D); //~ blocking-io-in-async
    }
}
mod b {
    use crate::binds_tokio::*;
    async fn f() {
        fs::read("a").await.ok(); //~! tokio's
        thread::sleep(D); //~! the import is private to its module
    }
}
mod c {
    use crate::binds_nothing::*;
    async fn f() {
        fs::read("a").ok(); //~! the module at hand does not bind it
    }
}
mod d {
    use super::super::binds_std::fs as disk;
    async fn f() {
        disk::read("a").ok(); //~ blocking-io-in-async
        crate::binds_std::fs::read("a").ok(); //~ blocking-io-in-async
        crate::binds_tokio::fs::read("a").await.ok(); //~! tokio's
        crate::binds_std::sleep(D); //~ blocking-io-in-async
    }
}
//@ file: src/twice.rs
pub use crate::binds_std::fs as again;
pub async fn f() {
    again::read("a").ok(); //~ blocking-io-in-async
    self::again::read("a").ok(); //~ blocking-io-in-async
    crate::twice::again::read("a").ok(); //~ blocking-io-in-async
}

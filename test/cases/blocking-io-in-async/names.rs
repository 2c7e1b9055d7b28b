// Names resolve as Rust resolves them.
use std as lib;
use std::{
    fs::{self as disk, read_to_string as slurp, File as F, OpenOptions as Options},
    io,
    thread as threads,
};
extern crate std as stdlib;
use lib::fs as via_lib;
use disk::metadata as stat;

type Handle = std::fs::File;
type Alias = Handle;

async fn found() -> io::Result<()> {
    disk::read("a")?; //~ blocking-io-in-async@5
    slurp("a")?; //~ blocking-io-in-async@5
    F::open("a")?; //~ blocking-io-in-async
    Options::new().open("a")?; //~ blocking-io-in-async
    threads::sleep(std::time::Duration::ZERO); //~ blocking-io-in-async
    stdlib::fs::read("a")?; //~ blocking-io-in-async
    via_lib::read("a")?; //~ blocking-io-in-async
    lib::fs::read("a")?; //~ blocking-io-in-async
    stat("a")?; //~ blocking-io-in-async
    Handle::open("a")?; //~ blocking-io-in-async
    Alias::create("a")?; //~ blocking-io-in-async
    ::std::fs::read("a")?; //~ blocking-io-in-async@5
    <std::fs::File>::open("a")?; //~ blocking-io-in-async@5
    <F>::open("a")?; //~ blocking-io-in-async@5
    <Handle>::options().open("a")?; //~ blocking-io-in-async@5
    std::r#fs::r#read("a")?; //~ blocking-io-in-async
    disk
        ::read("a")?; //~^ blocking-io-in-async@5
    std :: fs :: read("a")?; //~ blocking-io-in-async@5
    disk::read::<&str>("a")?; //~ blocking-io-in-async
    (disk::read)("a")?; //~ blocking-io-in-async
    Ok(())
}

mod raw {
    use std::fs as r#async;
    use std::fs::read as r#try;
    pub async fn f() {
        r#async::read("a").ok(); //~ blocking-io-in-async@9
        r#try("a").ok(); //~ blocking-io-in-async@9
    }
}

mod star {
    use std::fs::*;
    pub async fn f() {
        read("a").ok(); //~ blocking-io-in-async
        File::open("a").ok(); //~ blocking-io-in-async
        self::read("a").ok(); //~ blocking-io-in-async
    }
}

mod nested_star {
    use std::{fs::{*}, io};
    pub async fn f() -> io::Result<()> {
        read_to_string("a")?; //~ blocking-io-in-async
        Ok(())
    }
}

mod whole_std {
    use std::*;
    pub async fn f() {
        fs::read("a").ok(); //~ blocking-io-in-async
        thread::sleep(time::Duration::ZERO); //~ blocking-io-in-async
    }
}

mod old_and_new {
    use ::std::fs;
    pub async fn f() {
        fs::read("a").ok(); //~ blocking-io-in-async
    }
}

mod parent {
    use std::fs;
    mod no_import {
        pub async fn f() {
            fs::read("a").ok(); //~! a module does not inherit its parent's imports
        }
    }
    mod by_glob {
        use super::*;
        pub async fn f() {
            fs::read("a").ok(); //~ blocking-io-in-async
        }
    }
    mod by_name {
        use super::fs;
        pub async fn f() {
            fs::read("a").ok(); //~ blocking-io-in-async
        }
    }
    mod by_path {
        pub async fn f() {
            super::fs::read("a").ok(); //~ blocking-io-in-async@13
        }
    }
    pub async fn f() {
        self::fs::read("a").ok(); //~ blocking-io-in-async@9
        crate::parent::fs::read("a").ok(); //~ blocking-io-in-async@9
    }
}

mod exports {
    pub use std::fs as files;
    pub use std::fs::read_to_string as load;
    pub use tokio::fs as quick;
    pub mod more {
        pub use std::thread::sleep as nap;
    }
}

mod imports {
    use super::exports::{files, load, more::*, quick};
    pub async fn f() {
        files::read("a").ok(); //~ blocking-io-in-async
        load("a").ok(); //~ blocking-io-in-async
        nap(std::time::Duration::ZERO); //~ blocking-io-in-async
        quick::read("a").await.ok(); //~! tokio's
        crate::exports::files::read("a").ok(); //~ blocking-io-in-async
        crate::exports::quick::read("a").await.ok(); //~! tokio's
        super::exports::more::nap(std::time::Duration::ZERO); //~ blocking-io-in-async
    }
}

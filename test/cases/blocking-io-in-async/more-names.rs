// Rarer forms of use.
use {std::fs as braced, std::thread::{self as t2, sleep as doze}, tokio::io};
use ::{std::fs::File as F2};
use std::fs::File as _; //~! an import
use std::{self as s3};
use crate as root;
extern crate self as me;
pub(self) use std::fs::OpenOptions as Oo;

pub mod exports {
    pub use std::fs as files;
    pub use self::files::read as r1;
    pub use super::exports::r1 as r2;
    pub use a::cycle;
    mod a {
        pub use super::cycle;
    }
}

enum Kind {
    File,
}

mod nothing {
    pub struct Unrelated;
}

async fn f() {
    braced::read("a").ok(); //~ blocking-io-in-async
    t2::sleep(D); //~ blocking-io-in-async
    doze(D); //~ blocking-io-in-async
    F2::open("a").ok(); //~ blocking-io-in-async
    s3::fs::read("a").ok(); //~ blocking-io-in-async
    Oo::new().open("a").ok(); //~ blocking-io-in-async
    root::exports::files::read("a").ok(); //~ blocking-io-in-async
    me::exports::files::read("a").ok(); //~ blocking-io-in-async
    exports::r1("a").ok(); //~ blocking-io-in-async
    exports::r2("a").ok(); //~ blocking-io-in-async
    self::exports::files::File::open("a").ok(); //~ blocking-io-in-async
    exports::cycle("a"); //~! a re-export that goes round in a circle
    io::copy(a, b).await.ok(); //~! tokio's
    braced::File::from_parts(); //~! not in the list
    tokio::fs::File::from_std(std::fs::File::open("a").unwrap()); //~ blocking-io-in-async
    std::fs::soft_link("a", "b").ok(); //~ blocking-io-in-async
    std::thread::sleep_ms(1); //~! not in the list
    std::thread::park(); //~! not in the list
    std::fs::File::from(fd); //~! not in the list
    std::fs::File::lock(&file).ok(); //~! not in the list
    <std::fs::File as std::io::Read>::read_to_end(&mut file, &mut buf).ok(); //~! not in the list
    std::fs::Metadata::len(&m); //~! not in the list
}

mod globs_at_hand {
    use super::nothing::*;
    use super::Kind::*;
    async fn f() {
        fs::read("a"); //~! neither glob binds it
        thread::sleep(D); //~! neither glob binds it
    }
}

mod by_glob_of_glob {
    mod one {
        pub use super::two::*;
    }
    mod two {
        pub use std::fs;
        pub use super::one::*;
    }
    use one::*;
    async fn f() {
        fs::read("a").ok(); //~ blocking-io-in-async
        thread::sleep(D); //~! bound by no glob, though they go round in a circle
    }
}

mod explicit_wins {
    mod quick {
        pub use tokio::fs;
    }
    use quick::*;
    use std::fs;
    async fn f() {
        fs::read("a").ok(); //~ blocking-io-in-async
    }
    mod other_way {
        mod slow {
            pub use std::fs;
        }
        use slow::*;
        use tokio::fs;
        async fn f() {
            fs::read("a").await.ok(); //~! a name wins over a glob
        }
    }
}

mod inner_glob_wins_over_outer_name {
    mod slow {
        pub use std::fs;
    }
    use tokio::fs;
    async fn f() {
        use slow::*;
        fs::read("a").ok(); //~ blocking-io-in-async
    }
}

mod enum_and_struct_paths {
    struct Std;
    impl Std {
        fn read(_: &str) {}
    }
    use Std as fs;
    async fn f() {
        fs::read("a"); //~! the file's own struct
    }
}

mod renamed_away {
    use std::fs as disk;
    async fn f() {
        fs::read("a"); //~! only bound as disk
        disk::read("a").ok(); //~ blocking-io-in-async
    }
}

mod by_type_in_function {
    async fn f() {
        type File = std::fs::File;
        File::open("a").ok(); //~ blocking-io-in-async
        {
            type File = tokio::fs::File;
            File::open("a").await.ok(); //~! the block's own alias
        }
        const fn g() {}
        struct Holder(std::fs::File);
        impl Holder {
            async fn h() {
                File::open("a").ok(); //~ blocking-io-in-async
            }
        }
    }
}

mod functions_in_functions {
    use std::fs::{read, write};

    fn outer(write: Write) {
        let read = |_: &str| ();
        read("a"); //~! the local
        async fn inner() {
            read("a").ok(); //~ blocking-io-in-async
            write("a", "b").ok(); //~ blocking-io-in-async
        }
        let later = async move {
            read("a"); //~! the local
            write("a", "b"); //~! the parameter
        };
    }
}

mod through_a_trait {
    use std::fs::File;

    async fn f(path: &Path) {
        <File as Opener>::open(path); //~! the trait's
        <File as crate::Opener>::create(path); //~! the trait's
        <File>::open(path).ok(); //~ blocking-io-in-async
        <std::fs::File>::create(path).ok(); //~ blocking-io-in-async
    }
}

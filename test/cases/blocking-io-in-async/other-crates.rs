// The same words from elsewhere.
use tokio::fs;
use tokio::fs::File;
use tokio::time::sleep;

async fn tokio_files() -> std::io::Result<()> {
    fs::read("a").await?; //~! tokio's
    fs::read_to_string("a").await?; //~! tokio's
    File::open("a").await?; //~! tokio's
    File::create("a").await?; //~! tokio's
    sleep(std::time::Duration::ZERO).await; //~! tokio's
    tokio::fs::write("a", "b").await?; //~! tokio's
    std::fs::read("a")?; //~ blocking-io-in-async
    Ok(())
}

mod block_scoped {
    use std::fs;

    async fn inner_use_wins() {
        {
            use tokio::fs;
            fs::read("a").await.ok(); //~! the block's own use
        }
        fs::read("a").ok(); //~ blocking-io-in-async
    }

    async fn whole_block_sees_it() {
        fs::read("a").await.ok(); //~! a use further down speaks for its whole block
        use async_std::fs;
    }

    async fn function_use() {
        use async_fs as fs;
        for _ in 0..3 {
            if true {
                fs::read("a").await.ok(); //~! async-fs
            }
        }
    }

    async fn the_other_way() {
        use std::fs as tokio_fs;
        tokio_fs::read("a").ok(); //~ blocking-io-in-async
        let later = async {
            use tokio::fs as tokio_fs;
            tokio_fs::read("a").await.ok(); //~! the inner one
        };
        later.await;
    }

    async fn in_an_arm(n: u8) {
        match n {
            0 => {
                use tokio::fs;
                fs::read("a").await.ok(); //~! the arm's own use
            }
            _ => {
                fs::read("a").ok(); //~ blocking-io-in-async
            }
        }
    }

    async fn nested_functions_do_not_leak() {
        async fn helper() {
            use tokio::fs;
            fs::read("a").await.ok(); //~! the helper's own use
        }
        helper().await;
        fs::read("a").ok(); //~ blocking-io-in-async
    }
}

mod local_module {
    mod fs {
        pub fn read(_: &str) {}
    }
    pub async fn f() {
        fs::read("a"); //~! a module of the file's own
        self::fs::read("a"); //~! a module of the file's own
        std::fs::read("a").ok(); //~ blocking-io-in-async
    }
}

mod file_module {
    mod thread;
    pub async fn f() {
        thread::sleep(1); //~! a module of the crate's own, in a file that is not at hand
    }
}

mod own_items {
    use std::fs::*;

    fn read_to_string(_: &str) -> String {
        String::new()
    }

    struct File;
    impl File {
        fn open(_: &str) -> File {
            File
        }
    }

    enum OpenOptions {
        New,
    }
    impl OpenOptions {
        fn new() -> Self {
            OpenOptions::New
        }
    }

    pub async fn f() {
        read_to_string("a"); //~! an item wins over a glob
        File::open("a"); //~! a struct of the file's own
        <File>::open("a"); //~! a struct of the file's own
        OpenOptions::new(); //~! an enum of the file's own
        read("a").ok(); //~ blocking-io-in-async
    }
}

mod values {
    use std::fs::{self, read, File};

    trait Opener {
        fn open(path: &str);
    }

    async fn parameter(read: impl Fn(&str)) {
        read("a"); //~! the parameter
    }

    async fn local() {
        read("before").ok(); //~ blocking-io-in-async
        let read = |_: &str| ();
        read("after"); //~! the local
    }

    async fn pattern(pair: (fn(&str), u8)) {
        let (read, _) = pair;
        read("a"); //~! bound by the pattern
    }

    async fn closure_parameter() {
        let call = |read: fn(&str)| read("a"); //~! the closure's parameter
        call(|_| ());
        read("a").ok(); //~ blocking-io-in-async
    }

    async fn matched(f: Option<fn(&str)>) {
        if let Some(read) = f {
            read("a"); //~! bound by if let
        }
        match f {
            Some(read) => read("a"), //~! bound by the arm
            None => drop(read("a")), //~ blocking-io-in-async
        }
        for read in f {
            read("a"); //~! bound by for
        }
        read("a").ok(); //~ blocking-io-in-async
    }

    async fn generic<File: Opener>() {
        File::open("a"); //~! the type parameter
    }

    async fn not_generic() {
        File::open("a").ok(); //~ blocking-io-in-async
    }

    async fn values_do_not_shadow_modules(fs: u8) {
        fs::read("a").ok(); //~ blocking-io-in-async
        let fs = fs + 1;
        fs::read("a").ok(); //~ blocking-io-in-async
    }

    async fn nested_item() {
        fn read(_: &str) {}
        read("a"); //~! the nested function
    }

    async fn nested_struct() {
        struct File;
        impl File {
            fn open(_: &str) {}
        }
        File::open("a"); //~! the nested struct
    }
}

mod unknown {
    async fn f() {
        fs::read("a"); //~! nothing binds it
        File::open("a"); //~! nothing binds it
        thread::sleep(1); //~! nothing binds it
        other::fs::read("a"); //~! another crate
        fs_err::read("a").ok(); //~! another crate
        read("a"); //~! nothing binds it
    }
}

mod methods {
    struct Fs;
    impl Fs {
        fn read(&self, _: &str) {}
        fn exists(_: &str) {}
        async fn f(&self, fs: Fs) {
            fs.read("a"); //~! a method
            self.read("a"); //~! a method
            Self::exists("a"); //~! an associated function
            Fs::exists("a"); //~! an associated function
        }
    }
}

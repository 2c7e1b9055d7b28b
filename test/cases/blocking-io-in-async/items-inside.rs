// Items inside an async function have contexts of their own.
use std::fs;
use std::sync::{LazyLock, OnceLock};

async fn f() {
    static TEXT: LazyLock<String> = LazyLock::new(|| fs::read_to_string("a").unwrap()); //~! a static
    static CELL: OnceLock<String> = OnceLock::new();
    const READ: fn() -> Vec<u8> = || fs::read("a").unwrap(); //~! a const
    const NAMED: fn(&str) -> std::io::Result<Vec<u8>> = fs::read; //~! a const
    static TABLE: [fn(&str) -> std::io::Result<Vec<u8>>; 1] = [fs::read]; //~! a static

    fn helper() {
        fs::read("a").ok(); //~! a sync function
        let _ = async {
            fs::read("a").ok(); //~ blocking-io-in-async
        };
    }

    struct Local;
    impl Local {
        fn sync(&self) {
            fs::read("a").ok(); //~! a sync method
        }
        async fn not_sync(&self) {
            fs::read("a").ok(); //~ blocking-io-in-async
        }
    }

    mod inner {
        pub fn sync() {
            std::fs::read("a").ok(); //~! a module's function
        }
    }

    trait Default2 {
        fn get(&self) {
            std::fs::read("a").ok(); //~! a trait's method
        }
    }

    CELL.get_or_init(|| fs::read_to_string("a").unwrap()); //~ blocking-io-in-async
    let lazy = LazyLock::new(|| fs::read("a")); //~ blocking-io-in-async
    lazy_static::lazy_static! {
        static ref OLD: String = fs::read_to_string("a").unwrap(); //~! a static in lazy_static!
    }
    thread_local! {
        static LOCAL: String = fs::read_to_string("a").unwrap(); //~! a static in thread_local!
    }
    helper();
    READ();
    drop((&*TEXT, lazy));
}

//@ path: src/runner.rs
// A glob whose module is not at hand may bind the first segment.
use crate::prelude::*;

async fn f() {
    fs::read("a").ok(); //~ blocking-io-in-async probable
    File::open("a").ok(); //~ blocking-io-in-async probable
    thread::sleep(Duration::ZERO); //~ blocking-io-in-async probable
    OpenOptions::new().open("a").ok(); //~ blocking-io-in-async probable
    read_to_string("a").ok(); //~! a bare function name under such a glob is none
    sleep(Duration::ZERO); //~! a bare function name under such a glob is none
    std::fs::read("a").ok(); //~ blocking-io-in-async
    DirBuilder::new(); //~! not in the list, wherever it comes from
    io::read_to_string(stdin()).ok(); //~! not in the list
    fs.read("a"); //~! a method
}

fn sync() {
    fs::read("a").ok(); //~! sync
}

mod bound {
    use crate::prelude::*;
    use tokio::fs;
    async fn f() {
        fs::read("a").await.ok(); //~! a name wins over a glob
        File::open("a").ok(); //~ blocking-io-in-async probable
    }
}

mod bound_to_std {
    use crate::prelude::*;
    use std::fs;
    async fn f() {
        fs::read("a").ok(); //~ blocking-io-in-async
    }
}

mod own {
    use crate::prelude::*;
    struct File;
    impl File {
        fn open(_: &str) {}
    }
    async fn f<fs>() {
        File::open("a"); //~! a struct of the file's own
    }
}

mod no_glob {
    async fn f() {
        fs::read("a").ok(); //~! the parent's glob is not this module's
    }
}

mod in_a_function {
    async fn f() {
        use crate::prelude::*;
        fs::read("a").ok(); //~ blocking-io-in-async probable
    }
    async fn g() {
        fs::read("a").ok(); //~! the glob stands in another function
    }
}

mod threads_through_the_glob {
    use crate::prelude::*;

    async fn f() {
        thread::spawn(|| fs::read("a")); //~! if `fs` is the standard library's, so is `thread`
        thread::scope(|s| s.spawn(|| fs::read("a"))); //~ blocking-io-in-async probable
    }
}

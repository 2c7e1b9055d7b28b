use std::fs;

struct Store {
    path: String,
}

impl Store {
    fn load(&self) -> Vec<u8> {
        fs::read(&self.path).unwrap()
    }

    fn open() -> Store {
        fs::create_dir_all("x").unwrap();
        Store { path: String::new() }
    }

    fn wrapped(&self) -> Vec<u8> {
        self.load()
    }

    fn name(&self) -> &str {
        &self.path
    }

    async fn run(&self, other: &Store) {
        self.load(); //~ indirect-blocking-io-in-async@9
        self.wrapped(); //~ indirect-blocking-io-in-async@9
        Self::open(); //~ indirect-blocking-io-in-async@9
        Self::load(self); //~ indirect-blocking-io-in-async
        Store::load(other); //~ indirect-blocking-io-in-async@9
        let _ = Some(()).map(|()| self.load()); //~ indirect-blocking-io-in-async@35
        let _ = [other].map(Self::load); //~ indirect-blocking-io-in-async@29
        let _ = [other].map(Store::wrapped); //~ indirect-blocking-io-in-async
        println!("{:?}", self.load()); //~ indirect-blocking-io-in-async
        other.load(); //~! on another receiver: its type is not known
        other.wrapped(); //~! on another receiver
        self.name(); //~! does no I/O
        self.inner.load(); //~! on another receiver
        self.missing(); //~! not defined here
        Self::missing(); //~! not defined here
        tokio::task::block_in_place(|| self.load()); //~! exempt
        tokio::task::spawn_blocking(Self::open).await.ok(); //~! handed over by name
    }

    fn sync(&self) {
        self.load(); //~! a sync method
    }
}

struct Memory;

impl Memory {
    fn load(&self) -> Vec<u8> {
        Vec::new()
    }

    async fn run(&self) {
        self.load(); //~! its own method, which does no I/O
        Self::load(self); //~! its own method
        Memory::load(self); //~! its own method
        Store::open(); //~ indirect-blocking-io-in-async
    }
}

trait Source {
    fn fetch(&self) -> Vec<u8>;

    fn defaulted(&self) -> Vec<u8> {
        fs::read("default").unwrap()
    }

    async fn all(&self) {
        self.defaulted(); //~ indirect-blocking-io-in-async
    }
}

impl Source for Store {
    fn fetch(&self) -> Vec<u8> {
        fs::read(&self.path).unwrap()
    }
}

impl Source for Memory {
    fn fetch(&self) -> Vec<u8> {
        Vec::new()
    }
}

impl Store {
    async fn by_trait(self, m: Memory) {
        <Store as Source>::fetch(&self); //~ indirect-blocking-io-in-async@9
        <Memory as Source>::fetch(&m); //~! that one does no I/O
        self.fetch(); //~ indirect-blocking-io-in-async
    }
}

struct Generic<T, const N: usize>(T);

impl<T: Clone, const N: usize> Generic<T, N> {
    fn save(&self) {
        fs::write("x", [0; N]).unwrap()
    }
    async fn run(&self) {
        self.save(); //~ indirect-blocking-io-in-async
        Generic::<T, N>::save(self); //~ indirect-blocking-io-in-async
    }
}

async fn outside(s: Store, m: Memory) {
    Store::open(); //~ indirect-blocking-io-in-async@5
    Store::load(&s); //~ indirect-blocking-io-in-async
    s.load(); //~! on another receiver
    m.load(); //~! on another receiver
    Memory::load(&m); //~! does no I/O
    <Store>::open(); //~ indirect-blocking-io-in-async
}

mod given_by_a_trait {
    pub trait Load {
        fn load(&self) -> Vec<u8> {
            std::fs::read("a").unwrap_or_default()
        }
        fn make() -> Vec<u8> {
            std::fs::read("b").unwrap_or_default()
        }
        fn cached(&self) -> Vec<u8>;
    }

    struct Plain;
    struct Own;

    impl Load for Plain {
        fn cached(&self) -> Vec<u8> {
            Vec::new()
        }
    }

    impl Load for Own {
        fn load(&self) -> Vec<u8> {
            Vec::new()
        }
        fn make() -> Vec<u8> {
            Vec::new()
        }
        fn cached(&self) -> Vec<u8> {
            std::fs::read("c").unwrap_or_default()
        }
    }

    impl Plain {
        async fn inherent(&self) {
            self.load(); //~ indirect-blocking-io-in-async
            self.cached(); //~! this type's own does not block
            Self::make(); //~ indirect-blocking-io-in-async
        }
    }

    async fn by_path(plain: Plain, own: Own) {
        <Plain as Load>::make(); //~ indirect-blocking-io-in-async@9
        Plain::make(); //~ indirect-blocking-io-in-async
        Load::load(&plain); //~ indirect-blocking-io-in-async
        <String as Load>::make(); //~ indirect-blocking-io-in-async
        <Own as Load>::make(); //~! this type's own does not block
        Own::make(); //~! this type's own does not block
        Own::cached(&own); //~ indirect-blocking-io-in-async
        Plain::cached(&plain); //~! this type's own does not block
    }
}

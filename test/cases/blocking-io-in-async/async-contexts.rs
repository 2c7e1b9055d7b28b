// Every way to be async.
use std::fs;
use std::future::Future;
use std::pin::Pin;

async fn free() {
    fs::read("a").ok(); //~ blocking-io-in-async
}

pub(crate) async unsafe fn qualified<T, const N: usize>(_: [T; N])
where
    T: Copy,
{
    fs::read("a").ok(); //~ blocking-io-in-async
}

struct Store<'a> {
    root: &'a str,
}

impl<'a> Store<'a> {
    async fn inherent(&self) {
        fs::read(self.root).ok(); //~ blocking-io-in-async
    }

    fn returns_block(&self) -> impl Future<Output = ()> {
        fs::read("outside").ok(); //~! the function itself is sync
        let root = fs::canonicalize(self.root); //~! still outside the block
        async move {
            root.ok();
            fs::read("inside").ok(); //~ blocking-io-in-async
        }
    }

    fn boxed(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(async move {
            fs::write(self.root, "x").ok(); //~ blocking-io-in-async
        })
    }
}

trait Load {
    async fn load(&self) {
        fs::read("a").ok(); //~ blocking-io-in-async
    }

    fn load_now(&self) {
        fs::read("a").ok(); //~! a sync default method
    }

    async fn declared_only(&self);
}

#[async_trait::async_trait]
impl Load for Store<'_> {
    async fn load(&self) {
        fs::read("a").ok(); //~ blocking-io-in-async
    }

    async fn declared_only(&self) {
        if self.root.is_empty() {
            loop {
                match fs::read("a") { //~ blocking-io-in-async@23
                    Ok(_) => break,
                    Err(_) => unsafe {
                        fs::remove_file("a").ok(); //~ blocking-io-in-async
                    },
                }
            }
        }
    }
}

#[tokio::main]
async fn main() {
    let text = std::fs::read_to_string("a").unwrap(); //~ blocking-io-in-async@16
    println!("{text}");
}

fn blocks(rt: tokio::runtime::Runtime) {
    rt.block_on(async { fs::read("a") }).ok(); //~ blocking-io-in-async@25
    tokio::spawn(async move { fs::read("a").ok() }); //~ blocking-io-in-async
    let future = async {
        let inner = async { fs::read("b") }; //~ blocking-io-in-async
        inner.await.ok();
    };
    rt.block_on(future);
    fs::read("after").ok(); //~! after the block, in a sync function
}

fn closures() {
    let _a = async || fs::read("a"); //~ blocking-io-in-async
    let _b = async move |p: &str| { fs::read(p) }; //~ blocking-io-in-async
    let _c = |p: &'static str| async move { fs::read(p) }; //~ blocking-io-in-async
    let _d = |p: &str| fs::read(p); //~! a sync closure in a sync function
    let _e = move || { fs::read("x").ok() }; //~! a sync closure in a sync function
}

struct Timer;

impl Future for Timer {
    type Output = ();
    fn poll(self: Pin<&mut Self>, _: &mut std::task::Context<'_>) -> std::task::Poll<()> {
        std::thread::sleep(std::time::Duration::ZERO); //~! poll is a sync function
        std::task::Poll::Ready(())
    }
}

mod nested {
    pub mod deeper {
        pub async fn f() {
            ::std::fs::read("a").ok(); //~ blocking-io-in-async@13
        }
        pub fn g() {
            ::std::fs::read("a").ok(); //~! sync
        }
    }
}

async fn uses_in_expressions(flag: bool) -> Option<usize> {
    let n = if flag { fs::read("a").ok()?.len() } else { 0 }; //~ blocking-io-in-async
    let t = (fs::read("a"), [fs::read("b")]); //~ blocking-io-in-async@14 blocking-io-in-async@30
    let s = Wrapper { bytes: fs::read("c").ok()? }; //~ blocking-io-in-async@30
    'outer: for _ in fs::read_dir(".").ok()? { //~ blocking-io-in-async@22
        while fs::exists("lock").unwrap_or(false) { //~ blocking-io-in-async@15
            break 'outer;
        }
    }
    let _ = t;
    return Some(n + s.bytes.len() + fs::read("d").ok()?.len()); //~ blocking-io-in-async@37
}

struct Wrapper {
    bytes: Vec<u8>,
}

//! `paste!` puts identifiers together, which no parser of Rust knows.
use paste::paste;
use std::fs;

paste! {
    async fn [<load_ policy>](path: &str) -> std::io::Result<String> {
        fs::read_to_string(path) //~ blocking-io-in-async@9
    }

    fn [<read_ policy:snake>](path: &str) -> std::io::Result<String> {
        fs::read_to_string(path) //~! sync
    }

    #[cfg(test)]
    mod [<policy _tests>] {
        async fn load(path: &str) -> std::io::Result<String> {
            std::fs::read_to_string(path) //~! test code
        }
    }
}

async fn widths(path: &str) {
    paste! {
        let [<width _of>] = fs::metadata(path); //~ blocking-io-in-async@29
        tokio::select! {
            _ = tick() => { let [<a _b>] = fs::read(path); } //~ blocking-io-in-async@44
        }
    }
    let sizes = [<u8 as Sized>::SIZE, <Vec<u8>>::new as usize];
    report(sizes, [<Disk as Store>::open(fs::File::open(path))]); //~ blocking-io-in-async@42
}

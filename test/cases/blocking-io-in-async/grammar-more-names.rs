// Forms that the grammar does not know, each around what has to be found all the same.
pub mod attributes {
    pub const default: i32 = 0;
    pub static union: i32 = 1;
    pub static mut raw: i32 = 2;
}

macro_rules! kind {
    ($) => {
        Kind::Dollar
    };
    (::) => {
        Kind::Colons
    };
}

async fn taken_apart(fields: Fields) -> usize {
    match fields {
        Fields::Named { 0: named } => named.len(),
        Fields::Both { 0: first, 1: Some(second), .. } => {
            std::fs::read(first).unwrap().len() + second //~ blocking-io-in-async@13
        }
        Fields::Made => Fields::Named { 0: std::fs::read("x").unwrap() }.len(), //~ blocking-io-in-async@44
    }
}

async fn named_like_keywords() -> u64 {
    let seed = gen::<u64>() + union::<u64>(1);
    std::fs::read("x").unwrap(); //~ blocking-io-in-async
    seed
}

impl<const N: usize> Ring<N> where [(); N]: {
    async fn load(&self) {
        std::fs::read("x").unwrap(); //~ blocking-io-in-async
    }
}

async fn empty_generics() {
    std::fs::read::<>("x").unwrap(); //~ blocking-io-in-async
    Vec::<>::from(std::fs::read("x").unwrap()); //~ blocking-io-in-async@19
}

unsafe extern "C" {
    pub unsafe static mut COUNTER: u64;
}

// Modules, generics, labels and expressions of every kind around it.
pub mod a {
    pub(crate) mod b {
        pub(in crate::a) mod c {
            use regex::Regex;
            pub trait T<'a, X: ?Sized + 'a = str, const N: usize = 3>: Sized
            where
                for<'b> X: PartialEq<&'b str>,
            {
                type Out<'c>: Iterator<Item = &'c X>
                where
                    Self: 'c;
                const LEN: usize = N;
                fn f(&self, p: &str) -> bool {
                    Regex::new(p).is_ok() //~ regex-compile-in-hot-path
                }
            }
            impl<'a, X, const N: usize> T<'a, [X; N]> for Vec<[X; N]> {
                fn f(&self, p: &str) -> bool {
                    let v = 'outer: loop {
                        break 'outer match (p.len(), &p[..]) {
                            (0, _) => Regex::new(p), //~ regex-compile-in-hot-path
                            (1..=3, "a" | "b") if Regex::new(p).is_ok() => Regex::new("g"), //~ regex-compile-in-hot-path regex-compile-in-hot-path
                            (n @ 4.., _) if n % 2 == 0 => return Regex::new(p).is_err(), //~ regex-compile-in-hot-path
                            _ => break Regex::new("z"), //~ regex-compile-in-hot-path
                        };
                    };
                    let t = (|| -> Result<_, regex::Error> { Ok(Regex::new(p)?) })(); //~ regex-compile-in-hot-path
                    let a = [const { 1 }; 2].map(|_| Regex::new(p)); //~ regex-compile-in-hot-path
                    let s = S { re: Regex::new(p), ..S::default() }; //~ regex-compile-in-hot-path
                    let u = unsafe { *(&Regex::new(p) as *const _) }; //~ regex-compile-in-hot-path
                    let b = !Regex::new(p).is_ok() as u8 as usize; //~ regex-compile-in-hot-path
                    let i = &mut [Regex::new(p)][0]; //~ regex-compile-in-hot-path
                    let r = Regex::new(p).map(|re| re)..Regex::new(p); //~ regex-compile-in-hot-path regex-compile-in-hot-path
                    *i = Regex::new(p); //~ regex-compile-in-hot-path
                    if let (Ok(_), Err(_)) = (Regex::new(p), Regex::new(p)) {} //~ regex-compile-in-hot-path regex-compile-in-hot-path
                    drop((v, t, a, s, u, b, r));
                    yield_it(move |re: Regex| re, Regex::new(p)) //~ regex-compile-in-hot-path
                }
            }
        }
    }
}

enum E {
    A = 1,
    B { re: Option<regex::Regex> } = 2, //~! a type
}

union U {
    a: u8, //~! a field
}

type F = fn(&str) -> Result<regex::Regex, regex::Error>; //~! types
extern "C" fn callback(_: Option<extern "C" fn(*const u8) -> regex::Regex>) {} //~! types

impl<T> Trait<regex::Regex> for Wrapper<T> where T: From<regex::Regex> { //~! types
    fn g(&self) -> Box<dyn Fn(regex::Regex) -> bool + '_> { //~! types
        Box::new(|re| re.is_match("x")) //~! a method
    }
}

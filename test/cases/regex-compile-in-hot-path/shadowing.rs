// A local item, parameter or generic of the same name shadows.
mod a_struct {
    pub struct Regex(String);
    impl Regex {
        pub fn new(p: &str) -> Self {
            Regex(p.to_owned()) //~! the struct's own constructor
        }
        fn again(p: &str) -> Self {
            Self::new(p) //~! Self is the file's own struct
        }
    }
    fn f(p: &str) {
        Regex::new(p); //~! a struct of the file's own
        self::Regex::new(p); //~! a struct of the file's own
        <Regex>::new(p); //~! a struct of the file's own
        crate::a_struct::Regex::new(p); //~! a struct of the file's own
        ::regex::Regex::new(p).ok(); //~ regex-compile-in-hot-path
    }
}

mod an_enum {
    use regex::*;
    enum Regex {
        Any,
    }
    impl Regex {
        fn new(_: &str) -> Self {
            Self::Any
        }
    }
    fn f(p: &str) {
        Regex::new(p); //~! an enum wins over the glob
        RegexSet::new([p]).ok(); //~ regex-compile-in-hot-path
    }
}

mod a_trait {
    use regex::*;
    trait Regex {
        fn new(p: &str);
    }
    fn f<T: Regex>(p: &str) {
        T::new(p); //~! a type parameter
        <T as Regex>::new(p); //~! a trait of the file's own
    }
}

mod an_alias {
    type Regex = onig::Regex;
    fn f(p: &str) {
        Regex::new(p).ok(); //~! an alias of another crate's
    }
}

mod a_module {
    mod regex {
        pub struct Regex;
        impl Regex {
            pub fn new(_: &str) -> Self {
                Regex
            }
        }
    }
    fn f(p: &str) {
        regex::Regex::new(p); //~! a module of the file's own
        ::regex::Regex::new(p).ok(); //~ regex-compile-in-hot-path
    }
}

mod an_import {
    use other::regex;
    fn f(p: &str) {
        regex::Regex::new(p); //~! imported under the crate's name
        ::regex::Regex::new(p).ok(); //~ regex-compile-in-hot-path
    }
}

mod a_file_module {
    mod regex;
    use regex::Regex;
    fn f(p: &str) {
        Regex::new(p); //~! from a module in a file that is not at hand
        regex::Regex::new(p); //~! a module in a file that is not at hand
    }
}

mod generics {
    use regex::Regex;
    struct Holder<Regex> {
        inner: Regex,
    }
    impl<Regex: Make> Holder<Regex> {
        fn make(p: &str) -> Self {
            Holder { inner: Regex::new(p) } //~! the impl's type parameter
        }
    }
    fn f<Regex: Make>(p: &str) -> Regex {
        Regex::new(p) //~! the function's type parameter
    }
    fn g(p: &str) {
        Regex::new(p).ok(); //~ regex-compile-in-hot-path
    }
    trait Make {
        fn new(p: &str) -> Self;
    }
}

mod nested_items {
    use regex::Regex;
    fn f(p: &str) {
        struct Regex;
        impl Regex {
            fn new(_: &str) -> Self {
                Regex
            }
        }
        Regex::new(p); //~! the function's own struct
        fn inner(p: &str) {
            Regex::new(p); //~! items are seen by nested functions
        }
        inner(p);
    }
    fn g(p: &str) {
        Regex::new(p).ok(); //~ regex-compile-in-hot-path
    }
    fn h(p: &str) {
        mod regex {
            pub struct Regex;
            impl Regex {
                pub fn new(_: &str) {}
            }
        }
        regex::Regex::new(p); //~! the function's own module
    }
}

mod values {
    use regex::Regex;
    fn f(regex: &str) {
        regex::Regex::new(regex).ok(); //~ regex-compile-in-hot-path
        let regex = Regex::new(regex); //~ regex-compile-in-hot-path@21
        regex.ok();
    }
    #[allow(non_snake_case)]
    fn g(Regex: &Factory) {
        Regex.new("x"); //~! a method of a value
    }
}

mod own_function {
    use regex::Regex;
    fn new(_: &str) {}
    fn f(p: &str) {
        new(p); //~! a function of the file's own
        self::new(p); //~! a function of the file's own
    }
}

mod modules_do_not_inherit {
    use regex::Regex;
    mod inner {
        fn f(p: &str) {
            Regex::new(p).ok(); //~! not in scope here
        }
    }
    mod star {
        use super::*;
        fn f(p: &str) {
            Regex::new(p).ok(); //~ regex-compile-in-hot-path
        }
    }
}

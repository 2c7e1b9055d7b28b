//! `paste!` names the statics and functions that a macro makes.
use std::sync::LazyLock;

macro_rules! integer {
    ($pattern:literal, $base:literal) => {
        pastey::paste! {
            static [<BASE_ $base>]: ::std::sync::LazyLock<::regex::Regex> =
                ::std::sync::LazyLock::new(|| ::regex::Regex::new($pattern) //~! once, in a static
                    .expect(concat!("valid for base ", $base)
            ));

            fn [<parse_base_ $base>]<'i>(input: &'i str) -> Option<i64> {
                let again = ::regex::Regex::new($pattern).ok()?; //~ regex-compile-in-hot-path@29
                again.find(input)?.as_str().parse().ok()
            }
        }
    };
}

integer!("[0-9]+", 10);

paste::paste! {
    static [<WORD _PATTERN>]: LazyLock<regex::Regex> =
        LazyLock::new(|| regex::Regex::new(r"\w+").unwrap()); //~! once, in a static

    fn [<has_ word>](text: &str) -> bool {
        regex::Regex::new(r"\w+").unwrap().is_match(text) //~ regex-compile-in-hot-path@9
    }
}

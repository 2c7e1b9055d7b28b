// A helper that stands within the function that calls it, which nothing else names.
//@ rules: indirect-compile-in-hot-path

fn serve() {
    fn pattern() -> regex::Regex {
        regex::Regex::new("a").unwrap()
    }
    pattern(); //~ indirect-compile-in-hot-path
}

// What is in the list and what is not.
use regex::{Regex, RegexBuilder, RegexSet, RegexSetBuilder};

fn listed(p: &str) -> Result<(), Box<dyn std::error::Error>> {
    Regex::new(p)?; //~ regex-compile-in-hot-path@5
    let re = Regex::new(p).unwrap(); //~ regex-compile-in-hot-path@14
    RegexBuilder::new(p).case_insensitive(true).build()?; //~ regex-compile-in-hot-path@5
    RegexSet::new([p, p])?; //~ regex-compile-in-hot-path
    RegexSetBuilder::new([p]).build()?; //~ regex-compile-in-hot-path
    regex::Regex::new(p)?; //~ regex-compile-in-hot-path@5
    regex::bytes::Regex::new(p)?; //~ regex-compile-in-hot-path@5
    regex::bytes::RegexBuilder::new(p).build()?; //~ regex-compile-in-hot-path
    regex::bytes::RegexSet::new([p])?; //~ regex-compile-in-hot-path
    regex::bytes::RegexSetBuilder::new([p]).build()?; //~ regex-compile-in-hot-path
    regex_lite::Regex::new(p)?; //~ regex-compile-in-hot-path
    regex_lite::RegexBuilder::new(p).build()?; //~ regex-compile-in-hot-path
    fancy_regex::Regex::new(p)?; //~ regex-compile-in-hot-path
    fancy_regex::RegexBuilder::new(p).build()?; //~ regex-compile-in-hot-path
    let found = Regex::new(p)?.is_match("x") && Regex::new("y")?.is_match("z"); //~ regex-compile-in-hot-path regex-compile-in-hot-path
    if let Ok(re) = Regex::new(p) && re.is_match("a") { //~ regex-compile-in-hot-path@21
        return Ok(());
    }
    match Regex::new(&format!("^{p}$")) { //~ regex-compile-in-hot-path@11
        Ok(re) => drop(re),
        Err(_) => drop(Regex::new(".*")), //~ regex-compile-in-hot-path@24
    }

    regex::escape(p); //~! compiles nothing
    re.is_match(p); //~! a method
    re.find_iter(p).count(); //~! a method
    "x".parse::<Regex>()?; //~! not in the list
    let _: Regex = p.parse()?; //~! not in the list
    Regex::try_from(p)?; //~! not in the list
    <Regex as std::str::FromStr>::from_str(p)?; //~! not in the list
    RegexSet::empty(); //~! not in the list
    regex_automata::meta::Regex::new(p)?; //~! another crate
    pcre2::bytes::Regex::new(p)?; //~! another crate
    onig::Regex::new(p)?; //~! another crate
    grep_regex::RegexMatcher::new(p)?; //~! another crate
    globset::Glob::new(p)?; //~! another crate
    my::regex::Regex::new(p)?; //~! another crate
    regex::Error::Syntax(String::new()); //~! not in the list
    let _: fn() -> Option<Regex>; //~! a type
    let _: Vec<regex::Regex> = Vec::new(); //~! a type, and another type's new
    drop(found);
    Ok(())
}

//! Assertions over the calls of a trace.

use regex::{Regex, RegexBuilder};
use std::sync::OnceLock;

/// One call of a trace.
#[derive(Debug, Clone)]
pub struct Call {
    pub tool: String,
    pub arguments: String,
}

#[derive(Debug, Clone)]
pub enum Expected {
    Called(String),
    NeverMatches(Pattern),
}

/// A pattern of a suite, compiled by the first trace that meets it.
#[derive(Debug, Clone)]
pub struct Pattern {
    pub text: String,
    pub compiled: OnceLock<Result<Regex, regex::Error>>,
}

pub fn holds(expected: &Expected, calls: &[Call]) -> Result<bool, regex::Error> {
    match expected {
        Expected::Called(tool) => Ok(calls.iter().any(|call| call.tool == *tool)),
        Expected::NeverMatches(pattern) => never_matches(pattern, calls),
    }
}

fn never_matches(pattern: &Pattern, calls: &[Call]) -> Result<bool, regex::Error> {
    let found = pattern
        .compiled
        .get_or_init(|| RegexBuilder::new(&pattern.text).case_insensitive(true).build())
        .as_ref()
        .map_err(Clone::clone)?;
    Ok(!calls.iter().any(|call| found.is_match(&call.arguments)))
}

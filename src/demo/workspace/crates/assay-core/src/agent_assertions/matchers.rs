//! Assertions over the calls of a trace.

use regex::RegexBuilder;

/// One call of a trace.
#[derive(Debug, Clone)]
pub struct Call {
    pub tool: String,
    pub arguments: String,
}

#[derive(Debug, Clone)]
pub enum Expected {
    Called(String),
    NeverMatches(String),
}

pub fn holds(expected: &Expected, calls: &[Call]) -> Result<bool, regex::Error> {
    match expected {
        Expected::Called(tool) => Ok(calls.iter().any(|call| call.tool == *tool)),
        Expected::NeverMatches(pattern) => never_matches(pattern, calls),
    }
}

fn never_matches(pattern: &str, calls: &[Call]) -> Result<bool, regex::Error> {
    let found = RegexBuilder::new(pattern).case_insensitive(true).build()?;
    Ok(!calls.iter().any(|call| found.is_match(&call.arguments)))
}

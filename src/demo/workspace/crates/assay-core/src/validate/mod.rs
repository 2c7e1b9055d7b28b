//! Checks a policy before it is used.

use crate::policy_engine::Policy;
use regex::Regex;
use std::sync::LazyLock;

/// Compiled once: tool names are checked on every load.
static TOOL_NAME: LazyLock<Regex> = LazyLock::new(|| Regex::new("^[a-z][a-z0-9_]*$").expect("a valid pattern"));

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    pub tool: String,
    pub message: String,
}

pub fn validate(policy: &Policy) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    for (tool, rules) in &policy.tools {
        if !TOOL_NAME.is_match(tool) {
            mistakes.push(Mistake { tool: tool.clone(), message: "not a tool name".to_string() });
        }
        if rules.forbidden.iter().any(String::is_empty) {
            mistakes.push(Mistake { tool: tool.clone(), message: "an empty pattern".to_string() });
        }
    }
    mistakes
}

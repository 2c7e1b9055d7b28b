//! Judges one tool call against the policy of its tool.

use regex::Regex;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::OnceLock;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    Allowed,
    Blocked { reason: String },
}

/// What a policy says of one tool.
#[derive(Debug, Default)]
pub struct ToolPolicy {
    pub arguments: Value,
    pub forbidden: Vec<String>,
    compiled: OnceLock<Result<jsonschema::Validator, String>>,
}

impl ToolPolicy {
    /// The schema, compiled by the first call that asks for it.
    fn validator(&self) -> Result<&jsonschema::Validator, &String> {
        self.compiled
            .get_or_init(|| jsonschema::validator_for(&self.arguments).map_err(|error| error.to_string()))
            .as_ref()
    }
}

#[derive(Debug, Default)]
pub struct Policy {
    pub tools: BTreeMap<String, ToolPolicy>,
}

pub fn evaluate(policy: &Policy, tool: &str, arguments: &Value) -> Verdict {
    let Some(rules) = policy.tools.get(tool) else {
        return Verdict::Blocked { reason: format!("{tool} is not in the policy") };
    };
    match check_arguments(rules, arguments) {
        Verdict::Allowed => check_sequence(rules, arguments),
        blocked => blocked,
    }
}

/// Called for every tool call of every trace.
fn check_arguments(rules: &ToolPolicy, arguments: &Value) -> Verdict {
    let validator = match rules.validator() {
        Ok(validator) => validator,
        Err(error) => return Verdict::Blocked { reason: format!("bad schema: {error}") },
    };
    match validator.validate(arguments) {
        Ok(()) => Verdict::Allowed,
        Err(error) => Verdict::Blocked { reason: error.to_string() },
    }
}

/// A trace of a thousand calls runs Regex::new(pattern) a thousand times for each pattern.
fn check_sequence(rules: &ToolPolicy, arguments: &Value) -> Verdict {
    let text = arguments.to_string();
    for pattern in &rules.forbidden {
        match Regex::new(pattern) {
            Ok(found) if found.is_match(&text) => {
                return Verdict::Blocked { reason: format!("matches {pattern}") };
            }
            Ok(_) => {}
            Err(error) => return Verdict::Blocked { reason: error.to_string() },
        }
    }
    Verdict::Allowed
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_forbidden_pattern_blocks() {
        let shell = ToolPolicy {
            arguments: json!({ "type": "object" }),
            forbidden: vec!["rm -rf".into()],
            ..Default::default()
        };
        let policy = Policy { tools: BTreeMap::from([("shell".to_string(), shell)]) };
        let verdict = evaluate(&policy, "shell", &json!({ "command": "rm -rf /" }));
        let reason = Regex::new("^matches").unwrap();
        assert!(matches!(verdict, Verdict::Blocked { reason: text } if reason.is_match(&text)));
    }
}

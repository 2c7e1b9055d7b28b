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
    compiled: OnceLock<Result<CompiledPolicyContext, String>>,
}

/// A tool's schema and patterns, compiled by the first call that needs them.
#[derive(Debug)]
struct CompiledPolicyContext {
    arguments: jsonschema::Validator,
    forbidden: Vec<Regex>,
}

impl ToolPolicy {
    fn context(&self) -> Result<&CompiledPolicyContext, &String> {
        self.compiled
            .get_or_init(|| {
                let arguments = jsonschema::validator_for(&self.arguments).map_err(|error| error.to_string())?;
                let patterns = self.forbidden.iter().map(|pattern| Regex::new(pattern));
                let forbidden = patterns.collect::<Result<_, _>>().map_err(|error| error.to_string())?;
                Ok(CompiledPolicyContext { arguments, forbidden })
            })
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
    let context = match rules.context() {
        Ok(context) => context,
        Err(error) => return Verdict::Blocked { reason: error.clone() },
    };
    match check_arguments(context, arguments) {
        Verdict::Allowed => check_sequence(context, arguments),
        blocked => blocked,
    }
}

/// Called for every tool call of every trace.
fn check_arguments(context: &CompiledPolicyContext, arguments: &Value) -> Verdict {
    match context.arguments.validate(arguments) {
        Ok(()) => Verdict::Allowed,
        Err(error) => Verdict::Blocked { reason: error.to_string() },
    }
}

/// No call of this function runs Regex::new(pattern) any more.
fn check_sequence(context: &CompiledPolicyContext, arguments: &Value) -> Verdict {
    let text = arguments.to_string();
    match context.forbidden.iter().find(|pattern| pattern.is_match(&text)) {
        Some(pattern) => Verdict::Blocked { reason: format!("matches {pattern}") },
        None => Verdict::Allowed,
    }
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

use assay_core::policy_engine::{evaluate, Policy};
use serde_json::json;

#[test]
fn policy_parity_of_the_first_and_the_later_calls() {
    let policy = Policy::default();
    let first = evaluate(&policy, "shell", &json!({ "command": "ls" }));
    assert_eq!(evaluate(&policy, "shell", &json!({ "command": "ls" })), first);
}

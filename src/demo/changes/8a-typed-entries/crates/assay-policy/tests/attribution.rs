use assay_policy::tiers::{compile, ACTION_DENY};

#[test]
fn ipv4_deny_is_attributed_to_its_rule() {
    let tiers = compile(&["allow all".to_string(), "deny 10.0.0.0/8".to_string()]).unwrap();
    assert_eq!((tiers.kernel[0].action, tiers.kernel[0].rule_id), (ACTION_DENY, 1));
}

/// The kernel's map holds IPv4 networks: what names another is left to user space, as it was written.
#[test]
fn ipv6_deny_is_attributed_to_its_rule() {
    let rule = "deny host fe80::1".to_string();
    let tiers = compile(&[rule.clone()]).unwrap();
    assert_eq!(tiers.user, [rule]);
}

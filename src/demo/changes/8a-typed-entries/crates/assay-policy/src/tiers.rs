//! Splits a policy into what the kernel can enforce and what user space must.

use anyhow::{bail, Result};
use std::net::Ipv4Addr;

pub const ACTION_ALLOW: u8 = 0;
pub const ACTION_DENY: u8 = 1;

/// A network that a rule names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CidrRule {
    pub address: Ipv4Addr,
    pub prefix: u8,
    pub action: u8,
    pub rule_id: u32,
}

/// A network's entry in the kernel's map: what to do, and which rule said so.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CidrRuleValue {
    pub action: u32,
    pub rule_id: u32,
}

#[derive(Debug, Default)]
pub struct Tiers {
    pub kernel: Vec<CidrRule>,
    pub user: Vec<String>,
}

/// `deny 10.0.0.0/8` becomes a rule of the kernel; anything else is left to user space.
pub fn compile(rules: &[String]) -> Result<Tiers> {
    let mut tiers = Tiers::default();
    for (index, rule) in rules.iter().enumerate() {
        match rule.strip_prefix("deny ").and_then(|network| network.split_once('/')) {
            Some((address, prefix)) => tiers.kernel.push(cidr(address, prefix, index as u32)?),
            None => tiers.user.push(rule.clone()),
        }
    }
    Ok(tiers)
}

fn cidr(address: &str, prefix: &str, rule_id: u32) -> Result<CidrRule> {
    let prefix: u8 = prefix.parse()?;
    if prefix > 32 {
        bail!("/{prefix} is longer than an IPv4 address");
    }
    Ok(CidrRule { address: address.parse()?, prefix, action: ACTION_DENY, rule_id })
}

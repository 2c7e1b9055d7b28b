//! Judges what agents do against a policy.

pub mod agent_assertions;
pub mod engine;
pub mod policy_engine;
pub mod validate;

//! Policies, compiled for the kernel.

pub mod tiers;

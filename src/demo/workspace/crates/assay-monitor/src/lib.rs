//! The user space half of the monitor.

pub mod loader;

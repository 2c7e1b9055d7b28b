//! Runs the tests of a suite, many at a time.

use anyhow::{Context, Result};
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

#[derive(Debug, Clone)]
pub struct TestCase {
    pub name: String,
    pub prompt: String,
    pub policy: Option<PathBuf>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    pub name: String,
    pub fingerprint: u64,
    pub skipped: bool,
}

#[derive(Debug, Default)]
pub struct Runner {
    pub known: Vec<u64>,
}

impl Runner {
    pub async fn run(&self, cases: &[TestCase]) -> Result<Vec<Outcome>> {
        let mut outcomes = Vec::with_capacity(cases.len());
        for case in cases {
            outcomes.push(self.run_test_once(case).await?);
        }
        Ok(outcomes)
    }

    async fn run_test_once(&self, case: &TestCase) -> Result<Outcome> {
        let policy = match &case.policy {
            Some(path) => fs::read_to_string(path)
                .with_context(|| format!("reading the policy {} of the test {}", path.display(), case.name))?,
            None => String::new(),
        };
        let fingerprint = fingerprint(&case.prompt, &policy);
        let skipped = self.known.contains(&fingerprint);
        Ok(Outcome { name: case.name.clone(), fingerprint, skipped })
    }
}

/// Reads a suite before any test runs: no executor is there yet.
pub fn load_suite(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("reading the suite {}", path.display()))
}

pub(crate) fn fingerprint(prompt: &str, policy: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    (prompt, policy).hash(&mut hasher);
    hasher.finish()
}

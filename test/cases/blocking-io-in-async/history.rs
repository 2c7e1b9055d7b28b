// What the text gates of old got wrong: a blocking read moved to a new file, and into a helper.
//@ rules: blocking-io-in-async, indirect-blocking-io-in-async
//@ file: src/lib.rs
pub mod engine;
//@ file: src/engine/mod.rs
pub mod runner;
mod fingerprint;
//@ file: src/engine/runner.rs
use super::fingerprint::{policy_hash, read_policy};

pub struct Runner {
    policy: std::path::PathBuf,
}

impl Runner {
    pub async fn run_test_once(&self) -> anyhow::Result<String> {
        // std::fs::read_to_string(&self.policy) was here. //~! a comment
        let policy = read_policy(&self.policy)?; //~ indirect-blocking-io-in-async@22
        let hash = policy_hash(&self.policy).await?; //~! an async function, a finding there
        let own = self.read_own()?; //~ indirect-blocking-io-in-async@19
        let fine = tokio::task::spawn_blocking({
            let path = self.policy.clone();
            move || read_policy(&path) //~! handed over
        })
        .await??;
        let text = tokio::fs::read_to_string(&self.policy).await?; //~! tokio's
        Ok([policy, hash, own, fine, text].concat())
    }

    fn read_own(&self) -> std::io::Result<String> {
        read_policy(&self.policy) //~! a sync function
    }
}
//@ file: src/engine/fingerprint.rs
use std::path::Path;

pub fn read_policy(path: &Path) -> std::io::Result<String> {
    std::fs::read_to_string(path) //~! a sync function
}

pub async fn policy_hash(path: &Path) -> std::io::Result<String> {
    std::fs::read_to_string(path) //~ blocking-io-in-async@5
}

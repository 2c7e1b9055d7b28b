use anyhow::{Context, Result};
use assay_core::engine::runner::load_suite;
use std::path::PathBuf;

#[tokio::main]
async fn main() -> Result<()> {
    let path = std::env::args_os().nth(1).map(PathBuf::from).context("usage: assay SUITE")?;
    let suite = tokio::task::spawn_blocking(move || load_suite(&path)).await??;
    println!("{} lines", suite.lines().count());
    Ok(())
}

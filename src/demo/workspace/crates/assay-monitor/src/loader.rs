//! Fills the maps of the kernel programs from the compiled policy.

use anyhow::{Context, Result};
use assay_policy::tiers::Tiers;
use aya::maps::lpm_trie::{Key, LpmTrie};
use aya::maps::Array;
use aya::Ebpf;

pub struct Loader {
    bpf: Ebpf,
}

impl Loader {
    pub fn new(bpf: Ebpf) -> Self {
        Self { bpf }
    }

    /// Puts every network that the policy denies into the kernel's map.
    pub fn load_networks(&mut self, tiers: &Tiers) -> Result<()> {
        let map = self.bpf.map_mut("CIDR_RULES_V4").context("the map CIDR_RULES_V4 is missing")?;
        let mut networks: LpmTrie<_, [u8; 4], u8> = LpmTrie::try_from(map)?;
        for rule in &tiers.kernel {
            let key = Key::new(u32::from(rule.prefix), rule.address.octets());
            networks.insert(&key, rule.action, 0)?;
        }
        Ok(())
    }

    pub fn connects_seen(&self) -> Result<u64> {
        let map = self.bpf.map("SOCKET_STATS").context("the map SOCKET_STATS is missing")?;
        let stats: Array<_, u64> = Array::try_from(map)?;
        Ok(stats.get(&0, 0)?)
    }
}

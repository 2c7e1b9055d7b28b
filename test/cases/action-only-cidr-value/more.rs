use aya::maps::lpm_trie::{Key, LpmTrie};

#[derive(Clone, Copy)]
struct CidrRuleValue {
    action: u32,
    rule_id: u32,
}

const DENY_ENTRY: CidrRuleValue = CidrRuleValue { action: 2, rule_id: 0 };

struct Loader {
    bpf: aya::Ebpf,
}

impl Loader {
    fn scalars(&mut self, rules: &[(Cidr, Action)]) -> anyhow::Result<()> {
        let mut trie = LpmTrie::try_from(
            self.bpf
                .map_mut("CIDR_RULES_V4")
                .ok_or_else(|| anyhow::anyhow!("no map"))?,
        )?;
        for (cidr, action) in rules {
            trie.insert(&Key::new(cidr.prefix, cidr.octets()), *action as u32, 0)?; //~ action-only-cidr-value
        }
        match self.bpf.map_mut("CIDR_RULES_V6") {
            Some(map) => {
                let mut six = LpmTrie::try_from(map)?;
                six.insert(&Key::new(64, [0; 16]), 2, 0)?; //~ action-only-cidr-value
            }
            None => {}
        }
        rules.iter().try_for_each(|(cidr, action)| {
            trie.insert(&Key::new(cidr.prefix, cidr.octets()), *action as u32, 0) //~ action-only-cidr-value
        })?;
        run!(trie.insert(&Key::new(8, [0; 4]), 2, 0)); //~ action-only-cidr-value
        let borrowed = &mut trie;
        borrowed.insert(&Key::new(8, [0; 4]), 2, 0)?; //~ action-only-cidr-value
        Ok(())
    }

    fn entries(&mut self, action: u32, rule_id: u32) -> anyhow::Result<()> {
        let mut trie = LpmTrie::try_from(self.bpf.map_mut("CIDR_RULES_V4").unwrap())?;
        let key = Key::new(8, [0; 4]);
        trie.insert(&key, DENY_ENTRY, 0)?; //~! a constant of a typed entry
        trie.insert(&key, CidrRuleValue::default(), 0)?; //~! a constructor
        trie.insert(&key, CidrRuleValue::from((action, rule_id)), 0)?; //~! a constructor
        trie.insert(&key, CidrRuleValue { action: 2, ..DENY_ENTRY }, 0)?; //~! a typed entry
        trie.insert(&key, value_of(action as u32, 1), 0)?; //~! what the function returns is not known
        trie.insert(&key, self.value(1), 0)?; //~! what the method returns is not known
        trie.insert(&key, rules[0].value, 0)?; //~! the field's type is not known
        trie.insert(&key, make!(1), 0)?; //~! what the macro gives is not known
        let shadowed = action as u32;
        trie.insert(&key, { let shadowed = DENY_ENTRY; shadowed }, 0)?; //~! a typed entry in a block
        let shadowed = CidrRuleValue { action: shadowed, rule_id };
        trie.insert(&key, shadowed, 0)?; //~! rebound to a typed entry
        Ok(())
    }
}

fn another_trie(bpf: &mut aya::Ebpf) -> anyhow::Result<()> {
    let mut trie = LpmTrie::try_from(bpf.map_mut("ALLOWED_CIDRS").unwrap())?;
    trie.insert(&Key::new(8, [0; 4]), 1, 0)?; //~! another map
    let name = "CIDR_RULES_V4 of old";
    let mut trie = LpmTrie::try_from(bpf.map_mut(name).unwrap())?;
    trie.insert(&Key::new(8, [0; 4]), 1, 0)?; //~! another map
    Ok(())
}

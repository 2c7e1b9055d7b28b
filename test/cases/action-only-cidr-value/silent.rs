use aya::maps::lpm_trie::{Key, LpmTrie};
use aya::maps::HashMap;
use aya::Ebpf;

#[repr(C)]
#[derive(Clone, Copy)]
struct CidrRuleValue {
    action: u32,
    rule_id: u32,
}

impl CidrRuleValue {
    fn new(action: u32, rule_id: u32) -> Self {
        Self { action, rule_id }
    }
}

fn typed(bpf: &mut Ebpf, action: u32, rule_id: u32, ready: CidrRuleValue) -> anyhow::Result<()> {
    let mut v4: LpmTrie<_, [u8; 4], CidrRuleValue> = LpmTrie::try_from(bpf.map_mut("CIDR_RULES_V4").unwrap())?;
    let key = Key::new(8, [10, 0, 0, 0]);
    v4.insert(&key, CidrRuleValue { action, rule_id }, 0)?; //~! a typed entry
    v4.insert(&key, CidrRuleValue { action: action as u32, rule_id: 1 }, 0)?; //~! a typed entry
    v4.insert(&key, CidrRuleValue::new(action, rule_id), 0)?; //~! a constructor
    v4.insert(&key, &CidrRuleValue::new(action as u32, 1), 0)?; //~! a reference to a typed entry
    v4.insert(&key, ready, 0)?; //~! the handle's value type is no scalar
    v4.insert(&key, pick(), 0)?; //~! the handle's value type is no scalar
    v4.insert(&key, rules[0].value, 0)?; //~! the handle's value type is no scalar
    let mut turbo = LpmTrie::<_, [u8; 4], CidrRuleValue>::try_from(bpf.map_mut("CIDR_RULES_V4").unwrap())?;
    turbo.insert(&key, pick(), 0)?; //~! the handle's value type is no scalar
    Ok(())
}

fn untyped(bpf: &mut Ebpf, action: u32, rule_id: u32, ready: CidrRuleValue) -> anyhow::Result<()> {
    let mut trie = LpmTrie::try_from(bpf.map_mut("CIDR_RULES_V6").unwrap())?;
    let key = Key::new(64, [0; 16]);
    trie.insert(&key, CidrRuleValue { action, rule_id }, 0)?; //~! a typed entry
    trie.insert(&key, crate::CidrRuleValue::new(action, rule_id), 0)?; //~! a constructor
    trie.insert(&key, ready, 0)?; //~! a variable of a typed entry
    let value = CidrRuleValue { action, rule_id };
    trie.insert(&key, value, 0)?; //~! a variable bound to a typed entry
    trie.insert(&key, &value, 0)?; //~! a reference to it
    let built = CidrRuleValue::new(action, rule_id);
    trie.insert(&key, built, 0)?; //~! a variable bound to a constructor
    trie.insert(&Key::new(action as u32, [0; 16]), built, 0)?; //~! a scalar in the key
    trie.insert(&key, value, 1)?; //~! a literal as flags
    trie.remove(&key)?; //~! no insert
    trie.get(&key, 0)?; //~! no insert
    Ok(())
}

fn other_maps(bpf: &mut Ebpf, action: u32, k: u16) -> anyhow::Result<()> {
    let mut ports: HashMap<_, u16, u32> = HashMap::try_from(bpf.map_mut("DENY_PORTS").unwrap())?;
    ports.insert(k, action, 0)?; //~! another map
    ports.insert(k, 1, 0)?; //~! another map
    let mut trie = LpmTrie::try_from(bpf.map_mut("CIDR_RULES_V4_OLD").unwrap())?;
    trie.insert(&Key::new(8, [0; 4]), 1, 0)?; //~! another map
    let mut plain = std::collections::HashMap::new();
    plain.insert("CIDR_RULES_V4", 1); //~! no map of the kernel
    let mut names = std::collections::BTreeMap::new();
    names.insert(k, action as u32); //~! no map of the kernel
    let mut list = vec!["CIDR_RULES_V4"];
    list.insert(0, "CIDR_RULES_V6"); //~! a vector
    // trie of map_mut("CIDR_RULES_V4"): trie.insert(&key, 1, 0) //~! a comment
    let mut trie = LpmTrie::try_from(bpf.map_mut("CIDR_RULES_V4").unwrap())?;
    {
        let mut trie: HashMap<_, u16, u32> = HashMap::try_from(bpf.map_mut("DENY_PORTS").unwrap())?;
        trie.insert(k, 1, 0)?; //~! another binding of that name
    }
    trie.insert(&Key::new(8, [0; 4]), CidrRuleValue::new(action, 1), 0)?; //~! a constructor
    let mut trie: HashMap<_, u16, u32> = HashMap::try_from(bpf.map_mut("DENY_PORTS").unwrap())?;
    trie.insert(k, 1, 0)?; //~! rebound to another map
    Ok(())
}

fn another_function(trie: &mut Counter, key: u32) {
    trie.insert(key, 1, 0); //~! a parameter that has nothing to do with it
}

#[cfg(test)]
mod tests {
    fn f(bpf: &mut Ebpf) {
        let mut trie = LpmTrie::try_from(bpf.map_mut("CIDR_RULES_V4").unwrap()).unwrap();
        trie.insert(&Key::new(8, [0; 4]), 1, 0).unwrap(); //~! test code
    }
}

use aya::maps::lpm_trie::{Key, LpmTrie};
use aya::maps::{HashMap, MapData};
use aya::{Bpf, Ebpf};

const DENY: u32 = 2;

fn typed(bpf: &mut Ebpf, rules: &[Rule], unknown: Unknown) -> anyhow::Result<()> {
    let mut v4: LpmTrie<_, [u8; 4], u32> = LpmTrie::try_from(bpf.map_mut("CIDR_RULES_V4").unwrap())?;
    for rule in rules {
        let key = Key::new(rule.prefix, rule.addr);
        v4.insert(&key, rule.action as u32, 0)?; //~ action-only-cidr-value@9
        v4.insert(&key, rule.action, 0)?; //~ action-only-cidr-value
        v4.insert(&key, unknown.value, 0)?; //~ action-only-cidr-value
    }
    let mut v6: LpmTrie<&mut MapData, [u8; 16], u8> = bpf.map_mut("CIDR_RULES_V6").unwrap().try_into()?;
    v6.insert(&Key::new(64, [0; 16]), 1, 0)?; //~ action-only-cidr-value
    v6.insert(&Key::new(64, [0; 16]), pick(), 0)?; //~ action-only-cidr-value
    let mut turbo = LpmTrie::<_, [u8; 4], u32>::try_from(bpf.map_mut("CIDR_RULES_V4").unwrap())?;
    turbo.insert(&Key::new(8, [0; 4]), pick(), 0)?; //~ action-only-cidr-value
    Ok(())
}

fn untyped(bpf: &mut Ebpf, action: Action, code: u32, small: u8) -> anyhow::Result<()> {
    let mut trie = LpmTrie::try_from(bpf.map_mut("CIDR_RULES_V4").context("no map")?)?;
    trie.insert(&Key::new(8, [10, 0, 0, 0]), action as u32, 0)?; //~ action-only-cidr-value@5
    trie.insert(&Key::new(8, [10, 0, 0, 0]), 1, 0)?; //~ action-only-cidr-value
    trie.insert(&Key::new(8, [10, 0, 0, 0]), 2u32, 0)?; //~ action-only-cidr-value
    trie.insert(&Key::new(8, [10, 0, 0, 0]), 0x1_u8, 0)?; //~ action-only-cidr-value
    trie.insert(&Key::new(8, [10, 0, 0, 0]), code, 0)?; //~ action-only-cidr-value
    trie.insert(&Key::new(8, [10, 0, 0, 0]), small, 0)?; //~ action-only-cidr-value
    trie.insert(&Key::new(8, [10, 0, 0, 0]), DENY, 0)?; //~ action-only-cidr-value
    let value: u32 = action.into();
    trie.insert(&Key::new(8, [10, 0, 0, 0]), value, 0)?; //~ action-only-cidr-value
    let cast = action as u32;
    trie.insert(&Key::new(8, [10, 0, 0, 0]), cast, 0)?; //~ action-only-cidr-value
    trie.insert(&Key::new(8, [10, 0, 0, 0]), &code, 0)?; //~ action-only-cidr-value
    trie.insert(&Key::new(8, [10, 0, 0, 0]), (action as u8) as u32, 0)?; //~ action-only-cidr-value
    trie //~ action-only-cidr-value@5
        .insert(&Key::new(8, [10, 0, 0, 0]), code, 0)
        .context("cannot insert")?;
    if let Err(error) = trie.insert(&Key::new(8, [0; 4]), code, 0) { //~ action-only-cidr-value@25
        return Err(error.into());
    }
    Ok(())
}

fn taken(mut bpf: Bpf) -> anyhow::Result<()> {
    let mut owned = LpmTrie::try_from(bpf.take_map("CIDR_RULES_V6").unwrap())?;
    owned.insert(&Key::new(64, [0; 16]), DENY as u32, 0)?; //~ action-only-cidr-value
    let mut shared = LpmTrie::try_from(bpf.map("CIDR_RULES_V4").unwrap())?;
    shared.insert(&Key::new(8, [0; 4]), 3, 0)?; //~ action-only-cidr-value
    let map = bpf.map_mut("CIDR_RULES_V4").unwrap();
    let mut trie: LpmTrie<_, [u8; 4], u32> = LpmTrie::try_from(map)?;
    trie.insert(&Key::new(8, [0; 4]), 3, 0)?; //~ action-only-cidr-value
    if let Some(map) = bpf.map_mut("CIDR_RULES_V4") {
        let mut trie = LpmTrie::try_from(map)?;
        trie.insert(&Key::new(8, [0; 4]), 3, 0)?; //~ action-only-cidr-value
    }
    let Some(map) = bpf.map_mut("CIDR_RULES_V6") else { return Ok(()) };
    let mut trie = LpmTrie::try_from(map)?;
    trie.insert(&Key::new(8, [0; 16]), 3, 0)?; //~ action-only-cidr-value
    Ok(())
}

/* ß */ fn column(bpf: &mut Ebpf) { let mut t = LpmTrie::try_from(bpf.map_mut("CIDR_RULES_V4").unwrap()).unwrap(); t.insert(&k(), 1, 0).unwrap(); } //~ action-only-cidr-value@117

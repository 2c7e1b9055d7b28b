//@ file: src/main.rs
#![no_std]
mod maps;
mod emit_all;
use maps::{CidrEntry, CIDR_RULES_V4, CIDR_RULES_V6, DENY_PORTS};

const NO_RULE: u32 = 0;

fn emit_socket_event(ctx: &Ctx, action: u32, rule_id: u32) {}

fn scalar(ctx: &Ctx, key: &Key<[u8; 4]>, port: u16) -> Option<()> {
    if let Some(a) = DENY_PORTS.get(&port) {
        emit_socket_event(ctx, 1, *a); //~! another map
    } else if let Some(v) = CIDR_RULES_V4.get(key) {
        emit_socket_event(ctx, 1, *v); //~ action-as-rule-id
    } else if let Some(action) = DENY_PORTS.get(&port) {
        emit_socket_event(ctx, 1, *action); //~! another map
    } else {
        emit_socket_event(ctx, 1, 0); //~! no branch of a source map
    }
    match maps::CIDR_RULES_V4.get(key) {
        Some(v) if *v == 2 => {
            for _ in 0..1 {
                emit_socket_event(ctx, *v, *v); //~ action-as-rule-id
            }
        }
        Some(v) => emit_socket_event(ctx, *v, NO_RULE), //~ action-as-rule-id
        None => emit_socket_event(ctx, 0, NO_RULE), //~! the None branch
    }
    if let Some(v) = CIDR_RULES_V4.get(key) {
        let rule_id = *v;
        emit_socket_event(ctx, 1, rule_id); //~ action-as-rule-id
        let v = rule_for(key);
        emit_socket_event(ctx, 1, v); //~! another binding of that name
        run!(emit_socket_event(ctx, 1, 9)); //~ action-as-rule-id
        let Some(other) = rule_of(key) else { return None };
        emit_socket_event(ctx, 1, other); //~! bound from elsewhere
        if let Some(id) = rule_of(key) {
            emit_socket_event(ctx, 1, id); //~! bound from elsewhere
        }
    }
    let v = CIDR_RULES_V4.get(key)?;
    emit_socket_event(ctx, 1, *v); //~ action-as-rule-id
    Some(())
}

fn typed(ctx: &Ctx, key: &Key<[u8; 16]>) {
    if let Some(entry) = CIDR_RULES_V6.get(key) {
        let e = *entry;
        emit_socket_event(ctx, e.action, e.rule_id); //~! the rule's id
        emit_socket_event(ctx, e.action, e.action); //~ action-as-rule-id
        emit_socket_event(ctx, e.action, u32::from(entry.rule_id)); //~! the rule's id
        emit_socket_event(ctx, e.action, entry.rule_id.into()); //~! the rule's id
        let id = entry.action;
        let rule_id = id as u32;
        emit_socket_event(ctx, 1, rule_id); //~ action-as-rule-id
        let CidrEntry { action, rule_id: real } = *entry;
        emit_socket_event(ctx, action, real); //~! the rule's id
        emit_socket_event(ctx, real, action); //~ action-as-rule-id
        let copied = real;
        let again = copied as u32;
        emit_socket_event(ctx, 1, again); //~! bound from the rule's id
    }
}
//@ file: src/maps.rs
use aya_ebpf::{macros::map, maps::{lpm_trie::LpmTrie, HashMap}};

#[repr(C)]
#[derive(Clone, Copy)]
pub struct CidrEntry {
    pub action: u32,
    pub rule_id: u32,
}

#[map]
pub static CIDR_RULES_V4: LpmTrie<[u8; 4], u32> = LpmTrie::with_max_entries(8, 0);
#[map]
pub static CIDR_RULES_V6: LpmTrie<[u8; 16], CidrEntry> = LpmTrie::with_max_entries(8, 0);
#[map]
pub static DENY_PORTS: HashMap<u16, u32> = HashMap::with_max_entries(8, 0);
//@ file: src/emit_all.rs
pub fn emit_everything(ctx: &Ctx, rule_id: u32) {
    emit_other(ctx, rule_id); //~! another function
}

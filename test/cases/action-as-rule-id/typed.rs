use aya_ebpf::{
    macros::map,
    maps::{lpm_trie::{Key, LpmTrie}, HashMap},
};

#[map]
static CIDR_RULES_V4: LpmTrie<[u8; 4], CidrEntry> = LpmTrie::with_max_entries(1024, 0);
#[map]
static CIDR_RULES_V6: LpmTrie<[u8; 16], CidrEntry> = LpmTrie::with_max_entries(1024, 0);
#[map]
static DENY_PORTS: HashMap<u16, u32> = HashMap::with_max_entries(1024, 0);

const DENY: u32 = 2;
const RULE_CIDR: u32 = 7;

fn emit_socket_event(ctx: &Ctx, event_type: u32, port: u16, rule_id: u32, flags: u8) {}
fn emit_file_event(ctx: &Ctx, rule_id: u32) {}

#[repr(C)]
#[derive(Clone, Copy)]
struct CidrEntry {
    action: u32,
    rule_id: u32,
}

fn typed(ctx: &Ctx, key: &Key<[u8; 4]>, six: &Key<[u8; 16]>) -> Option<()> {
    if let Some(entry) = CIDR_RULES_V4.get(key) {
        emit_socket_event(ctx, 1, 80, entry.action, 0); //~ action-as-rule-id@9
        emit_socket_event(ctx, 1, 80, (*entry).action as u32, 0); //~ action-as-rule-id
        emit_socket_event(ctx, 1, 80, entry.rule_id, 0); //~! the rule's id
        emit_socket_event(ctx, 1, 80, (*entry).rule_id, 0); //~! the rule's id
        emit_socket_event(ctx, entry.action, 80, entry.rule_id as u32, 0); //~! the rule's id, cast
        let id = entry.rule_id;
        emit_socket_event(ctx, entry.action, 80, id, 0); //~! bound from the rule's id
        let copy = id as u32;
        emit_socket_event(ctx, 1, 80, copy, 0); //~! bound from the rule's id
        let action = entry.action;
        emit_socket_event(ctx, 1, 80, action, 0); //~ action-as-rule-id
        emit_socket_event(ctx, 1, 80, 5, 0); //~ action-as-rule-id
    }
    if let Some(&CidrEntry { action, rule_id }) = CIDR_RULES_V4.get(key) {
        emit_socket_event(ctx, 1, 80, action, 0); //~ action-as-rule-id
        emit_socket_event(ctx, action, 80, rule_id, 0); //~! the rule's id, from a pattern
    }
    if let Some(CidrEntry { rule_id: id, .. }) = CIDR_RULES_V6.get(six) {
        emit_socket_event(ctx, 1, 80, *id, 0); //~! the rule's id, renamed in the pattern
    }
    let e = CIDR_RULES_V6.get(six)?;
    let CidrEntry { rule_id, .. } = *e;
    emit_socket_event(ctx, 1, 80, rule_id, 0); //~! the rule's id, from a pattern
    match CIDR_RULES_V6.get(six).copied() {
        Some(entry) if entry.action == DENY => emit_socket_event(ctx, 1, 80, entry.rule_id, 0), //~! the rule's id
        Some(entry) => emit_socket_event(ctx, 1, 80, entry.action, 0), //~ action-as-rule-id
        None => emit_socket_event(ctx, 1, 80, 0, 0), //~! the None branch
    }
    if let Some(entry) = CIDR_RULES_V4.get(key) {
        let event = SocketEvent { rule_id: entry.rule_id, action: entry.action }; //~! the rule's id
        let wrong = SocketEvent { rule_id: entry.action, action: entry.action }; //~ action-as-rule-id@21
        let mut ev = event;
        ev.rule_id = entry.rule_id; //~! the rule's id
        ev.action = entry.action; //~! another field
        ev.rule_id = entry.action; //~ action-as-rule-id@9
        let rule_id = entry.rule_id;
        submit(SocketEvent { rule_id, action: DENY }); //~! bound from the rule's id
        log(ctx, wrong, ev);
    }
    let hit = CIDR_RULES_V4.get(key).copied();
    if let Some(entry) = hit {
        emit_socket_event(ctx, entry.action, 80, entry.rule_id, 0); //~! the rule's id
    }
    Some(())
}

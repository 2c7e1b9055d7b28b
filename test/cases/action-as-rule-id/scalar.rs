use aya_ebpf::{
    macros::map,
    maps::{lpm_trie::{Key, LpmTrie}, HashMap},
};

#[map]
static CIDR_RULES_V4: LpmTrie<[u8; 4], u32> = LpmTrie::with_max_entries(1024, 0);
#[map]
static CIDR_RULES_V6: LpmTrie<[u8; 16], u32> = LpmTrie::with_max_entries(1024, 0);
#[map]
static DENY_PORTS: HashMap<u16, u32> = HashMap::with_max_entries(1024, 0);

const DENY: u32 = 2;
const RULE_CIDR: u32 = 7;

fn emit_socket_event(ctx: &Ctx, event_type: u32, port: u16, rule_id: u32, flags: u8) {}
fn emit_file_event(ctx: &Ctx, rule_id: u32) {}

fn if_let(ctx: &Ctx, key: &Key<[u8; 4]>) {
    if let Some(action) = CIDR_RULES_V4.get(key) {
        if *action == DENY {
            emit_socket_event(ctx, 1, 80, *action, 0); //~ action-as-rule-id@13
        }
    }
    if let Some(&action) = CIDR_RULES_V4.get(key) {
        emit_socket_event(ctx, 1, 80, action, 0); //~ action-as-rule-id
    }
    if let Some(v) = CIDR_RULES_V4.get(key) {
        emit_socket_event(ctx, 1, 80, *v, 0); //~ action-as-rule-id
        emit_socket_event(ctx, 1, 80, *v as u32, 0); //~ action-as-rule-id
        emit_socket_event(ctx, 1, 80, (*v).into(), 0); //~ action-as-rule-id
        let id = *v;
        emit_socket_event(ctx, 1, 80, id, 0); //~ action-as-rule-id
        let wide = id as u32;
        emit_socket_event(ctx, 1, 80, wide, 0); //~ action-as-rule-id
    }
}

fn other_openings(ctx: &Ctx, key: &Key<[u8; 16]>, four: &Key<[u8; 4]>) -> Option<()> {
    match CIDR_RULES_V6.get(key) {
        Some(action) => emit_socket_event(ctx, 1, 80, *action, 0), //~ action-as-rule-id@25
        None => {}
    }
    if let Some(v) = CIDR_RULES_V6.get(key).copied() {
        emit_socket_event(ctx, 1, 80, v, 0); //~ action-as-rule-id
    }
    let hit = CIDR_RULES_V6.get(key);
    if let Some(v) = hit {
        emit_socket_event(ctx, 1, 80, *v, 0); //~ action-as-rule-id
    }
    if let Some(v) = unsafe { CIDR_RULES_V6.get(key) } {
        emit_socket_event(ctx, 1, 80, *v, 0); //~ action-as-rule-id
    }
    if let Some(v) = CIDR_RULES_V4.get(four).or(CIDR_RULES_V6.get(key)) {
        emit_socket_event(ctx, 1, 80, *v, 0); //~ action-as-rule-id
    }
    let found = CIDR_RULES_V4.get(four).copied().or(CIDR_RULES_V6.get(key).copied());
    if let Some(v) = found && v == DENY {
        emit_socket_event(ctx, 1, 80, v, 0); //~ action-as-rule-id
    }
    let Some(action) = CIDR_RULES_V4.get(four) else { return None };
    emit_socket_event(ctx, 1, 80, *action, 0); //~ action-as-rule-id
    Some(())
}

fn constants(ctx: &Ctx, key: &Key<[u8; 4]>) {
    if let Some(action) = CIDR_RULES_V4.get(key) {
        emit_socket_event(ctx, *action, 80, 0, 0); //~ action-as-rule-id
        emit_socket_event(ctx, *action, 80, 1u32, 0); //~ action-as-rule-id
        emit_socket_event(ctx, *action, 80, RULE_CIDR, 0); //~ action-as-rule-id
        crate::emit_socket_event(ctx, *action, 80, RULE_CIDR as u32, 0); //~ action-as-rule-id@9
    }
}

fn events(ctx: &Ctx, key: &Key<[u8; 4]>) {
    if let Some(action) = CIDR_RULES_V4.get(key) {
        let event = SocketEvent { rule_id: *action, port: 80 }; //~ action-as-rule-id@21
        let mut other = SocketEvent { port: 80, ..Default::default() };
        other.rule_id = *action; //~ action-as-rule-id@9
        other.rule_id = 0; //~ action-as-rule-id
        let rule_id = *action;
        submit(SocketEvent { port: 1, rule_id }); //~ action-as-rule-id@16
        let pointer = other.as_mut_ptr();
        unsafe { (*pointer).rule_id = *action as u32 }; //~ action-as-rule-id@18
        log(ctx, event, other);
    }
}

/* ø */ fn column(ctx: &Ctx, key: &Key<[u8; 4]>) { if let Some(v) = CIDR_RULES_V4.get(key) { emit_socket_event(ctx, 1, 80, *v, 0) } } //~ action-as-rule-id@95

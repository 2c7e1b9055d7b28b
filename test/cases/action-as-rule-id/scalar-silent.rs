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

fn other_branches(ctx: &Ctx, key: &Key<[u8; 4]>, port: u16) {
    if let Some(action) = DENY_PORTS.get(&port) {
        emit_socket_event(ctx, 1, port, *action, 0); //~! another map
        let event = SocketEvent { rule_id: *action, port }; //~! another map
        log(ctx, event);
    }
    emit_socket_event(ctx, 1, port, 0, 0); //~! in no branch
    emit_socket_event(ctx, 1, port, RULE_CIDR, 0); //~! in no branch
    if let Some(action) = CIDR_RULES_V4.get(key) {
        log(ctx, *action); //~! no emit
        emit_file_event(ctx, *action); //~! another function
        let id = rule_for(key);
        emit_socket_event(ctx, *action, port, id, 0); //~! the action stands in another place
        emit_socket_event(ctx, DENY, port, rule_for(key), 1); //~! a value from elsewhere
    } else {
        emit_socket_event(ctx, 1, port, 0, 0); //~! the None branch
    }
    emit_socket_event(ctx, 1, port, DENY, 0); //~! after the branch
    match CIDR_RULES_V4.get(key) {
        Some(_) => {}
        None => emit_socket_event(ctx, 1, port, 0, 0), //~! the None branch
    }
    let Some(_action) = CIDR_RULES_V4.get(key) else {
        emit_socket_event(ctx, 1, port, 0, 0); //~! the None branch
        return;
    };
    // emit_socket_event(ctx, 1, port, 0, 0); //~! a comment
    log(ctx, "emit_socket_event(ctx, 1, port, action, 0)"); //~! a string
}

fn nothing_looked_up(ctx: &Ctx, action: u32) {
    emit_socket_event(ctx, 1, 80, action, 0); //~! in no branch
    let mut event = SocketEvent { rule_id: action, port: 80 }; //~! in no branch
    event.rule_id = action; //~! in no branch
}

fn a_plain_test(ctx: &Ctx, key: &Key<[u8; 4]>) {
    log(ctx, CIDR_RULES_V4.get(key).is_some()); //~! no emit
    if port_denied(key) {
        emit_socket_event(ctx, 1, 80, 3, 0); //~! another branch
    }
}

#[cfg(test)]
mod tests {
    fn f(ctx: &Ctx, key: &Key<[u8; 4]>) {
        if let Some(action) = CIDR_RULES_V4.get(key) {
            emit_socket_event(ctx, 1, 80, *action, 0); //~! test code
        }
    }
}

// The parameter's position comes from the function's signature.
static CIDR_RULES_V4: LpmTrie<[u8; 4], u8> = LpmTrie::with_max_entries(1024, 0);

struct Probe;

unsafe fn emit_socket_event(rule_id: u32, addr: [u8; 4], action: u32) -> Result<(), i64> {
    let _ = (rule_id, addr, action);
    Ok(())
}

fn f(key: &Key<[u8; 4]>, id: u32) -> Result<(), i64> {
    if let Some(action) = CIDR_RULES_V4.get(key) {
        unsafe { emit_socket_event(id, [0; 4], *action as u32)? }; //~! the first parameter is the rule's id
        unsafe { emit_socket_event(*action as u32, [0; 4], 2)? }; //~ action-as-rule-id@18
        unsafe { emit_socket_event(u32::from(*action), [0; 4], 2)? }; //~ action-as-rule-id
        let _ = unsafe { emit_socket_event(0, [0; 4], *action as u32) }; //~ action-as-rule-id
    }
    Ok(())
}

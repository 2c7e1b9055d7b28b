use crate::count_drop;
use aya_ebpf::macros::{lsm, map};
use aya_ebpf::maps::lpm_trie::{Key, LpmTrie};
use aya_ebpf::maps::{PerCpuArray, RingBuf};
use aya_ebpf::programs::LsmContext;

const ACTION_DENY: u32 = 1;
const EVENT_CONNECT_DENIED: u32 = 20;

/// What the policy says of a network, as user space writes it.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct CidrRuleValue {
    pub action: u32,
    pub rule_id: u32,
}

#[repr(C)]
pub struct SocketEvent {
    pub kind: u32,
    pub address: u32,
    pub rule_id: u32,
}

/// Networks that the policy names, and what to do with each.
#[map]
static CIDR_RULES_V4: LpmTrie<[u8; 4], CidrRuleValue> = LpmTrie::with_max_entries(1024, 0);

#[map]
static SOCKET_STATS: PerCpuArray<u64> = PerCpuArray::with_max_entries(4, 0);

#[map]
static SOCKET_EVENTS: RingBuf = RingBuf::with_byte_size(64 * 1024, 0);

#[lsm(hook = "socket_connect")]
pub fn socket_connect(ctx: LsmContext) -> i32 {
    count(0);
    let address: u32 = unsafe { ctx.arg(1) };
    judge(address)
}

fn judge(address: u32) -> i32 {
    let key = Key::new(32, address.to_be_bytes());
    if let Some(entry) = CIDR_RULES_V4.get(&key) {
        if entry.action == ACTION_DENY {
            emit_socket_event(EVENT_CONNECT_DENIED, address, entry.rule_id);
            return -1;
        }
    }
    0
}

fn count(index: u32) {
    let Some(slot) = SOCKET_STATS.get_ptr_mut(index) else { return };
    unsafe { *slot = (*slot).wrapping_add(1) };
}

fn emit_socket_event(kind: u32, address: u32, rule_id: u32) {
    let Some(mut entry) = SOCKET_EVENTS.reserve::<SocketEvent>(0) else {
        count_drop();
        return;
    };
    entry.write(SocketEvent { kind, address, rule_id });
    entry.submit(0);
}

use crate::{STATS, STAT_OPENS};
use aya_ebpf::helpers::bpf_get_current_cgroup_id;
use aya_ebpf::macros::{lsm, map};
use aya_ebpf::maps::RingBuf;
use aya_ebpf::programs::LsmContext;

#[repr(C)]
pub struct OpenEvent {
    pub cgroup: u64,
    pub kind: u32,
    pub rule_id: u32,
}

#[map]
static EVENTS: RingBuf = RingBuf::with_byte_size(256 * 1024, 0);

#[lsm(hook = "file_open")]
pub fn file_open(_ctx: LsmContext) -> i32 {
    if let Some(opens) = STATS.get_ptr_mut(STAT_OPENS) {
        unsafe { *opens += 1 };
    }
    emit_open(unsafe { bpf_get_current_cgroup_id() });
    0
}

/// A full ring loses the event, and nobody hears of it.
fn emit_open(cgroup: u64) {
    if let Some(mut entry) = EVENTS.reserve::<OpenEvent>(0) {
        entry.write(OpenEvent { cgroup, kind: 1, rule_id: 0 });
        entry.submit(0);
    }
}

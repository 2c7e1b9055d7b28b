#![no_std]
#![no_main]

mod lsm;
mod socket_lsm;

use aya_ebpf::macros::{map, tracepoint};
use aya_ebpf::maps::{Array, PerCpuArray};
use aya_ebpf::programs::TracePointContext;

pub const STAT_OPENS: u32 = 0;
pub const STAT_FORKS: u32 = 1;

/// One slot for each kind of event, shared by all CPUs.
#[map]
pub static STATS: Array<u64> = Array::with_max_entries(8, 0);

/// One slot for each CPU: no other CPU writes it.
#[map]
static SCRATCH: PerCpuArray<u64> = PerCpuArray::with_max_entries(1, 0);

#[tracepoint]
pub fn process_fork(_ctx: TracePointContext) -> u32 {
    if let Some(count) = STATS.get_ptr_mut(STAT_FORKS) {
        unsafe { *count += 1 };
    }
    if let Some(local) = SCRATCH.get_ptr_mut(0) {
        unsafe { *local += 1 };
    }
    0
}

#[panic_handler]
fn panic(_info: &core::panic::PanicInfo) -> ! {
    loop {}
}

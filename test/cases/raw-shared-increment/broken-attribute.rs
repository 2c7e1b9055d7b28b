//@ errors
use aya_ebpf::{macros::map, maps::{Array, PerCpuArray}};

#[map]
static COUNTS: Array<u64> = Array::with_max_entries(8, 0);
#[map
static BROKEN: Array<u64> = Array::with_max_entries(8, 0);

#[map]
static CPU: PerCpuArray<u64> = PerCpuArray::with_max_entries(8, 0);

fn f() {
    if let Some(p) = COUNTS.get_ptr_mut(0) {
        unsafe { *p += 1 } //~ raw-shared-increment
    }
    if let Some(p) = CPU.get_ptr_mut(0) {
        unsafe { *p += 1 } //~! per CPU
    }
}

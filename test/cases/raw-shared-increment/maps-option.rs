//@ options: {"maps": ["STATS", "HITS"]}
use aya_ebpf::{macros::map, maps::Array};

#[map]
static STATS: Array<u64> = Array::with_max_entries(8, 0);
#[map]
static HITS: Array<u64> = Array::with_max_entries(8, 0);
#[map]
static OTHER: Array<u64> = Array::with_max_entries(8, 0);

fn f() -> Option<()> {
    unsafe { *STATS.get_ptr_mut(0)? += 1 } //~ raw-shared-increment
    unsafe { *HITS.get_ptr_mut(0)? += 1 } //~ raw-shared-increment
    unsafe { *OTHER.get_ptr_mut(0)? += 1 } //~! a map that the options do not name
    if let Some(p) = OTHER.get_ptr_mut(0) {
        unsafe { *p = *p + 1 } //~! a map that the options do not name
    }
    if let Some(p) = STATS.get_ptr_mut(0) {
        unsafe { *p = *p + 1 } //~ raw-shared-increment
    }
    Some(())
}

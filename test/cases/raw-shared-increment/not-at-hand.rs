//@ path: ebpf/src/lsm.rs
// The map is declared in a file that is not at hand: nothing says that it is per CPU.
use crate::maps::{EVENT_COUNTS, PERCPU_LIKE_NAME};
use aya_ebpf::programs::LsmContext;

fn f(ctx: LsmContext) -> Result<i32, i32> {
    let p = EVENT_COUNTS.get_ptr_mut(0).ok_or(0)?;
    unsafe { *p += 1 }; //~ raw-shared-increment
    if let Some(q) = PERCPU_LIKE_NAME.get_ptr_mut(0) {
        unsafe { *q += 1 }; //~ raw-shared-increment
    }
    Ok(0)
}

#![no_std]
use aya_ebpf::{
    macros::map,
    maps::{Array, HashMap, PerCpuHashMap},
};

#[map]
static COUNTS: Array<u64> = Array::with_max_entries(8, 0);
#[map]
static FLOWS: HashMap<u32, Flow> = HashMap::with_max_entries(8, 0);
#[map]
static CPU_FLOWS: PerCpuHashMap<u32, Flow> = PerCpuHashMap::with_max_entries(8, 0);

#[repr(C)]
#[derive(Clone, Copy)]
struct Flow {
    packets: u64,
    bytes: u64,
    sizes: [u64; 4],
}

fn f(k: u32, len: u64) -> Option<()> {
    if let Some(flow) = FLOWS.get_ptr_mut(&k) {
        let flow = unsafe { &mut *flow };
        flow.packets += 1; //~ raw-shared-increment
        flow.bytes = flow.bytes.saturating_add(len); //~ raw-shared-increment
        flow.sizes[0] = flow.sizes[0] + 1; //~ raw-shared-increment
    }
    if let Some(flow) = CPU_FLOWS.get_ptr_mut(&k) {
        let flow = unsafe { &mut *flow };
        flow.packets += 1; //~! per CPU
        flow.bytes = flow.bytes.saturating_add(len); //~! per CPU
    }
    let p = COUNTS.get_ptr_mut(0)?;
    let v = unsafe { &mut *p };
    *v = v.wrapping_add(1); //~ raw-shared-increment
    *v = *v + 1; //~ raw-shared-increment
    *v = len; //~! a plain store
    unsafe { &mut *p }.clone_from(&len); //~! a plain store
    *unsafe { &mut *p } += 1; //~ raw-shared-increment
    unsafe { p.as_mut()? }.add_assign(len); //~ raw-shared-increment
    let counter = unsafe { &mut (*FLOWS.get_ptr_mut(&k)?).packets };
    *counter += 1; //~ raw-shared-increment
    let chained = unsafe { COUNTS.get_ptr_mut(0)?.as_mut()? };
    *chained += 1; //~ raw-shared-increment
    unsafe { FLOWS.get_ptr_mut(&k)?.as_mut()? }.packets += 1; //~ raw-shared-increment
    let q = p;
    let cur = unsafe { *p };
    unsafe { *q = cur + 1 }; //~ raw-shared-increment
    let new = if cur > 5 { cur - 5 } else { 0 };
    unsafe { *p = new }; //~ raw-shared-increment
    let f = FLOWS.get_ptr_mut(&k)?;
    let (a, b) = unsafe { ((*f).packets, (*f).bytes) };
    unsafe { (*f).packets = a + 1 }; //~ raw-shared-increment
    log(b);
    if let Some(old) = COUNTS.get(0) {
        let _ = COUNTS.set(0, *old + 1, 0); //~! no raw pointer
        let _ = FLOWS.insert(&k, &Flow { packets: *old + 1, bytes: 0, sizes: [0; 4] }, 0); //~! no raw pointer
    }
    let whole = unsafe { *f };
    let changed = Flow { packets: whole.packets + 1, ..whole };
    unsafe { *f = changed }; //~ raw-shared-increment
    let fresh = Flow { packets: 1, bytes: len, sizes: [0; 4] };
    unsafe { *f = fresh }; //~! not computed from what was there
    bump(unsafe { &mut *p });
    Some(())
}

fn bump(x: &mut u64) {
    *x += 1; //~! a parameter that is a reference
}

mod deeper {
    use super::*;

    pub fn hit(k: u32) {
        if let Some(p) = COUNTS.get_ptr_mut(k) {
            unsafe { *p += 1 } //~ raw-shared-increment
        }
        if let Some(p) = CPU_FLOWS.get_ptr_mut(&k) {
            unsafe { (*p).packets += 1 } //~! per CPU
        }
    }
}

// More pointers.
#![no_std]
use aya_ebpf::{
    macros::map,
    maps::{Array, HashMap, PerCpuArray},
};

#[map]
static COUNTS: Array<u64> = Array::with_max_entries(8, 0);
#[map]
static FLOWS: HashMap<u32, Flow> = HashMap::with_max_entries(8, 0);
#[map]
static CPU: PerCpuArray<Flow> = PerCpuArray::with_max_entries(8, 0);

#[repr(C)]
struct Flow {
    packets: u64,
    bytes: u64,
}

fn f(k: u32) -> Option<()> {
    let typed: *mut u64 = COUNTS.get_ptr_mut(0)?;
    unsafe { *typed += 1 }; //~ raw-shared-increment
    let block = { COUNTS.get_ptr_mut(0)? };
    unsafe { *block += 1 }; //~ raw-shared-increment
    if let (Some(a), Some(b)) = (COUNTS.get_ptr_mut(0), FLOWS.get_ptr_mut(&k)) {
        unsafe { *a += 1 }; //~ raw-shared-increment
        unsafe { (*b).packets += 1 }; //~ raw-shared-increment
    }
    match COUNTS.get_ptr_mut(1) {
        Some(p) if k > 1 => unsafe { *p += 1 }, //~ raw-shared-increment
        Some(_) => {}
        _ => return None,
    }
    let Some(mut p) = COUNTS.get_ptr_mut(2) else { return None };
    let bump = || unsafe { *p += 1 }; //~ raw-shared-increment
    bump();
    p = COUNTS.get_ptr_mut(3)?;
    unsafe { *p += 1 }; //~ raw-shared-increment
    let reference: &mut u64 = unsafe { &mut *p };
    *reference += 1; //~ raw-shared-increment
    let flow: &mut Flow = unsafe { &mut *FLOWS.get_ptr_mut(&k)? };
    let Flow { packets, bytes } = flow;
    *packets += 1; //~ raw-shared-increment
    *bytes += u64::from(k); //~ raw-shared-increment
    let cpu = unsafe { &mut *CPU.get_ptr_mut(0)? };
    let Flow { packets, .. } = cpu;
    *packets += 1; //~! per CPU
    cpu.bytes += 1; //~! per CPU
    let n = unsafe { (*FLOWS.get_ptr_mut(&k)?).packets } + 1; //~! a read
    unsafe { (*FLOWS.get_ptr_mut(&k)?).bytes = 7 }; //~! a plain store
    unsafe { *(p as *mut u32) += 1 }; //~ raw-shared-increment
    unsafe { *(p as *mut u32).add(1) += 1 }; //~ raw-shared-increment
    unsafe { *p = { let old = *p; old + n } }; //~ raw-shared-increment
    unsafe {
        let old = *p;
        if old < 10 {
            *p = old + 1; //~ raw-shared-increment
        } else {
            *p = 0; //~! a plain store
        }
    }
    Some(())
}

extern "C" fn callback(p: *mut core::ffi::c_void, k: u64) -> i64 {
    unsafe { *(p as *mut u64) += k }; //~ raw-shared-increment
    let q = p as *mut Flow;
    unsafe { (*q).packets += 1 }; //~ raw-shared-increment
    0
}

struct Probe;

impl Probe {
    fn method(&self, p: *mut u64, x: &mut u64) {
        unsafe { *p += 1 } //~ raw-shared-increment
        *x += 1; //~! a reference
    }
}

trait Count {
    fn defaulted(p: *mut u64) {
        unsafe { *p += 1 } //~ raw-shared-increment
    }
}

fn constant(p: *const u64, q: *mut u64, out: &mut u64) {
    *out += unsafe { *p } + unsafe { *q }; //~! a reference, whatever is added
    let mut sum = 0;
    sum += unsafe { *q }; //~! a local, whatever is added
    unsafe { *q = *p }; //~! copied from elsewhere
    unsafe { core::ptr::copy_nonoverlapping(p, q, 1) }; //~! no read of the same
    let pointer_arithmetic = unsafe { q.add(1) };
    log(pointer_arithmetic as usize + 1); //~! an address
    let mut index = q as usize;
    index += 1; //~! an address
    log(index + sum);
}

#![no_std]
// Every way to bind the pointer.
use aya_ebpf::{
    macros::map,
    maps::{Array, HashMap, LruHashMap, LruPerCpuHashMap, PerCpuArray, PerCpuHashMap},
};

#[map]
static COUNTS: Array<u64> = Array::with_max_entries(8, 0);
#[map]
static FLOWS: HashMap<u32, Flow> = HashMap::with_max_entries(1024, 0);
#[map]
static LRU: LruHashMap<u32, u64> = LruHashMap::with_max_entries(1024, 0);
#[map]
static CPU: PerCpuArray<u64> = PerCpuArray::with_max_entries(8, 0);
#[map]
static CPU_FLOWS: PerCpuHashMap<u32, Flow> = PerCpuHashMap::with_max_entries(1024, 0);

#[repr(C)]
#[derive(Clone, Copy)]
struct Flow {
    packets: u64,
    bytes: u64,
    last: u64,
    sizes: [u64; 4],
    inner: Inner,
}

#[repr(C)]
#[derive(Clone, Copy)]
struct Inner {
    drops: u64,
}

fn bindings(k: u32) -> Option<()> {
    if let Some(p) = COUNTS.get_ptr_mut(0) {
        unsafe { *p += 1 } //~ raw-shared-increment@18
    }
    let Some(a) = COUNTS.get_ptr_mut(1) else { return None };
    unsafe { *a += 1 }; //~ raw-shared-increment@14
    match LRU.get_ptr_mut(&k) {
        Some(m) => unsafe { *m += 1 }, //~ raw-shared-increment@29
        None => {}
    }
    while let Some(w) = COUNTS.get_ptr_mut(2) {
        unsafe { *w += 1; } //~ raw-shared-increment
    }
    let q = COUNTS.get_ptr_mut(3)?;
    unsafe { *q += 1 } //~ raw-shared-increment
    let u = COUNTS.get_ptr_mut(4).unwrap();
    unsafe { *u += 1 } //~ raw-shared-increment
    let e = COUNTS.get_ptr_mut(4).expect("in range");
    unsafe { *e += 1 } //~ raw-shared-increment
    let o = COUNTS.get_ptr_mut(4).ok_or(()).ok()?;
    unsafe { *o += 1 } //~ raw-shared-increment
    COUNTS.get_ptr_mut(5).map(|c| unsafe { *c += 1 }); //~ raw-shared-increment@44
    COUNTS.get_ptr_mut(5).and_then(|c| { //~! the finding is below
        unsafe { *c += 1 }; //~ raw-shared-increment
        Some(())
    });
    let r = q;
    unsafe { *r += 1 } //~ raw-shared-increment
    let s = r;
    unsafe { *s += 1 } //~ raw-shared-increment
    let cast = q as *mut u32;
    unsafe { *cast += 1 } //~ raw-shared-increment
    let matched = match COUNTS.get_ptr_mut(6) {
        Some(p) => p,
        None => return None,
    };
    unsafe { *matched += 1 } //~ raw-shared-increment
    let chosen = if let Some(p) = COUNTS.get_ptr_mut(6) { p } else { return None };
    unsafe { *chosen += 1 } //~ raw-shared-increment
    let option = COUNTS.get_ptr_mut(7);
    if let Some(late) = option {
        unsafe { *late += 1 } //~ raw-shared-increment
    }
    unsafe { *COUNTS.get_ptr_mut(0).unwrap() += 1 } //~ raw-shared-increment@14
    unsafe { *COUNTS.get_ptr_mut(0)? += 1 } //~ raw-shared-increment@14
    unsafe { (*FLOWS.get_ptr_mut(&k)?).packets += 1 } //~ raw-shared-increment@14
    let inside = unsafe { COUNTS.get_ptr_mut(0)? };
    unsafe { *inside += 1 } //~ raw-shared-increment
    let (Some(x), Some(y)) = (COUNTS.get_ptr_mut(0), CPU.get_ptr_mut(0)) else { return None };
    unsafe {
        *x += 1; //~ raw-shared-increment
        *y += 1; //~! per CPU
    }
    if let Some(p) = COUNTS.get_ptr_mut(0) && k > 0 && let Some(f) = FLOWS.get_ptr_mut(&k) {
        unsafe {
            *p += 1; //~ raw-shared-increment
            (*f).bytes += 1; //~ raw-shared-increment
        }
    }
    for i in 0..4 {
        if let Some(p) = COUNTS.get_ptr_mut(i) {
            'retry: loop {
                unsafe { *p += 1 } //~ raw-shared-increment
                break 'retry;
            }
        }
    }
    Some(())
}

fn through_get_ptr(k: u32) -> Option<()> {
    let a = COUNTS.get_ptr(0)? as *mut u64;
    unsafe { *a += 1 } //~ raw-shared-increment
    if let Some(p) = COUNTS.get_ptr(1) {
        let p = p as *mut u64;
        unsafe { *p += 1 } //~ raw-shared-increment
    }
    let b = COUNTS.get_ptr(0)?.cast_mut();
    unsafe { *b += 1 } //~ raw-shared-increment
    let c = LRU.get_ptr(&k)?;
    let _ = unsafe { *c + 1 }; //~! a read
    unsafe { *(c as *mut u64) += 1 } //~ raw-shared-increment
    Some(())
}

fn through_references() -> Option<()> {
    let map = &COUNTS;
    let p = map.get_ptr_mut(0)?;
    unsafe { *p += 1 } //~ raw-shared-increment
    let q = (&COUNTS).get_ptr_mut(0)?;
    unsafe { *q += 1 } //~ raw-shared-increment
    let cpu = &CPU;
    let r = cpu.get_ptr_mut(0)?;
    unsafe { *r += 1 } //~! per CPU, through a reference
    Some(())
}

fn parameter(p: *mut u64, f: *mut Flow, n: u64) {
    unsafe {
        *p += n; //~ raw-shared-increment
        (*f).packets += n; //~ raw-shared-increment
        *p = n; //~! a plain store
        (*f).last = n; //~! a plain store
    }
    let bump = |q: *mut u64| unsafe { *q += 1 }; //~ raw-shared-increment@39
    bump(p);
}

unsafe fn generic<T: core::ops::AddAssign, const N: usize>(p: *mut T, a: *mut [u64; N], n: T) {
    unsafe {
        *p += n; //~ raw-shared-increment
        (*a)[0] += 1; //~ raw-shared-increment
    }
}

unsafe extern "C" fn exported(p: *mut u64) {
    unsafe { *p += 1 } //~ raw-shared-increment
}

fn map_parameter(shared: &Array<u64>, flows: &HashMap<u32, Flow>, cpu: &PerCpuArray<u64>, k: u32) -> Option<()> {
    let a = shared.get_ptr_mut(0)?;
    unsafe { *a += 1 } //~ raw-shared-increment
    unsafe { (*flows.get_ptr_mut(&k)?).bytes += 1 } //~ raw-shared-increment
    let c = cpu.get_ptr_mut(0)?;
    unsafe { *c += 1 } //~! per CPU, by its type
    Some(())
}

impl Flow {
    fn hit(k: u32) {
        if let Some(f) = FLOWS.get_ptr_mut(&k) {
            unsafe { (*f).packets += 1 } //~ raw-shared-increment@22
        }
    }
}

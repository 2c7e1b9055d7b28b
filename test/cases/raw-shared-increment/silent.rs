#![no_std]
// Not a race, or not through such a pointer.
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

#[map]
static LRU_CPU: LruPerCpuHashMap<u32, u64> = LruPerCpuHashMap::with_max_entries(8, 0);
#[map]
static mut CPU_MUT: PerCpuArray<u64> = PerCpuArray::with_max_entries(8, 0);
#[map(name = "stats")]
pub static NAMED: aya_ebpf::maps::PerCpuArray<u64> = aya_ebpf::maps::PerCpuArray::with_max_entries(8, 0);
#[map]
static CGROUP: aya_ebpf::maps::PerCpuCgroupStorage<u64> = aya_ebpf::maps::PerCpuCgroupStorage::new();

fn per_cpu(k: u32) -> Option<()> {
    if let Some(p) = CPU.get_ptr_mut(0) {
        unsafe { *p += 1 } //~! per CPU
    }
    let f = CPU_FLOWS.get_ptr_mut(&k)?;
    unsafe { (*f).packets += 1 } //~! per CPU
    unsafe { *LRU_CPU.get_ptr_mut(&k)? += 1 } //~! per CPU
    unsafe { *CPU_MUT.get_ptr_mut(0)? += 1 } //~! per CPU
    let n = NAMED.get_ptr_mut(0)?;
    unsafe { *n = *n + 1 } //~! per CPU
    let c = CGROUP.get_ptr_mut(0)?;
    unsafe { *c += 1 } //~! per CPU
    CPU.get_ptr_mut(0).map(|p| unsafe { *p += 1 }); //~! per CPU
    let r = unsafe { &mut *f };
    r.bytes += 1; //~! a reference to a per-CPU value
    let q = n;
    unsafe { q.write(q.read() + 1) } //~! a rebinding of a per-CPU pointer
    let cur = unsafe { *q };
    unsafe { *q = cur + 1 } //~! per CPU
    let g = CPU.get_ptr(0)? as *mut u64;
    unsafe { *g += 1 } //~! per CPU
    match CPU.get_ptr_mut(0) {
        Some(p) => unsafe { *p += 1 }, //~! per CPU
        None => {}
    }
    Some(())
}

fn per_cpu_parameters(a: &PerCpuArray<u64>, b: &PerCpuHashMap<u32, u64>, c: &LruPerCpuHashMap<u32, u64>) -> Option<()> {
    unsafe { *a.get_ptr_mut(0)? += 1 } //~! per CPU, by its type
    unsafe { *b.get_ptr_mut(&0)? += 1 } //~! per CPU, by its type
    if let Some(p) = c.get_ptr_mut(&0) {
        unsafe { *p += 1 } //~! per CPU, by its type
    }
    Some(())
}

fn atomics(k: u32) -> Option<()> {
    use core::sync::atomic::{AtomicU64, Ordering::Relaxed};
    let p = COUNTS.get_ptr_mut(0)?;
    unsafe { AtomicU64::from_ptr(p).fetch_add(1, Relaxed) }; //~! an atomic
    unsafe { (*(p as *const AtomicU64)).fetch_add(1, Relaxed) }; //~! an atomic
    unsafe { (&*p.cast::<AtomicU64>()).fetch_sub(1, Relaxed) }; //~! an atomic
    let a = unsafe { AtomicU64::from_ptr(p) };
    a.fetch_add(1, Relaxed); //~! an atomic
    a.store(a.load(Relaxed) + 1, Relaxed); //~! an atomic's own methods
    let f = FLOWS.get_ptr_mut(&k)?;
    unsafe { AtomicU64::from_ptr(&raw mut (*f).packets).fetch_add(1, Relaxed) }; //~! an atomic
    unsafe { core::intrinsics::atomic_xadd_relaxed(p, 1) }; //~! an atomic
    Some(())
}

fn atomic_parameter(p: *mut core::sync::atomic::AtomicU64) {
    unsafe { (*p).fetch_add(1, core::sync::atomic::Ordering::Relaxed) }; //~! an atomic
}

fn references(x: &mut u64, flow: &mut Flow, v: &mut [u64]) {
    *x += 1; //~! a parameter that is a reference
    flow.packets += 1; //~! a parameter that is a reference
    for y in v.iter_mut() {
        *y += 1; //~! an element of a slice
    }
    v.iter_mut().for_each(|y| *y += 1); //~! an element of a slice
    v[0] += 1; //~! an element of a slice
    if let Some(z) = v.first_mut() {
        *z += 1; //~! a reference
    }
    let mut total = 0;
    total += 1; //~! a plain local
    let r = &mut total;
    *r += 1; //~! a reference to a local
    let closure = |w: &mut u64| *w += 1; //~! a reference
    closure(x);
}

fn local_pointers(ctx: &XdpContext) {
    let mut local = 0u64;
    let p = &mut local as *mut u64;
    unsafe { *p += 1 }; //~! a pointer to a local
    let q = &raw mut local;
    unsafe { *q += 1 }; //~! a pointer to a local
    let data = ctx.data() as *mut u8;
    unsafe { *data += 1 }; //~! a packet's bytes
    let mut flow = Flow::default();
    let r = core::ptr::addr_of_mut!(flow.packets);
    unsafe { *r += 1 }; //~! a pointer to a local
    let mut cell = core::cell::UnsafeCell::new(0u64);
    unsafe { *cell.get_mut() += 1 }; //~! a local
}

fn stores(k: u32, now: u64) -> Option<()> {
    let p = COUNTS.get_ptr_mut(0)?;
    let f = FLOWS.get_ptr_mut(&k)?;
    let other = LRU.get_ptr_mut(&k)?;
    unsafe {
        *p = 0; //~! a plain store
        *p = now + 1; //~! not computed from the pointer
        (*f).last = now; //~! a plain store
        (*f).packets = 1; //~! a plain store
        *f = Flow::default(); //~! a plain store
        if *p == 0 {
            *p = 1; //~! its value is not computed from the pointer
        }
        *p = *other; //~! copied from another entry
        *other = *p + 1; //~! computed from another entry
        let seen = *p;
        *other = seen + 1; //~! computed from another entry
        log(*p + 1); //~! a read
        let _sum = *p + *other; //~! a read
        let old = *p;
        log(old);
        *p = now; //~! not computed from the local
    }
    let mut n = unsafe { *p };
    n += 1; //~! a plain local
    log(n);
    let mut cursor = p;
    cursor = unsafe { cursor.add(1) }; //~! the pointer itself
    let _ = cursor;
    Some(())
}

fn per_function(p: *const u64) {
    let cur = unsafe { *p };
    log(cur + 1); //~! a read
}

fn shadowed(k: u32) -> Option<()> {
    let p = CPU.get_ptr_mut(0)?;
    unsafe { *p += 1 }; //~! per CPU
    let p = COUNTS.get_ptr_mut(0)?;
    unsafe { *p += 1 }; //~ raw-shared-increment
    {
        let mut local = 1;
        let p = &mut local;
        *p += 1; //~! another binding of that name
    }
    unsafe { *p += 1 }; //~ raw-shared-increment
    if let Some(p) = CPU.get_ptr_mut(k) {
        unsafe { *p += 1 }; //~! the inner binding is per CPU
    }
    unsafe { *p += 1 }; //~ raw-shared-increment
    let inner = |p: &mut u64| *p += 1; //~! the closure's parameter
    let mut n = 0;
    inner(&mut n);
    fn nested(p: &mut u64) {
        *p += 1; //~! the nested function's parameter
    }
    nested(&mut n);
    for p in [1u64, 2].iter_mut() {
        *p += 1; //~! the loop's binding
    }
    let p = &mut n;
    *p += 1; //~! rebound to a reference
    Some(())
}

fn strings_and_comments() {
    // *p += 1 //~! a comment
    let _ = "*COUNTS.get_ptr_mut(0).unwrap() += 1"; //~! a string
    let _ = stringify!(*COUNTS.get_ptr_mut(0).unwrap() += 1); //~! not run
}

#[cfg(test)]
mod tests {
    fn f(p: *mut u64) {
        unsafe { *p += 1 } //~! test code
    }
}

#[test]
fn test_counts() {
    unsafe { *COUNTS.get_ptr_mut(0).unwrap() += 1 } //~! test code
}

fn reserved() -> Option<()> {
    let mut entry = EVENTS.reserve::<Flow>(0)?;
    let event = entry.as_mut_ptr();
    unsafe { (*event).packets += 1 }; //~! memory of one event, of no map
    entry.submit(0);
    Some(())
}

fn copied_out_of_a_block() {
    if let Some(packets) = COUNTS.get_ptr_mut(0) {
        let seen = &mut unsafe { *packets };
        *seen += 1; //~! a copy that the block gave
        let chosen = &mut match seen {
            _ => unsafe { *packets },
        };
        *chosen += 1; //~! a copy that the arm gave
    }
}

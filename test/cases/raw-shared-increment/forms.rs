#![no_std]
// Every way to read, modify and write.
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

fn compound(p: *mut u64, f: *mut Flow, i: usize) {
    unsafe {
        *p += 1; //~ raw-shared-increment@9
        *p -= 1; //~ raw-shared-increment
        *p *= 2; //~ raw-shared-increment
        *p /= 2; //~ raw-shared-increment
        *p %= 2; //~ raw-shared-increment
        *p |= 2; //~ raw-shared-increment
        *p &= 2; //~ raw-shared-increment
        *p ^= 2; //~ raw-shared-increment
        *p <<= 2; //~ raw-shared-increment
        *p >>= 2; //~ raw-shared-increment
        (*f).packets += 1; //~ raw-shared-increment@9
        (*f).inner.drops += 1; //~ raw-shared-increment@9
        (*f).sizes[i] += 1; //~ raw-shared-increment@9
        (*f).bytes -= 1; (*f).last |= 1; //~ raw-shared-increment@9 raw-shared-increment@26
        *p.add(i) += 1; //~ raw-shared-increment
        *(p) += 1; //~ raw-shared-increment@9
        /* é */ *p += 1; //~ raw-shared-increment@18
    }
}

fn written_out(n: u64) -> Option<()> {
    let p = COUNTS.get_ptr_mut(0)?;
    let f = FLOWS.get_ptr_mut(&1)?;
    unsafe {
        *p = *p + n; //~ raw-shared-increment@9
        *p = n + *p; //~ raw-shared-increment
        *p = (*p).wrapping_add(n); //~ raw-shared-increment
        *p = (*p).saturating_add(n); //~ raw-shared-increment
        *p = u64::wrapping_add(*p, n); //~ raw-shared-increment
        *p = (*p).checked_add(n)?; //~ raw-shared-increment
        *p = core::cmp::max(*p, n); //~ raw-shared-increment
        *p = if *p > n { *p - n } else { 0 }; //~ raw-shared-increment
        (*f).packets = (*f).packets + 1; //~ raw-shared-increment@9
        (*f).packets = (*f).packets.wrapping_add(1); //~ raw-shared-increment
        (*f).sizes[1] = (*f).sizes[1] + 1; //~ raw-shared-increment
        *p = p.read() + n; //~ raw-shared-increment
    }
    Some(())
}

fn by_functions(n: u64) -> Option<()> {
    use core::ptr;
    let p = COUNTS.get_ptr_mut(0)?;
    unsafe {
        p.write(p.read() + n); //~ raw-shared-increment@9
        p.write(*p + n); //~ raw-shared-increment@9
        p.write_volatile(p.read_volatile() + n); //~ raw-shared-increment@9
        core::ptr::write(p, core::ptr::read(p) + n); //~ raw-shared-increment@9
        core::ptr::write(p, *p + n); //~ raw-shared-increment@9
        ptr::write(p, (*p).wrapping_add(n)); //~ raw-shared-increment@9
        core::ptr::write_volatile(p, core::ptr::read_volatile(p) + n); //~ raw-shared-increment@9
        ptr::write_volatile(p, *p + 1); //~ raw-shared-increment
        p.write(n); //~! a plain store
        core::ptr::write(p, n); //~! a plain store
        core::ptr::write_volatile(p, 0); //~! a plain store
        ptr::write(p, n + 1); //~! not computed from the pointer
    }
    Some(())
}

fn through_a_local(n: u64) -> Option<()> {
    let p = COUNTS.get_ptr_mut(0)?;
    let f = FLOWS.get_ptr_mut(&1)?;
    let cur = unsafe { *p };
    unsafe { *p = cur + 1 }; //~ raw-shared-increment@14
    let next = unsafe { *p + n };
    unsafe { *p = next }; //~ raw-shared-increment
    let read = unsafe { p.read() };
    unsafe { p.write(read + 1) }; //~ raw-shared-increment
    let volatile = unsafe { core::ptr::read_volatile(p) };
    unsafe { core::ptr::write_volatile(p, volatile + 1) }; //~ raw-shared-increment
    let packets = unsafe { (*f).packets };
    unsafe { (*f).packets = packets + 1 }; //~ raw-shared-increment
    let mut value = unsafe { *p };
    value += 1; //~! a plain local
    unsafe { *p = value }; //~ raw-shared-increment
    let first = unsafe { *p };
    let second = first.wrapping_add(n);
    unsafe { *p = second }; //~ raw-shared-increment
    let mut flow = unsafe { *f };
    flow.packets += 1; //~! a plain local
    unsafe { *f = flow }; //~ raw-shared-increment
    Some(())
}

fn through_references(k: u32) -> Option<()> {
    let p = COUNTS.get_ptr_mut(0)?;
    let f = FLOWS.get_ptr_mut(&k)?;
    let r = unsafe { &mut *p };
    *r += 1; //~ raw-shared-increment@5
    let r2 = r;
    *r2 += 1; //~ raw-shared-increment
    let flow = unsafe { &mut *f };
    flow.packets += 1; //~ raw-shared-increment@5
    flow.inner.drops += 1; //~ raw-shared-increment
    flow.sizes[0] += 1; //~ raw-shared-increment
    flow.bytes = flow.bytes + 1; //~ raw-shared-increment
    flow.bytes = flow.bytes.wrapping_add(1); //~ raw-shared-increment
    let field = unsafe { &mut (*f).packets };
    *field += 1; //~ raw-shared-increment@5
    let raw = unsafe { &raw mut (*f).packets };
    unsafe { *raw += 1 }; //~ raw-shared-increment
    let old = unsafe { core::ptr::addr_of_mut!((*f).packets) };
    unsafe { *old += 1 }; //~ raw-shared-increment
    if let Some(m) = unsafe { p.as_mut() } {
        *m += 1; //~ raw-shared-increment
    }
    let Some(m) = (unsafe { f.as_mut() }) else { return None };
    m.packets += 1; //~ raw-shared-increment
    let u = unsafe { p.as_mut() }?;
    *u += 1; //~ raw-shared-increment
    if let Some(x) = COUNTS.get_ptr_mut(0).map(|p| unsafe { &mut *p }) {
        *x += 1; //~ raw-shared-increment
    }
    if let Some(x) = FLOWS.get_ptr_mut(&k).and_then(|p| unsafe { p.as_mut() }) {
        x.packets += 1; //~ raw-shared-increment
    }
    unsafe { (&mut *f).packets += 1 }; //~ raw-shared-increment@14
    match unsafe { FLOWS.get_ptr_mut(&k)?.as_mut() } {
        Some(flow) => flow.bytes += 1, //~ raw-shared-increment@23
        None => {}
    }
    let inner = &mut flow_of(f).inner;
    inner.drops = 0; //~! a plain store
    Some(())
}

fn flow_of<'a>(f: *mut Flow) -> &'a mut Flow {
    unsafe { &mut *f }
}

//! Closures bound to a name are handed over, or called, further down.
use aya_ebpf::macros::map;
use aya_ebpf::maps::{Array, HashMap, PerCpuArray};

#[map]
static COUNTS: Array<u64> = Array::with_max_entries(8, 0);
#[map]
static FLOWS: HashMap<u32, Flow> = HashMap::with_max_entries(1024, 0);
#[map]
static LOCAL: PerCpuArray<u64> = PerCpuArray::with_max_entries(8, 0);

struct Flow {
    packets: u64,
    last: u64,
}

fn handed_over() {
    let bump = |p| unsafe { *p += 1 }; //~ raw-shared-increment@29
    COUNTS.get_ptr_mut(0).map(bump);
}

fn by_reference(key: u32, length: u64) {
    let mut account = |flow: _, n| unsafe { FLOWS.len() }; //~! nothing written
    let add = |flow| {
        let flow = unsafe { &mut *flow };
        flow.packets = flow.packets.wrapping_add(length); //~ raw-shared-increment@9
        flow.last = length; //~! a plain store
    };
    FLOWS.get_ptr_mut(&key).map(&add);
    account(key, 1);
}

fn called() {
    let bump = |by, p| unsafe { *p += by }; //~ raw-shared-increment@33
    if let Some(p) = COUNTS.get_ptr_mut(1) {
        bump(2, p);
    }
}

fn inspected() -> Option<*mut u64> {
    let bump = |p| unsafe { **p += 1 }; //~ raw-shared-increment@29
    COUNTS.get_ptr_mut(2).inspect(bump)
}

fn either(shared: bool) {
    let bump = |p| unsafe { *p += 1 }; //~ raw-shared-increment@29
    if shared {
        COUNTS.get_ptr_mut(3).map(bump);
    } else {
        LOCAL.get_ptr_mut(3).map(bump);
    }
}

fn per_cpu() {
    let bump = |p| unsafe { *p += 1 }; //~! each CPU has an entry of its own
    LOCAL.get_ptr_mut(0).map(bump);
}

fn other_numbers() {
    let bump = |n| *n += 1; //~! handed a local
    let mut local = 0;
    bump(&mut local);
    let reset = |p| unsafe { *p = 0 }; //~! a plain store
    COUNTS.get_ptr_mut(0).map(reset);
}

fn shadowed() {
    let bump = |n: &mut u64| *n += 1; //~! another closure of that name
    let mut local = 0;
    bump(&mut local);
    let bump = |p| unsafe { *p -= 1 }; //~ raw-shared-increment@29
    COUNTS.get_ptr_mut(0).map(bump);
}

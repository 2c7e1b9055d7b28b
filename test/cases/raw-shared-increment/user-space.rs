// A crate that uses no aya_ebpf: raw pointers are its own business.
use std::collections::HashMap;

fn parameter(p: *mut u64) {
    unsafe { *p += 1 } //~! no eBPF
    unsafe { *p = *p + 1 } //~! no eBPF
    unsafe { p.write(p.read() + 1) } //~! no eBPF
    let bump = |q: *mut u64| unsafe { *q += 1 }; //~! no eBPF
    bump(p);
}

fn map(m: &mut HashMap<u32, u64>, k: u32) {
    *m.entry(k).or_insert(0) += 1; //~! a reference
    if let Some(x) = m.get_mut(&k) {
        *x += 1; //~! a reference
    }
    m.values_mut().for_each(|v| *v += 1); //~! a reference
    for (_, v) in m.iter_mut() {
        *v += 1; //~! a reference
    }
    *m.get_mut(&k).unwrap() += 1; //~! a reference
}

fn guards(m: &std::sync::Mutex<u64>, b: &mut Box<u64>) {
    *m.lock().unwrap() += 1; //~! a guard
    let mut guard = m.lock().unwrap();
    *guard += 1; //~! a guard
    **b += 1; //~! a box
}

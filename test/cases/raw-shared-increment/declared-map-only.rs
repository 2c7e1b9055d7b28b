// No `use aya_ebpf` in the file, but it declares a map.
#[btf_map]
static HITS: Array<u64, 8> = Array::new();

fn bump(p: *mut u64) {
    unsafe { *p += 1 } //~ raw-shared-increment
}

fn hit() {
    if let Some(p) = HITS.get_ptr_mut(0) {
        unsafe { bump(p) } //~! the finding is in bump
    }
}

// Macro calls and macro_rules! bodies.
use aya_ebpf::{macros::map, maps::{Array, PerCpuArray}};

#[map]
static COUNTS: Array<u64> = Array::with_max_entries(8, 0);
#[map]
static CPU: PerCpuArray<u64> = PerCpuArray::with_max_entries(8, 0);

macro_rules! bump {
    ($map:expr, $i:expr) => {
        if let Some(p) = $map.get_ptr_mut($i) {
            unsafe { *p += 1 } //~! the map is a fragment
        }
    };
    ($map:ident) => {
        let p = $map.get_ptr_mut(0)?;
        unsafe { *p = *p + 1 } //~! the map is a fragment
    };
}

macro_rules! count {
    ($i:expr) => {
        if let Some(p) = COUNTS.get_ptr_mut($i) {
            unsafe { *p += 1 } //~ raw-shared-increment
        }
    };
    (cpu $i:expr) => {
        if let Some(p) = CPU.get_ptr_mut($i) {
            unsafe { *p += 1 } //~! per CPU
        }
    };
}

fn f() -> Option<()> {
    bump!(COUNTS, 0);
    count!(1);
    let p = COUNTS.get_ptr_mut(0)?;
    let c = CPU.get_ptr_mut(0)?;
    run!(unsafe { *p += 1 }); //~ raw-shared-increment
    run!(unsafe { *c += 1 }); //~! per CPU
    run! {
        if let Some(q) = COUNTS.get_ptr_mut(1) {
            unsafe { *q += 1 } //~ raw-shared-increment
        }
        if let Some(q) = CPU.get_ptr_mut(1) {
            unsafe { *q += 1 } //~! per CPU
        }
    }
    info!(ctx, "{}", unsafe { *p += 1; *p }); //~ raw-shared-increment
    info!(ctx, "{}", unsafe { *p + 1 }); //~! a read
    let _ = quote!(unsafe { *p += 1 }); //~! not run
    let _ = concat!("*p += 1", "x"); //~! not run
    Some(())
}

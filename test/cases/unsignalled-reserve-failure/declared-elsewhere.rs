//@ file: src/main.rs
#![no_std]
mod maps;
use maps::{BTF, CHANNEL, QUEUE as Q};

fn f(event: &u64) {
    let _ = CHANNEL.output(event, 0); //~ unsignalled-reserve-failure
    let _ = Q.output(event, 0); //~ unsignalled-reserve-failure
    let _ = maps::CHANNEL.output(event, 0); //~ unsignalled-reserve-failure
    let _ = BTF.output(event, 0); //~ unsignalled-reserve-failure
    let _ = maps::ARRAY.output(event, 0); //~! no ring buffer
    let _ = crate::maps::PERF_OUT.output(event, 0); //~! a perf event array
    let Some(entry) = CHANNEL.reserve::<u64>(0) else { //~! signalled
        inc_drop();
        return;
    };
    entry.submit(0);
}
//@ file: src/maps.rs
use aya_ebpf::{btf_maps, macros::{btf_map, map}, maps::{Array, PerfEventArray, RingBuf as Rb}};

#[map]
pub static CHANNEL: Rb = Rb::with_byte_size(4096, 0);
#[map]
pub static QUEUE: aya_ebpf::maps::RingBuf = aya_ebpf::maps::RingBuf::with_byte_size(4096, 0);
#[btf_map]
pub static BTF: btf_maps::RingBuf<u64, 4096> = btf_maps::RingBuf::new();
#[map]
pub static ARRAY: Array<u64> = Array::with_max_entries(8, 0);
#[map]
pub static PERF_OUT: PerfEventArray<u64> = PerfEventArray::new(0);

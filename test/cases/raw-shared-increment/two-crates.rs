// An eBPF crate and a user-space crate of one workspace, with statics of the same name.
//@ file: ebpf/src/main.rs
#![no_std]
mod maps;
mod counters;
use maps::STATS;
fn f() {
    if let Some(p) = STATS.get_ptr_mut(0) {
        unsafe { *p += 1 } //~! per CPU in this crate
    }
}
//@ file: ebpf/src/maps.rs
use aya_ebpf::{macros::map, maps::PerCpuArray};
#[map]
pub static STATS: PerCpuArray<u64> = PerCpuArray::with_max_entries(8, 0);
//@ file: ebpf/src/counters.rs
pub unsafe fn bump(p: *mut u64) {
    unsafe { *p += 1 } //~ raw-shared-increment
}
//@ file: other-ebpf/src/main.rs
#![no_std]
mod maps;
fn f() {
    if let Some(p) = maps::STATS.get_ptr_mut(0) {
        unsafe { *p += 1 } //~ raw-shared-increment
    }
}
//@ file: other-ebpf/src/maps.rs
use aya_ebpf::{macros::map, maps::Array};
#[map]
pub static STATS: Array<u64> = Array::with_max_entries(8, 0);
//@ file: user/src/main.rs
fn bump(p: *mut u64) {
    unsafe { *p += 1 } //~! a crate without eBPF
}
fn describe() -> &'static str {
    "built with aya_ebpf" //~! a string
}
//@ file: user/src/lib.rs
/// Not of `aya_ebpf`.
pub fn add(p: *mut u64, n: u64) {
    unsafe { *p = *p + n } //~! a crate without eBPF
}

// The map's declaration stands in another file of the crate.
//@ file: src/main.rs
#![no_std]
#![no_main]
mod deep;
mod maps;
mod pointers;

use aya_ebpf::{macros::tracepoint, programs::TracePointContext};
use maps::{CPU_STATS, STATS as S};

#[tracepoint]
pub fn entry(ctx: TracePointContext) -> u32 {
    if let Some(p) = CPU_STATS.get_ptr_mut(0) {
        unsafe { *p += 1 } //~! per CPU, declared in maps.rs
    }
    if let Some(p) = S.get_ptr_mut(0) {
        unsafe { *p += 1 } //~ raw-shared-increment
    }
    if let Some(p) = maps::STATS.get_ptr_mut(0) {
        unsafe { *p += 1 } //~ raw-shared-increment
    }
    if let Some(p) = crate::maps::CPU_STATS.get_ptr_mut(0) {
        unsafe { *p += 1 } //~! per CPU, by its path
    }
    0
}
//@ file: src/maps.rs
use aya_ebpf::{macros::map, maps::{Array, PerCpuArray as Percpu}};

pub type Stats = aya_ebpf::maps::PerCpuArray<u64>;

#[map]
pub static STATS: Array<u64> = Array::with_max_entries(8, 0);
#[map]
pub static CPU_STATS: Percpu<u64> = Percpu::with_max_entries(8, 0);
#[map]
pub static ALIASED: Stats = Stats::with_max_entries(8, 0);
//@ file: src/deep/mod.rs
use crate::maps::*;

pub fn hit() {
    if let Some(p) = CPU_STATS.get_ptr_mut(0) {
        unsafe { *p += 1 } //~! per CPU, through a glob
    }
    if let Some(p) = ALIASED.get_ptr_mut(0) {
        unsafe { *p += 1 } //~! per CPU, through an alias
    }
    if let Some(p) = STATS.get_ptr_mut(0) {
        unsafe { *p += 1 } //~ raw-shared-increment
    }
}
//@ file: src/pointers.rs
/// No `use` here, but the crate uses aya_ebpf.
pub unsafe fn bump(p: *mut u64) {
    unsafe { *p += 1 } //~ raw-shared-increment
}

pub fn bump_reference(p: &mut u64) {
    *p += 1; //~! a reference
}

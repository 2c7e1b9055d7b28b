// What is a ring buffer, and what only has methods of those names.
use aya_ebpf::{btf_maps::RingBuf as BtfRing, macros::{btf_map, map}, maps::{PerfEventArray, RingBuf}};

type Ring = RingBuf;

#[map(name = "events")]
pub(crate) static mut OUT: RingBuf = RingBuf::with_byte_size(4096, 0);
#[map]
static PINNED: RingBuf = RingBuf::pinned(4096, 0);
#[map]
static ALIASED: Ring = Ring::with_byte_size(4096, 0);
#[map]
static FULL_PATH: ::aya_ebpf::maps::ring_buf::RingBuf = ::aya_ebpf::maps::ring_buf::RingBuf::with_byte_size(4096, 0);
#[btf_map]
static BTF: BtfRing<u64, 4096, 0> = BtfRing::new();
#[map]
static PERF: PerfEventArray<u64> = PerfEventArray::new(0);
static BUFFER: spin::Mutex<Vec<u8>> = spin::Mutex::new(Vec::new());

fn rings(event: &u64) {
    let _ = unsafe { OUT.output(event, 0) }; //~ unsignalled-reserve-failure
    let _ = PINNED.output(event, 0); //~ unsignalled-reserve-failure
    let _ = ALIASED.output(event, 0); //~ unsignalled-reserve-failure
    let _ = FULL_PATH.output(event, 0); //~ unsignalled-reserve-failure
    let _ = BTF.output(event, 0); //~ unsignalled-reserve-failure
    let _ = crate::PINNED.output(event, 0); //~ unsignalled-reserve-failure
    let _ = self::PINNED.output(event, 0); //~ unsignalled-reserve-failure
    let Some(entry) = (unsafe { OUT.reserve::<u64>(0) }) else { return }; //~ unsignalled-reserve-failure
    entry.submit(0);
    if unsafe { OUT.output(event, 0) }.is_err() { //~! signalled
        inc_drop();
    }
}

fn parameters(a: &RingBuf, b: &'static RingBuf, c: &Ring, d: &PerfEventArray<u64>, e: &mut Vec<u64>, event: &u64) {
    let _ = a.output(event, 0); //~ unsignalled-reserve-failure
    let _ = b.output(event, 0); //~ unsignalled-reserve-failure
    let _ = c.output(event, 0); //~ unsignalled-reserve-failure
    let _ = d.output(event, event, 0); //~! a perf event array
    e.reserve(8); //~! a vector
    let f = |ring: &RingBuf| {
        let _ = ring.output(event, 0); //~ unsignalled-reserve-failure
    };
    f(a);
}

fn typed_local(event: &u64) {
    let ring: &RingBuf = ring_of(event);
    let _ = ring.output(event, 0); //~ unsignalled-reserve-failure
    let list: &mut Vec<u8> = list_of(event);
    list.reserve(8); //~! a vector
}

fn others(event: &u64, gpio: &Pin) {
    PERF.output(event, event, 0); //~! a perf event array
    BUFFER.lock().reserve(8); //~! a vector
    let _ = gpio.output(event, 0); //~! something else
    let mut list = Vec::<u8>::new();
    list.reserve(8); //~! a vector
    let _ = std::process::Command::new("x").output(); //~! a process
    let _ = Pin::output(gpio, 0); //~! something else
}

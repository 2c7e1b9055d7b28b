use aya_ebpf::{
    macros::map,
    maps::{Array, PerfEventArray, RingBuf},
};

#[map]
static EVENTS: RingBuf = RingBuf::with_byte_size(4096, 0);
#[map]
static PERF: PerfEventArray<Event> = PerfEventArray::new(0);
#[map]
static STATS: Array<u64> = Array::with_max_entries(8, 0);
#[map]
static DROPPED: Array<u64> = Array::with_max_entries(1, 0);

const STAT_EVENTS: u32 = 0;
const STAT_RINGBUF_DROPPED: u32 = 1;

fn inc_stat(index: u32) {
    let _ = STATS.get(index);
}

fn inc_drop() {
    inc_stat(STAT_RINGBUF_DROPPED);
}

fn else_with_signal(event: Event) -> u32 {
    if let Some(entry) = EVENTS.reserve::<Event>(0) { //~! signalled in the else
        entry.submit(0);
    } else {
        inc_drop();
    }
    if let Some(entry) = EVENTS.reserve::<Event>(0) { //~! a counter named in a call
        entry.submit(0);
    } else {
        inc_stat(STAT_RINGBUF_DROPPED);
        return 1;
    }
    if let Some(entry) = EVENTS.reserve::<Event>(0) { //~! a counter's map
        entry.submit(0);
    } else if let Some(counter) = DROPPED.get_ptr_mut(0) {
        unsafe { core::intrinsics::atomic_xadd_relaxed(counter, 1) };
    }
    0
}

fn let_else() -> u32 {
    let Some(entry) = EVENTS.reserve::<Event>(0) else { //~! signalled
        inc_drop();
        return 0;
    };
    entry.submit(0);
    let Some(bytes) = EVENTS.reserve_bytes(8, 0) else { //~! signalled
        return record_lost(1);
    };
    bytes.submit(0);
    let Some(other) = EVENTS.reserve_untyped(8) else { //~! signalled one call deep
        on_failure();
        return 0;
    };
    other.submit(0);
    0
}

fn on_failure() {
    inc_stat(STAT_RINGBUF_DROPPED);
}

fn record_lost(n: u32) -> u32 {
    n
}

fn matched(stats: &Stats) {
    match EVENTS.reserve::<Event>(0) { //~! signalled
        Some(entry) => entry.submit(0),
        None => inc_drop(),
    }
    match EVENTS.reserve::<Event>(0) { //~! signalled by a method
        Some(entry) => entry.submit(0),
        _ => {
            stats.inc_dropped();
            return;
        }
    }
    match EVENTS.output(&1, 0) { //~! signalled
        Ok(()) => {}
        Err(_) => events_lost(1),
    }
    match EVENTS.output(&1, 0) { //~! signalled
        Err(_) => inc_drop(),
        Ok(()) => {}
    }
}

fn events_lost(_: u32) {}

fn combinators(event: &Event) -> Result<(), i64> {
    EVENTS.output(event, 0).map_err(|e| { inc_drop(); e })?; //~! signalled before the ?
    EVENTS
        .output(event, 0) //~! signalled before the ?
        .map_err(|e| {
            inc_stat(STAT_RINGBUF_DROPPED);
            e
        })?;
    let entry = EVENTS.reserve::<Event>(0).ok_or_else(|| { //~! signalled before the ?
        inc_drop();
        -1i64
    })?;
    entry.submit(0);
    EVENTS.output(event, 0).unwrap_or_else(|_| inc_drop()); //~! signalled
    Ok(())
}

fn conditions(event: &Event) {
    if EVENTS.output(event, 0).is_err() { //~! signalled
        inc_drop();
    }
    if let Err(_) = EVENTS.output(event, 0) { //~! signalled
        inc_stat(STAT_RINGBUF_DROPPED);
    }
    if EVENTS.output(event, 0).is_ok() { //~! signalled in the else
        inc_stat(STAT_EVENTS);
    } else {
        inc_drop();
    }
    let Ok(()) = EVENTS.output(event, 0) else { //~! signalled
        inc_drop();
        return;
    };
}

fn bound(event: &Event) -> u32 {
    let entry = EVENTS.reserve::<Event>(0); //~! followed to its match
    match entry {
        Some(entry) => entry.submit(0),
        None => inc_drop(),
    }
    let entry = EVENTS.reserve::<Event>(0); //~! followed to its else
    if let Some(entry) = entry {
        entry.submit(0);
    } else {
        inc_drop();
    }
    let entry = EVENTS.reserve::<Event>(0); //~! followed to its let-else
    let Some(entry) = entry else {
        inc_drop();
        return 0;
    };
    entry.submit(0);
    let result = EVENTS.output(event, 0); //~! followed to is_err
    if result.is_err() {
        inc_drop();
    }
    0
}

fn returned(event: &Event) -> Option<RingBufEntry<Event>> {
    EVENTS.reserve::<Event>(0) //~! the caller's
}

fn returned_early(event: &Event, early: bool) -> Result<(), i64> {
    if early {
        return EVENTS.output(event, 0); //~! the caller's
    }
    let result = EVENTS.output(event, 0); //~! the caller's, through a variable
    result
}

fn parameter(ring: &RingBuf) {
    if let Some(entry) = ring.reserve::<Event>(0) { //~! signalled
        entry.submit(0);
    } else {
        inc_drop();
    }
}

fn other_receivers(v: &mut Vec<u8>, s: &mut String, m: &mut HashMap<u8, u8>, c: &mut Command) -> std::io::Result<()> {
    v.reserve(8); //~! a vector
    s.reserve(8); //~! a string
    m.reserve(8); //~! a hash map
    Vec::<u8>::new().reserve(8); //~! a vector
    c.output()?; //~! a process
    let _ = Command::new("ls").output(); //~! a process
    let _ = c.output(); //~! a process
    PERF.output(ctx(), &1, 0); //~! a perf event array
    gpio.output(1); //~! something else
    output(&1, 0); //~! a function
    reserve(8); //~! a function
    STATS.reserve(0); //~! an array
    let _ = "EVENTS.output(event, 0)"; //~! a string
    // EVENTS.output(event, 0); //~! a comment
    let _ = stringify!(EVENTS.output(event, 0)); //~! not run
    Ok(())
}

fn entries() {
    let Some(mut entry) = EVENTS.reserve::<Event>(0) else { //~! signalled
        return inc_drop();
    };
    entry.output(1); //~! a method of the entry
    entry.submit(0); //~! cannot fail
    EVENTS.query(0); //~! cannot fail
}

#[cfg(test)]
mod tests {
    fn f() {
        let _ = super::EVENTS.output(&1, 0); //~! test code
    }
}

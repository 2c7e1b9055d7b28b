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

fn missing_else(event: Event) {
    if let Some(mut entry) = EVENTS.reserve::<Event>(0) { //~ unsignalled-reserve-failure@30
        entry.write(event);
        entry.submit(0);
    }
}

fn else_without_signal(event: Event) -> u32 {
    if let Some(entry) = EVENTS.reserve::<Event>(0) { //~ unsignalled-reserve-failure@26
        entry.submit(0);
    } else {
        return 1;
    }
    0
}

fn let_else() -> u32 {
    let Some(entry) = EVENTS.reserve::<Event>(0) else { return 0 }; //~ unsignalled-reserve-failure@23
    entry.submit(0);
    0
}

fn untyped_let_else(len: usize) -> u32 {
    let Some(entry) = EVENTS.reserve_bytes(len, 0) else { //~ unsignalled-reserve-failure
        inc_stat(STAT_EVENTS);
        return 0;
    };
    entry.discard(0);
    0
}

fn matched() {
    match EVENTS.reserve::<Event>(0) { //~ unsignalled-reserve-failure@11
        Some(entry) => entry.submit(0),
        None => {}
    }
    match EVENTS.reserve_untyped(8) { //~ unsignalled-reserve-failure
        Some(entry) => {
            inc_drop();
            entry.submit(0)
        }
        _ => return,
    }
}

fn question_mark(event: &Event) -> Option<()> {
    let entry = EVENTS.reserve::<Event>(0)?; //~ unsignalled-reserve-failure@17
    entry.submit(0);
    EVENTS.reserve::<Event>(0).ok_or(1).ok()?; //~ unsignalled-reserve-failure
    Some(())
}

fn question_mark_on_output(event: &Event) -> Result<(), i64> {
    EVENTS.output(event, 0)?; //~ unsignalled-reserve-failure@5
    EVENTS.output(event, 0).map_err(|e| e + 1)?; //~ unsignalled-reserve-failure
    EVENTS.reserve::<Event>(0).ok_or(1i64)?.submit(0); //~ unsignalled-reserve-failure
    EVENTS.reserve::<Event>(0).ok_or_else(|| -1i64)?.submit(0); //~ unsignalled-reserve-failure
    Ok(())
}

fn discarded(event: &Event) {
    let _ = EVENTS.output(event, 0); //~ unsignalled-reserve-failure@13
    let _result = EVENTS.output(event, 0); //~ unsignalled-reserve-failure
    EVENTS.output(event, 0); //~ unsignalled-reserve-failure@5
    EVENTS.output(event, 0).ok(); //~ unsignalled-reserve-failure
    EVENTS.output(event, 0).unwrap(); //~ unsignalled-reserve-failure
    EVENTS.output(event, 0).expect("room"); //~ unsignalled-reserve-failure
    EVENTS.output(event, 0).unwrap_or(()); //~ unsignalled-reserve-failure
    EVENTS.output(event, 0).unwrap_or_else(|_| ()); //~ unsignalled-reserve-failure
    EVENTS.reserve::<Event>(0).unwrap().submit(0); //~ unsignalled-reserve-failure
    EVENTS.reserve::<Event>(0).map(|entry| entry.submit(0)); //~ unsignalled-reserve-failure
}

fn conditions(event: &Event) {
    if EVENTS.output(event, 0).is_ok() { //~ unsignalled-reserve-failure@8
        inc_stat(STAT_EVENTS);
    }
    if EVENTS.output(event, 0).is_err() { //~ unsignalled-reserve-failure
        return;
    }
    if let Err(_) = EVENTS.output(event, 0) { //~ unsignalled-reserve-failure@21
        inc_stat(STAT_EVENTS);
    }
    if let Ok(()) = EVENTS.output(event, 0) { //~ unsignalled-reserve-failure
        inc_drop();
    }
    match EVENTS.output(event, 0) { //~ unsignalled-reserve-failure
        Ok(()) => inc_drop(),
        Err(_) => inc_stat(STAT_EVENTS),
    }
    let Ok(()) = EVENTS.output(event, 0) else { return }; //~ unsignalled-reserve-failure
}

fn bound() -> u32 {
    let entry = EVENTS.reserve::<Event>(0); //~ unsignalled-reserve-failure@17
    if let Some(entry) = entry {
        entry.submit(0);
    }
    let other = EVENTS.reserve::<Event>(0); //~ unsignalled-reserve-failure
    match other {
        Some(entry) => entry.submit(0),
        None => return 1,
    }
    0
}

fn bound_result(event: &Event) -> Result<(), i64> {
    let first = EVENTS.output(event, 0); //~ unsignalled-reserve-failure
    if first.is_err() {
        return Ok(());
    }
    let second = EVENTS.output(event, 0); //~ unsignalled-reserve-failure
    second?;
    Ok(())
}

fn no_signals(event: &Event, held: Held) -> u32 {
    let Some(a) = EVENTS.reserve::<Event>(0) else { //~ unsignalled-reserve-failure
        drop(held);
        return 0;
    };
    let Some(b) = EVENTS.reserve::<Event>(0) else { //~ unsignalled-reserve-failure
        core::mem::drop(a);
        return 0;
    };
    let Some(c) = EVENTS.reserve::<Event>(0) else { //~ unsignalled-reserve-failure
        // inc_drop();
        return 0;
    };
    let Some(d) = EVENTS.reserve::<Event>(0) else { //~ unsignalled-reserve-failure
        info!(ctx, "event dropped");
        return 0;
    };
    let Some(e) = EVENTS.reserve::<Event>(0) else { //~ unsignalled-reserve-failure
        two_deep();
        return 0;
    };
    inc_drop();
    let Some(f) = EVENTS.reserve::<Event>(0) else { return 0 }; //~ unsignalled-reserve-failure
    inc_drop();
    0
}

fn two_deep() {
    one_deep();
}

fn one_deep() {
    inc_drop();
}

fn parameter(ring: &RingBuf) {
    if let Some(entry) = ring.reserve::<Event>(0) { //~ unsignalled-reserve-failure
        entry.submit(0);
    }
}

/* ünï */ fn column() { let _ = EVENTS.output(&1, 0); } //~ unsignalled-reserve-failure@35

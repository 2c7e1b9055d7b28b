use aya_ebpf::{macros::map, maps::RingBuf};

#[map]
static EVENTS: RingBuf = RingBuf::with_byte_size(4096, 0);
static mut DROP_COUNT: u64 = 0;

macro_rules! emit {
    ($value:expr) => {
        if let Some(mut entry) = EVENTS.reserve::<u64>(0) { //~ unsignalled-reserve-failure
            entry.write($value);
            entry.submit(0);
        }
    };
    (signalled $value:expr) => {
        let Some(mut entry) = EVENTS.reserve::<u64>(0) else { //~! signalled
            inc_drop();
            return 0;
        };
        entry.submit(0);
    };
    ($ring:ident) => {
        let _ = $ring.output(&1, 0); //~! the ring is a fragment
    };
}

fn values(event: &u64) -> u32 {
    let mut entry = match EVENTS.reserve::<u64>(0) { //~! signalled
        Some(entry) => entry,
        None => {
            inc_drop();
            return 0;
        }
    };
    entry.submit(0);
    let mut entry = match EVENTS.reserve::<u64>(0) { //~ unsignalled-reserve-failure
        Some(entry) => entry,
        None => return 0,
    };
    entry.submit(0);
    let mut entry = if let Some(entry) = EVENTS.reserve::<u64>(0) { //~ unsignalled-reserve-failure
        entry
    } else {
        return 0;
    };
    entry.submit(0);
    let Some(entry) = EVENTS.reserve::<u64>(0) else { //~! signalled by an assignment to a counter
        unsafe { DROP_COUNT += 1 };
        return 0;
    };
    entry.submit(0);
    let Some(entry) = EVENTS.reserve::<u64>(0) else { //~! signalled in both branches
        if *event > 1 {
            inc_drop();
        } else {
            events_lost(2);
        }
        return 0;
    };
    entry.submit(0);
    match EVENTS.output(event, 0) { //~ unsignalled-reserve-failure
        Ok(_) => 0,
        Err(_) => 1,
    }
}

fn combinators(event: &u64) -> Result<(), i64> {
    EVENTS.output(event, 0).map_err(record_drop)?; //~! signalled by a function handed over by name
    EVENTS.output(event, 0).or_else(|e| { inc_drop(); Err(e) })?; //~! signalled before the ?
    EVENTS.output(event, 0).map_err(Into::into)?; //~ unsignalled-reserve-failure
    EVENTS.output(event, 0).or(Err(-1))?; //~ unsignalled-reserve-failure
    EVENTS.reserve::<u64>(0).map_or_else(|| inc_drop(), |entry| entry.submit(0)); //~! signalled
    EVENTS.reserve::<u64>(0).map_or((), |entry| entry.submit(0)); //~ unsignalled-reserve-failure
    if EVENTS.output(event, 0).is_err() { //~! signalled one call deep
        return fail();
    }
    if !EVENTS.output(event, 0).is_ok() { //~! signalled
        inc_drop();
    }
    Ok(())
}

fn fail() -> Result<(), i64> {
    inc_drop();
    Err(-1)
}

fn in_places(event: &u64, on: bool) {
    let emit = |event: &u64| { EVENTS.output(event, 0).ok(); }; //~ unsignalled-reserve-failure
    emit(event);
    if on {
        for _ in 0..2 {
            let _ = EVENTS.output(event, 0); //~ unsignalled-reserve-failure
        }
    }
    run! { let _ = EVENTS.output(event, 0); } //~ unsignalled-reserve-failure
    unsafe {
        EVENTS.output(event, 0).unwrap_unchecked(); //~ unsignalled-reserve-failure
    }
    fn nested(event: &u64) {
        let _ = EVENTS.output(event, 0); //~ unsignalled-reserve-failure
    }
    nested(event);
    drop(EVENTS.output(event, 0)); //~ unsignalled-reserve-failure
    core::mem::forget(1); //~! nothing emitted
}

fn two_rings(a: &RingBuf, b: &RingBuf, event: &u64) {
    if a.output(event, 0).is_err() { //~ unsignalled-reserve-failure
        let _ = b.output(event, 0); //~ unsignalled-reserve-failure
    }
}

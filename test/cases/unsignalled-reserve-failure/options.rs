//@ options: {"ring_buffers": ["OUT_*"], "drop_signal": {"functions": ["note_*"], "counters": ["MISSES"]}}
use crate::maps::{ELSEWHERE, OUT_A, OUT_B};

fn f(event: &u64) -> u32 {
    let _ = OUT_A.output(event, 0); //~ unsignalled-reserve-failure
    let Some(entry) = OUT_B.reserve::<u64>(0) else { return 0 }; //~ unsignalled-reserve-failure
    entry.submit(0);
    let Some(entry) = OUT_B.reserve::<u64>(0) else { //~! the options' own signal
        note_failure();
        return 0;
    };
    entry.submit(0);
    if OUT_A.output(event, 0).is_err() { //~! the options' own counter
        count(MISSES);
    }
    if OUT_A.output(event, 0).is_err() { //~ unsignalled-reserve-failure
        inc_drop();
    }
    let _ = ELSEWHERE.output(event, 0); //~! not known to be a ring buffer
    0
}

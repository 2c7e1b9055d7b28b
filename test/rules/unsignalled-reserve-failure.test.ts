import { describe, expect, test } from '@jest/globals';
import { judgeFile, judgeStatements } from './ebpf-cases.js';

const RULE = 'unsignalled-reserve-failure';

describe('a failure goes unnoticed', () => {
  test.each([
    ['without else', 'if let Some(e) = EVENTS.reserve::<u8>(0) { e.submit(0) } //~'],
    ['in a while', 'while let Some(e) = EVENTS.reserve::<u8>(0) { e.submit(0) } //~'],
    ['with ?', 'let e = EVENTS.reserve::<u8>(0)?; //~'],
    ['with ok_or and ?', 'EVENTS.output(&n, 0).map_err(|e| { log(e); e }).ok()?; //~'],
    ['as a statement', 'EVENTS.output(&n, 0); //~'],
    ['as the value of a discarded block', '{ EVENTS.output(&n, 0) }; //~'],
    ['bound to _', 'let _ = EVENTS.output(&n, 0); //~'],
    ['assigned to _', '_ = EVENTS.output(&n, 0); //~'],
    ['bound and never looked at', 'let sent = EVENTS.output(&n, 0); //~'],
    ['bound, then dropped', 'let sent = EVENTS.output(&n, 0); //~\ndrop(sent);'],
    ['unwrapped', 'EVENTS.output(&n, 0).unwrap(); //~'],
    ['expected later', 'let slot = EVENTS.reserve::<u8>(0); //~\nlet e = slot.expect("room");'],
    [
      'with one silent arm of two',
      'match EVENTS.output(&n, 0) { Ok(()) => {} Err(1) => inc_drop(), Err(_) => {} } //~',
    ],
    ['with the signal on the other path', 'if EVENTS.output(&n, 0).is_ok() { inc_drop() } //~'],
    [
      'with drop() as if it were a signal',
      'let Some(e) = EVENTS.reserve::<u8>(0) else { drop(n); return None }; //~',
    ],
    ['with core::mem::drop', 'if EVENTS.output(&n, 0).is_err() { core::mem::drop(n) } //~'],
    ['with a counter only shown', 'if EVENTS.output(&n, 0).is_err() { info!(ctx, "{}", STAT_DROPPED) } //~'],
    [
      'in both alternatives',
      'let r = if n > 1 { EVENTS.output(&n, 0) } else { EVENTS.output(&k, 0) }; //~ unsignalled-reserve-failure unsignalled-reserve-failure\nif r.is_err() { log(1) }',
    ],
  ])('%s', async (_way, statements) => {
    expect(await judgeStatements(RULE, statements)).toEqual([]);
  });
});

describe('a drop is signalled', () => {
  test.each([
    ['in else', 'if let Some(e) = EVENTS.reserve::<u8>(0) { e.submit(0) } else { inc_drop() }'],
    [
      'in a later else',
      'if let Some(e) = EVENTS.reserve::<u8>(0) { e.submit(0) } else if n > 1 { inc_drop() }',
    ],
    [
      'after a branch that returns',
      'if let Some(e) = EVENTS.reserve::<u8>(0) { e.submit(0); return None }\ninc_drop();',
    ],
    ['by a counter', 'let Some(e) = EVENTS.reserve::<u8>(0) else { inc(STAT_DROPPED); return None };'],
    ['by an assignment', 'if EVENTS.output(&n, 0).is_err() { DROPS += 1 }'],
    ['by a function of the file', 'if EVENTS.output(&n, 0).is_err() { count_full() }'],
    ['by a local closure', 'let full = || inc_drop();\nif EVENTS.output(&n, 0).is_err() { full() }'],
    ['by a handler', 'EVENTS.output(&n, 0).map_err(|e| { inc_drop(); e }).ok()?;'],
    ['by a named handler', 'EVENTS.output(&n, 0).unwrap_or_else(on_drop);'],
    ['by then', 'EVENTS.output(&n, 0).is_err().then(|| inc_drop());'],
    ['after a negation', 'let ok = EVENTS.output(&n, 0).is_ok();\nif !ok { inc_lost() }'],
    [
      'by any use of the variable',
      'let sent = EVENTS.output(&n, 0);\nif sent.is_err() { inc_drop() }\nsent.ok()?;',
    ],
    ['in a match on the flag', 'match EVENTS.output(&n, 0).is_ok() { true => {} false => inc_drop() }'],
  ])('%s', async (_way, statements) => {
    expect(await judgeStatements(RULE, statements)).toEqual([]);
  });
});

describe('silence about', () => {
  test.each([
    ['other maps', 'PERF.output(&ctx, &n, 0);'],
    ['vectors', 'let mut v = Vec::new();\nv.reserve(10);'],
    ['what is handed on', 'finish(EVENTS.output(&n, 0));'],
    ['what is returned', 'return EVENTS.reserve::<u8>(0).map(|_| ());'],
  ])('%s', async (_what, statements) => {
    expect(await judgeStatements(RULE, statements)).toEqual([]);
  });

  test('a ring buffer of another crate', async () => {
    const source = 'use ringbuf::RingBuf;\nstatic R: RingBuf = x();\nfn f() { R.output(1, 0); }';
    expect(await judgeFile(RULE, source)).toEqual([]);
  });

  test('a result that the caller gets', async () => {
    const source = 'use aya_ebpf::maps::RingBuf;\nfn f(r: &RingBuf) -> Result<(), i64> { r.output(&1, 0) }';
    expect(await judgeFile(RULE, source)).toEqual([]);
  });
});

test('names that the options give count as ring buffers', async () => {
  const body = 'fn f(bus: &Bus) { bus.output(1, 0); }';
  expect(await judgeFile(RULE, body)).toEqual([]);
  expect(await judgeFile(RULE, `//@ options: {"ring_buffers": ["b?s"]}\n${body} //~`)).toEqual([]);
});

test('names of signals are data', async () => {
  const options = '//@ options: {"drop_signal": {"functions": ["overflow"], "counters": []}}';
  const source = (handler: string) =>
    `${options}\nuse aya_ebpf::maps::RingBuf;\nfn f(r: &RingBuf) { if r.output(&1, 0).is_err() { ${handler}() } }`;
  expect(await judgeFile(RULE, source('overflow'))).toEqual([]);
  expect(await judgeFile(RULE, `${source('inc_drop')} //~`)).toEqual([]);
});

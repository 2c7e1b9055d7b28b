import { describe, expect, test } from '@jest/globals';
import { analyze } from '../../src/analysis/analyze.js';
import { judgeFile, judgeStatements } from './ebpf-cases.js';
import { shippedRules } from './judge-case.js';

const RULE = 'raw-shared-increment';

describe('a pointer is followed', () => {
  test.each([
    [
      'through a tuple',
      'if let (Some(a), Some(_)) = (COUNTS.get_ptr_mut(0), CPU.get_ptr_mut(0)) { *a += 1 } //~',
    ],
    ['through and_then', 'let x = COUNTS.get_ptr_mut(0).and_then(|p| p.as_mut())?;\n*x += 1; //~'],
    ['through a for loop over the Option', 'for p in COUNTS.get_ptr_mut(0) { *p += 1 } //~'],
    ['through ok_or and ?', 'let p = COUNTS.get_ptr_mut(0).ok_or(()).ok()?;\n*p += 1; //~'],
    ['through NonNull', 'let p = core::ptr::NonNull::new(COUNTS.get_ptr_mut(0)?)?;\n*p.as_ptr() += 1; //~'],
    ['through a struct', 'let held = Held { pointer: COUNTS.get_ptr_mut(0)? };\n*held.pointer += 1; //~'],
    ['through a later assignment', 'let p;\np = COUNTS.get_ptr_mut(0)?;\n*p += 1; //~'],
    [
      'through a match with a diverging arm',
      'let p = match COUNTS.get_ptr_mut(0) { Some(p) => p, None => return None };\n*p += 1; //~',
    ],
    ['through a reference to the map', 'let map = &COUNTS;\nlet p = map.get_ptr_mut(0)?;\n*p += 1; //~'],
    ['through a call by path', 'let p = Array::get_ptr_mut(&COUNTS, 0)?;\n*p += 1; //~'],
    ['into a field pattern', 'let Flow { packets, .. } = &mut *FLOWS.get_ptr_mut(&k)?;\n*packets += 1; //~'],
    [
      'into an element',
      'let f = FLOWS.get_ptr_mut(&k)?;\nif let Some(s) = (*f).sizes.get_mut(1) { *s += 1 } //~',
    ],
    [
      'into each element',
      'let f = &mut *FLOWS.get_ptr_mut(&k)?;\nfor s in f.sizes.iter_mut() { *s += 1 } //~',
    ],
    ['into a nested unsafe closure', 'COUNTS.get_ptr_mut(0).map(|p| unsafe { let q = p; *q += n }); //~'],
    [
      'out of an if',
      'let p = if n > 1 { COUNTS.get_ptr_mut(0) } else { COUNTS.get_ptr_mut(1) };\n*p? += 1; //~',
    ],
    [
      'into a slice',
      'let all = core::slice::from_raw_parts_mut(COUNTS.get_ptr_mut(0)?, 4);\nall[1] += 1; //~',
    ],
    ['out of an array', 'for slot in [COUNTS.get_ptr_mut(0), COUNTS.get_ptr_mut(1)] { *slot? += 1 } //~'],
    [
      'out of an iterator over an array',
      'for p in [COUNTS.get_ptr_mut(0)].into_iter().flatten() { *p += 1 } //~',
    ],
    [
      'out of an iterator',
      'let mut slots = COUNTS.get_ptr_mut(0).into_iter();\nwhile let Some(p) = slots.next() { *p += 1 } //~',
    ],
    [
      'past a per-CPU alternative',
      'let p = if n > 1 { CPU.get_ptr_mut(0) } else { COUNTS.get_ptr_mut(1) };\n*p? += 1; //~',
    ],
  ])('%s', async (_way, statements) => {
    expect(await judgeStatements(RULE, statements)).toEqual([]);
  });
});

describe('an update is found', () => {
  test.each([
    ['*p += 1;'],
    ['*p = n + *p;'],
    ['*p = { let old = *p; old + 1 };'],
    ['*p = (*p).max(n);'],
    ['*p = u64::saturating_add(*p, n);'],
    ['p.write(p.read().wrapping_add(1));'],
    ['p.write_unaligned(p.read_unaligned() + 1);'],
    ['core::ptr::write_volatile(p, core::ptr::read_volatile(p) + 1);'],
    ['core::mem::replace(&mut *p, *p + 1);'],
    ['core::ops::AddAssign::add_assign(&mut *p, 1);'],
    ['(*p.cast::<u32>()) += 1;'],
    ['*(p as usize as *mut u64) += 1;'],
    ['(*p, _) = (*p + 1, 0);'],
    ['if let Some(next) = (*p).checked_add(1) { *p = next }'],
  ])('in %s', async (statement) => {
    expect(await judgeStatements(RULE, `let p = COUNTS.get_ptr_mut(0)?;\n${statement} //~`)).toEqual([]);
  });

  test('through two look-ups of one entry', async () => {
    const twice = 'let old = *COUNTS.get_ptr(k)?;\n*COUNTS.get_ptr_mut(k)? = old + 1; //~';
    expect(await judgeStatements(RULE, twice)).toEqual([]);
  });
});

describe('silence about', () => {
  test.each([
    ['a store', '*p = n;'],
    ['a read', 'let old = *p + 1;'],
    ['a swap with memory of another entry', 'let q = COUNTS.get_ptr_mut(1)?;\n*p = *q + 1;'],
    [
      'two look-ups of different entries',
      'let old = *COUNTS.get_ptr(1)?;\n*COUNTS.get_ptr_mut(2)? = old + 1;',
    ],
    ['a read after the store', '*p = 1;\nlet old = *p;\nlet next = old + 1;'],
    ['a local that was overwritten since', 'let mut old = *p;\nold = n;\n*p = old;'],
    ['a shadowed local', 'let old = *p;\nlet old = n;\n*p = old;'],
    ['another field', 'let f = FLOWS.get_ptr_mut(&k)?;\n(*f).bytes = (*f).packets + 1;'],
    ['an atomic', 'core::sync::atomic::AtomicU64::from_ptr(p).fetch_add(1, Relaxed);'],
    ['the pointer itself', 'let mut q = p;\nq = q.add(1);'],
    ['a copy of the memory', 'let mut copy = *p;\ncopy += 1;'],
    ['a pointer of a name that is shadowed', 'let mut other = 1u64;\nlet p = &mut other;\n*p += 1;'],
    ['an item function inside', 'fn inner(p: &mut u64) { *p += 1 }'],
    [
      'a per-CPU entry with a typed closure parameter',
      'CPU.get_ptr_mut(0).map(|q: *mut u64| unsafe { *q += 1 });',
    ],
    ['a per-CPU map behind a reference', 'let map = &CPU;\n*map.get_ptr_mut(0)? += 1;'],
    ['a stack value', 'let mut counter = [0u64; 4];\nlet q = counter.as_mut_ptr();\n*q += 1;'],
  ])('%s', async (_what, statements) => {
    expect(await judgeStatements(RULE, `let p = COUNTS.get_ptr_mut(0)?;\n${statements}`)).toEqual([]);
  });
});

describe('declarations', () => {
  test.each([
    [
      'a renamed per-CPU type',
      'use aya_ebpf::maps::PerCpuArray as Counters;\n#[map]\nstatic M: Counters<u64> = x();',
      false,
    ],
    [
      'a shared type under a per-CPU name',
      'use aya_ebpf::maps::Array as PerCpuArray;\n#[map]\nstatic M: PerCpuArray<u64> = x();',
      true,
    ],
    [
      'an alias of a per-CPU type',
      'type C = aya_ebpf::maps::PerCpuArray<u64>;\n#[map]\nstatic M: C = x();',
      false,
    ],
    ['a per-CPU parameter', 'use aya_ebpf::maps::PerCpuArray;\nfn g(M: &PerCpuArray<u64>) {}', true],
    [
      'alternatives under cfg',
      '#[cfg(a)]\n#[map]\nstatic M: aya_ebpf::maps::PerCpuArray<u64> = x();\n#[cfg(not(a))]\n#[map]\nstatic M: aya_ebpf::maps::Array<u64> = x();',
      true,
    ],
    [
      'an alternative for tests',
      '#[cfg(test)]\n#[map]\nstatic M: aya_ebpf::maps::Array<u64> = x();\n#[cfg(not(test))]\n#[map]\nstatic M: aya_ebpf::maps::PerCpuArray<u64> = x();',
      false,
    ],
    ['a static of a type of its own', 'struct Pool;\nstatic M: Pool = Pool;', false],
  ])('%s', async (_what, declarations, isFinding) => {
    const update = `fn f() { if let Some(p) = M.get_ptr_mut(0) { unsafe { *p += 1 } } }${isFinding ? ' //~' : ''}`;
    expect(await judgeFile(RULE, `${declarations}\n${update}`)).toEqual([]);
  });

  test('of another file decide', async () => {
    const crate = [
      '//@ file: src/lib.rs',
      'mod maps; mod hooks;',
      '//@ file: src/maps.rs',
      'use aya_ebpf::maps::{Array, PerCpuArray};',
      '#[map]\npub static SHARED: Array<u64> = x();',
      '#[map]\npub static OWN: PerCpuArray<u64> = x();',
      '//@ file: src/hooks.rs',
      'use crate::maps::{OWN, SHARED};',
      'fn f() -> Option<()> {',
      'unsafe { *SHARED.get_ptr_mut(0)? += 1 } //~',
      'unsafe { *OWN.get_ptr_mut(0)? += 1 }',
      'Some(()) }',
    ];
    expect(await judgeFile(RULE, crate.join('\n'))).toEqual([]);
  });

  test('a pointer parameter counts in eBPF code only', async () => {
    const update = 'unsafe fn f(p: *mut u64) { *p += 1 }';
    expect(await judgeFile(RULE, update)).toEqual([]);
    expect(await judgeFile(RULE, `use aya_ebpf::EbpfContext;\n${update} //~`)).toEqual([]);
    expect(
      await judgeFile(
        RULE,
        `use aya_ebpf::EbpfContext;\ntype P = *mut u64;\nunsafe fn f(p: P) { *p += 1 } //~`,
      ),
    ).toEqual([]);
    expect(await judgeFile(RULE, `// aya_ebpf\n${update}`)).toEqual([]);
  });
});

describe('a function of the file that returns a pointer', () => {
  const helpers = [
    'use aya_ebpf::maps::{Array, PerCpuArray};',
    '#[map]\nstatic M: Array<u64> = x();\n#[map]\nstatic OWN: PerCpuArray<u64> = x();',
    'fn slot(i: u32) -> Option<*mut u64> { M.get_ptr_mut(i) }',
    "fn own() -> Option<&'static mut u64> { OWN.get_ptr_mut(0).map(|p| unsafe { &mut *p }) }",
    'fn packet(c: *mut Ctx) -> *mut u64 { c as *mut u64 }',
  ].join('\n');

  test.each([
    ['*slot(0)? += 1;', true],
    ['if let Some(p) = slot(1) { *p += 1 }', true],
    ['*slot(0)? = *slot(1)? + 1;', false],
    ['*own()? += 1;', false],
    ['*packet(c) += 1;', false],
  ])('%s: %s', async (statement, isFinding) => {
    const body = `unsafe fn f(c: &Ctx) -> Option<()> {\n${statement}${isFinding ? ' //~' : ''}\nSome(()) }`;
    expect(await judgeFile(RULE, `${helpers}\n${body}`)).toEqual([]);
  });
});

describe('a suggestion', () => {
  const rule = shippedRules().get(RULE)!;
  const found = async (source: string) => {
    const files = [{ path: 'src/lib.rs', bytes: Buffer.from(source) }];
    const [report] = await analyze({ files, runs: [{ rule, paths: ['src/lib.rs'] }] });
    return report!;
  };
  const file = (type: string, statement: string) =>
    `use aya_ebpf::maps::Array;\n#[map]\nstatic M: Array<${type}> = x();\nunsafe fn f(n: u32) -> Option<()> {
    let p = M.get_ptr_mut(0)?;\n    ${statement}\n    Some(())\n}\n`;

  test.each([
    ['u64', '*p += 1;', 'AtomicU64::from_ptr(p).fetch_add(1, core::sync::atomic::Ordering::Relaxed);'],
    ['u32', '*p -= 2u32;', 'AtomicU32::from_ptr(p).fetch_sub(2u32, core::sync::atomic::Ordering::Relaxed);'],
    [
      'u64',
      'if n > 1 { *p += n as u64 }',
      'if n > 1 { core::sync::atomic::AtomicU64::from_ptr(p).fetch_add(n as u64, core::sync::atomic::Ordering::Relaxed); }',
    ],
    [
      'i64',
      '/* é */ *p += 1; // one',
      'AtomicI64::from_ptr(p).fetch_add(1, core::sync::atomic::Ordering::Relaxed); // one',
    ],
  ])('for a map of %s: %s', async (type, statement, ending) => {
    const source = file(type, statement);
    const { findings } = await found(source);
    const suggestion = findings[0]!.suggestion!;
    expect(suggestion).toMatchObject({ startLine: 6, endLine: 6 });
    expect(suggestion.text.endsWith(ending)).toBe(true);
    const lines = source.split('\n');
    lines.splice(suggestion.startLine - 1, 1, suggestion.text);
    expect(await found(lines.join('\n'))).toMatchObject({ findings: [], errors: [] });
  });

  test.each([
    ['of values without an atomic type', 'u16', '*p += 1;'],
    ['of structs', 'Flow', '(*p).packets += 1;'],
    ['of an amount of unknown type', 'u64', '*p += total;'],
    ['of another width', 'u64', '*p.cast::<u32>() += 1;'],
    ['of a converted pointer', 'u64', 'let p = p as *mut u32; *p += 1;'],
    ['where the value is used', 'u64', 'let done = match n { _ => *p += 1 };'],
    ['of two updates on one line', 'u64', '*p += 1; *p += 1;'],
    ['of other operators', 'u64', '*p *= 2;'],
  ])('is not made %s', async (_what, type, statement) => {
    const { findings } = await found(file(type, statement));
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.filter((finding) => finding.suggestion !== undefined)).toEqual([]);
  });
});

describe('hostile input', () => {
  const judge = async (source: string) => {
    const files = [{ path: 'src/lib.rs', bytes: Buffer.from(`use aya_ebpf::maps::Array;\n${source}`) }];
    const [report] = await analyze({
      files,
      runs: [{ rule: shippedRules().get(RULE)!, paths: ['src/lib.rs'] }],
    });
    return report!.findings.length;
  };
  const depth = 20_000;

  test.each([
    ['parentheses', `unsafe fn f(p: *mut u64) { *${'('.repeat(depth)}p${')'.repeat(depth)} += 1 }`, 1],
    ['blocks', `unsafe fn f(p: *mut u64) { ${'{'.repeat(depth)} *p += 1 ${'}'.repeat(depth)} }`, 1],
    ['method calls', `unsafe fn f(p: *mut u64) { *p${'.cast::<u64>()'.repeat(depth)} += 1 }`, 1],
    [
      'wrappers',
      `unsafe fn f(p: *mut u64) { let a = ${'Some('.repeat(depth)}p${')'.repeat(depth)}; *p += 1 }`,
      1,
    ],
    ['fields', `unsafe fn f(p: *mut u64) { (*p)${'.a'.repeat(depth)} += 1 }`, 1],
    ['updates', `unsafe fn f(p: *mut u64) { ${'*p += 1; '.repeat(depth)} }`, depth],
  ])('%s nested or repeated many times', async (_what, source, findings) => {
    expect(await judge(source)).toBe(findings);
  });
});

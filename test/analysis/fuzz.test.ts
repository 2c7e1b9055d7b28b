import { analyze } from '../../src/analysis/analyze.js';
import { assemblePrograms } from '../../src/program/program-set.js';
import { loadShipped } from '../../src/program/shipped.js';
import { KINDS, mutated, randomFrom } from './mutations.js';

/** FUZZ_MUTATIONS=10000 for a long run. */
const MUTATIONS = Number(process.env.FUZZ_MUTATIONS ?? 300);
const SEED = Number(process.env.FUZZ_SEED ?? 1);
/** A file of some kilobytes takes milliseconds; a machine that is busy, more. */
const SLOWEST_MS = 5000;

/** What is changed lies before or after this, never in it. */
const PLANTED = `

async fn planted_between_the_others(path: &std::path::Path) -> std::io::Result<String> {
    ::std::fs::read_to_string(path)
}

`;

const SERVICE = `//! Loads policies, and answers requests by them.
use std::{collections::HashMap, fs, sync::{Arc, LazyLock}};
use regex::Regex;

static HOST: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^[a-z0-9.-]+$").unwrap());

/* A block comment /* with another in it */ and an é. */
#[derive(Debug, Clone, Default)]
pub struct Policy<'a, T: Into<String> + 'a> where T: Clone {
    pub name: &'a str,
    rules: HashMap<String, Vec<T>>,
}

impl<'a, T: Into<String> + Clone> Policy<'a, T> {
    pub async fn load(path: &str) -> anyhow::Result<Vec<u8>> {
        let text = tokio::fs::read(path).await?;
        let retries = match text.len() { 0 => 1u8, n if n > 10_000 => b'\\'', _ => 0x2f };
        tracing::info!(%path, retries, "loaded {}", text.len());
        for (i, line) in text.split(|b| *b == b'\\n').enumerate() {
            if let Some(rest) = line.strip_prefix(b"allow ") && i > 0 {
                println!("{i}: {:?}", rest);
            }
        }
        tokio::select! {
            Some(x) = wait(path) => { drop(x); }
            _ = async { fs::metadata(path).ok(); } => {}
        }
        Ok(text)
    }

    fn matches(&self, host: &str) -> bool {
        let raw = r#"a "quoted" { brace"#;
        HOST.is_match(host) || Regex::new(raw).is_ok_and(|r| r.is_match(host)) || '}' == '"'
    }
}
`;

const KERNEL = `#![no_std]
use aya_ebpf::{macros::map, maps::{Array, RingBuf}};

#[map]
static COUNTS: Array<u64> = Array::with_max_entries(4, 0);
#[map(name = "EVENTS")]
static EVENTS: RingBuf = RingBuf::with_byte_size(1 << 16, 0);

macro_rules! count {
    ($index:expr $(, $more:expr)*) => {{ if let Some(p) = COUNTS.get_ptr_mut($index) { unsafe { *p += 1 } } $($more;)* }};
}

pub fn handle(ctx: *mut u8, len: usize) -> Result<u32, i64> {
    if let Some(counter) = COUNTS.get_ptr_mut(0) {
        unsafe { *counter = *counter + 1; }
    }
    let Some(mut entry) = EVENTS.reserve::<[u8; 64]>(0) else { count!(1); return Ok(0); };
    entry.write([0; 64]);
    entry.submit(0);
    let sum: u32 = (0..len as u32).map(|x| x.wrapping_mul(3)).filter(|x| x & 1 == 0).sum();
    Ok(if ctx.is_null() { 0 } else { sum })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing() {
        assert_eq!(handle(core::ptr::null_mut(), 0), Ok(0), "it {} nothing", "is");
    }
}
`;

const rules = [...assemblePrograms([], loadShipped()).rules.values()];

async function judge(text: Buffer) {
  const files = [{ path: 'src/lib.rs', bytes: text }];
  const reports = await analyze({ files, runs: rules.map((rule) => ({ rule, paths: ['src/lib.rs'] })) });
  const findings = reports.flatMap((report) => report.findings);
  return {
    found: findings.some((finding) => finding.function === 'planted_between_the_others'),
    told: reports.some((report) => report.errors.some(({ path }) => path === 'src/lib.rs')),
  };
}

const around = (before: Buffer, after: Buffer) => Buffer.concat([before, Buffer.from(PLANTED), after]);

test('the planted finding is found where nothing is changed', async () => {
  for (const [before, after] of [
    [SERVICE, KERNEL],
    [KERNEL, SERVICE],
  ] as const) {
    const text = around(Buffer.from(before), Buffer.from(after));
    expect(await judge(text)).toEqual({ found: true, told: false });
  }
});

test(`${MUTATIONS} mutations: no crash, no hang, no silence`, async () => {
  const random = randomFrom(SEED);
  const silent: string[] = [];
  let slowest = 0;
  for (let i = 0; i < MUTATIONS; i++) {
    const [before, after] = (i % 2 === 0 ? [SERVICE, KERNEL] : [KERNEL, SERVICE]).map((text) =>
      Buffer.from(text),
    );
    const isBefore = random() < 0.5;
    const kind = KINDS[Math.floor(random() * KINDS.length)]!;
    const changed = mutated((isBefore ? before : after)!, kind, random);
    const text = isBefore ? around(changed, after!) : around(before!, changed);
    const started = performance.now();
    const { found, told } = await judge(text);
    slowest = Math.max(slowest, performance.now() - started);
    if (!found && !told) silent.push(`mutation ${i} of seed ${SEED} (${kind}):\n${text.toString()}`);
  }
  expect(silent).toEqual([]);
  expect(slowest).toBeLessThan(SLOWEST_MS);
}, 600_000);

import type { RuleDefinition } from '../../src/rules/definition.js';
import { parseCase } from './case-file.js';
import { disagreements, shippedRules } from './judge-case.js';

/** The crate root that table rows about eBPF code stand in. */
export const EBPF = `
use aya_ebpf::{macros::map, maps::{Array, HashMap, LpmTrie, PerCpuArray, PerfEventArray, RingBuf}};
#[map]
static COUNTS: Array<u64> = Array::with_max_entries(8, 0);
#[map]
static FLOWS: HashMap<u32, Flow> = HashMap::with_max_entries(8, 0);
#[map]
static CPU: PerCpuArray<u64> = PerCpuArray::with_max_entries(8, 0);
#[map]
static EVENTS: RingBuf = RingBuf::with_byte_size(4096, 0);
#[map]
static PERF: PerfEventArray<u8> = PerfEventArray::new(0);
#[map]
static CIDR_RULES_V4: LpmTrie<[u8; 4], u32> = LpmTrie::with_max_entries(8, 0);
#[map]
static DENY_PORTS: HashMap<u16, u32> = HashMap::with_max_entries(8, 0);
struct Flow { packets: u64, bytes: u64, sizes: [u64; 4] }
fn emit_socket_event(port: u16, rule_id: u32) {}
fn count_full() { inc(STAT_DROPPED); }
`;

const rules: ReadonlyMap<string, RuleDefinition> = shippedRules();

/**
 * Judges statements in a function of eBPF code: which labels are wrong. A line that ends in `//~` is labelled as a
 * finding of the rule; every other line must have none.
 */
export function judgeStatements(rule: string, statements: string): Promise<readonly string[]> {
  const body = `unsafe fn body(port: u16, k: u32, n: u64) -> Option<()> {\n${statements}\nSome(())\n}\n`;
  return judgeFile(rule, `${EBPF}\n${body}`);
}

/** The same for a whole file, or for several after `//@ file:` lines. */
export function judgeFile(rule: string, source: string): Promise<readonly string[]> {
  return disagreements(parseCase(`${rule}/row`, source.replace(/\/\/~$/gm, `//~ ${rule}`)), rules);
}

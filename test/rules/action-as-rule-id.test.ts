import { describe, expect, test } from '@jest/globals';
import { judgeFile, judgeStatements } from './ebpf-cases.js';

const RULE = 'action-as-rule-id';
const LOOKUP = 'CIDR_RULES_V4.get(&k)';

describe('the value of a look-up is followed', () => {
  test.each([
    [
      'out of a match',
      `let a = match ${LOOKUP} { Some(&a) => a, None => return None };\nemit_socket_event(port, a); //~`,
    ],
    [
      'with a default',
      `let a = ${LOOKUP}.copied().unwrap_or(0);\nif a == 2 { emit_socket_event(port, a) } //~`,
    ],
    ['into a closure', `${LOOKUP}.map(|a| emit_socket_event(port, *a)); //~`],
    ['through ?', `let a = *${LOOKUP}?;\nemit_socket_event(port, a); //~`],
    ['through conversions', `if let Some(a) = ${LOOKUP} { emit_socket_event(port, u32::from(*a)) } //~`],
    ['through or', `if let Some(a) = OTHER.get(&k).or(${LOOKUP}) { emit_socket_event(port, *a) } //~`],
    ['through a tuple', `let (id, _) = (*${LOOKUP}?, 1);\nemit_socket_event(port, id); //~`],
    [
      'through a closure that picks',
      `if let Some((a, id)) = ${LOOKUP}.map(|e| (e.action, e.rule_id)) {\nemit_socket_event(port, a); //~\nemit_socket_event(port, id);\n}`,
    ],
    ['into an event', `if let Some(&rule_id) = ${LOOKUP} { submit(SocketEvent { port, rule_id }) } //~`],
    ['through a pointer to an event', `if let Some(a) = ${LOOKUP} { (*event).rule_id = *a } //~`],
  ])('%s', async (_way, statements) => {
    expect(await judgeStatements(RULE, statements)).toEqual([]);
  });
});

describe('a constant is judged by the branch it is in', () => {
  test.each([
    ['after let else', `let Some(_) = ${LOOKUP} else { return None };\nemit_socket_event(port, 7); //~`],
    ['in its None branch', `let Some(_) = ${LOOKUP} else { emit_socket_event(port, 7); return None };`],
    ['after is_some', `if ${LOOKUP}.is_some() { emit_socket_event(port, RULE_NONE) } //~`],
    ['in else of is_some', `if ${LOOKUP}.is_some() {} else { emit_socket_event(port, RULE_NONE) }`],
    [
      'after is_none returned',
      `if ${LOOKUP}.is_none() { return None }\nemit_socket_event(port, Rule::None); //~`,
    ],
    ['in a wildcard arm', `match ${LOOKUP} { Some(2) => {} _ => emit_socket_event(port, 7) }`],
    [
      'in the branch of another map inside',
      `if let Some(_) = ${LOOKUP} { if let Some(_) = DENY_PORTS.get(&port) { emit_socket_event(port, 7) } }`,
    ],
    ['in a branch of another map', 'if let Some(_) = DENY_PORTS.get(&port) { emit_socket_event(port, 7) }'],
    [
      "in its branch inside another map's",
      `if let Some(_) = DENY_PORTS.get(&port) { if let Some(_) = ${LOOKUP} { emit_socket_event(port, 7) } } //~`,
    ],
    [
      'past another map that left the function',
      `let Some(_) = ${LOOKUP} else { return None };\nif let Some(_) = DENY_PORTS.get(&port) { return None }\nemit_socket_event(port, 7); //~`,
    ],
    [
      'past its own branch that left the function',
      `if let Some(_) = ${LOOKUP} { return None }\nemit_socket_event(port, 7);`,
    ],
    ['outside of all', 'emit_socket_event(port, 7);'],
    [
      "as an event's first value",
      `if let Some(_) = ${LOOKUP} { let mut e = Event { rule_id: 0 };\ne.rule_id = known(port); }`,
    ],
    ["as an event's only value", `if let Some(_) = ${LOOKUP} { let mut e = Event { rule_id: 0 }; } //~`],
  ])('%s', async (_where, statements) => {
    expect(await judgeStatements(RULE, statements)).toEqual([]);
  });
});

describe('silence about', () => {
  test.each([
    ['a value from elsewhere', `if let Some(a) = ${LOOKUP} { emit_socket_event(port, rule_of(*a)) }`],
    ['a part of a packed value', `if let Some(a) = ${LOOKUP} { emit_socket_event(port, *a >> 8) }`],
    ['another parameter', `if let Some(a) = ${LOOKUP} { emit_socket_event(*a, known(port)) }`],
    [
      'one known way of two',
      `if let Some(_) = ${LOOKUP} { emit_socket_event(port, if n > 1 { known(port) } else { 0 }) }`,
    ],
    ['a function that is no emit', `if let Some(a) = ${LOOKUP} { log(port, *a) }`],
  ])('%s', async (_what, statements) => {
    expect(await judgeStatements(RULE, statements)).toEqual([]);
  });
});

test('the position comes from the signature, in another file and for methods too', async () => {
  const crate = [
    '//@ file: src/lib.rs',
    'mod emit; mod maps;',
    '//@ file: src/maps.rs',
    '#[map]\npub static CIDR_RULES_V6: aya_ebpf::maps::LpmTrie<[u8; 16], u32> = x();',
    '//@ file: src/emit.rs',
    'use crate::{maps::CIDR_RULES_V6 as RULES, sink::emit_socket_event as send};',
    'fn f(s: &Sink, k: &K) { if let Some(a) = RULES.get(k) {',
    'send(1, *a); //~',
    'send(*a, known());',
    's.emit_socket_event(2, *a); } }',
    'impl Sink { fn emit_socket_event(&self, rule_id: u32, port: u32) {} }',
    '//@ file: src/sink.rs',
    'pub fn emit_socket_event(port: u32, rule_id: u32) {}',
  ];
  const source = crate.join('\n').replace('mod emit;', 'mod emit; mod sink;');
  expect(
    await judgeFile(
      RULE,
      source.replace('s.emit_socket_event(2, *a); }', 's.emit_socket_event(2, *a); //~\n}'),
    ),
  ).toEqual([]);
});

test('the names are data', async () => {
  const source = [
    '//@ options: {"emit_functions": ["report_*"], "parameter": "rule", "source_maps": ["BLOCKED"], "action": "verdict"}',
    '#[map]\nstatic BLOCKED: aya_ebpf::maps::HashMap<u32, Entry> = x();',
    'fn report_denied(rule: u32) {}',
    'fn f(k: u32) { if let Some(e) = BLOCKED.get(&k) {',
    'report_denied(e.verdict); //~',
    'report_denied(e.rule);',
    '} }',
  ];
  expect(await judgeFile(RULE, source.join('\n'))).toEqual([]);
});

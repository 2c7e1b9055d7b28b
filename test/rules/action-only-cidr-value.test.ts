import { describe, expect, test } from '@jest/globals';
import { judgeFile } from './ebpf-cases.js';

const RULE = 'action-only-cidr-value';
const judge = (statements: string) =>
  judgeFile(
    RULE,
    `struct Rule { action: u32, entry: Entry }\nconst DENY: u32 = 2;\nconst ENTRY: Entry = Entry::new();\nconst V4: &str = "CIDR_RULES_V4";
fn code() -> u32 { 1 }\nfn f(ebpf: &mut Ebpf, rule: &Rule, key: K, plain: u8, entry: Entry) -> Result<()> {\n${statements}\nOk(())\n}\n`,
  );

describe('a handle is followed', () => {
  test.each([
    ['opened by a constant', 'let mut t = LpmTrie::try_from(ebpf.map_mut(V4).unwrap())?;'],
    [
      'converted by try_into',
      'let mut t: LpmTrie<_, [u8; 4], u32> = ebpf.map_mut("CIDR_RULES_V4").unwrap().try_into()?;',
    ],
    [
      'converted in a closure',
      'let mut t = ebpf.map_mut("CIDR_RULES_V4").map(|m| LpmTrie::try_from(m).unwrap()).unwrap();',
    ],
    [
      'converted by a named function',
      'let mut t = ebpf.map_mut("CIDR_RULES_V4").map(LpmTrie::try_from).unwrap()?;',
    ],
    [
      'bound by let else',
      'let Some(map) = ebpf.take_map("CIDR_RULES_V6") else { return Ok(()) };\nlet mut t = LpmTrie::try_from(map)?;',
    ],
    [
      'bound twice',
      'let mut o = LpmTrie::try_from(ebpf.map_mut("CIDR_RULES_V4").unwrap())?;\nlet t = &mut o;',
    ],
    [
      'opened in a loop over names',
      'for name in ["CIDR_RULES_V4", "CIDR_RULES_V6"] { let mut t = LpmTrie::try_from(ebpf.map_mut(name).unwrap())?;\nt.insert(&key, 1, 0)?; //~\n}\nlet t = other();',
    ],
  ])('%s', async (_way, opening) => {
    const isLoop = opening.includes('for name');
    expect(await judge(`${opening}\nt.insert(&key, 2u32, 0)?;${isLoop ? '' : ' //~'}`)).toEqual([]);
  });
});

describe('a value is a bare number', () => {
  test.each([
    ['1', true],
    ['0x2_u8', true],
    ['DENY', true],
    ['u32::MAX', true],
    ['rule.action', true],
    ['rule.action as u32', true],
    ['plain', true],
    ['&plain', true],
    ['u32::from(plain)', true],
    ['plain.to_be()', true],
    ['code()', true],
    ['if plain > 1 { 1 } else { DENY }', true],
    ['{ let id = 5; id }', true],
    ['entry', false],
    ['&entry', false],
    ['ENTRY', false],
    ['rule.entry', false],
    ['Entry { action: 1, rule_id: 2 }', false],
    ['Entry::new(1, 2)', false],
    ['Entry::from(plain)', false],
    ['if plain > 1 { entry } else { other }', false],
    ['[0u8; 8]', false],
    ['(1, 2)', false],
    ['unknown', false],
  ])('%s: %s', async (value, isFinding) => {
    const opening = 'let mut t = LpmTrie::try_from(ebpf.map_mut("CIDR_RULES_V4").unwrap())?;';
    expect(await judge(`${opening}\nt.insert(&key, ${value}, 0)?;${isFinding ? ' //~' : ''}`)).toEqual([]);
  });
});

describe('a declared value type decides', () => {
  test.each([
    ['u32', 'unknown()', true],
    ['Number', 'unknown()', true],
    ['u32', 'Entry { action: 1 }', false],
    ['Entry', 'unknown()', false],
    ['[u8; 8]', 'unknown()', false],
    ['(u32, u32)', 'unknown()', false],
  ])('%s with %s', async (type, value, isFinding) => {
    const opening = `type Number = u32;\nlet mut t: LpmTrie<_, [u8; 4], ${type}> = LpmTrie::try_from(ebpf.map_mut("CIDR_RULES_V4").unwrap())?;`;
    expect(await judge(`${opening}\nt.insert(&key, ${value}, 0)?;${isFinding ? ' //~' : ''}`)).toEqual([]);
  });
});

test('other maps may hold numbers', async () => {
  expect(
    await judge(
      'let mut t = LpmTrie::try_from(ebpf.map_mut("DENY_PORTS").unwrap())?;\nt.insert(&key, 1, 0)?;',
    ),
  ).toEqual([]);
});

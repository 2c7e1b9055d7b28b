import { describe, expect, test } from '@jest/globals';
import { parseCase, readCases } from './case-file.js';
import { disagreements, shippedRules } from './judge-case.js';

const cases = readCases();
const rules = shippedRules();

describe('labelled Rust', () => {
  test.each(cases.map((caseFile) => [caseFile.name, caseFile] as const))('%s', async (_name, caseFile) => {
    expect(await disagreements(caseFile, rules)).toEqual([]);
  });

  test('is plenty', () => {
    const findings = cases.reduce((sum, caseFile) => sum + caseFile.expectations.length, 0);
    const lookAlikes = cases.reduce((sum, caseFile) => sum + caseFile.lookAlikes, 0);
    expect(findings).toBeGreaterThanOrEqual(300);
    expect(lookAlikes).toBeGreaterThanOrEqual(400);
  });

  test('has no file without a label', () => {
    const bare = cases.filter(({ expectations, lookAlikes }) => expectations.length + lookAlikes === 0);
    expect(bare.map(({ name }) => name)).toEqual([]);
  });
});

describe.each([...rules.values()].map((rule) => [rule.rule, rule] as const))('rule %s', (id, rule) => {
  const folder = cases.filter(({ name }) => name.startsWith(`${id}/`));

  test('has cases both ways', () => {
    const findings = folder.flatMap(({ expectations }) => expectations).filter((label) => label.rule === id);
    expect(findings.length).toBeGreaterThan(0);
    expect(folder.reduce((sum, { lookAlikes }) => sum + lookAlikes, 0)).toBeGreaterThan(0);
  });

  test('says why it is bad and what to write instead', () => {
    expect(rule.title.trim()).not.toBe('');
    expect(rule.why.trim().length).toBeGreaterThan(40);
    expect(rule.instead.trim().length).toBeGreaterThan(20);
    expect(rule.message.trim()).not.toBe('');
  });

  test.each(rule.examples.bad.map((text, index) => [index + 1, text] as const))(
    'finds what its bad example %i announces',
    async (index, text) => {
      const example = parseCase(`${id}/bad example ${index}`, text);
      expect(example.expectations.length).toBeGreaterThan(0);
      expect(await disagreements(example, rules)).toEqual([]);
    },
  );

  test.each(rule.examples.good.map((text, index) => [index + 1, text] as const))(
    'is silent about its good example %i',
    async (index, text) => {
      const example = parseCase(`${id}/good example ${index}`, text);
      expect(example.expectations).toEqual([]);
      expect(await disagreements(example, rules)).toEqual([]);
    },
  );
});

describe('a case file', () => {
  test('reads labels with columns, carets, confidence and look-alikes', () => {
    const text = [
      'a(); //~ r@3 r',
      'b();',
      '//~^ r probable',
      'c(); //~! silent',
      '//@ file: src/x.rs',
      'd(); //~ s',
    ];
    const read = parseCase('r/x.rs', text.join('\n'));
    expect(read.expectations).toEqual([
      { rule: 'r', path: 'src/lib.rs', line: 1, column: 3, confidence: 'certain' },
      { rule: 'r', path: 'src/lib.rs', line: 1, column: undefined, confidence: 'certain' },
      { rule: 'r', path: 'src/lib.rs', line: 2, column: undefined, confidence: 'probable' },
      { rule: 's', path: 'src/x.rs', line: 6, column: undefined, confidence: 'certain' },
    ]);
    expect(read.lookAlikes).toBe(1);
    expect(read.sections[1]!.text.split('\n')[5]).toBe('d(); //~ s');
  });

  test.each([
    ['//@ nonsense: 1', 'unknown directive "nonsense"'],
    ['a(); //~ Not_An_Id', '"Not_An_Id" is no rule id'],
    ['a(); //~!', 'a look-alike needs its reason'],
  ])('refuses %s', (text, message) => {
    expect(() => parseCase('r/x.rs', text)).toThrow(message);
  });
});

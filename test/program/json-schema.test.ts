import { readdirSync, readFileSync } from 'node:fs';
import AjvModule from 'ajv';
import { parse } from 'yaml';
import { jsonSchemas } from '../../src/program/json-schema.js';
import { loadShipped } from '../../src/program/shipped.js';
import { programText } from './programs.js';

const Ajv = AjvModule.default;
const folder = new URL('../../docs/schema/', import.meta.url);
const compiled = (name: string) => new Ajv({ strict: false }).compile(JSON.parse(jsonSchemas().get(name)!));
const shipped = loadShipped();

test('docs/schema holds what the code says; after a change: node scripts/write-schemas.mjs', () => {
  expect(readdirSync(folder).sort()).toEqual([...jsonSchemas().keys()].sort());
  for (const [name, text] of jsonSchemas()) {
    expect(JSON.parse(readFileSync(new URL(name, folder), 'utf8'))).toEqual(JSON.parse(text));
  }
});

test.each(shipped.programFiles)('$path is valid by the schema', ({ text }) => {
  const validate = compiled('program.schema.json');
  expect(validate(parse(text)) || validate.errors).toBe(true);
});

test.each(shipped.ruleFiles)('$path is valid by the schema', ({ text }) => {
  const validate = compiled('rule.schema.json');
  expect(validate(parse(text)) || validate.errors).toBe(true);
});

test.each([
  ['an unknown key', 'title: A program', 'title: A program\ntitel: x'],
  ['a wrong kind', 'kind: freeze', 'kind: frieze'],
  ['a missing title', 'title: A program\n', ''],
])('the schema refuses %s', (_name, from, to) => {
  const text = programText();
  expect(text).toContain(from);
  expect(compiled('program.schema.json')(parse(text.replace(from, to)))).toBe(false);
});

test('definitions are called after their places, not by numbers that every new key would shift', () => {
  for (const text of jsonSchemas().values()) expect(text).not.toMatch(/__schema/u);
  expect(jsonSchemas().get('program.schema.json')).toContain('"#/definitions/validation-checks"');
});

test.each([
  ['a wave from a template needs no title and no steps', 'from: x', true],
  ['a wave of its own does', 'intent: x', false],
])('%s', (_name, key, expected) => {
  const text = `${programText({ waves: ['a'] })}  b:\n    ${key}\n`;
  expect(compiled('program.schema.json')(parse(text))).toBe(expected);
});

test.each([
  ['a program that extends another needs little', 'version: 1\nprogram: p\nextends: wave8\n', true],
  ['a base needs no program', 'version: 1\nbase: b\n', true],
  ['a program of its own needs waves', 'version: 1\nprogram: p\n', false],
])('%s', (_name, text, expected) => {
  expect(compiled('program.schema.json')(parse(text))).toBe(expected);
});

import { expect, test } from '@jest/globals';
import { shippedRules } from './judge-case.js';

const rules = shippedRules();

/** The options of these names that a rule has, as data. */
function options(id: string, names: readonly string[]): Record<string, unknown> {
  const all = rules.get(id)?.options ?? {};
  return Object.fromEntries(names.map((name) => [name, all[name]]));
}

/** The list without what a rule has none of, and as one. */
function united(ids: readonly string[], name: string): unknown[] {
  return ids.flatMap((id) => {
    const list = rules.get(id)?.options[name];
    return Array.isArray(list) ? list : [];
  });
}

const text = (entry: unknown): string => JSON.stringify(entry);

test('a blocking call through a helper is looked for by the list of the direct rule', () => {
  const names = ['calls', 'handed_to'];
  const direct = options('blocking-io-in-async', names);
  expect(direct).toEqual({ calls: expect.any(Array), handed_to: expect.any(Object) });
  expect(options('indirect-blocking-io-in-async', names)).toEqual(direct);
});

test.each(['calls', 'chains'])(
  'a compile through a helper is looked for by the %s of both direct rules',
  (name) => {
    const direct = united(['schema-compile-in-hot-path', 'regex-compile-in-hot-path'], name).map(text);
    expect(direct).not.toEqual([]);
    const indirect = united(['indirect-compile-in-hot-path'], name).map(text);
    expect(indirect.toSorted()).toEqual(direct.toSorted());
  },
);

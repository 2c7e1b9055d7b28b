import fc from 'fast-check';
import { type MarkedWaiver, readMarker, waiverKey, writeMarker } from '../../src/github/waiver-marker.js';
import { hostile } from '../report/hostile.js';

const KEY = waiverKey('a secret');
const PLACE = { owner: 'acme', repo: 'widgets', pullRequest: 7 };
const WAIVER: MarkedWaiver = {
  target: 'scope',
  digest: '0123456789abcdef.fedcba9876543210',
  by: 'mara',
  reason: 'Mine.',
  headSha: 'a'.repeat(40),
  until: '2026-03-01T00:00:00.000Z',
  commentId: 12,
};

const hostileWaivers = fc
  .record({ reason: hostile, by: hostile, target: hostile })
  .filter(({ reason, by, target }) => reason !== '' && by !== '' && target !== '')
  .map((change): MarkedWaiver => ({ ...WAIVER, ...change }));

test('what is written is read, whatever is in it, wherever it stands', () => {
  fc.assert(
    fc.property(hostileWaivers, fc.string(), (waiver, around) => {
      const marker = writeMarker(waiver, PLACE, KEY);
      expect(readMarker(`${around}\n${marker}\n${around}`, PLACE, KEY)).toEqual(waiver);
    }),
  );
});

test('a marker is one HTML comment in plain characters, on one line', () => {
  fc.assert(
    fc.property(hostileWaivers, (waiver) => {
      const marker = writeMarker(waiver, PLACE, KEY);
      expect(marker).toMatch(/^<!-- [\x20-\x7e]* -->$/);
      expect(marker.slice(4, -3)).not.toMatch(/--|[<>]/);
    }),
  );
});

test('any change of a character makes it worthless', () => {
  const marker = writeMarker(WAIVER, PLACE, KEY);
  fc.assert(
    fc.property(fc.nat(marker.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, char) => {
      fc.pre(char !== marker[at]);
      const changed = marker.slice(0, at) + char + marker.slice(at + 1);
      expect(readMarker(changed, PLACE, KEY)).toBeNull();
    }),
  );
});

test('it counts on a line of its own alone: a quoted name makes none', () => {
  const marker = writeMarker(WAIVER, PLACE, KEY);
  for (const body of [`- \`${marker}\``, `a ${marker}`, `${marker} b`, `\`${marker}\``]) {
    expect(readMarker(body, PLACE, null)).toBeNull();
  }
  expect(readMarker(`a\r\n\r\n${marker}\r\n`, PLACE, KEY)).toEqual(WAIVER);
});

test.each([
  ['another pull request', { ...PLACE, pullRequest: 8 }, KEY],
  ['another repository', { ...PLACE, repo: 'gadgets' }, KEY],
  ['another owner', { ...PLACE, owner: 'mallory' }, KEY],
  ['another key', PLACE, waiverKey('another secret')],
])('it counts nowhere else: %s', (_, place, key) => {
  expect(readMarker(writeMarker(WAIVER, PLACE, KEY), place, key)).toBeNull();
});

test('names of repositories have no case', () => {
  expect(readMarker(writeMarker(WAIVER, PLACE, KEY), { ...PLACE, owner: 'ACME' }, KEY)).toEqual(WAIVER);
});

test.each<[string, object]>([
  ['no target', { ...WAIVER, target: '' }],
  ['a time that is none', { ...WAIVER, until: 'someday' }],
  ['another key', { ...WAIVER, more: 1 }],
  ['a digest that is none', { ...WAIVER, digest: 'everything' }],
])('without its signature, its form is looked at: %s', (_, waiver) => {
  const body = `<!-- wavegate waiver ${JSON.stringify(waiver)} ${'0'.repeat(64)} -->`;
  expect(readMarker(body, PLACE, null)).toBeNull();
});

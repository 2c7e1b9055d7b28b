import { revertWords } from '../../src/history/revert-words.js';

const SHA = '0123456789abcdef0123456789abcdef01234567';
const OTHER = 'fedcba9876543210fedcba9876543210fedcba98';

const commits = (...shas: readonly string[]) => ({ commits: shas, pullRequests: [], titles: [] });
const pulls = (...pullRequests: readonly number[]) => ({ commits: [], pullRequests, titles: [] });
const titles = (...all: readonly string[]) => ({ commits: [], pullRequests: [], titles: all });

test.each<[string, string, ReturnType<typeof revertWords>]>([
  ['git revert', `Revert "x"\n\nThis reverts commit ${SHA}.`, commits(SHA)],
  [
    'of a merge',
    `Revert "x"\n\nThis reverts commit ${SHA}, reversing\nchanges made to ${OTHER}.`,
    commits(SHA),
  ],
  ['with --reference', `undo\n\nThis reverts commit 0123456 (x, 2026-01-01).`, commits('0123456')],
  ['of several', `x\n\nThis reverts commits ${SHA} and ${OTHER}.`, commits(SHA, OTHER)],
  [
    'in a squash',
    `x (#3)\n\n* Revert "a"\n\nThis reverts commit ${SHA}.\n\n* b\n\nThis reverts commit ${OTHER}.`,
    commits(SHA, OTHER),
  ],
  ['a SHA in capitals', `This reverts commit ${SHA.toUpperCase()}.`, commits(SHA)],
  ["GitHub's button", 'Revert "x" (#13)\n\nReverts o/r#12', pulls(12)],
  ["GitHub's button, in another case", 'x\n\nReverts O/R#12', pulls(12)],
  ['by number alone', 'x\n\nReverts #12', pulls(12)],
  ['a title with a number', 'Revert "x (#12)" (#13)', pulls(12)],
  ['a revert of a revert by its title', 'Revert "Revert "x (#12)" (#13)" (#14)', pulls(13)],
  ['a title alone', 'Revert "Add x"', titles('Add x')],
  ['a reapplication by its title', 'Reapply "Add x" (#14)', titles('Revert "Add x"')],
  ['a reapplication by its commit', `Reapply "x"\n\nThis reverts commit ${SHA}.`, commits(SHA)],
  ['of another repository', 'x\n\nReverts o/other#12', null],
  ['of a part', `x\n\nThis partially reverts commit ${SHA}.`, null],
  ['too short a SHA', 'x\n\nThis reverts commit 012345.', null],
  ['a title that only begins so', 'Revert the clock', null],
  ['words in the middle of a line', 'x\n\nIt says Reverts #12', null],
  ['nothing', '', null],
])('%s', (_, message, expected) => {
  expect(revertWords(message, 'o/r')).toEqual(expected);
});

test('a long message takes no long time', () => {
  const began = Date.now();
  revertWords(`This reverts commit ${`${SHA} , `.repeat(20_000)}x`, 'o/r');
  revertWords(`This reverts commit ${'a'.repeat(200_000)}`, 'o/r');
  revertWords(`Revert "${'"'.repeat(200_000)}`, 'o/r');
  expect(Date.now() - began).toBeLessThan(2_000);
});

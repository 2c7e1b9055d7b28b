import { takeProposal } from '../../src/evaluate/take-proposal.js';
import { ProposalUnreadable, type ProposedFiles, readProposal } from '../../src/program/proposal.js';
import { loadShipped } from '../../src/program/shipped.js';
import { type Repository, RepositoryError } from '../../src/snapshot/repository.js';
import { entryOf, programWith, subjectOf, treeOf } from '../gates/pull-request.js';

const shipped = loadShipped();
const read = async (files: ProposedFiles) => readProposal(files, shipped);

const PROGRAM = programWith();
const WEAKER = programWith({ mode: 'report-only' });
const FILE = '.github/wavegate.yml';
const OTHER = '.github/wavegate/other.yml';
const OTHER_PROGRAM = PROGRAM.replace('program: w8', 'program: w9');

type Texts = Readonly<Record<string, string>>;

interface Commits {
  readonly base: Texts;
  readonly mergeBase: Texts;
  readonly head: Texts;
}

function repositoryOf(commits: Commits): Repository & { readonly asked: string[] } {
  const blobs = new Map(
    Object.values(commits).flatMap((files: Texts) =>
      Object.entries(files).map(([path, spec]) => [entryOf(path, spec).sha, Buffer.from(spec)] as const),
    ),
  );
  const asked: string[] = [];
  return {
    asked,
    async tree(commit) {
      asked.push(commit);
      const files = Object.entries(commits).find(([name]) => name === commit)?.[1];
      if (files === undefined) throw new RepositoryError(`There is no commit ${commit}.`);
      return treeOf(files);
    },
    blobs: async (shas) => new Map(shas.flatMap((sha) => (blobs.has(sha) ? [[sha, blobs.get(sha)!]] : []))),
  };
}

const SUBJECT = { ...subjectOf('feature/x'), headSha: 'head', mergeBaseSha: 'mergeBase', baseSha: 'base' };

function taken(commits: Commits, changedPaths?: readonly string[] | null, reader = read) {
  const repository = repositoryOf(commits);
  const proposals = { read: reader, ...(changedPaths !== undefined && { changedPaths }) };
  return { repository, proposal: takeProposal({ repository, subject: SUBJECT, proposals }) };
}

const changed: Commits = {
  base: { [FILE]: PROGRAM },
  mergeBase: { [FILE]: PROGRAM },
  head: { [FILE]: WEAKER },
};

test.each<[what: string, paths: readonly string[] | null | undefined, trees: number]>([
  ['paths that are known and none of them a program file', ['src/a.rs'], 0],
  ['no path at all', [], 0],
  ['paths with a program file', [FILE], 3],
  ['paths that are not known', null, 3],
  ['no list of paths', undefined, 3],
])('trees are read as far as it takes: %s', async (_what, paths, trees) => {
  const { repository, proposal } = taken(changed, paths);
  expect((await proposal)?.paths ?? []).toEqual(trees === 0 ? [] : [FILE]);
  expect(repository.asked).toHaveLength(trees);
});

test('of a pull request that touches none, only its two ends are read', async () => {
  const same = { [FILE]: PROGRAM };
  const { repository, proposal } = taken({
    base: { [FILE]: WEAKER },
    mergeBase: same,
    head: { ...same, a: '' },
  });
  expect(await proposal).toBeNull();
  expect(repository.asked).toEqual(['head', 'mergeBase']);
});

test('what the base branch changed since is not taken for a change of this one', async () => {
  const { proposal } = taken({
    base: { [FILE]: WEAKER, [OTHER]: OTHER_PROGRAM },
    mergeBase: { [FILE]: PROGRAM, [OTHER]: OTHER_PROGRAM },
    head: { [FILE]: PROGRAM, [OTHER]: OTHER_PROGRAM.replace('title: A program', 'title: Ours') },
  });
  expect(await proposal).toMatchObject({
    paths: [OTHER],
    diverged: [],
    changes: [{ effect: 'words', where: ['w9'] }],
  });
});

test('a branch that is behind mends nothing that was broken since', async () => {
  const { proposal } = taken({
    base: { [FILE]: 'program: [', [OTHER]: OTHER_PROGRAM },
    mergeBase: { [FILE]: PROGRAM, [OTHER]: OTHER_PROGRAM },
    head: { [FILE]: PROGRAM, [OTHER]: `# Ours\n${OTHER_PROGRAM}` },
  });
  expect(await proposal).toMatchObject({
    mends: false,
    mistakes: [{ file: FILE, line: 1, isAtHead: false }],
  });
});

test('a file that both changed is told, and the head’s is taken', async () => {
  const { proposal } = taken({ ...changed, base: { [FILE]: `# Theirs\n${PROGRAM}` } });
  expect(await proposal).toMatchObject({ diverged: [FILE], changes: [{ effect: 'weakens' }] });
});

test('a file that both changed alike is no change', async () => {
  const { proposal } = taken({ ...changed, base: { [FILE]: WEAKER } });
  expect(await proposal).toMatchObject({ diverged: [], changes: [] });
});

test('a move to where none is read is told', async () => {
  const { proposal } = taken({ ...changed, head: { 'docs/program.yml': PROGRAM } });
  expect(await proposal).toMatchObject({
    paths: [FILE],
    isAlone: false,
    movedAway: [{ from: FILE, to: 'docs/program.yml' }],
  });
});

test('what costs too much to read is not valid; what fails otherwise is no verdict', async () => {
  const costly = taken(changed, null, () => Promise.reject(new ProposalUnreadable('It takes too much.')));
  expect(await costly.proposal).toMatchObject({
    mistakeCount: 1,
    mistakes: [{ file: FILE, line: 1, column: 1, message: 'It takes too much.', isAtHead: true }],
    mends: false,
  });
  const failing = taken(changed, null, () => Promise.reject(new Error('no thread')));
  await expect(failing.proposal).rejects.toThrow('no thread');
});

test('of files that are too large, none is fetched', async () => {
  const head = { [FILE]: `${PROGRAM}# ${'x'.repeat(2_000_000)}` };
  const blobs = () => Promise.reject(new Error('It was fetched.'));
  const repository = { ...repositoryOf({ ...changed, head }), blobs };
  const proposal = await takeProposal({ repository, subject: SUBJECT, proposals: { read } });
  expect(proposal).toMatchObject({ mistakeCount: 1, mistakes: [{ file: FILE, isAtHead: true }] });
  expect(proposal?.mistakes[0]?.message).toContain('2000000 are allowed');
});

test('contents that are not given are an error, not a link', async () => {
  const repository = { ...repositoryOf(changed), blobs: async () => new Map() };
  const proposal = takeProposal({ repository, subject: SUBJECT, proposals: { read } });
  await expect(proposal).rejects.toThrow(RepositoryError);
});

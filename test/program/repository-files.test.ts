import { assemblePrograms } from '../../src/program/program-set.js';
import { programFilesAt } from '../../src/program/repository-files.js';
import { loadShipped } from '../../src/program/shipped.js';
import type { TreeEntry } from '../../src/snapshot/tree.js';

const PROGRAM = `version: 1
program: tidy1
title: Tidy up
branch: codex/{program}{wave}-step{step}-{slug}
production: {}
waves:
  a:
    title: First
    steps:
      1: { title: Freeze, kind: freeze, allow: ['docs/**'] }
`;

function repositoryWith(entry: Partial<TreeEntry> & { path: string }) {
  const sha = 'a'.repeat(40);
  const whole: TreeEntry = { mode: '100644', sha, size: PROGRAM.length, ...entry };
  return {
    tree: async () => new Map([[whole.path, whole]]),
    blobs: async (shas: readonly string[]) => new Map(shas.map((key) => [key, Buffer.from(PROGRAM)])),
  };
}

async function programsOf(entry: Partial<TreeEntry> & { path: string }) {
  return assemblePrograms(await programFilesAt(repositoryWith(entry), 'commit'), loadShipped());
}

test.each(['.github/wavegate.yml', '.github/wavegate.yaml', '.github/wavegate/tidy1.yml'])(
  '%s is in force',
  async (path) => {
    const set = await programsOf({ path });
    expect(set.errors).toEqual([]);
    expect(set.programs.map(({ program }) => program)).toEqual(['tidy1']);
  },
);

test.each([
  ['a symbolic link', '120000'],
  ['a submodule', '160000'],
])('%s in place of a program file is an error, and the shipped program does not step in', async (_, mode) => {
  const set = await programsOf({ path: '.github/wavegate.yml', mode });
  expect(set.programs).toEqual([]);
  expect(set.errors).toMatchObject([
    { file: '.github/wavegate.yml', line: 1, message: expect.stringContaining('regular file') },
  ]);
});

test('other files of the folder are none', async () => {
  const set = await programsOf({ path: '.github/wavegate/notes.md' });
  expect(set.programs.map(({ program }) => program)).toEqual(['wave8']);
});

import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Listing, rustFiles, rustFilesOfEach } from '../../src/cli/folders.js';
import { Manifests } from '../../src/cli/workspace.js';
import { runGit } from '../../src/git/run.js';

let dir: string;
beforeEach(() => {
  dir = realpathSync(mkdtempSync(join(tmpdir(), 'wavegate-test-')));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function write(...paths: string[]): void {
  for (const path of paths) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), '');
  }
}

const pathsOf = ({ files, failures }: Listing) => ({
  files: files.map(({ file }) => String(file)),
  failures,
});

test('asked of several folders at once, git says of each what it says of it alone', async () => {
  write(
    'a/src/lib.rs',
    'a/src/deep/b.rs',
    'a/src/data.txt',
    'a/src/made.rs',
    'ab/src/lib.rs',
    '[c]*/src/lib.rs',
  );
  write('ignored/src/lib.rs', 'empty/src/none.txt', 'own/src/lib.rs', 'own/src/made.rs', 'ü/src/ö.rs');
  symlinkSync('lib.rs', join(dir, 'a/src/link.rs'));
  for (const clone of [dir, join(dir, 'own')]) await runGit(clone, ['init', '--quiet']);
  writeFileSync(join(dir, '.gitignore'), 'made.rs\nignored\n');
  writeFileSync(join(dir, 'own/.gitignore'), '');
  const folders = ['a', 'ab', '[c]*', 'ignored', 'empty', 'own', 'ü'].map((name) => join(dir, name, 'src'));
  const alone = await Promise.all(folders.map((folder) => rustFiles(folder, new Manifests())));
  const together = await rustFilesOfEach(folders, new Manifests());
  expect(together.map(pathsOf)).toEqual(alone.map(pathsOf));
  expect(together.map(({ files }) => files.length)).toEqual([2, 1, 1, 1, 0, 2, 1]);
});

test('outside a clone, each is looked through', async () => {
  write('a/src/lib.rs', 'b/src/lib.rs');
  const folders = [join(dir, 'a/src'), join(dir, 'b/src'), join(dir, 'c/src')];
  expect((await rustFilesOfEach(folders, new Manifests())).map(({ files }) => files.length)).toEqual([
    1, 1, 0,
  ]);
});

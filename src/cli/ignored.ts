import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { records } from '../git/objects.js';
import { runGit } from '../git/run.js';

/**
 * The files that a `.gitignore` in a folder outside git rules out, by their places in the list. Git itself says so, by
 * an empty repository made for the question, so that patterns mean what they mean in a clone.
 */
export async function ignoredAmong(top: string, files: readonly Buffer[]): Promise<ReadonlySet<number>> {
  const gitDir = mkdtempSync(join(tmpdir(), 'wavegate-'));
  try {
    makeRepository(gitDir);
    const from = Buffer.byteLength(top) + 1;
    const names = files.map((file) => file.subarray(from).toString());
    const args = [`--git-dir=${gitDir}`, `--work-tree=${top}`, 'check-ignore', '--no-index', '-z', '--stdin'];
    const { stdout } = await runGit(top, args, names.map((name) => `${name}\0`).join(''));
    const ignored = new Set([...records(stdout)].map(String));
    return new Set(names.flatMap((name, index) => (ignored.has(name) ? [index] : [])));
  } catch {
    return new Set();
  } finally {
    rmSync(gitDir, { recursive: true, force: true });
  }
}

/** The least that git takes for a repository. */
function makeRepository(gitDir: string): void {
  mkdirSync(join(gitDir, 'objects'));
  mkdirSync(join(gitDir, 'refs'));
  writeFileSync(join(gitDir, 'HEAD'), 'ref: refs/heads/main\n');
  writeFileSync(join(gitDir, 'config'), '[core]\n\trepositoryformatversion = 0\n\tbare = false\n');
}

import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { UsageError } from '../usage-error.js';
import type { ScaffoldFile } from './material.js';

/** What became of a file: `kept` is one that is there with other content, and was left as it is. */
export type Outcome = 'written' | 'unchanged' | 'kept';

/** What would become of a file. @throws UsageError where something that is no file is in its place. */
export function outcomeOf(top: string, { path, content }: ScaffoldFile, force: boolean): Outcome {
  const target = join(top, path);
  const stat = lstatSync(target, { throwIfNoEntry: false });
  if (stat === undefined) return 'written';
  if (!stat.isFile()) throw new UsageError(`${path} is there and is no file: move it out of the way.`);
  if (readFileSync(target, 'utf8') === content) return 'unchanged';
  return force ? 'written' : 'kept';
}

/**
 * Puts a file into the working tree. One that is there is overwritten only by force.
 * @throws UsageError for a place outside of the working tree.
 */
export function writeFile(top: string, file: ScaffoldFile, force: boolean): Outcome {
  const outcome = outcomeOf(top, file, force);
  const target = join(top, file.path);
  if (outcome === 'written') {
    requireInside(top, file.path);
    mkdirSync(dirname(target), { recursive: true });
    // Not written through: another name of the same file keeps what it has.
    rmSync(target, { force: true });
    writeFileSync(target, file.content);
  }
  if (file.executable && outcome !== 'kept') chmodSync(target, 0o755);
  return outcome;
}

/** A folder on the way may be a link that leads elsewhere. */
function requireInside(top: string, path: string): void {
  let folder = dirname(join(top, path));
  while (!existsSync(folder)) folder = dirname(folder);
  const way = relative(realpathSync(top), realpathSync(folder));
  if (way !== '..' && !way.startsWith(`..${sep}`)) return;
  throw new UsageError(`${path} would lie outside of the working tree: a folder on the way is a link.`);
}

import { chmod, cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Change } from './scenario.js';

const OVERLAYS = new URL('../../src/demo/changes/', import.meta.url);

/**
 * Does to a working copy what the table of scenarios says.
 * @throws Error when the place of an edit is not there, or more than once.
 */
export async function applyChange(folder: string, change: Change): Promise<void> {
  if ('overlay' in change) {
    const from = fileURLToPath(new URL(`${change.overlay}/`, OVERLAYS));
    if (change.only === undefined) await cp(from, folder, { recursive: true });
    else for (const path of change.only) await copyIn(from, folder, path);
  } else if ('write' in change) await writeIn(folder, change.write, change.text);
  else if ('edit' in change) await edit(join(folder, change.edit), change.replace, change.with);
  else if ('rename' in change) await move(join(folder, change.rename), join(folder, change.to));
  else if ('remove' in change) await rm(join(folder, change.remove));
  else await chmod(join(folder, change.executable), change.value ? 0o755 : 0o644);
}

async function copyIn(from: string, folder: string, path: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await cp(join(from, path), join(folder, path));
}

export async function writeIn(folder: string, path: string, content: string | Uint8Array): Promise<void> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}

async function edit(file: string, replace: string, text: string): Promise<void> {
  const parts = (await readFile(file, 'utf8')).split(replace);
  if (parts.length !== 2) {
    throw new Error(`${file}: the text to replace stands there ${parts.length - 1} times: ${replace}`);
  }
  await writeFile(file, parts.join(text));
}

async function move(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await rename(from, to);
}

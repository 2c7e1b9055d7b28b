import { readdirSync, type Stats, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folders whose code decides what a scan answers. */
export const CODE = [
  'analysis',
  'cli',
  'dataflow',
  'ebpf',
  'git',
  'program',
  'report',
  'rules',
  'rust',
  'snapshot',
  'text',
] as const;

/** What holds the folders of code, be it built or not. */
const ABOVE = fileURLToPath(new URL('../', import.meta.url));

/** Dependencies have exact versions, so the manifest tells those of the parser and its grammar too. */
const MANIFEST = '../package.json';

export interface CodeFile {
  readonly path: string;
  readonly stats: Stats;
}

let known: readonly CodeFile[] | undefined;

/** The files that this build of this version consists of, as they lay there when they were first asked for. */
export function codeFiles(): readonly CodeFile[] {
  known ??= [MANIFEST, ...CODE.flatMap(modulesIn)].map((path) => ({
    path,
    stats: statSync(ABOVE + path),
  }));
  return known;
}

function modulesIn(folder: string): string[] {
  const names = readdirSync(ABOVE + folder).filter((name) => /\.[jt]s$/.test(name));
  return names.sort().map((name) => `${folder}/${name}`);
}

import type { GitStore } from './store.js';

/** What a path holds after the commit: text or bytes, `null` for no longer there, or an entry of another kind. */
export type FileChange =
  | string
  | Uint8Array
  | null
  | { readonly content: string | Uint8Array; readonly mode: '100644' | '100755' }
  | { readonly symlink: string }
  | { readonly submodule: string };

export interface NewCommit {
  /** Full name of the ref that moves to the commit. */
  readonly ref: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly author: { readonly name: string; readonly email: string };
  /** Seconds since 1970. */
  readonly time: number;
  /** By path; what is not named stays as in the first parent. */
  readonly files: Readonly<Record<string, FileChange>>;
}

/** Writes a commit without a work tree and moves `ref` to it, forced. @returns its SHA. */
export async function writeCommit(store: GitStore, commit: NewCommit): Promise<string> {
  const out = await store.run(['fast-import', '--force', '--quiet'], { input: fastImportStream(commit) });
  return out.toString().trim();
}

function fastImportStream(commit: NewCommit): Buffer {
  const parts: Buffer[] = [];
  const line = (text: string): void => void parts.push(Buffer.from(`${text}\n`));
  const data = (content: string | Uint8Array): void => {
    const bytes = Buffer.from(content as string);
    line(`data ${bytes.length}`);
    parts.push(bytes, Buffer.from('\n'));
  };
  const who = `${commit.author.name} <${commit.author.email}> ${commit.time} +0000`;
  // Without a parent the branch would be continued from where the ref stands.
  if (commit.parents.length === 0) line(`reset ${commit.ref}`);
  line(`commit ${commit.ref}`);
  line('mark :1');
  line(`author ${who}`);
  line(`committer ${who}`);
  data(commit.message);
  commit.parents.forEach((parent, index) => {
    line(`${index === 0 ? 'from' : 'merge'} ${parent}`);
  });
  for (const [path, change] of Object.entries(commit.files)) writeChange(path, change, line, data);
  line('get-mark :1');
  return Buffer.concat(parts);
}

function writeChange(
  path: string,
  change: FileChange,
  line: (text: string) => void,
  data: (content: string | Uint8Array) => void,
): void {
  const name = quotePath(path);
  if (change === null) line(`D ${name}`);
  else if (typeof change === 'object' && 'submodule' in change) line(`M 160000 ${change.submodule} ${name}`);
  else {
    const [mode, content] = entryOf(change);
    line(`M ${mode} inline ${name}`);
    data(content);
  }
}

function entryOf(change: Exclude<FileChange, null | { submodule: string }>): [string, string | Uint8Array] {
  if (typeof change === 'string' || change instanceof Uint8Array) return ['100644', change];
  if ('symlink' in change) return ['120000', change.symlink];
  return [change.mode, change.content];
}

function quotePath(path: string): string {
  return /^[\w./ -]+$/.test(path) && !path.startsWith('"')
    ? path
    : `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}

import type { Crate, RustFile } from '../rust/crate.js';
import { plainName } from '../rust/path-syntax.js';
import type { CrateItem, CrateView, DetectorFile } from './detector.js';

/** What detectors see of a file, and through it of its crate. */
export function detectorFile(crate: Crate, file: RustFile): DetectorFile {
  const { tree, lines } = file.parsed;
  const { path, names, contexts } = file;
  const view: CrateView = {
    file: (other) => {
      const found = crate.rustFile(other);
      return found === null ? null : detectorFile(crate, found);
    },
    wordsNaming: (functions) => crate.wordsNaming(functions),
    memo: (key, make) => crate.memo(key, make),
    statics: (name) => statics(crate, path, name),
    packageFolder: (other) => crate.packageFolder(other),
    mentions: (word) => [...crate.packageOf(path)].some((other) => codeNames(crate, other, word)),
  };
  return { path, tree, names, contexts, crate: view, line: (offset) => lines.line(offset) };
}

function statics(crate: Crate, path: string, name: string): CrateItem[] {
  const items: CrateItem[] = [];
  for (const other of crate.packageOf(path)) {
    if (!mentions(crate, other, name)) continue;
    const found = crate.rustFile(other);
    if (found === null) continue;
    const { tree } = found.parsed;
    for (const node of tree.nodes('static_item')) {
      if (plainName(tree.source(tree.field(node, 'name'))) !== name) continue;
      items.push({ file: detectorFile(crate, found), node });
    }
  }
  return items;
}

/** Whether code of the file, not just a comment or a string, has the identifier. */
function codeNames(crate: Crate, path: string, identifier: string): boolean {
  const known = crate.memo(NAMES, () => new Map<string, boolean>());
  const key = `${identifier} ${path}`;
  const answer =
    known.get(key) ?? (mentions(crate, path, identifier) && isNamed(crate.rustFile(path), identifier));
  known.set(key, answer);
  return answer;
}

const NAMES = {};

function isNamed(file: RustFile | null, identifier: string): boolean {
  if (file === null) return false;
  const { tree } = file.parsed;
  for (const node of tree.nodes('identifier')) if (tree.source(node) === identifier) return true;
  return false;
}

function mentions(crate: Crate, path: string, word: string): boolean {
  const bytes = crate.bytes(path);
  if (bytes === undefined) return false;
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(word);
}

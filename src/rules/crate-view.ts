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
    memo: (key, make) => crate.memo(key, make),
    statics: (name) => statics(crate, path, name),
    mentions: (word) => [...crate.packageOf(path)].some((other) => mentions(crate, other, word)),
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

function mentions(crate: Crate, path: string, word: string): boolean {
  const bytes = crate.bytes(path);
  if (bytes === undefined) return false;
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(word);
}

import type { Crate, RustFile } from '../rust/crate.js';
import { plainName } from '../rust/path-syntax.js';
import { wordPattern } from '../rust/word-patterns.js';
import type { CrateItem, CrateView, DetectorFile } from './detector.js';

/**
 * What detectors see of a file, and through it of its crate.
 *
 * @param withTests whether what is found in test code counts.
 */
export function detectorFile(crate: Crate, file: RustFile, withTests = true): DetectorFile {
  const { tree, lines } = file.parsed;
  const { path, names, contexts } = file;
  const view: CrateView = {
    file: (other) => {
      const found = crate.rustFile(other);
      return found === null ? null : detectorFile(crate, found, withTests);
    },
    wordsNaming: (functions) => crate.renamings(withTests).naming(functions).words,
    mayRename: (name) => crate.memo(RENAMED, () => renamed(crate))?.has(name) ?? true,
    memo: (key, make) => crate.memo(key, make),
    statics: (name) => statics(crate, path, name),
    packageFolder: (other) => crate.packageFolder(other),
    mentions: (word) => [...crate.packageOf(path)].some((other) => codeNames(crate, other, word)),
  };
  const code = crate.code(path, true).text;
  return { path, tree, code, names, contexts, crate: view, line: (offset) => lines.line(offset) };
}

function statics(crate: Crate, path: string, name: string): CrateItem[] {
  const items: CrateItem[] = [];
  const declared = new RegExp(`\\bstatic\\b[^:;]*\\b${name}\\b`);
  for (const other of crate.packageOf(path)) {
    const { balanced, text } = crate.code(other, true);
    if (balanced && !declared.test(text)) continue;
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
  const answer = known.get(key) ?? wordPattern([identifier]).test(crate.code(path, true).text);
  known.set(key, answer);
  return answer;
}

const NAMES = {};
const RENAMED = {};

/** What stands behind `as` or `type` anywhere in the crate; `null` where a file may lack code. */
function renamed(crate: Crate): ReadonlySet<string> | null {
  const names = new Set<string>();
  for (const path of crate.paths()) {
    const { balanced, text } = crate.code(path, true);
    if (!balanced) return null;
    for (const [, name = ''] of text.matchAll(/\b(?:as|type)\s+(?:r#)?(\w+)/g)) names.add(name);
  }
  return names;
}

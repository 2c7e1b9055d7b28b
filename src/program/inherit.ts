import { entriesAt, merge, mistakeAt, type Part, partAt, textAt, without } from './part.js';
import { didYouMean, listed } from './schema-words.js';
import type { PlacedError } from './source-error.js';

/** A file that programs can be made from: a program, or a `base`, which is none itself. */
export interface Extendable {
  readonly name: string;
  readonly file: string;
  readonly root: Part;
  /** Whether it came with the package: a repository's own file of the same name comes first. */
  readonly isShipped: boolean;
}

/** A program's data with that of the files that it extends below it. */
export function inherit(
  root: Part,
  library: readonly Extendable[],
  errors: PlacedError[],
  chain: readonly Extendable[] = [],
): Part {
  const from = partAt(root, ['extends']);
  if (root.kind !== 'map' || from === undefined) return root;
  const own = without(root, 'extends', 'base');
  const name = textAt(from, []);
  if (name === undefined || name === '') {
    errors.push(
      mistakeAt(from.origin, 'Expected the name of a program or of a `base` that this one is made from.'),
    );
    return own;
  }
  const base = library.find((one) => one.name === name && one.root !== root && !chain.includes(one));
  if (base !== undefined) {
    const below = inherit(base.root, library, errors, [...chain, base]);
    return merge(below.kind === 'map' ? without(below, 'program', 'base') : below, own);
  }
  errors.push(mistakeAt(from.origin, notThere(name, library, chain)));
  return own;
}

function notThere(name: string, library: readonly Extendable[], chain: readonly Extendable[]): string {
  const names = [...new Set(library.map((one) => one.name))];
  if (names.includes(name)) {
    const through = chain.map((one) => one.name).filter((one) => one !== name);
    const round = through.length === 0 ? 'itself' : `itself through ${listed(through)}`;
    return `\`${name}\` would be made from ${round}: a program extends another one.`;
  }
  return `There is no program or base \`${name}\` to extend.${didYouMean(name, names)}`;
}

/** The name under which a file can be extended. */
export function extendableName(root: Part): string | undefined {
  return textAt(root, ['program']) ?? textAt(root, ['base']);
}

/** Whether a file is a `base`: something that programs have in common, and no program itself. */
export function isBase(root: Part): boolean {
  const keys = entriesAt(root, []).map(([key]) => key);
  return keys.includes('base') && !keys.includes('program');
}

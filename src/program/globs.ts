import { Minimatch } from 'minimatch';

/**
 * How every glob of a program is read: from the repository's root, `*` and `?` do not cross `/`, `**` does, names
 * that begin with a dot match, `!` and `#` have no special meaning, case counts, on every platform alike.
 */
const OPTIONS = {
  dot: true,
  nonegate: true,
  nocomment: true,
  magicalBraces: true,
  platform: 'linux',
} as const;

const compiled = new Map<string, Minimatch>();
const MAX_COMPILED = 2_000;

export type PathTest = (path: string) => boolean;

/**
 * A test whether a path matches any of the globs. A glob that ends with `/` stands for all below that folder; one
 * that is the path itself matches, whatever signs it has (`pages/[id].rs`).
 */
export function matcher(globs: readonly string[]): PathTest {
  const literal = new Set(globs);
  const patterns = globs
    .filter((glob) => !isLiteral(glob))
    .map((glob) => ({
      begin: fixedBeginning(glob),
      pattern: compile(glob),
    }));
  return (path) =>
    literal.has(path) || patterns.some(({ begin, pattern }) => path.startsWith(begin) && pattern.match(path));
}

/** What every path that a glob matches begins with: told a hundred times faster than whether it matches. */
function fixedBeginning(glob: string): string {
  return /^[^*?[\]{}()!@+|\\]*/u.exec(glob)![0];
}

/** Whether a glob names one path, letter by letter, rather than a pattern of paths. */
export function isLiteral(glob: string): boolean {
  return !glob.endsWith('/') && !compile(glob).hasMagic();
}

/** Why a glob cannot work, in words that tell the expected form; `null` when it can. */
export function globMistake(glob: string): string | null {
  if (glob.startsWith('/'))
    return `Globs start at the repository's root: write \`${glob.replace(/^\/+/u, '')}\`.`;
  if (glob.startsWith('./')) return `Globs start at the repository's root: write \`${glob.slice(2)}\`.`;
  if (glob.split('/').includes('..')) return 'A glob cannot leave the repository: write it without `..`.';
  if (glob.includes('\\')) return 'Paths have `/` between their parts, not `\\`.';
  if (glob.startsWith('!')) return 'A glob cannot exclude: list what is meant, without `!`.';
  if (glob !== glob.trim()) return 'The glob has blanks at its ends.';
  if (glob.split('/').slice(0, -1).includes('')) return 'The glob has `//`: write one `/`.';
  if (opensMore(glob, '{', '}')) return 'The glob opens a `{` that it does not close.';
  try {
    return compile(glob).set.length === 0 ? 'The glob cannot be read as a pattern.' : null;
  } catch {
    return 'The glob cannot be read as a pattern.';
  }
}

function opensMore(glob: string, open: string, close: string): boolean {
  return glob.split(open).length !== glob.split(close).length;
}

function compile(glob: string): Minimatch {
  const known = compiled.get(glob);
  if (known !== undefined) return known;
  if (compiled.size >= MAX_COMPILED) compiled.clear();
  const made = new Minimatch(glob.endsWith('/') ? `${glob}**` : glob, OPTIONS);
  compiled.set(glob, made);
  return made;
}

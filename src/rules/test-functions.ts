import { z } from 'zod';
import { canHoldInTests } from '../rust/cfg.js';
import { likeness } from '../rust/fingerprint.js';
import { declaringPaths, isCrateRoot, modulePaths, placedModules } from '../rust/module-paths.js';
import { NONE, type Node, type SyntaxTree } from '../rust/syntax.js';
import { pathAttributes } from '../rust/test-code.js';
import { conditionsOf, namedFunctions, type Wanted } from '../rust/test-functions.js';
import type { Detector, DetectorFile } from './detector.js';
import { globPattern } from './glob-pattern.js';

const options = z.strictObject({
  names: z
    .array(z.string().min(1))
    .min(1)
    .describe('Globs over names of functions; one with `::` against the name with modules in front.'),
});

type Options = z.output<typeof options>;

/** No function's name is longer: a pattern is not tried on what could keep it busy for ever. */
const MOST_CHARACTERS = 300;
/** What a file has in comments is a hint for people, who read no more of it. */
const MOST_COMMENTED = 20;

/**
 * Functions by name, each with whether it is a test that runs. In messages: `{state}`, `{path}`, `{name}`; `{body}`, a
 * digest of what it does, `-` where it has no body of its own; `{declared}`, whether a `mod` declares its file.
 */
export const testFunctions: Detector<Options> = {
  id: 'test-functions',
  options,
  // What a comment has of one is a hint.
  words: () => [{ anywhere: ['fn'] }],
  detect(file, { names }, report) {
    const patterns = names.map((glob) => ({ pattern: globPattern(glob), byPath: glob.includes('::') }));
    const modules = placedModules(file.path).map((module) => `${module}::`);
    const wanted: Wanted = (name, path) =>
      name.length <= MOST_CHARACTERS &&
      patterns.some(({ pattern, byPath }) =>
        (byPath ? tails(`${modules.join('')}${path()}`) : [name]).some((tail) => pattern.test(tail)),
      );
    const all = namedFunctions(file.tree, wanted);
    const commented = all.filter(({ state }) => state === 'comment').slice(0, MOST_COMMENTED);
    const found = [...all.filter(({ state }) => state !== 'comment'), ...commented];
    const runs = found.some(({ state }) => state === 'runs');
    const built = !runs || isBuilt(file);
    const declared = runs ? declarationState(file) : 'unknown';
    for (const { node, name, path, state } of found) {
      const known = state === 'runs' && !built ? 'unbuilt' : state;
      const data = { state: known, path, name, declared, body: bodyDigest(file.tree, node) };
      report({ node, data, confidence: 'certain' });
    }
  },
};

/** A path's ends: `a::b::c`, `b::c`, `c`. */
function tails(path: string): string[] {
  const segments = path.split('::');
  return segments.map((_, index) => segments.slice(index).join('::'));
}

/** Whether some build of the tests has the file: by the `cfg`s of the modules that declare it, if any are at hand. */
function isBuilt(file: DetectorFile, seen: ReadonlySet<string> = new Set()): boolean {
  const known = new Set([...seen, file.path]);
  const declarations = declarationsOf(file).filter(({ parent }) => !known.has(parent.path));
  return (
    declarations.length === 0 ||
    declarations.some(
      ({ parent, node }) => canHoldInTests(conditionsOf(parent.tree, node)) && isBuilt(parent, known),
    )
  );
}

/** Whether its crate has the file: a file that nothing declares is never built. Where no parent is at hand, unknown. */
function declarationState(file: DetectorFile): 'yes' | 'no' | 'unknown' {
  if (isTargetRoot(file.path) || declarationsOf(file).length > 0) return 'yes';
  return declaringPaths(file.path).some((path) => file.crate.file(path) !== null) ? 'no' : 'unknown';
}

/** Whether Cargo finds it without a `mod`: below `src` folders named `tests` and the like are modules as others are. */
function isTargetRoot(path: string): boolean {
  const isBelowSource = /(?:^|\/)src\/(?!bin\/[^/]+$)/u.test(path);
  return isCrateRoot(path) && (!isBelowSource || /(?:^|\/)(?:lib|main)\.rs$/u.test(path));
}

function bodyDigest(tree: SyntaxTree, name: Node): string {
  const item = tree.parent(name);
  const body = item === NONE || tree.kind(item) !== 'function_item' ? NONE : tree.field(item, 'body');
  return body === NONE ? '-' : likeness('', tree.source(body));
}

function declarationsOf({ path, crate }: DetectorFile): { parent: DetectorFile; node: Node }[] {
  return declaringPaths(path).flatMap((candidate) => {
    const parent = crate.file(candidate);
    if (parent === null) return [];
    const written = pathAttributes(parent.tree);
    return [...parent.tree.nodes('mod_item')]
      .filter((node) => parent.tree.field(node, 'body') === NONE)
      .filter((node) => modulePaths(candidate, parent.tree, node, written).includes(path))
      .map((node) => ({ parent, node }));
  });
}

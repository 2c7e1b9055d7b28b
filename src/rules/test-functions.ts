import { z } from 'zod';
import { canHoldInTests } from '../rust/cfg.js';
import { declaringPaths, modulePaths } from '../rust/module-paths.js';
import { NONE, type Node } from '../rust/syntax.js';
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

/** Functions by name, each with whether it is a test that runs: in the messages as `{state}` and `{path}`. */
export const testFunctions: Detector<Options> = {
  id: 'test-functions',
  options,
  words: () => [['fn']],
  detect(file, { names }, report) {
    const patterns = names.map((glob) => ({ pattern: globPattern(glob), byPath: glob.includes('::') }));
    const wanted: Wanted = (name, path) =>
      name.length <= MOST_CHARACTERS &&
      patterns.some(({ pattern, byPath }) =>
        (byPath ? tails(path()) : [name]).some((tail) => pattern.test(tail)),
      );
    const all = namedFunctions(file.tree, wanted);
    const commented = all.filter(({ state }) => state === 'comment').slice(0, MOST_COMMENTED);
    const found = [...all.filter(({ state }) => state !== 'comment'), ...commented];
    const built = !found.some(({ state }) => state === 'runs') || isBuilt(file);
    for (const { node, name, path, state } of found) {
      const known = state === 'runs' && !built ? 'unbuilt' : state;
      report({ node, data: { state: known, path, name }, confidence: 'certain' });
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

function declarationsOf({ path, crate }: DetectorFile): { parent: DetectorFile; node: Node }[] {
  return declaringPaths(path).flatMap((candidate) => {
    const parent = crate.file(candidate);
    if (parent === null) return [];
    const written = pathAttributes(parent.tree);
    return [...parent.tree.nodes('mod_item')]
      .filter((node) => parent.tree.field(node, 'body') === NONE)
      .filter((node) => modulePaths(candidate, parent.tree, node, written.get(node) ?? null).includes(path))
      .map((node) => ({ parent, node }));
  });
}

import type { Artifact, RequiredTest, Slice, Step } from '../schema.js';
import { type Compare, compareFields, type Difference, type Fields, isSame, quoted } from './change.js';
import { conditions } from './conditions.js';
import { amount, anyChange, elsewhere, entries, globs, list, optional, words } from './fields.js';
import { validation } from './validation.js';

/** How two versions of a step differ. */
export const step: Compare<Step> = (before, after) => compareFields(STEP, before, after);

const artifact: Fields<Artifact> = {
  path: elsewhere,
  headings: list({
    gets: 'these headings are asked for too:',
    loses: 'these headings are not asked for any more:',
    more: 'tightens',
  }),
  executable: (before, after) =>
    before === after
      ? []
      : [
          {
            effect: after ? 'tightens' : 'weakens',
            message: after ? 'it must be executable.' : 'it need not be executable any more.',
          },
        ],
};

export const artifacts = entries<Artifact>({
  key: ({ path }) => path,
  label: ({ path }) => `the artifact ${quoted(path)}`,
  differ: (before, after) => compareFields(artifact, before, after),
});

const requiredTest: Fields<RequiredTest> = {
  what: elsewhere,
  names: globs({ gets: 'these names do too:', loses: 'these names do not any more:', more: 'weakens' }),
  in: globs({ gets: 'it may stand in', loses: 'it may not stand any more in', more: 'weakens' }),
};

const slice: Fields<Slice> = {
  title: elsewhere,
  paths: globs({ gets: 'commits of it may touch', loses: 'commits of it may not touch', more: 'weakens' }),
};

const sameSlices = entries<Slice>({
  key: ({ title }) => title,
  label: ({ title }) => `the slice ${quoted(title)}`,
  differ: (before, after) => compareFields(slice, before, after),
  gets: 'weakens',
});

/** Without any slice, commits are not held to them; of several, each gives commits more room. */
const slices: Compare<readonly Slice[]> = (before, after) => {
  if (before.length === 0 && after.length === 0) return [];
  if (before.length === 0) return [{ effect: 'tightens', message: 'Commits are held to slices.' }];
  if (after.length === 0) return [{ effect: 'weakens', message: 'Commits are not held to slices any more.' }];
  const differences = sameSlices(before, after);
  if (differences.length > 0 || isSame(before, after)) return differences;
  return [{ effect: 'changes', message: 'The slices come in another order.' }];
};

const budget = optional('the budget', {
  gets: 'tightens',
  differ: (before: NonNullable<Step['budget']>, after): Difference[] =>
    compareFields<NonNullable<Step['budget']>>(
      {
        files: amount('budget.files', { larger: 'weakens' }),
        lines: amount('budget.lines', { larger: 'weakens' }),
      },
      before,
      after,
    ),
});

/** The gate that steps of one kind alone meet. */
export const GATE_OF: Readonly<Record<Step['kind'], string>> = {
  freeze: 'freeze',
  change: 'drift',
  close: 'closure',
};

const STEP: Fields<Step> = {
  title: words('title'),
  // Whatever the two kinds are, the one has gates that the other has not.
  kind: (before, after) =>
    before === after
      ? []
      : [
          {
            effect: 'weakens',
            message: `It is a ${after} step now, and was a ${before} step: the gate \`${GATE_OF[before]}\` is not asked any more.`,
          },
        ],
  allow: globs({
    gets: 'pull requests may also touch',
    loses: 'pull requests may no longer touch',
    more: 'weakens',
  }),
  artifacts,
  tests: entries<RequiredTest>({
    key: ({ what }) => what,
    label: ({ what }) => `the required test ${quoted(what)}`,
    differ: (before, after) => compareFields(requiredTest, before, after),
  }),
  'frozen-tests': globs({
    gets: 'the tests are frozen in',
    loses: 'the tests are not frozen any more in',
    more: 'tightens',
  }),
  inventory: optional('the inventory', { gets: 'tightens', differ: anyChange('inventory') }),
  slices,
  budget,
  patterns: conditions,
  validation: optional("the step's own list of checks, in place of the program's,", {
    gets: 'changes',
    differ: validation,
  }),
};

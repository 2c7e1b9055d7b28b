import type { Condition, ConditionKind, Pattern } from '../text-gate-schema.js';
import {
  type Compare,
  canonical,
  compareFields,
  type Difference,
  type Fields,
  named,
  quoted,
} from './change.js';
import { amount, anyChange, elsewhere, entries, globs, list, optional, strictness, words } from './fields.js';

/** How conditions on what files hold differ; each is known by its kind and by what it looks for. */
export const conditions = entries<Condition>({
  key: (condition) => canonical([condition.kind, subjectOf(condition)]),
  label: (condition) => `the condition ${quoted(condition.kind)} ${labelOf(condition)}`,
  differ: (before, after) => compareFields(fieldsOf(before.kind), before, after),
});

/** What a condition looks for: a pattern, or files. */
function subjectOf(condition: Condition): Pattern | readonly string[] {
  return 'pattern' in condition ? condition.pattern : condition.in;
}

function labelOf(condition: Condition): string {
  if (!('pattern' in condition)) return named(condition.in);
  const { pattern } = condition;
  const what = typeof pattern === 'string' ? pattern : `${pattern.kind} ${pattern.name}`;
  return `${quoted(what)} in ${named(condition.in)}`;
}

type KeyOf<U> = U extends unknown ? keyof U : never;
type ValueAt<U, K extends PropertyKey> = U extends unknown ? (K extends keyof U ? U[K] : never) : never;

/** Every field that a condition of some kind has. */
type AnyCondition = { readonly [K in KeyOf<Condition>]?: ValueAt<Condition, K> };

/** Kinds that more files make harder to meet. */
const HARDER_IN_MORE: ReadonlySet<ConditionKind> = new Set([
  'must-not-match',
  'no-increase',
  'only-in',
  'max-lines',
  'unchanged',
]);

const moreFiles = globs({ gets: 'it holds in', loses: 'it holds no more in', more: 'tightens' });
const otherFiles = globs({ gets: 'it looks in', loses: 'it looks no more in', more: 'changes' });
const inSteps = list({
  gets: 'it holds in the steps',
  loses: 'it holds no more in the steps',
  more: 'tightens',
});

function fieldsOf(kind: ConditionKind): Fields<AnyCondition> {
  const isHarder = HARDER_IN_MORE.has(kind);
  return {
    kind: elsewhere,
    pattern: elsewhere,
    in: (before = [], after = []) => (isHarder ? moreFiles : otherFiles)(before, after),
    tests: isHarder ? testCode : anyChange('tests'),
    where: anyChange('where'),
    per: anyChange('per'),
    except: optional('the exception `except`', { gets: 'weakens', differ: anyChange('except') }),
    steps: (before, after) =>
      before !== undefined && after !== undefined ? inSteps(before, after) : allSteps(before, after),
    why: words('reason'),
    places: (before = [], after = []) => places(before, after),
    required: (before, after) => (before === after ? [] : [mustBeThere(after === true)]),
    atLeast: amount('at-least', { larger: 'tightens', none: 0 }),
    atMost: amount('at-most', { larger: 'weakens' }),
    most: amount('max-lines', { larger: 'weakens' }),
    lines: anyChange('lines'),
  };
}

const testCode: Compare<'include' | 'exclude' | undefined> = (before = 'include', after = 'include') =>
  strictness('tests', ['include', 'exclude'])(before, after);

const places = globs({ gets: 'it may also stand in', loses: 'it may no longer stand in', more: 'weakens' });

function mustBeThere(isRequired: boolean): Difference {
  return isRequired
    ? { effect: 'tightens', message: 'it must stand there.' }
    : { effect: 'weakens', message: 'it need not stand there any more.' };
}

function allSteps(before: readonly string[] | undefined, after: readonly string[] | undefined): Difference[] {
  if (before === after) return [];
  return after === undefined
    ? [{ effect: 'tightens', message: 'it holds in every step.' }]
    : [{ effect: 'weakens', message: `it holds in the steps ${named(after)} alone.` }];
}

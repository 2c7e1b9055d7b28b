import type { RequiredCheck, Validation } from '../validation-schema.js';
import { type Compare, compareFields, type Fields, named, quoted } from './change.js';
import { anyChange, elsewhere, entries, globs, optional, strictness } from './fields.js';

const requiredCheck: Fields<RequiredCheck> = {
  check: elsewhere,
  app: optional('the app that must have made it', {
    gets: 'tightens',
    differ: anyChange('app'),
  }),
  when: (before, after) => {
    if (before !== undefined && after !== undefined) return paths(before, after);
    if (before === after) return [];
    return after === undefined
      ? [{ effect: 'tightens', message: 'it is always asked for.' }]
      : [{ effect: 'weakens', message: `it is asked for only where this changes: ${named(after ?? [])}.` }];
  },
  skipped: strictness('skipped', ['fail', 'pass']),
};

const paths = globs({
  gets: 'it is asked for where this changes:',
  loses: 'it is not asked for any more where this changes:',
  more: 'tightens',
});

const FIELDS: Fields<Validation> = {
  checks: entries<RequiredCheck>({
    key: ({ check }) => check,
    label: ({ check }) => `the check ${quoted(check)}`,
    differ: (before, after) => compareFields(requiredCheck, before, after),
  }),
  patience: anyChange('patience'),
};

/** How the checks differ that are waited for. */
export const validation: Compare<Validation> = (before, after) => compareFields(FIELDS, before, after);

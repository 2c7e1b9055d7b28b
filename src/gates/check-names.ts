import { Minimatch } from 'minimatch';
import type { RequiredCheck } from '../program/validation-schema.js';
import type { Check } from '../snapshot/facts.js';

const CRATE = '{crate}';

/** Names of checks are no paths: `*` stands for any characters, `/` among them. */
const SLASH = '\u2215';

export type NameTest = (name: string) => boolean;

export function asksForCrates({ check }: RequiredCheck): boolean {
  return check.includes(CRATE);
}

/** The names that a required check stands for: one for each touched crate where it names `{crate}`. */
export function expandedNames(required: RequiredCheck, crates: readonly string[]): string[] {
  if (!asksForCrates(required)) return [required.check];
  return crates.map((crate) => required.check.replaceAll(CRATE, crate));
}

/** `*`, `?` and `{a,b}` are read as in a glob; brackets and parentheses stand for themselves, as names have them. */
export function nameTest(glob: string): NameTest {
  const pattern = new Minimatch(glob.replaceAll('/', SLASH).replace(/[[\]\\]/gu, '\\$&'), {
    dot: true,
    nonegate: true,
    nocomment: true,
    noext: true,
    platform: 'linux',
  });
  return (name) => name === glob || pattern.match(name.replaceAll('/', SLASH));
}

/** Whether a check counts for a required one, whichever crates are touched: events are sorted by it. */
export function mayCount(required: RequiredCheck, check: Pick<Check, 'name' | 'app'>): boolean {
  return isByApp(required, check) && nameTest(required.check.replaceAll(CRATE, '*'))(check.name);
}

/** An app's commit statuses are by its login, which is its short name with `[bot]`. */
export function isByApp({ app }: RequiredCheck, check: Pick<Check, 'app'>): boolean {
  return app === undefined || check.app === app || check.app === `${app}[bot]`;
}

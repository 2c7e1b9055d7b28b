import { stepsOf, wavesOf } from '../order.js';
import { waveLabel } from '../position.js';
import type { DoneItem, Program, Step, Wave } from '../schema.js';
import {
  type Compare,
  compareFields,
  type Difference,
  type Effect,
  type Fields,
  isSame,
  named,
  type PlacedDifference,
  placedAt,
  quoted,
} from './change.js';
import { conditions } from './conditions.js';
import {
  anyChange,
  elsewhere,
  entries,
  globs,
  list,
  optional,
  strictness,
  without,
  words,
} from './fields.js';
import { artifacts, step } from './step.js';
import { validation } from './validation.js';
import { mode, wave } from './wave.js';

/** How two versions of a program differ, down to the fields of its steps. */
export function changesOfProgram(before: Program, after: Program): PlacedDifference[] {
  const own = compareFields(PROGRAM, before, after).map(placedAt(after.program));
  const waves = new Map(wavesOf(after));
  const both = wavesOf(before).flatMap(([id, was]) => {
    const is = waves.get(id);
    return is === undefined ? [] : changesOfWave(id, [was, is], [before, after]);
  });
  return [
    ...own,
    ...comings('wave', before.waveOrder, after.waveOrder).map(placedAt(after.program)),
    ...orderOf(before, after).map(placedAt(after.program)),
    ...both,
  ];
}

/** Who comes and who goes, all of a kind in one sentence. */
export function comings(noun: string, before: readonly string[], after: readonly string[]): Difference[] {
  return [
    ...sentence('weakens', noun, without(before, after), 'gone'),
    ...sentence('tightens', noun, without(after, before), 'new'),
  ];
}

function sentence(effect: Effect, noun: string, some: readonly string[], what: string): Difference[] {
  if (some.length === 0) return [];
  const subject = some.length === 1 ? `${noun} ${named(some)} is` : `${noun}s ${named(some)} are`;
  return [{ effect, message: `The ${subject} ${what}.` }];
}

function changesOfWave(
  id: string,
  [was, is]: readonly [Wave, Wave],
  [before, after]: readonly [Program, Program],
): PlacedDifference[] {
  const label = waveLabel(after.program, id);
  const steps = new Map(stepsOf(is));
  return [
    ...wave(was, is, [before.mode, after.mode]).map(placedAt(label)),
    ...comings('step', numbers(was), numbers(is)).map(placedAt(label)),
    ...stepsOf(was).flatMap(([number, one]) => {
      const other: Step | undefined = steps.get(number);
      return other === undefined ? [] : step(one, other).map(placedAt(`${label} step ${number}`));
    }),
  ];
}

function numbers(one: Wave): string[] {
  return stepsOf(one).map(([number]) => number);
}

/** The order of waves says what a step waits for. */
function orderOf({ waveOrder: before }: Program, { waveOrder: after }: Program): Difference[] {
  const [was, is] = [new Set(before), new Set(after)];
  const kept = before.filter((id) => is.has(id));
  const now = after.filter((id) => was.has(id));
  return isSame(kept, now)
    ? []
    : [{ effect: 'changes', message: `The waves come in another order: ${named(now)}.` }];
}

const production: Fields<Program['production']> = {
  include: globs({
    gets: 'these count as production files too:',
    loses: 'these count as production files no more:',
    more: 'tightens',
  }),
  exclude: globs({ gets: 'a freeze may also touch', loses: 'a freeze may no longer touch', more: 'weakens' }),
};

const doneItem: Fields<DoneItem> = {
  item: elsewhere,
  by: anyChange('by'),
  artifacts,
};

/** `any` asks for nothing; of two methods, none is stricter. */
const autoMerge: Compare<Program['auto-merge']> = (before, after) => {
  const effect = after === 'any' ? 'weakens' : before === 'any' ? 'tightens' : 'changes';
  return anyChange('auto-merge', effect)(before, after);
};

const PROGRAM: Fields<Program> = {
  version: elsewhere,
  program: elsewhere,
  title: words('title'),
  mode,
  branch: list({
    gets: 'these branches are held to it too:',
    loses: 'these branches are not held to it any more:',
    more: 'tightens',
  }),
  production: (before, after) => compareFields(production, before, after),
  order: strictness('order', ['waves', 'steps', 'none']),
  validation: optional('the list of checks that are waited for', { gets: 'tightens', differ: validation }),
  patterns: conditions,
  'auto-merge': autoMerge,
  ratchet: flag(
    'closed waves hold for every pull request.',
    'closed waves do not hold any more for other pull requests.',
  ),
  board: anyChange('board'),
  done: entries<DoneItem>({
    key: ({ item }) => item,
    label: ({ item }) => `the definition of done: ${quoted(item)}`,
    differ: (before, after) => compareFields(doneItem, before, after),
  }),
  waves: elsewhere,
  waveOrder: elsewhere,
};

function flag(on: string, off: string): Compare<boolean> {
  return (before, after) =>
    before === after ? [] : [{ effect: after ? 'tightens' : 'weakens', message: after ? on : off }];
}

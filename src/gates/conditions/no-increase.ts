import { matcher } from '../../program/globs.js';
import type { ConditionOf } from '../../program/text-gate-schema.js';
import { isFile } from '../../snapshot/tree.js';
import type { Reason } from '../gate.js';
import { count } from '../words.js';
import type { Hit, HitReader } from './hit-reader.js';
import type { Kind, Trees } from './kind.js';
import { hitReason, inWords, oneALine, patternWords, placeWords, withWhy } from './words.js';

type NoIncrease = ConditionOf<'no-increase'>;

/** The pattern stands no more often in the scope, or in any file of it, than at the merge base. */
export const noIncrease: Kind<NoIncrease> = {
  reads(condition, trees) {
    const pairs = changedFiles(condition.in, trees);
    return {
      head: pairs.flatMap(({ after }) => after ?? []),
      mergeBase: pairs.flatMap(({ before }) => before ?? []),
    };
  },
  judge(condition, reader, trees) {
    const pairs = changedFiles(condition.in, trees);
    const groups = condition.per === 'file' ? pairs.map((pair) => [pair]) : [pairs];
    const outcomes = groups.map((group) => compare(group, condition, reader));
    const before = outcomes.reduce((sum, outcome) => sum + outcome.before, 0);
    const after = outcomes.reduce((sum, outcome) => sum + outcome.after, 0);
    const what = patternWords(condition.pattern);
    const changed =
      pairs.length === 0
        ? 'no file of it is changed'
        : `${before} at the merge base and ${after} at head in ${count(pairs.length, 'changed file')}`;
    return {
      fails: outcomes.flatMap(({ fails }) => fails),
      holds: `${what} stands no more often ${inWords(condition.in)}: ${changed}.`,
    };
  },
};

/** A file of the scope that differs: its path at the merge base, at head, or at both. */
interface Pair {
  readonly before?: string;
  readonly after?: string;
}

/**
 * What is the same at both ends has the same hits, so that changed files alone are read. A file that is renamed out of
 * the scope is still counted: a new name takes nothing away.
 */
function changedFiles(globs: readonly string[], { changes }: Trees): Pair[] {
  const inScope = matcher(globs);
  return changes.flatMap(({ status, path, before, after }): Pair[] => {
    const wasIn = before !== undefined && isFile(before) && inScope(before.path);
    const isIn = after !== undefined && isFile(after) && (inScope(path) || (status === 'renamed' && wasIn));
    if (!wasIn && !isIn) return [];
    return [{ ...(wasIn && { before: before.path }), ...(isIn && { after: path }) }];
  });
}

interface Outcome {
  readonly before: number;
  readonly after: number;
  readonly fails: readonly Reason[];
}

function compare(pairs: readonly Pair[], condition: NoIncrease, reader: HitReader): Outcome {
  const base = reader.hits(
    condition,
    'mergeBase',
    pairs.flatMap(({ before }) => before ?? []),
  );
  const head = reader.hits(
    condition,
    'head',
    pairs.flatMap(({ after }) => after ?? []),
  );
  const more = head.length - base.length;
  const fails =
    more > 0
      ? oneALine(newHits(head, base)).map((hit) => reasonFor(hit, more, base.length > 0, condition))
      : [];
  return { before: base.length, after: head.length, fails };
}

/** The hits of which the merge base does not have as many alike, wherever they stood. */
function newHits(head: readonly Hit[], base: readonly Hit[]): Hit[] {
  const left = new Map<string, number>();
  for (const { mark } of base) left.set(mark, (left.get(mark) ?? 0) + 1);
  return head.filter(({ mark }) => {
    const known = left.get(mark) ?? 0;
    left.set(mark, known - 1);
    return known <= 0;
  });
}

function reasonFor(hit: Hit, more: number, areOthers: boolean, condition: NoIncrease): Reason {
  const what = patternWords(condition.pattern);
  const where = condition.per === 'file' ? `in \`${hit.path}\`` : inWords(condition.in);
  const message = `${what} stands ${count(more, 'time')} more ${where} than at the merge base; new is ${placeWords(hit)}.`;
  const next = areOthers ? 'Take it out, or one of the others in return.' : 'Take it out.';
  const identity = `no-increase ${JSON.stringify(condition.pattern)}`;
  return hitReason(hit, withWhy(message, condition.why), next, identity);
}

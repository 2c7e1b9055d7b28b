import { code, shorten } from '../../report/markdown.js';

/** A reason is a sentence, not an essay; what needs more belongs into the discussion. */
const MOST_REASON = 500;

/** What `waive TARGET [until YYYY-MM-DD] REASON` says. */
export interface WaiveOrder {
  readonly target: string;
  /** ISO 8601, UTC: the first instant at which it does not hold. */
  readonly until: string | null;
  readonly reason: string;
}

/** Reads what was written behind `waive`, or says in Markdown what is wrong with it. */
export function readWaive(words: string, now: string): WaiveOrder | string {
  const [first = '', ...rest] = words.split(' ');
  const target = targetOf(first);
  if (target === '') return 'Name what is to be waived: a gate, a rule or a fingerprint that fails now.';
  const dated = rest[0]?.toLowerCase() === 'until';
  const until = dated ? endOfDay(rest[1] ?? '') : null;
  if (dated && until === null) {
    return `${code(shorten(rest[1] ?? '', 40))} is no date: write ${code('until YYYY-MM-DD')}, in UTC; the waiver holds through that day.`;
  }
  if (until !== null && Date.parse(until) <= Date.parse(now)) {
    return `${code(shorten(rest[1] ?? '', 40))} is over: a waiver ends on a day to come, or when the failure changes if no day is given.`;
  }
  const reason = (dated ? rest.slice(2) : rest).join(' ');
  if (!/[\p{L}\p{N}]/u.test(reason)) {
    return `A waiver needs a reason, which everybody will see: write it behind ${code(shorten(target, 80))}.`;
  }
  const length = Array.from(reason).length;
  if (length > MOST_REASON) return `The reason has ${length} characters; a waiver takes ${MOST_REASON}.`;
  return { target, until, reason };
}

/** Ids are lower case, however they were written, and may be written as code. */
export function targetOf(word: string): string {
  return word.replace(/^`+|`+$/g, '').toLowerCase();
}

/** Midnight after a day that there is, in UTC; `null` for anything else. */
function endOfDay(day: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null;
  const start = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(start.getTime()) || start.toISOString().slice(0, 10) !== day) return null;
  return new Date(start.getTime() + 86_400_000).toISOString();
}

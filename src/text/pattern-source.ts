/** What the source of a pattern tells of it, without the engine. */

/** Whether a pattern is to be looked for in a whole text rather than line by line. */
export function spansLines(source: string): boolean {
  if (source.includes('\n')) return true;
  if (escapesOf(source).some((escaped) => /^(?:[nAz]|x0[aA]|x\{0*[aA]\})/u.test(escaped))) return true;
  return /\(\?[a-zA-Z]*(?:s|-[a-zA-Z]*m)/u.test(source);
}

/** What stands behind each backslash, with what may belong to it. */
export function escapesOf(source: string): string[] {
  return [...source.matchAll(/\\(.(?:(?<=x)(?:\{[^}]*\}|..))?)/gsu)].map(([, escaped = '']) => escaped);
}

/** A literal shorter than this rules out too little to be worth looking for. */
const SHORTEST_LITERAL = 3;

/**
 * The longest run of letters, digits and `_` that every match of a pattern has; empty where none is sure. Patterns with
 * alternatives, flags or characters by their numbers have none, and what stands in groups is passed over.
 */
export function literalOf(source: string): string {
  if (/\||\(\?|\[:|\\[pPxQ0-9]/u.test(source)) return '';
  const runs = withoutGroups(source.replace(/\\./gsu, ' ').replace(/\[\^?\]?[^\]]*\]/gu, ' '))
    .replace(/\w(?=[*?{])/gu, ' ')
    .replace(/\{[\d,]*\}/gu, ' ')
    .split(/\W+/u);
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), '');
  return longest.length < SHORTEST_LITERAL ? '' : longest;
}

function withoutGroups(source: string): string {
  let depth = 0;
  let kept = '';
  for (const char of source) {
    if (char === '(') depth++;
    if (depth === 0) kept += char;
    if (char === ')') {
      depth = Math.max(0, depth - 1);
      kept += ' ';
    }
  }
  return kept;
}

import { conditionsAt } from '../../gates/conditions/conditions-at.js';
import { matcher } from '../../program/globs.js';
import type { Position } from '../../program/position.js';
import type { Condition } from '../../program/text-gate-schema.js';
import { plain } from '../../report/markdown.js';
import { linePattern } from '../../text/line-pattern.js';
import type { ScaffoldFile } from './material.js';
import { sampleOf } from './sample.js';

/** Something that must stand in files. */
type Demand = Extract<Condition, { kind: 'must-match' | 'count' }> & { readonly pattern: string };

/**
 * The files with what the program's conditions demand of their text, as far as a text can be made of a pattern. Only
 * an author can write the rest, which the gate asks for.
 */
export function withDemands(files: readonly ScaffoldFile[], position: Position): ScaffoldFile[] {
  const demands = conditionsAt(position).filter(isDemand);
  return demands.reduce<ScaffoldFile[]>((so, demand) => meet(demand, so), [...files]);
}

function isDemand(condition: Condition): condition is Demand {
  const asks = condition.kind === 'must-match' || (condition.kind === 'count' && condition.atLeast > 0);
  return asks && typeof condition.pattern === 'string';
}

function meet(demand: Demand, files: readonly ScaffoldFile[]): ScaffoldFile[] {
  const inScope = matcher(demand.in);
  const asked = files.filter(({ path }) => inScope(path));
  const lacking = asked.filter(({ content }) => lacks(demand, content) > 0);
  const isMet = demand.per === 'all' && lacking.length < asked.length;
  const changed = new Set(isMet ? [] : demand.per === 'all' ? lacking.slice(0, 1) : lacking);
  const sample = sampleOf(demand.pattern);
  if (sample === null) return [...files];
  return files.map((file) => (changed.has(file) ? withLines(file, sample, demand) : file));
}

/** How many hits are missing. */
function lacks(demand: Demand, content: string): number {
  const least = demand.kind === 'count' ? demand.atLeast : 1;
  return Math.max(0, least - linePattern(demand.pattern).hits(content).lines.length);
}

function withLines(file: ScaffoldFile, sample: string, demand: Demand): ScaffoldFile {
  const lead = leadOf(file);
  if (lead === null) return file;
  const times = lacks(demand, file.content);
  const why = demand.why === '' ? '' : ` (${plain(demand.why)})`;
  const tries = [`${lead}${sample}${why}\n`, `${sample}\n`].map(
    (line) => `${file.content}\n${line.repeat(times)}`,
  );
  const content = tries.find((text) => lacks(demand, text) === 0);
  return content === undefined ? file : { ...file, content };
}

/** What a line of its own begins with in a file: an item in a document, a comment elsewhere. */
function leadOf({ path, executable }: ScaffoldFile): string | null {
  if (executable || /\.(?:sh|bash|ya?ml|toml|ini|conf)$/u.test(path)) return '# ';
  return path.endsWith('.json') ? null : '- ';
}

import type { LineRange, Mention, MentionLine } from './inventory-mentions.js';
import { mentionLines } from './inventory-mentions.js';
import type { Site } from './inventory-rows.js';
import type { RustPaths } from './rust-paths.js';
import { SiteIndex } from './site-index.js';

/** What an inventory leaves out, and what it names that is not there. */
export interface Comparison {
  /** Sites that no row names or was meant to name, those of warnings among them. */
  readonly missing: readonly Site[];
  readonly stale: readonly StaleRow[];
}

/** Something on a line of the document that is not there at head. */
export interface StaleRow {
  /** The document's line, 1-based. */
  readonly line: number;
  /** What it names: `src/a.rs:12`, or file and function. */
  readonly wrote: string;
  /** In words, to go after a colon. */
  readonly why: string;
  /** The site that was meant, where there is little doubt. */
  readonly instead: Site | null;
}

/**
 * Holds an inventory against the sites that it is to name.
 *
 * A row is a line that names a file with its line, or with the function around the site. Where it says the line, that
 * line counts and its function only explains it, so that of two sites in a function each needs a row; where it does
 * not, every site in the function is named. A file alone is no row.
 */
export function compareInventory(markdown: string, sites: readonly Site[], paths: RustPaths): Comparison {
  const index = new SiteIndex(sites);
  const named = new Set<Site>();
  const stale: Claim[] = [];
  for (const line of mentionLines(markdown, paths)) {
    for (const claim of claimsOf(line, index)) {
      for (const site of claim.sites) named.add(site);
      if (claim.sites.length === 0) stale.push(claim);
    }
  }
  const open = new OpenSites(sites.filter((site) => !named.has(site)));
  const rows = stale.map((claim) => staleRow(claim, index, open));
  return { missing: open.left(), stale: rows };
}

/** That there is something at a place, as a line of the document has it. */
interface Claim {
  readonly on: MentionLine;
  readonly mention: Mention;
  /** The lines that it names; null where it names functions. */
  readonly range: LineRange | null;
  readonly names: readonly string[];
  /** What is there. */
  readonly sites: readonly Site[];
}

function claimsOf(on: MentionLine, index: SiteIndex): Claim[] {
  const withLines = on.mentions.filter(({ lines }) => lines.length > 0);
  const byLine = withLines
    .filter((mention) => mention.known || !isLabel(mention, withLines))
    .flatMap((mention) =>
      mention.lines.map((range): Claim => {
        return { on, mention, range, names: on.names, sites: index.within(mention.path, range) };
      }),
    );
  const told = new Set(withLines.map(({ path }) => path));
  const alone = on.mentions.filter(({ path }) => !told.has(path));
  const byFunction = alone.flatMap((mention): Claim[] => {
    const sites = index.inFunctions(mention.path, on.names);
    const names =
      sites.length > 0 ? on.names : on.rowNames.filter((name) => !index.isCalled(mention.path, name));
    // A file and words are a row only where they can be nothing else.
    return sites.length > 0 || names.length > 0 ? [{ on, mention, range: null, names, sites }] : [];
  });
  return [...byLine, ...byFunction];
}

/** A link's text may say the end of the path that its address has. */
function isLabel({ path }: Mention, others: readonly Mention[]): boolean {
  return others.some((other) => other.known && other.path.endsWith(`/${path}`));
}

/** The sites that are not named yet. Each is the one that was meant by at most one stale row. */
class OpenSites {
  private readonly index: SiteIndex;
  private readonly taken = new Set<Site>();

  constructor(private readonly sites: readonly Site[]) {
    this.index = new SiteIndex(sites);
  }

  take(path: string, names: readonly string[]): Site | undefined {
    const found = this.index.inFunctions(path, names).find((site) => !this.taken.has(site));
    if (found !== undefined) this.taken.add(found);
    return found;
  }

  left(): Site[] {
    return this.sites.filter((site) => !this.taken.has(site));
  }
}

function staleRow({ on, mention, range, names }: Claim, index: SiteIndex, open: OpenSites): StaleRow {
  const { path, known } = mention;
  const here = (why: string, instead: Site | null): StaleRow => {
    const at =
      range === null ? ` ${names[0] ?? ''}` : `:${range[0] === range[1] ? range[0] : range.join('-')}`;
    return { line: on.number, wrote: `${path}${at}`, why, instead };
  };
  if (!known) return here('there is no such file at head, by its path from the root', null);
  const moved = open.take(path, names);
  if (moved !== undefined) return here(`the place in \`${moved.function}\` is on line ${moved.line}`, moved);
  const others = index.linesOf(path);
  if (others.length === 0) return here("the wave's rules find nothing in this file", null);
  return here(`the wave's rules find nothing there, in this file only on ${linesInWords(others)}`, null);
}

const MOST_LINES = 10;

function linesInWords(lines: readonly number[]): string {
  const shown = lines.slice(0, MOST_LINES).join(', ');
  const more = lines.length > MOST_LINES ? ` and ${lines.length - MOST_LINES} more` : '';
  return `${lines.length === 1 ? 'line' : 'lines'} ${shown}${more}`;
}

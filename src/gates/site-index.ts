import type { LineRange } from './inventory-mentions.js';
import type { Site } from './inventory-rows.js';

/** The sites of one file. */
class FileSites {
  /** In the order of lines. */
  readonly sites: Site[] = [];
  /** By the last part of the function's name. */
  private readonly byName = new Map<string, Site[]>();

  add(site: Site): void {
    this.sites.push(site);
    const name = lastPart(site.function ?? '');
    const known = this.byName.get(name);
    if (known === undefined) this.byName.set(name, [site]);
    else known.push(site);
  }

  /** Where functions of several types have the name, it must say which one is meant. */
  inFunction(written: string): Site[] {
    const alike = this.byName.get(lastPart(written)) ?? [];
    const type = typePart(written);
    if (type !== null) return alike.filter((site) => site.function?.startsWith(`${type}::`));
    return new Set(alike.map((site) => site.function)).size === 1 ? alike : [];
  }
}

/** Finds sites by file and line, and by file and function. Made of sites in the order of places. */
export class SiteIndex {
  private readonly files = new Map<string, FileSites>();

  constructor(sites: readonly Site[]) {
    for (const site of sites) {
      const file = this.files.get(site.path) ?? new FileSites();
      this.files.set(site.path, file);
      file.add(site);
    }
  }

  /** The sites on the lines from first to last. */
  within(path: string, [first, last]: LineRange): Site[] {
    const sites = this.files.get(path)?.sites ?? [];
    const found: Site[] = [];
    for (let at = firstFrom(sites, first); at < sites.length && sites[at]!.line <= last; at++)
      found.push(sites[at]!);
    return found;
  }

  /** The sites in functions of these names, as people write them: `load`, `Runner::load`, `runner::load`. */
  inFunctions(path: string, names: readonly string[]): Site[] {
    const file = this.files.get(path);
    return file === undefined ? [] : [...new Set(names.flatMap((name) => file.inFunction(name)))];
  }

  /** Whether what was found in a file is told in words that have the name: what is called there, not where. */
  isCalled(path: string, name: string): boolean {
    return (this.files.get(path)?.sites ?? []).some(({ messages }) =>
      messages.some((message) => message.includes(lastPart(name))),
    );
  }

  /** The lines of a file's sites, in order. */
  linesOf(path: string): number[] {
    return (this.files.get(path)?.sites ?? []).map(({ line }) => line);
  }
}

/** Where the sites from a line on begin, by bisection: an inventory may have thousands of rows on one file. */
function firstFrom(sites: readonly Site[], line: number): number {
  let low = 0;
  let high = sites.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sites[middle]!.line < line) low = middle + 1;
    else high = middle;
  }
  return low;
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1).replace(/^r#/u, '');
}

/** The type that a name says its function is of; null for a bare name or one behind modules alone. */
function typePart(name: string): string | null {
  const before = name.split('::').at(-2);
  return before === undefined || !/^\p{Lu}/u.test(before) || before === 'Self' ? null : before;
}

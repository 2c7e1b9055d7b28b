import type { Confidence } from '../rust/finding.js';
import { ownerName } from '../rust/owned-functions.js';
import { NONE, type Node } from '../rust/syntax.js';
import { bannedCalls, type CallList } from './call-list.js';
import { type CallSite, callSite, type FunctionKey, functionKeys, placesNamed } from './call-sites.js';
import type { CrateSearch, DetectorFile, WordGroup } from './detector.js';
import { type Place, type PlacedHit, placeOf } from './placed-hits.js';

/** How a rule sees the places of one file. */
export interface Surroundings {
  /** Whether a call here is one that the rule reports. */
  reports(expression: Node): boolean;
  /** The function whose running runs the expression, as far as the rule follows it; else `NONE`. */
  host(expression: Node): Node;
}

/** A function that reaches a banned call. */
interface Reaching {
  readonly host: Host;
  /** The function that it calls on the way; `null` where it has the banned call itself. */
  readonly next: Reaching | null;
  /** The banned call. */
  readonly end: string;
  readonly confidence: Confidence;
}

/** A message names at most this many functions on the way to the banned call. */
const CHAIN_SHOWN = 12;

/** A function of the crate, without the tree that it stands in, so that trees can be let go. */
interface Host {
  /** The folder of its package: its callers are in there too. */
  readonly folder: string;
  readonly bareName: string;
  /** The type or trait that it belongs to. */
  readonly owner: string | null;
  /** With the type's, as messages show it. */
  readonly name: string;
  readonly keys: readonly FunctionKey[];
}

/** What is looked for in a file that may call functions. */
interface Calling {
  readonly groups: WordGroup[];
  readonly words: string[];
  readonly within: (path: string) => boolean;
}

interface KnownSite {
  readonly at: Place;
  readonly targets: CallSite['targets'];
  readonly host: Host | null;
  readonly reported: boolean;
}

/**
 * Finds the calls of functions that reach a banned call through functions of the same crate.
 * Works backwards, from the banned calls to their callers, so that only files that name a reaching function are parsed.
 */
export class Reach {
  private readonly reaching = new Map<FunctionKey, Reaching>();
  private readonly sites = new Map<string, KnownSite[]>();
  private readonly callers = new Map<FunctionKey, KnownSite[]>();
  private readonly asked = new Set<string>();
  /** By file: the names, with the types that functions of these names were looked for in, whose places are read. */
  private readonly read = new Map<string, Set<string>>();
  /** The places that have been read. */
  private readonly seen = new Set<string>();

  constructor(
    private readonly crate: CrateSearch,
    private readonly list: CallList,
    private readonly surroundings: (file: DetectorFile) => Surroundings,
    /** What a file must have for a call in it to be reported: packages without one are not searched. */
    private readonly reporting: readonly string[] = [],
  ) {}

  /** The hits of each file that has any. */
  async hits(): Promise<Map<string, PlacedHit[]>> {
    for (let fresh = await this.seeds(); fresh.length > 0; ) {
      await this.readCallers(fresh);
      const before = fresh;
      fresh = [];
      for (const reaching of before) this.addCallers(reaching, fresh);
    }
    const found = new Map<string, PlacedHit[]>();
    for (const [path, sites] of this.sites) {
      const hits = sites.flatMap((site) => this.hitOf(site));
      if (hits.length > 0) found.set(path, hits);
    }
    return found;
  }

  /** The functions that have a banned call of their own. */
  private async seeds(): Promise<Reaching[]> {
    const fresh: Reaching[] = [];
    const group = { functions: this.list.functions };
    const reports = this.packages();
    for (const path of this.crate.having([group])) {
      if (reports?.has(this.crate.packageFolder(path)) === false) continue;
      if (!this.crate.mayBeCalled(path, group)) continue;
      const file = await this.crate.file(path, [group]);
      if (file === null) continue;
      const surroundings = this.surroundings(file);
      for (const call of bannedCalls(file, this.list)) {
        const item = surroundings.host(call.path);
        if (item === NONE || (!this.crate.withTests && file.contexts.isTest(call.path))) continue;
        const host = hostOf(file, item);
        this.add(fresh, { host, next: null, end: call.name, confidence: call.confidence });
      }
    }
    return fresh;
  }

  /** The packages in which a call may be reported; `null` for all. */
  private packages(): ReadonlySet<string> | null {
    if (this.reporting.length === 0) return null;
    return new Set(this.crate.having([this.reporting]).map((path) => this.crate.packageFolder(path)));
  }

  /** Finds the places that name one of the functions, in the files of its package that name its type too, if it has one. */
  private async readCallers(fresh: readonly Reaching[]): Promise<void> {
    const groups = new Map<string, { folder: string; owner: string | null; names: string[] }>();
    for (const { host } of fresh) {
      const { folder, owner, bareName } = host;
      const key = `${folder}\0${owner ?? ''}`;
      if (this.asked.has(`${key}\0${bareName}`)) continue;
      this.asked.add(`${key}\0${bareName}`);
      const group = groups.get(key) ?? { folder, owner, names: [] };
      groups.set(key, group);
      group.names.push(bareName);
    }
    // A file is parsed and read once for all that it may call, whatever types these belong to.
    const calling = new Map<string, Calling>();
    for (const { folder, owner, names } of groups.values()) {
      const within = (path: string) => this.crate.packageFolder(path) === folder;
      const words = this.crate.wordsNaming(names, within);
      const group = { calls: { names, owner } };
      for (const path of this.crate.having([group], within)) {
        const fresh = this.unreadIn(path, owner, words);
        if (fresh.length === 0) continue;
        const known = calling.get(path) ?? { groups: [], words: [], within };
        calling.set(path, known);
        known.groups.push(group);
        known.words.push(...fresh);
      }
    }
    for (const [path, { groups, words, within }] of calling) {
      const file = await this.crate.file(path, groups, within);
      if (file !== null) this.readSites(file, words);
    }
  }

  /** Those of the words whose places in the file have not been read; they count as read from now on. */
  private unreadIn(path: string, owner: string | null, words: ReadonlySet<string>): string[] {
    const read = this.read.get(path) ?? new Set();
    this.read.set(path, read);
    const fresh = [...words].filter((word) => !read.has(`${owner ?? ''} ${word}`));
    for (const word of fresh) read.add(`${owner ?? ''} ${word}`);
    return fresh;
  }

  /** Reads the places of a file that end in one of the words. */
  private readSites(file: DetectorFile, words: readonly string[]): void {
    const { path } = file;
    const places = placesNamed(file, new Set(words)).filter((place) => this.isNew(file, place));
    if (places.length === 0) return;
    const sites = this.sites.get(path) ?? [];
    this.sites.set(path, sites);
    const surroundings = this.surroundings(file);
    for (const place of places) {
      const site = callSite(file, place);
      if (site === null) continue;
      const item = surroundings.host(site.callee);
      const isCaller = item !== NONE && (this.crate.withTests || !file.contexts.isTest(site.callee));
      const host = isCaller ? hostOf(file, item) : null;
      const { targets } = site;
      const found = {
        at: placeOf(file.tree, site.node),
        targets,
        host,
        reported: surroundings.reports(site.callee),
      };
      sites.push(found);
      for (const key of targets) {
        const same = this.callers.get(key);
        if (same === undefined) this.callers.set(key, [found]);
        else same.push(found);
      }
    }
  }

  /** The same place is read again where functions of one name and several types are looked for. */
  private isNew({ path, tree }: DetectorFile, place: Node): boolean {
    const key = `${path} ${tree.start(place)} ${tree.end(place)}`;
    const isNew = !this.seen.has(key);
    this.seen.add(key);
    return isNew;
  }

  private addCallers(next: Reaching, fresh: Reaching[]): void {
    for (const key of next.host.keys) {
      for (const { host } of this.callers.get(key) ?? []) {
        if (host !== null) this.add(fresh, { host, next, end: next.end, confidence: next.confidence });
      }
    }
  }

  private add(fresh: Reaching[], reaching: Reaching): void {
    const { keys } = reaching.host;
    if (this.reaching.has(keys[0]!)) return;
    for (const key of keys) if (!this.reaching.has(key)) this.reaching.set(key, reaching);
    fresh.push(reaching);
  }

  private targetOf(site: KnownSite): Reaching | undefined {
    for (const key of site.targets) {
      const reaching = this.reaching.get(key);
      if (reaching !== undefined) return reaching;
    }
    return undefined;
  }

  private hitOf(site: KnownSite): PlacedHit[] {
    const target = site.reported ? this.targetOf(site) : undefined;
    if (target === undefined) return [];
    const data = { call: target.host.name, chain: chainOf(target) };
    return [{ at: site.at, data, confidence: target.confidence }];
  }
}

/** `load → read_policy → std::fs::read_to_string` */
function chainOf(reaching: Reaching): string {
  const names: string[] = [];
  let at: Reaching | null = reaching;
  for (; at !== null && names.length < CHAIN_SHOWN; at = at.next) names.push(at.host.name);
  if (at !== null) names.push('…');
  return [...names, reaching.end].join(' → ');
}

function hostOf(file: DetectorFile, item: Node): Host {
  const name = file.contexts.nameOf(item);
  const bareName = name.slice(name.lastIndexOf(':') + 1);
  const owner = ownerName(file.tree, item);
  return {
    folder: file.crate.packageFolder(file.path),
    name,
    bareName,
    owner,
    keys: functionKeys(file, item),
  };
}

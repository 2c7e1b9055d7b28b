import type { Confidence } from '../rust/finding.js';
import { ownerName } from '../rust/owned-functions.js';
import { NONE, type Node } from '../rust/syntax.js';
import { bannedCalls, type CallList } from './call-list.js';
import { type CallSite, callSites, type FunctionKey, functionKeys } from './call-sites.js';
import type { CrateSearch, DetectorFile, Hit } from './detector.js';

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

interface KnownSite extends CallSite {
  readonly host: Host | null;
  readonly reported: boolean;
}

/**
 * Finds the calls of functions that reach a banned call through functions of the same crate.
 * Works backwards, from the banned calls to their callers, so that only files that name a reaching function are parsed.
 */
export class Reach {
  private readonly reaching = new Map<FunctionKey, Reaching>();
  private readonly sites = new Map<string, readonly KnownSite[]>();
  private readonly callers = new Map<FunctionKey, KnownSite[]>();
  private readonly asked = new Set<string>();
  /** How many files of each package have not been read. */
  private unread: Map<string, number> | undefined;

  constructor(
    private readonly crate: CrateSearch,
    private readonly list: CallList,
    private readonly surroundings: (file: DetectorFile) => Surroundings,
  ) {}

  /** The hits of each file that has any. */
  async hits(): Promise<Map<string, Hit[]>> {
    for (let fresh = await this.seeds(); fresh.length > 0; ) {
      await this.readCallers(fresh);
      const before = fresh;
      fresh = [];
      for (const reaching of before) this.addCallers(reaching, fresh);
    }
    const found = new Map<string, Hit[]>();
    for (const [path, sites] of this.sites) {
      const hits = sites.flatMap((site) => this.hitOf(site));
      if (hits.length > 0) found.set(path, hits);
    }
    return found;
  }

  /** The functions that have a banned call of their own. */
  private async seeds(): Promise<Reaching[]> {
    const fresh: Reaching[] = [];
    for (const path of this.crate.having([{ functions: this.list.functions }])) {
      const file = await this.crate.file(path);
      if (file === null) continue;
      const surroundings = this.surroundings(file);
      for (const call of bannedCalls(file, this.list)) {
        const item = surroundings.host(call.path);
        if (item === NONE || file.contexts.isTest(item)) continue;
        const host = hostOf(file, item);
        this.add(fresh, { host, next: null, end: call.name, confidence: call.confidence });
      }
    }
    return fresh;
  }

  /** Reads the files that name one of the functions, and its type if it has one, and are in its package. */
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
    for (const { folder, owner, names } of groups.values()) {
      if (!this.hasUnread(folder)) continue;
      const words = owner === null ? [{ names }] : [{ names: [owner] }, { names }];
      for (const path of this.crate.having(words, (other) => this.crate.packageFolder(other) === folder)) {
        const file = this.sites.has(path) ? null : await this.crate.file(path);
        if (file !== null) this.readSites(file);
      }
    }
  }

  private hasUnread(folder: string): boolean {
    this.unread ??= this.crate.having([]).reduce((counts, path) => {
      const of = this.crate.packageFolder(path);
      return counts.set(of, (counts.get(of) ?? 0) + 1);
    }, new Map<string, number>());
    return (this.unread.get(folder) ?? 0) > 0;
  }

  private readSites(file: DetectorFile): void {
    const surroundings = this.surroundings(file);
    const hosts = new Map<Node, Host>();
    const sites = callSites(file).map((site): KnownSite => {
      const item = surroundings.host(site.callee);
      const host = item === NONE ? null : (hosts.get(item) ?? hostOf(file, item));
      if (host !== null) hosts.set(item, host);
      return { ...site, host, reported: surroundings.reports(site.callee) };
    });
    this.sites.set(file.path, sites);
    const folder = this.crate.packageFolder(file.path);
    this.unread?.set(folder, (this.unread.get(folder) ?? 0) - 1);
    for (const site of sites) {
      for (const key of site.targets) {
        const same = this.callers.get(key);
        if (same === undefined) this.callers.set(key, [site]);
        else same.push(site);
      }
    }
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

  private targetOf(site: CallSite): Reaching | undefined {
    for (const key of site.targets) {
      const reaching = this.reaching.get(key);
      if (reaching !== undefined) return reaching;
    }
    return undefined;
  }

  private hitOf(site: KnownSite): Hit[] {
    const target = site.reported ? this.targetOf(site) : undefined;
    if (target === undefined) return [];
    const data = { call: target.host.name, chain: chainOf(target) };
    return [{ node: site.node, data, confidence: target.confidence }];
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

import type { Confidence } from '../rust/finding.js';
import { packageFolder } from '../rust/module-paths.js';
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
  /** The folder of its package: what its callers are in too. */
  readonly folder: string;
  /** Its own name, without the type's. */
  readonly name: string;
  /** The names from this function to the banned call. */
  readonly chain: readonly string[];
  readonly confidence: Confidence;
}

/** A function of the crate, without the tree that it stands in, so that trees can be let go. */
interface Host {
  readonly folder: string;
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

  constructor(
    private readonly crate: CrateSearch,
    private readonly list: CallList,
    private readonly surroundings: (file: DetectorFile) => Surroundings,
  ) {}

  /** The hits of each file that has any. */
  async hits(): Promise<Map<string, Hit[]>> {
    const asked = new Set<string>();
    for (let fresh = await this.seeds(); fresh.length > 0; fresh = this.callers()) {
      const names = new Map<string, string[]>();
      for (const { name, folder } of fresh) {
        if (asked.has(`${folder}\0${name}`)) continue;
        asked.add(`${folder}\0${name}`);
        names.set(folder, [...(names.get(folder) ?? []), name]);
      }
      for (const [folder, own] of names) await this.readFilesNaming(folder, own);
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
        const host = surroundings.host(call.path);
        if (host === NONE || file.contexts.isTest(host)) continue;
        this.add(fresh, hostOf(file, host), [call.name], call.confidence);
      }
    }
    return fresh;
  }

  /** The functions that call one of those found so far and are not among them. */
  private callers(): Reaching[] {
    const fresh: Reaching[] = [];
    for (const sites of this.sites.values()) {
      for (const site of sites) {
        const target = this.targetOf(site);
        if (target !== undefined && site.host !== null)
          this.add(fresh, site.host, target.chain, target.confidence);
      }
    }
    return fresh;
  }

  private add(fresh: Reaching[], host: Host, chain: readonly string[], confidence: Confidence): void {
    if (this.reaching.has(host.keys[0]!)) return;
    const reaching = {
      folder: host.folder,
      name: host.name.slice(host.name.lastIndexOf(':') + 1),
      chain: [host.name, ...chain],
      confidence,
    };
    for (const key of host.keys) if (!this.reaching.has(key)) this.reaching.set(key, reaching);
    fresh.push(reaching);
  }

  private targetOf(site: CallSite): Reaching | undefined {
    for (const key of site.targets) {
      const reaching = this.reaching.get(key);
      if (reaching !== undefined) return reaching;
    }
    return undefined;
  }

  private async readFilesNaming(folder: string, names: readonly string[]): Promise<void> {
    for (const path of this.crate.having([{ names }])) {
      if (this.sites.has(path) || packageFolder(path) !== folder) continue;
      const file = await this.crate.file(path);
      if (file !== null) this.sites.set(path, this.sitesOf(file));
    }
  }

  private sitesOf(file: DetectorFile): KnownSite[] {
    const surroundings = this.surroundings(file);
    return callSites(file).map((site) => {
      const host = surroundings.host(site.callee);
      const reported = surroundings.reports(site.callee);
      return { ...site, host: host === NONE ? null : hostOf(file, host), reported };
    });
  }

  private hitOf(site: KnownSite): Hit[] {
    const target = site.reported ? this.targetOf(site) : undefined;
    if (target === undefined) return [];
    const { chain, confidence } = target;
    return [{ node: site.node, data: { call: chain[0]!, chain: chain.join(' → ') }, confidence }];
  }
}

function hostOf(file: DetectorFile, item: Node): Host {
  const folder = packageFolder(file.path);
  return { folder, name: file.contexts.nameOf(item), keys: functionKeys(file, item) };
}

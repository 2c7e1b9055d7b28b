import { octokitOf } from './reader.js';
import type { CiChecks, PastStep, Table } from './scenario.js';
import type { Site } from './site.js';
import type { WorkingCopy } from './working-copy.js';

/** What the repository has behind it: the steps of the program that scenarios are given. */
export class Past {
  private readonly merged = new Set<string>();

  constructor(
    private readonly site: Site,
    private readonly copy: WorkingCopy,
    private readonly table: Pick<Table, 'ci' | 'history'>,
  ) {}

  /** Merges the steps up to this one, those that are not merged yet, and waits until that has settled. */
  async reach(step: string): Promise<void> {
    const { history } = this.table;
    const asked = history.slice(0, history.findIndex((one) => one.step === step) + 1);
    const missing = asked.filter((one) => !this.merged.has(one.step));
    for (const one of missing) await this.merge(one);
    if (missing.length > 0) await this.site.settled();
  }

  /** A pull request of the scenario's own was merged: its step needs no other. */
  brought(branch: string): void {
    const step = /[a-z0-9]+-step[0-9]+/.exec(branch)?.[0];
    if (step !== undefined) this.merged.add(step);
  }

  /** All green, but for what is said otherwise. */
  checks(otherwise: CiChecks = {}): CiChecks {
    return { ...Object.fromEntries(this.table.ci.map((name) => [name, 'success'])), ...otherwise };
  }

  private async merge({ step, branch, title, commits }: PastStep): Promise<void> {
    const { owner, repo, defaultBranch: base, maintainer } = this.site;
    await this.copy.branch(branch);
    for (const commit of commits) await this.copy.commit(commit);
    await this.copy.push(branch);
    const { pulls } = octokitOf(this.site, maintainer).rest;
    const { data } = await pulls.create({ owner, repo, head: branch, base, title });
    await pulls.merge({ owner, repo, pull_number: data.number, merge_method: 'squash' });
    this.merged.add(step);
  }
}

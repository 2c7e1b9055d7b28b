import { join } from 'node:path';
import { git } from '../../src/demo/git.js';
import { type Outcome, outcomeOf } from '../../src/demo/outcome.js';
import { wholeProgram } from '../../src/demo/program.js';
import { octokitOf, Reader } from '../../src/demo/reader.js';
import { type Change, type CiChecks, type Commit, loadTable } from '../../src/demo/scenario.js';
import type { Method } from '../../src/demo/site.js';
import type { CommentView } from '../../src/demo/view.js';
import { WorkingCopy } from '../../src/demo/working-copy.js';
import { wavegate } from '../support/cli.js';
import { openSite, type StorySite } from './story-site.js';

const DAY = 86_400_000;

export interface Contribution {
  readonly branch: string;
  readonly base?: string;
  readonly commits: readonly Commit[];
  /** Where the CI says otherwise than that all is green. */
  readonly checks?: CiChecks;
}

/** A program from its first step to its last, as the people who carry it through do it: all of it over HTTP. */
export class Campaign {
  private readonly reader: Reader;
  private readonly at: { readonly owner: string; readonly repo: string };
  private readonly green = Object.fromEntries(loadTable().ci.map((name) => [name, 'success'] as const));

  private constructor(
    readonly place: StorySite,
    private readonly copy: WorkingCopy,
    private readonly clock: { ahead: number },
  ) {
    const { site } = place;
    this.reader = new Reader(site);
    this.at = { owner: site.owner, repo: site.repo };
  }

  static async begin(): Promise<Campaign> {
    const clock = { ahead: 0 };
    const place = await openSite(() => new Date(Date.now() + clock.ahead).toISOString());
    const { site, folder } = place;
    const upstream = site.cloneUrl(`${site.owner}/${site.repo}`);
    await WorkingCopy.ofWorkspace(join(folder, 'workspace'), site.maintainer, upstream, site.defaultBranch, {
      '.github/wavegate/wave8.yml': wholeProgram(),
    });
    const copy = await WorkingCopy.clone(join(folder, 'clone'), site.author, upstream);
    await site.settled();
    return new Campaign(place, copy, clock);
  }

  /** Days go by for the app. */
  wait(days: number): void {
    this.clock.ahead += days * DAY;
  }

  /** Pushes a branch and opens its pull request. @returns the number. */
  async open({ branch, base, commits, checks = {} }: Contribution): Promise<number> {
    if (base === undefined) await this.copy.branch(branch);
    else {
      await this.copy.switchTo(base);
      await this.copy.fork(branch);
    }
    await this.commitAndPush(branch, commits, checks);
    const number = await this.openPull(branch, base ?? this.place.site.defaultBranch);
    await this.place.site.settled();
    return number;
  }

  async push(branch: string, changes: readonly Change[]): Promise<void> {
    await this.copy.switchTo(branch);
    await this.commitAndPush(branch, [{ message: 'fix: what was wrong', changes: [...changes] }], {});
    await this.place.site.settled();
  }

  /** A branch without a pull request. */
  async branch(branch: string, commits: readonly Commit[]): Promise<void> {
    await this.copy.branch(branch);
    await this.commitAndPush(branch, commits, {});
  }

  async merge(number: number, method: Method = 'squash'): Promise<string> {
    const { pulls } = octokitOf(this.place.site, this.place.site.maintainer).rest;
    const { data } = await pulls.merge({ ...this.at, pull_number: number, merge_method: method });
    await this.place.site.settled();
    return data.sha;
  }

  /** Puts a pull request into the merge queue, whose commit the CI finds green. */
  async queue(number: number): Promise<void> {
    const { site, hub } = this.place;
    hub.repository(site.owner, site.repo)?.useMergeQueue(site.defaultBranch);
    const octokit = octokitOf(site, site.maintainer);
    const { data } = await octokit.rest.pulls.get({ ...this.at, pull_number: number });
    await octokit.graphql(
      'mutation Queue($id: ID!) { enqueuePullRequest(input: { pullRequestId: $id }) { clientMutationId } }',
      { id: data.node_id },
    );
    await site.settled();
  }

  /** What the CI says of a head, where nobody has said it yet. */
  async report(number: number, checks: CiChecks = {}): Promise<void> {
    const { headSha } = await this.reader.pullRequest(number);
    await this.place.site.reportChecks(headSha, { ...this.green, ...checks });
    await this.place.site.settled();
  }

  /** A maintainer reverts a commit of the default branch there. */
  async revert(sha: string): Promise<void> {
    const { defaultBranch, maintainer } = this.place.site;
    const folder = join(this.place.folder, `revert-${sha.slice(0, 7)}`);
    await WorkingCopy.clone(folder, maintainer, this.url);
    await git(folder, maintainer, 'revert', '--no-edit', sha);
    await git(folder, maintainer, 'push', '--quiet', 'origin', defaultBranch);
    await this.place.site.settled();
  }

  /** A maintainer comments. @returns what was answered. */
  async say(number: number, body: string): Promise<CommentView | undefined> {
    const { issues } = octokitOf(this.place.site, this.place.site.maintainer).rest;
    const { data } = await issues.createComment({ ...this.at, issue_number: number, body });
    await this.place.site.settled();
    const { comments } = await this.reader.pullRequest(number);
    return comments.find(({ id }) => id > data.id);
  }

  async see(number: number): Promise<Outcome> {
    return outcomeOf(await this.reader.pullRequest(number));
  }

  /** Why a gate decided as it did, as the check run says it. */
  async summary(number: number): Promise<string> {
    return (await this.reader.pullRequest(number)).checkRuns[0]?.summary ?? '';
  }

  /** Number of the open pull request from a branch. */
  async numberOf(branch: string): Promise<number> {
    const { pulls } = octokitOf(this.place.site, this.place.site.maintainer).rest;
    const head = `${this.at.owner}:${branch}`;
    const { data } = await pulls.list({ ...this.at, state: 'open', head });
    if (data[0] === undefined) throw new Error(`There is no open pull request from ${branch}.`);
    return data[0].number;
  }

  /** The states of the steps by wave, as `/wave8 status` tells them. */
  async status(number: number): Promise<Record<string, string[]>> {
    const reply = await this.say(number, '/wave8 status');
    return statesIn(reply?.body ?? '');
  }

  /** The program's board as people read it: each program of the repository has one, open, and nothing else is there. */
  async board(): Promise<string> {
    await this.place.site.settled();
    const all = await this.reader.issues();
    const shown = all.map(({ title, state }) => `${title} (${state})`).sort();
    expect(shown).toEqual(['Program board: tidy (open)', 'Program board: wave8 (open)']);
    const { number } = all.find(({ title }) => title.endsWith('wave8'))!;
    return (await this.reader.issue(number)).body;
  }

  /** Whether the program is done, and each item of its definition of done, as `wavegate status` prints it. */
  async doneByCli(number: number): Promise<Pick<StatusJson['programs'][number], 'isDone' | 'done'>> {
    const { isDone, done } = await this.programByCli(number);
    return { isDone, done };
  }

  /** The states of the steps by wave, as `wavegate status` prints them with a token. */
  async statusByCli(number: number): Promise<Record<string, string[]>> {
    const { waves } = await this.programByCli(number);
    return Object.fromEntries(
      waves.map(({ wave, steps }) => [wave, steps.map(({ state }) => wordOf(state))]),
    );
  }

  private async programByCli(number: number): Promise<StatusJson['programs'][number]> {
    const { apiUrl, owner, repo, author } = this.place.site;
    const args = ['status', '--pr', `${owner}/${repo}#${number}`, '--api', apiUrl, '--format', 'json'];
    const { code, stdout, stderr } = await wavegate(process.cwd(), args, { GITHUB_TOKEN: author.token });
    if (code !== 0) throw new Error(stderr);
    const { programs }: StatusJson = JSON.parse(stdout);
    const found = programs.find(({ program }) => program === 'wave8');
    if (found === undefined) throw new Error('There is no wave8.');
    return found;
  }

  close(): Promise<void> {
    return this.place.close();
  }

  private get url(): string {
    return this.place.site.cloneUrl(`${this.at.owner}/${this.at.repo}`);
  }

  private async commitAndPush(branch: string, commits: readonly Commit[], checks: CiChecks): Promise<void> {
    for (const commit of commits) await this.copy.commit(commit);
    await this.copy.push(branch);
    await this.place.site.reportChecks(await this.copy.head(), { ...this.green, ...checks });
  }

  private async openPull(head: string, base: string): Promise<number> {
    const { pulls } = octokitOf(this.place.site, this.place.site.author).rest;
    const { data } = await pulls.create({ ...this.at, head, base, title: head });
    return data.number;
  }
}

interface StatusJson {
  readonly programs: readonly {
    readonly program: string;
    readonly isDone: boolean;
    readonly done: readonly { readonly by: string; readonly state: string }[];
    readonly waves: readonly {
      readonly wave: string;
      readonly steps: readonly { readonly state: string }[];
    }[];
  }[];
}

/** As the tables for people call it. */
function wordOf(state: string): string {
  return state === 'stacked' ? 'merged, not promoted' : state.replaceAll('-', ' ');
}

const STATES = /not started|merged, not promoted|merged|open|reverted/;

/** The rows of a table of waves by steps, in Markdown. */
export function statesIn(markdown: string): Record<string, string[]> {
  const rows = markdown.split('\n').flatMap((line) => {
    const [, wave, ...cells] = line.split('|').map((cell) => cell.trim());
    const id = /^`([a-z])`/.exec(wave ?? '')?.[1];
    const states = cells.flatMap((cell) => STATES.exec(cell)?.[0] ?? []);
    // Other tables have rows by wave, too.
    return id === undefined || states.length === 0 ? [] : [[id, states] as const];
  });
  return Object.fromEntries(rows);
}

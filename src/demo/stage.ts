import { join } from 'node:path';
import { setAutoMerge } from './auto-merge.js';
import { differences, type Outcome, outcomeOf } from './outcome.js';
import { Past } from './past.js';
import { wholeProgram } from './program.js';
import { octokitOf, Reader } from './reader.js';
import { type Act, type Commit, type Expected, loadTable, type Scenario, type Table } from './scenario.js';
import type { Method, Person, Site } from './site.js';
import type { CommentView, PullRequestView } from './view.js';
import { WorkingCopy } from './working-copy.js';

/** What was seen after the pull request was opened, or after an act. */
export interface Moment {
  /** `null`: the pull request was opened. */
  readonly act: Act | null;
  readonly view: PullRequestView;
  readonly outcome: Outcome;
  /** The comment that the act made, and what the app wrote after it. */
  readonly comment: CommentView | null;
  readonly replies: readonly CommentView[];
  /** What is not as expected, a line each. */
  readonly mistakes: readonly string[];
}

export interface Performance {
  readonly scenario: Scenario;
  readonly number: number;
  readonly moments: readonly Moment[];
}

/** Plays scenarios: pushes branches, opens pull requests, comments, and looks at what comes of it. */
export class Stage {
  private constructor(
    private readonly site: Site,
    private readonly reader: Reader,
    private readonly past: Past,
    private readonly clones: Readonly<Record<Scenario['by'], WorkingCopy>>,
  ) {}

  /** @param folder an empty folder for the clones. */
  static async build(
    site: Site,
    folder: string,
    table: Pick<Table, 'ci' | 'history'> = loadTable(),
  ): Promise<Stage> {
    const { maintainer, author, outsider, defaultBranch, owner, repo } = site;
    const upstream = site.cloneUrl(`${owner}/${repo}`);
    await WorkingCopy.ofWorkspace(join(folder, 'workspace'), maintainer, upstream, defaultBranch, {
      '.github/wavegate/wave8.yml': wholeProgram(),
    });
    const clone = await WorkingCopy.clone(join(folder, 'clone'), author, upstream);
    return new Stage(site, new Reader(site), new Past(site, clone, table), {
      author: clone,
      outsider: await WorkingCopy.clone(
        join(folder, 'fork'),
        outsider,
        site.cloneUrl(await site.fork(outsider)),
      ),
    });
  }

  async play(scenario: Scenario): Promise<Performance> {
    if (scenario.given !== undefined) await this.past.reach(scenario.given);
    if (scenario.protected.length === 0) return this.perform(scenario);
    await this.site.protect(scenario.protected);
    try {
      return await this.perform(scenario);
    } finally {
      await this.site.protect([]);
    }
  }

  private async perform(scenario: Scenario): Promise<Performance> {
    const number = await this.open(scenario);
    const moments = [
      await this.look(number, { act: null, expected: scenario.expect, said: null, known: [] }),
    ];
    for (const act of scenario.acts) {
      const known = moments.at(-1)?.view.comments.map((comment) => comment.id) ?? [];
      const said = await this.act(scenario, number, act);
      moments.push(await this.look(number, { act, expected: act.expect, said, known }));
    }
    if (moments.at(-1)?.view.state === 'merged') this.past.brought(scenario.branch);
    return { scenario, number, moments };
  }

  private async open(scenario: Scenario): Promise<number> {
    const person = this.personOf(scenario);
    const base = await this.begin(scenario);
    await this.push(scenario, scenario.commits);
    const { owner, repo } = this.site;
    const head = scenario.by === 'outsider' ? `${person.login}:${scenario.branch}` : scenario.branch;
    const { pulls } = octokitOf(this.site, person).rest;
    const { data } = await pulls.create({
      owner,
      repo,
      head,
      base,
      title: scenario.title,
      body: scenario.body,
    });
    // The base repository has a fork's commits from then on.
    if (scenario.by === 'outsider') await this.report(scenario, data.head.sha);
    return data.number;
  }

  /** Begins the branch, on its base. @returns the base. */
  private async begin({ by, branch, base }: Scenario): Promise<string> {
    const copy = this.clones[by];
    await copy.branch(base?.branch ?? branch);
    if (base === undefined) return this.site.defaultBranch;
    for (const commit of base.commits) await copy.commit(commit);
    await copy.push(base.branch);
    await copy.fork(branch);
    return base.branch;
  }

  /** @returns the id of the comment that the act made, if it made one. */
  private async act(scenario: Scenario, number: number, act: Act): Promise<number | null> {
    if ('comment' in act) return this.comment(scenario, number, act);
    if ('push' in act) await this.push(scenario, [act.push]);
    else if ('land' in act) await this.land(scenario, act.land);
    else if ('given' in act) await this.past.reach(act.given);
    else if ('checks' in act) await this.site.reportChecks(await this.headOf(number), act.checks);
    else if ('merge' in act) await this.merge(number, act.merge);
    else await setAutoMerge(this.site, number, act['auto-merge']);
    return null;
  }

  private async comment(
    scenario: Scenario,
    number: number,
    { comment: body, by }: Extract<Act, { comment: string }>,
  ): Promise<number> {
    const { owner, repo } = this.site;
    const person = by === undefined ? this.personOf(scenario) : this.site[by];
    const { issues } = octokitOf(this.site, person).rest;
    const { data } = await issues.createComment({ owner, repo, issue_number: number, body });
    return data.id;
  }

  /** Commits and pushes, and has the CI say what it says of the new head. */
  private async push(scenario: Scenario, commits: readonly Commit[]): Promise<void> {
    const copy = this.clones[scenario.by];
    for (const commit of commits) await copy.commit(commit);
    await copy.push(scenario.branch);
    if (scenario.by === 'author') await this.report(scenario, await copy.head());
  }

  private report({ checks }: Scenario, sha: string): Promise<void> {
    return this.site.reportChecks(sha, this.past.checks(checks));
  }

  private async land({ by, branch, commits }: Scenario, first: number): Promise<void> {
    const ahead = commits.length - first;
    await this.clones[by].push(this.site.defaultBranch, `${branch}~${ahead}`);
  }

  private async merge(number: number, method: Method): Promise<void> {
    const { owner, repo, maintainer } = this.site;
    const { pulls } = octokitOf(this.site, maintainer).rest;
    await pulls.merge({ owner, repo, pull_number: number, merge_method: method });
  }

  private async headOf(number: number): Promise<string> {
    return (await this.reader.pullRequest(number)).headSha;
  }

  /** What is seen once nothing more happens; waits for what is expected as long as the site needs it. */
  private async look(number: number, asked: Asked): Promise<Moment> {
    const end = Date.now() + this.site.patience;
    for (;;) {
      await this.site.settled();
      const moment = momentOf(await this.reader.pullRequest(number), asked);
      if (moment.mistakes.length === 0 || Date.now() >= end) return moment;
    }
  }

  private personOf(scenario: Scenario): Person {
    return scenario.by === 'outsider' ? this.site.outsider : this.site.author;
  }
}

/** What was done, and what is to come of it. */
interface Asked {
  readonly act: Act | null;
  readonly expected: Expected | undefined;
  /** The comment that the act made. */
  readonly said: number | null;
  /** The comments that were there before. */
  readonly known: readonly number[];
}

function momentOf(view: PullRequestView, { act, expected, said, known }: Asked): Moment {
  const outcome = outcomeOf(view);
  const comment = view.comments.find((each) => each.id === said) ?? null;
  const replies = view.comments.filter((each) => each !== comment && !known.includes(each.id));
  const mistakes = expected === undefined ? [] : differences(expected, outcome);
  if (act !== null && 'comment' in act) mistakes.push(...answerMistakes(act, comment, replies));
  return { act, view, outcome, comment, replies, mistakes };
}

function answerMistakes(
  act: Extract<Act, { comment: string }>,
  comment: CommentView | null,
  replies: readonly CommentView[],
): string[] {
  const seen = (comment?.reactions ?? []).join(' ');
  const wanted = act.reactions.join(' ');
  const mistakes = seen === wanted ? [] : [`reactions: expected ${wanted || 'none'}, seen ${seen || 'none'}`];
  const { reply } = act;
  if (reply === undefined)
    return replies.length === 0 ? mistakes : [...mistakes, 'a reply that was not expected'];
  if (replies.length === 1 && replies[0]?.body.includes(reply)) return mistakes;
  return [...mistakes, `reply: expected one that says "${reply}", seen ${replies.length}`];
}

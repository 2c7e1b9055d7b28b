import { join } from 'node:path';
import { differences, type Outcome, outcomeOf } from './outcome.js';
import { octokitOf, Reader } from './reader.js';
import type { Act, Expected, Scenario } from './scenario.js';
import type { Person, Site } from './site.js';
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
    private readonly clones: Readonly<Record<Scenario['by'], WorkingCopy>>,
  ) {}

  /** @param folder an empty folder for the clones. */
  static async build(site: Site, folder: string): Promise<Stage> {
    const { maintainer, author, outsider, defaultBranch, owner, repo } = site;
    const upstream = site.cloneUrl(`${owner}/${repo}`);
    await WorkingCopy.ofWorkspace(join(folder, 'workspace'), maintainer, upstream, defaultBranch);
    return new Stage(site, new Reader(site), {
      author: await WorkingCopy.clone(join(folder, 'clone'), author, upstream),
      outsider: await WorkingCopy.clone(
        join(folder, 'fork'),
        outsider,
        site.cloneUrl(await site.fork(outsider)),
      ),
    });
  }

  async play(scenario: Scenario): Promise<Performance> {
    const number = await this.open(scenario);
    const moments = [
      await this.look(number, { act: null, expected: scenario.expect, said: null, known: [] }),
    ];
    for (const act of scenario.acts) {
      const known = moments.at(-1)?.view.comments.map((comment) => comment.id) ?? [];
      const said = await this.perform(scenario, number, act);
      moments.push(await this.look(number, { act, expected: act.expect, said, known }));
    }
    return { scenario, number, moments };
  }

  private async open(scenario: Scenario): Promise<number> {
    const copy = this.clones[scenario.by];
    const person = this.personOf(scenario);
    await copy.branch(scenario.branch);
    for (const commit of scenario.commits) await copy.commit(commit);
    await copy.push(scenario.branch);
    const { owner, repo, defaultBranch: base } = this.site;
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
    return data.number;
  }

  /** @returns the id of the comment that the act made, if it made one. */
  private async perform(scenario: Scenario, number: number, act: Act): Promise<number | null> {
    const { owner, repo, defaultBranch } = this.site;
    const copy = this.clones[scenario.by];
    if ('comment' in act) {
      const { issues } = octokitOf(this.site, this.personOf(scenario)).rest;
      const { data } = await issues.createComment({ owner, repo, issue_number: number, body: act.comment });
      return data.id;
    }
    if ('push' in act) {
      await copy.commit(act.push);
      await copy.push(scenario.branch);
    } else {
      const ahead = scenario.commits.length - act.land;
      await copy.push(defaultBranch, `${scenario.branch}~${ahead}`);
    }
    return null;
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

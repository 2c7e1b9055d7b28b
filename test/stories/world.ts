import { createHmac, randomUUID } from 'node:crypto';
import { rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeIn } from '../../src/demo/change.js';
import { plainProgram } from '../../src/demo/program.js';
import { octokitOf, Reader } from '../../src/demo/reader.js';
import type { Change } from '../../src/demo/scenario.js';
import type { Site } from '../../src/demo/site.js';
import type { CheckRunView, CommentView, PullRequestView } from '../../src/demo/view.js';
import { WorkingCopy } from '../../src/demo/working-copy.js';
import type { FaultOrder } from '../../src/emulator/index.js';
import { openSite, type StorySite, WEBHOOKS } from './story-site.js';

/** What a person commits; everything is optional. */
export interface Commit {
  readonly message?: string;
  readonly changes?: readonly Change[];
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** Paths that go, if they are there. */
  readonly removed?: readonly string[];
  /** Symbolic links: path to target. */
  readonly links?: Readonly<Record<string, string>>;
  /** Begins the branch anew at the default branch. */
  readonly fresh?: boolean;
}

export interface Opening extends Commit {
  readonly branch: string;
  readonly title?: string;
  readonly by?: Who;
}

type Who = 'author' | 'outsider';

/** Where the repository's own program stands: wave8 without its order and without the checks of others. */
export const PROGRAM = '.github/wavegate.yml';

/** How long `until` waits, in milliseconds. */
const PATIENCE = 10_000;

/** A GitHub with the demo's workspace, the app on it, and the people who work there; all of it over HTTP. */
export class World {
  readonly site: Site;
  private readonly reader: Reader;
  private commits = 0;
  private readonly at: { readonly owner: string; readonly repo: string };

  constructor(
    private readonly place: StorySite,
    private readonly clones: Readonly<Record<Who | 'maintainer', WorkingCopy>>,
  ) {
    this.site = place.site;
    this.reader = new Reader(this.site);
    this.at = { owner: this.site.owner, repo: this.site.repo };
  }

  /** Opens a pull request and waits until nothing more happens. @returns its number. */
  async open(opening: Opening): Promise<number> {
    const number = await this.openNow(opening);
    await this.site.settled();
    return number;
  }

  async openNow({ branch, title = branch, by = 'author', ...commit }: Opening): Promise<number> {
    await this.clones[by].branch(branch);
    await this.commitTo(by, commit);
    await this.clones[by].push(branch);
    const person = this.site[by];
    const head = by === 'outsider' ? `${person.login}:${branch}` : branch;
    const { pulls } = octokitOf(this.site, person).rest;
    const { data } = await pulls.create({ ...this.at, head, base: 'main', title });
    return data.number;
  }

  async push(branch: string, commit: Commit): Promise<void> {
    await this.pushNow(branch, commit);
    await this.site.settled();
  }

  async pushNow(branch: string, commit: Commit): Promise<void> {
    const copy = this.clones.author;
    if (commit.fresh === true) await copy.branch(branch);
    else await copy.switchTo(branch);
    await this.commitTo('author', commit);
    await copy.push(branch);
  }

  /** A maintainer's commit on the default branch. */
  async land(commit: Commit): Promise<void> {
    await this.clones.maintainer.switchTo('main');
    await this.commitTo('maintainer', commit);
    await this.clones.maintainer.push('main');
    await this.site.settled();
  }

  /** Comments and waits: the comment with its reactions, and what was written after it. */
  async comment(
    number: number,
    body: string,
    by: Who = 'author',
  ): Promise<{ comment: CommentView; replies: CommentView[] }> {
    const { issues } = octokitOf(this.site, this.site[by]).rest;
    const { data } = await issues.createComment({ ...this.at, issue_number: number, body });
    const { comments } = await this.see(number);
    const comment = comments.find(({ id }) => id === data.id);
    if (comment === undefined) throw new Error('The comment is gone.');
    return { comment, replies: comments.filter(({ id }) => id > data.id) };
  }

  /** What a reader of GitHub sees; by default once nothing more happens. */
  async see(number: number, { settled = true } = {}): Promise<PullRequestView> {
    if (settled) await this.site.settled();
    return this.reader.pullRequest(number);
  }

  checkRuns(sha: string): Promise<CheckRunView[]> {
    return this.reader.checkRuns(sha);
  }

  /** Keeps the next evaluation busy until it is released or given up. */
  holdAnalysis(): { begun: Promise<void>; release: () => void } {
    return this.place.analyzer.hold();
  }

  async until(holds: () => Promise<boolean>): Promise<void> {
    const end = Date.now() + PATIENCE;
    while (!(await holds())) {
      if (Date.now() > end) throw new Error('It did not come about in time.');
      await sleep(20);
    }
  }

  fault(order: FaultOrder): void {
    this.place.hub.fault(order);
  }

  clearFaults(): void {
    this.place.hub.clearFaults();
  }

  loseWebhooks(lost: boolean): void {
    this.place.hub.setDeliverySwitches({ lose: () => lost });
  }

  duplicateWebhooks(duplicates: number): void {
    this.place.hub.setDeliverySwitches({ duplicates });
  }

  /** Holds all webhooks back until people look, and then sends the newest first. */
  reorderWebhooks(on: boolean): void {
    this.place.hub.setDeliverySwitches({ reorder: on ? 1_000 : 0 });
  }

  async deleteFork(): Promise<void> {
    await this.place.hub.repository(this.site.outsider.login, this.site.repo)?.delete();
    await this.site.settled();
  }

  /** @param secret signs the webhook; none leaves the signature out. @returns the app's HTTP status. */
  async postWebhook(event: string, payload: object, secret?: string): Promise<number> {
    const body = JSON.stringify(payload);
    const headers: Record<string, string> = {
      'content-type': 'application/json',
      'x-github-event': event,
      'x-github-delivery': randomUUID(),
    };
    if (secret !== undefined) {
      headers['x-hub-signature-256'] = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
    }
    const { status } = await fetch(`${this.place.app.url}${WEBHOOKS}`, { method: 'POST', body, headers });
    return status;
  }

  expectNoViolations(): void {
    expect(this.place.violations()).toEqual([]);
  }

  close(): Promise<void> {
    return this.place.close();
  }

  private async commitTo(who: Who | 'maintainer', commit: Commit): Promise<void> {
    // Numbered, as two equal commits within a second would be one, with the check runs of two pull requests.
    this.commits += 1;
    const { changes = [], files = {}, links = {}, removed = [] } = commit;
    const message = commit.message ?? `commit ${this.commits}`;
    const copy = this.clones[who];
    for (const [path, content] of Object.entries(files)) await writeIn(copy.folder, path, content);
    for (const path of removed) await rm(join(copy.folder, path), { force: true });
    for (const [path, target] of Object.entries(links)) {
      await writeIn(copy.folder, path, '');
      await rm(join(copy.folder, path));
      await symlink(target, join(copy.folder, path));
    }
    await copy.commit({ message, changes: [...changes] });
  }
}

/** Starts a world of its own, on free ports and in a temporary folder. */
export async function openWorld(): Promise<World> {
  const place = await openSite();
  const { folder, site } = place;
  const { maintainer, author, outsider } = site;
  const upstream = site.cloneUrl(`${site.owner}/${site.repo}`);
  const workspace = await WorkingCopy.ofWorkspace(join(folder, 'workspace'), maintainer, upstream, 'main', {
    [PROGRAM]: plainProgram(),
  });
  const fork = site.cloneUrl(await site.fork(outsider));
  const clones = {
    maintainer: workspace,
    author: await WorkingCopy.clone(join(folder, 'clone'), author, upstream),
    outsider: await WorkingCopy.clone(join(folder, 'fork'), outsider, fork),
  };
  await site.settled();
  return new World(place, clones);
}

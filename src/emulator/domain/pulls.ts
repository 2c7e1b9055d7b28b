import { HttpError, validationFailed } from '../http/errors.js';
import type { Account, AppRecord, Issue, MergeMethod, Pull, Repo } from '../model.js';
import type { World } from '../world.js';
import { issueEvent, pullEvent } from './events.js';
import { receiveHead } from './heads.js';

/** GitHub's limit for the bodies of issues, pull requests and comments, in characters. */
export const LONGEST_BODY = 65_536;

export function checkBody(resource: string, body: string | null): void {
  if (body !== null && Array.from(body).length > LONGEST_BODY) {
    const message = `body is too long (maximum is ${LONGEST_BODY} characters)`;
    throw validationFailed({ resource, field: 'body', code: 'custom', message });
  }
}

export interface NewIssue {
  readonly title: string;
  readonly body: string | null;
  readonly author: Account;
  readonly app?: AppRecord | null;
  readonly labels?: readonly string[];
}

function newIssue(world: World, repo: Repo, wanted: NewIssue): Issue {
  checkBody('Issue', wanted.body);
  const createdAt = world.state.timestamp();
  const issue: Issue = {
    id: world.state.nextId(),
    repo,
    number: repo.nextNumber,
    author: wanted.author,
    createdAt,
    app: wanted.app ?? null,
    comments: [],
    reactions: [],
    title: wanted.title,
    body: wanted.body,
    state: 'open',
    stateReason: null,
    labels: [...(wanted.labels ?? [])],
    updatedAt: createdAt,
    closedAt: null,
    closedBy: null,
    pull: null,
  };
  repo.nextNumber += 1;
  return issue;
}

export async function openIssue(world: World, repo: Repo, wanted: NewIssue): Promise<Issue> {
  const issue = newIssue(world, repo, wanted);
  repo.issues.set(issue.number, issue);
  await issueEvent(world, 'opened', issue, wanted.author);
  return issue;
}

export interface NewPull extends NewIssue {
  readonly head: { readonly repo: Repo; readonly ref: string };
  readonly base: string;
  readonly draft: boolean;
}

export async function openPull(world: World, repo: Repo, wanted: NewPull): Promise<Pull> {
  const { head, base } = wanted;
  const [headSha, baseSha] = await Promise.all([head.repo.git.branchSha(head.ref), repo.git.branchSha(base)]);
  if (headSha === null) throw invalidField('head');
  if (baseSha === null) throw invalidField('base');
  refuseTwin(repo, wanted);
  const issue = newIssue(world, repo, wanted);
  const pull: Pull = {
    id: world.state.nextId(),
    issue,
    head: { ref: head.ref, owner: head.repo.owner, repo: head.repo, sha: headSha },
    base: { ref: base, sha: baseSha },
    reviews: [],
    threads: [],
    draft: wanted.draft,
    merged: null,
    autoMerge: null,
  };
  await receiveHead(pull);
  await refuseEmpty(pull);
  issue.pull = pull;
  repo.issues.set(issue.number, issue);
  await pullEvent(world, 'opened', pull, wanted.author);
  return pull;
}

function invalidField(field: string): HttpError {
  return validationFailed({ resource: 'PullRequest', field, code: 'invalid' });
}

function custom(message: string): HttpError {
  return new HttpError(422, 'Validation Failed', {
    errors: [{ resource: 'PullRequest', code: 'custom', message }],
  });
}

function refuseTwin(repo: Repo, wanted: NewPull): void {
  const twin = [...repo.issues.values()].some(
    ({ state, pull }) =>
      state === 'open' &&
      pull?.head.repo === wanted.head.repo &&
      pull.head.ref === wanted.head.ref &&
      pull.base.ref === wanted.base,
  );
  if (twin)
    throw custom(`A pull request already exists for ${wanted.head.repo.owner.login}:${wanted.head.ref}.`);
}

async function refuseEmpty(pull: Pull): Promise<void> {
  const { git } = pull.issue.repo;
  if ((await git.mergeBase(pull.base.sha, pull.head.sha)) === null) {
    throw custom(`The ${pull.head.ref} branch has no history in common with ${pull.base.ref}`);
  }
  if (await git.isAncestor(pull.head.sha, pull.base.sha)) {
    throw custom(`No commits between ${pull.base.ref} and ${pull.head.ref}`);
  }
}

export interface PullEdit {
  readonly title?: string | undefined;
  readonly body?: string | null | undefined;
  readonly base?: string | undefined;
}

export async function editPull(world: World, pull: Pull, edit: PullEdit, sender: Account): Promise<void> {
  const { issue } = pull;
  const changes: Record<string, unknown> = {};
  if (edit.title !== undefined && edit.title !== issue.title) changes.title = { from: issue.title };
  if (edit.body !== undefined && edit.body !== issue.body) changes.body = { from: issue.body ?? '' };
  if (edit.base !== undefined && edit.base !== pull.base.ref) {
    const sha = await issue.repo.git.branchSha(edit.base);
    if (sha === null) throw invalidField('base');
    changes.base = { ref: { from: pull.base.ref }, sha: { from: pull.base.sha } };
    pull.base = { ref: edit.base, sha };
  }
  checkBody('PullRequest', edit.body ?? null);
  issue.title = edit.title ?? issue.title;
  if (edit.body !== undefined) issue.body = edit.body;
  if (Object.keys(changes).length === 0) return;
  issue.updatedAt = world.state.timestamp();
  await pullEvent(world, 'edited', pull, sender, { changes });
  world.changed(issue.repo);
}

export async function closePull(world: World, pull: Pull, sender: Account): Promise<void> {
  markClosed(world, pull.issue, sender);
  pull.autoMerge = null;
  await pullEvent(world, 'closed', pull, sender);
}

export function markClosed(world: World, issue: Issue, sender: Account): void {
  issue.state = 'closed';
  issue.closedAt = world.state.timestamp();
  issue.closedBy = sender;
  issue.updatedAt = issue.closedAt;
}

export async function reopenPull(world: World, pull: Pull, sender: Account): Promise<void> {
  if (pull.merged !== null || (await headGone(pull)))
    throw custom('state cannot be changed. The branch was deleted or merged.');
  if ((await pull.issue.repo.git.branchSha(pull.base.ref)) === null)
    throw custom(`state cannot be changed. The ${pull.base.ref} branch has been deleted.`);
  await receiveHead(pull);
  pull.base.sha = (await pull.issue.repo.git.branchSha(pull.base.ref)) ?? pull.base.sha;
  markOpen(world, pull.issue);
  await pullEvent(world, 'reopened', pull, sender);
}

async function headGone({ head }: Pull): Promise<boolean> {
  return head.repo === null || (await head.repo.git.branchSha(head.ref)) === null;
}

export function markOpen(world: World, issue: Issue): void {
  issue.state = 'open';
  issue.closedAt = null;
  issue.closedBy = null;
  issue.updatedAt = world.state.timestamp();
}

export async function setDraft(world: World, pull: Pull, draft: boolean, sender: Account): Promise<void> {
  if (pull.draft === draft) return;
  pull.draft = draft;
  pull.issue.updatedAt = world.state.timestamp();
  await pullEvent(world, draft ? 'converted_to_draft' : 'ready_for_review', pull, sender);
  world.changed(pull.issue.repo);
}

export async function markMerged(
  world: World,
  pull: Pull,
  by: Account,
  sha: string,
  method: MergeMethod,
): Promise<void> {
  pull.merged = { at: world.state.timestamp(), by, sha, method };
  await closePull(world, pull, by);
}

import type { CheckRun, Comment, Issue, Pull, Reaction, Repo, ReviewComment, Thread } from '../model.js';
import type { State } from '../state.js';
import { readNodeId } from '../views/ids.js';
import { graphError } from './node.js';

/** What a global node id names. */
export type Found =
  | { readonly type: 'PullRequest'; readonly value: Pull; readonly repo: Repo }
  | { readonly type: 'Issue'; readonly value: Issue; readonly repo: Repo }
  | { readonly type: 'IssueComment'; readonly value: Comment; readonly repo: Repo }
  | { readonly type: 'PullRequestReviewThread'; readonly value: Thread; readonly repo: Repo }
  | { readonly type: 'PullRequestReviewComment'; readonly value: ReviewComment; readonly repo: Repo }
  | { readonly type: 'CheckRun'; readonly value: CheckRun; readonly repo: Repo }
  | { readonly type: 'Repository'; readonly value: Repo; readonly repo: Repo };

/** @throws GraphQLError NOT_FOUND */
export function findNode(state: State, id: string): Found {
  const parts = readNodeId(id);
  for (const repo of state.repos.values()) {
    const found = parts === null ? null : findIn(repo, parts.type, Number(parts.id));
    if (found !== null) return found;
  }
  throw graphError('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'`);
}

function findIn(repo: Repo, type: string, id: number): Found | null {
  if (type === 'Repository') return repo.id === id ? { type, value: repo, repo } : null;
  if (type === 'CheckRun') return wrap(type, repo.runs.get(id), repo);
  for (const issue of repo.issues.values()) {
    const found = findInIssue(issue, type, id, repo);
    if (found !== null) return found;
  }
  return null;
}

function findInIssue(issue: Issue, type: string, id: number, repo: Repo): Found | null {
  const threads = issue.pull?.threads ?? [];
  switch (type) {
    case 'PullRequest':
      return issue.pull?.id === id ? { type, value: issue.pull, repo } : null;
    case 'Issue':
      return issue.id === id ? { type, value: issue, repo } : null;
    case 'IssueComment':
      return wrap(
        type,
        issue.comments.find((one) => one.id === id),
        repo,
      );
    case 'PullRequestReviewThread':
      return wrap(
        type,
        threads.find((one) => one.id === id),
        repo,
      );
    case 'PullRequestReviewComment':
      return wrap(
        type,
        threads.flatMap(({ comments }) => comments).find((one) => one.id === id),
        repo,
      );
    default:
      return null;
  }
}

function wrap<T extends Found['type']>(
  type: T,
  value: Extract<Found, { type: T }>['value'] | undefined,
  repo: Repo,
): Found | null {
  return value === undefined ? null : ({ type, value, repo } as Found);
}

/** The reactions of whatever can be reacted to. */
export function reactionsOf(found: Found): Reaction[] {
  switch (found.type) {
    case 'PullRequest':
      return found.value.issue.reactions;
    case 'Issue':
    case 'IssueComment':
    case 'PullRequestReviewComment':
      return found.value.reactions;
    default:
      throw graphError('UNPROCESSABLE', `${found.type} cannot be reacted to.`);
  }
}

import type {
  AppRecord,
  CheckRun,
  Comment,
  Grant,
  Issue,
  Pull,
  Repo,
  Review,
  ReviewComment,
} from '../model.js';
import { HttpError, notFound, validationFailed } from './errors.js';
import type { Exchange, Handler, Route } from './exchange.js';

/** A route below `/repos/{owner}/{repo}`. */
export function repoRoute(
  method: Route['method'],
  path: string,
  needs: Readonly<Record<string, Grant>>,
  handle: Handler,
): Route {
  return { method, path: `/repos/{owner}/{repo}${path}`, needs, audience: 'repository', handle };
}

export function param(exchange: Exchange, name: string): string {
  return exchange.params[name] ?? '';
}

export function numberParam(exchange: Exchange, name: string): number {
  const value = Number(param(exchange, name));
  if (!Number.isInteger(value)) throw notFound();
  return value;
}

export function repoOf(exchange: Exchange): Repo {
  const repo = exchange.world.state.repo(param(exchange, 'owner'), param(exchange, 'repo'));
  if (repo === null) throw notFound();
  return repo;
}

export function issueOf(exchange: Exchange): Issue {
  const issue = repoOf(exchange).issues.get(numberParam(exchange, 'issue_number'));
  if (issue === undefined) throw notFound();
  return issue;
}

export function pullOf(exchange: Exchange): Pull {
  const pull = repoOf(exchange).issues.get(numberParam(exchange, 'pull_number'))?.pull ?? null;
  if (pull === null) throw notFound();
  return pull;
}

export function reviewOf(exchange: Exchange): Review {
  const review = pullOf(exchange).reviews.find((one) => one.id === numberParam(exchange, 'review_id'));
  if (review === undefined) throw notFound();
  return review;
}

export function commentOf(exchange: Exchange): Comment {
  const id = numberParam(exchange, 'comment_id');
  for (const issue of repoOf(exchange).issues.values()) {
    const comment = issue.comments.find((one) => one.id === id);
    if (comment !== undefined) return comment;
  }
  throw notFound();
}

export function reviewCommentOf(exchange: Exchange): ReviewComment {
  const id = numberParam(exchange, 'comment_id');
  for (const { pull } of repoOf(exchange).issues.values()) {
    const found = pull?.threads.flatMap((thread) => thread.comments).find((one) => one.id === id);
    if (found !== undefined) return found;
  }
  throw notFound();
}

export function checkRunOf(exchange: Exchange): CheckRun {
  const run = repoOf(exchange).runs.get(numberParam(exchange, 'check_run_id'));
  if (run === undefined) throw notFound();
  return run;
}

/** Check runs are written by apps alone. */
export function appOnly(exchange: Exchange): AppRecord {
  if (exchange.viewer.kind === 'installation') return exchange.viewer.app;
  throw new HttpError(403, 'You must authenticate via a GitHub App.');
}

/** The commit that a branch, tag or SHA names, else GitHub's 422. */
export async function commitParam(exchange: Exchange, name: string): Promise<string> {
  const revision = param(exchange, name).replace(/^(heads|tags)\//, 'refs/$1/');
  const sha = await repoOf(exchange).git.commitSha(revision);
  if (sha === null) throw new HttpError(422, `No commit found for SHA: ${param(exchange, name)}`);
  return sha;
}

export function missingField(resource: string, field: string): HttpError {
  return validationFailed({ resource, field, code: 'missing_field' });
}

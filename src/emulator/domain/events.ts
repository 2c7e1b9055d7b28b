import type { Json } from '../http/reply.js';
import type {
  Account,
  AppRecord,
  CheckRun,
  CheckSuite,
  Comment,
  Installation,
  Issue,
  Pull,
  QueueEntry,
  Repo,
  Review,
} from '../model.js';
import { accountView } from '../views/account.js';
import { installationView } from '../views/app.js';
import { checkRunPayload, checkSuitePayload } from '../views/check.js';
import { simpleCommitView } from '../views/commit.js';
import { nodeId } from '../views/ids.js';
import { commentView, issueView } from '../views/issue.js';
import { pullSimpleView, pullView } from '../views/pull.js';
import { fullName, repositoryView } from '../views/repository.js';
import { reviewCommentView, reviewView } from '../views/review.js';
import type { World } from '../world.js';

/**
 * What GitHub tells apps, one function an event. A payload shows the state at the moment of the event, so the
 * returned promise is to be awaited before anything else changes.
 */
export async function pullEvent(
  world: World,
  action: string,
  pull: Pull,
  sender: Account,
  more: Json = {},
): Promise<void> {
  const { repo, number } = pull.issue;
  await publish(world, 'pull_request', action, repo, sender, async () => ({
    number,
    pull_request: await pullView(world, pull),
    ...more,
  }));
}

export async function commentEvent(
  world: World,
  action: string,
  comment: Comment,
  sender: Account,
  more: Json = {},
): Promise<void> {
  await publish(world, 'issue_comment', action, comment.issue.repo, sender, async () => ({
    issue: issueView(world, comment.issue),
    comment: commentView(world, comment),
    ...more,
  }));
}

export async function issueEvent(
  world: World,
  action: string,
  issue: Issue,
  sender: Account,
  more: Json = {},
): Promise<void> {
  await publish(world, 'issues', action, issue.repo, sender, async () => ({
    issue: issueView(world, issue),
    ...more,
  }));
}

export async function reviewEvent(world: World, review: Review, sender: Account): Promise<void> {
  const { repo } = review.pull.issue;
  await publish(world, 'pull_request_review', 'submitted', repo, sender, async () => ({
    pull_request: pullSimpleView(world, review.pull),
    review: {
      ...reviewView(world, review),
      state: review.state.toLowerCase(),
      submitted_at: review.submittedAt,
    },
  }));
}

export async function threadEvent(
  world: World,
  action: 'resolved' | 'unresolved',
  thread: Pull['threads'][number],
  sender: Account,
): Promise<void> {
  const { pull } = thread;
  await publish(world, 'pull_request_review_thread', action, pull.issue.repo, sender, async () => ({
    pull_request: pullSimpleView(world, pull),
    thread: {
      node_id: nodeId('PullRequestReviewThread', thread.id),
      comments: thread.comments.map((comment) => reviewCommentView(world, comment)),
    },
  }));
}

/** To every app for `created` and `completed`; a request to run again goes to the run's own app only. */
export async function checkRunEvent(
  world: World,
  action: string,
  run: CheckRun,
  sender: Account,
  more: Json = {},
): Promise<void> {
  const only = action === 'rerequested' || action === 'requested_action' ? run.suite.app : undefined;
  await publish(
    world,
    'check_run',
    action,
    run.suite.repo,
    sender,
    async () => ({ check_run: checkRunPayload(world, run), ...more }),
    only,
  );
}

export async function checkSuiteEvent(
  world: World,
  action: string,
  suite: CheckSuite,
  sender: Account,
): Promise<void> {
  const only = action === 'completed' ? undefined : suite.app;
  await publish(
    world,
    'check_suite',
    action,
    suite.repo,
    sender,
    async () => ({ check_suite: await checkSuitePayload(world, suite) }),
    only,
  );
}

export async function mergeGroupEvent(
  world: World,
  action: 'checks_requested' | 'destroyed',
  entry: QueueEntry,
  more: Json = {},
): Promise<void> {
  const { repo } = entry.pull.issue;
  await publish(world, 'merge_group', action, repo, entry.by, async () => ({
    merge_group: {
      head_sha: entry.headSha,
      head_ref: entry.headRef,
      base_sha: entry.baseSha,
      base_ref: `refs/heads/${entry.pull.base.ref}`,
      head_commit: await simpleCommitView(repo, entry.headSha),
    },
    ...more,
  }));
}

/** Goes to the installation's app whatever it subscribes to. */
export function installationEvent(
  world: World,
  action: string,
  installation: Installation,
  sender: Account,
): void {
  const body = {
    action,
    installation: installationView(world, installation),
    repositories: reposOf(world, installation).map(briefRepository),
    requester: null,
    sender: accountView(world, sender),
  };
  world.webhooks.send(installation, 'installation', null, body);
}

export function installationRepositoriesEvent(
  world: World,
  installation: Installation,
  added: readonly Repo[],
  removed: readonly Repo[],
  sender: Account,
): void {
  const body = {
    action: added.length > 0 ? 'added' : 'removed',
    installation: installationView(world, installation),
    repository_selection: installation.repositories === null ? 'all' : 'selected',
    repositories_added: added.map(briefRepository),
    repositories_removed: removed.map(briefRepository),
    requester: null,
    sender: accountView(world, sender),
  };
  world.webhooks.send(installation, 'installation_repositories', null, body);
}

function reposOf(world: World, installation: Installation): Repo[] {
  return [...world.state.repos.values()].filter(
    (repo) =>
      repo.owner === installation.account &&
      (installation.repositories === null || installation.repositories.has(repo.id)),
  );
}

function briefRepository(repo: Repo): Json {
  return {
    id: repo.id,
    node_id: nodeId('Repository', repo.id),
    name: repo.name,
    full_name: fullName(repo),
    private: repo.private,
  };
}

/** Sends an event of a repository to the apps that see it, subscribe to it and hold the permission for it. */
export async function publish(
  world: World,
  event: string,
  action: string | null,
  repo: Repo,
  sender: Account,
  payload: () => Promise<Json>,
  only?: AppRecord,
): Promise<void> {
  const receivers = world.state
    .installationsOn(repo)
    .filter(({ app }) => app.events.includes(event) && (only === undefined || app === only));
  if (receivers.length === 0) return;
  const body = {
    ...(action === null ? {} : { action }),
    repository: repositoryView(world, repo),
    sender: accountView(world, sender),
    ...(await payload()),
  };
  for (const installation of receivers) {
    const reference = { id: installation.id, node_id: nodeId('Installation', installation.id) };
    world.webhooks.send(installation, event, repo, { ...body, installation: reference });
  }
}

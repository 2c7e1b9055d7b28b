/**
 * A stand-in for GitHub on loopback, for tests and for the demo.
 *
 * ```ts
 * const hub = await startEmulator();
 * hub.setWebhookUrl('http://127.0.0.1:3000/api/github/webhooks');
 * const repo = await hub.createRepository({ owner: 'octo', name: 'demo' });
 * await repo.commit({ branch: 'main', message: 'first', files: { 'README.md': 'Hello\n' } });
 * await repo.commit({ branch: 'change', message: 'second', files: { 'README.md': 'Hello, world\n' } });
 * const number = await repo.openPullRequest({ head: 'change', author: 'mona' });
 * await hub.settled();
 * const { checkRuns } = await repo.pullRequest(number);
 * await hub.close();
 * ```
 */

export type { CheckReport } from './domain/reports.js';
export { type AppCredentials, Emulator } from './emulator.js';
export { FAULTS, type FaultName, type FaultOrder, readFault } from './faults.js';
export type { FileDiff } from './git/diff.js';
export type { FileChange } from './git/write.js';
export type { Interceptor } from './http/pipeline.js';
export type { Reply } from './http/reply.js';
export type { AppOptions, EmulatorOptions, RepositoryOptions, UserOptions } from './options.js';
export type {
  CommitOptions,
  PullRequestOptions,
  RepositoryHandle,
  StatusReport,
} from './repository-handle.js';
export { startEmulator } from './start.js';
export type { CheckRunView, CommentView, PullRequestView, ReviewView, ThreadView } from './views/snapshot.js';
export type { Delivery } from './webhooks/delivery.js';
export type { DeliverySwitches } from './webhooks/switches.js';

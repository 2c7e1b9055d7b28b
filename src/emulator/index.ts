import { Emulator } from './emulator.js';
import type { EmulatorOptions } from './options.js';

export { type AppCredentials, Emulator } from './emulator.js';
export type { FileDiff } from './git/diff.js';
export type { FileChange } from './git/write.js';
export type { Interceptor } from './http/pipeline.js';
export type { Reply } from './http/reply.js';
export type { AppOptions, EmulatorOptions, RepositoryOptions, UserOptions } from './options.js';
export type { CommitOptions, PullRequestOptions, RepositoryHandle } from './repository-handle.js';
export type { CheckRunView, CommentView, PullRequestView, ReviewView, ThreadView } from './views/snapshot.js';
export type { Delivery } from './webhooks/delivery.js';
export type { DeliverySwitches } from './webhooks/switches.js';

/** Starts a GitHub on loopback, in this process. */
export function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  return Emulator.start(options);
}

import type { ContractMode } from './http/pipeline.js';
import type { AccessLevel, Grants } from './model.js';

export interface EmulatorOptions {
  /** An empty or new folder for the bare repositories; by default a temporary one that `close()` removes. */
  readonly dir?: string;
  /** 0, the default, takes a free one. Always on 127.0.0.1. */
  readonly port?: number;
  /**
   * `strict` (default) refuses requests outside GitHub's contract and records them, `record` only records them,
   * `off` does not look.
   */
  readonly contract?: ContractMode;
  /** What links for people begin with; by default the API's own address. */
  readonly htmlUrl?: string;
  /** Milliseconds since 1970; by default the machine's clock. */
  readonly now?: () => number;
  /** Of the first app, `hub.app`. */
  readonly app?: Partial<AppOptions>;
}

export interface AppOptions {
  readonly slug: string;
  readonly name: string;
  readonly permissions: Grants;
  readonly events: readonly string[];
  readonly webhookSecret: string;
  readonly webhookUrl: string;
}

export interface RepositoryOptions {
  readonly owner: string;
  readonly name: string;
  /** `main`, or with `cloneFrom` the source's own. */
  readonly defaultBranch?: string;
  /** A repository on this machine whose branches and tags are copied. */
  readonly cloneFrom?: string;
  readonly private?: boolean;
  /** Whether `hub.app` is installed on it; `true` by default. */
  readonly install?: boolean;
  readonly mergeMethods?: readonly ('merge' | 'squash' | 'rebase')[];
  /** Whether auto-merge may be turned on; `true` by default. */
  readonly autoMerge?: boolean;
}

export interface UserOptions {
  /** On every repository that does not say otherwise; `read` by default. */
  readonly permission?: AccessLevel;
}

export const DEFAULT_PERMISSIONS: Grants = {
  checks: 'write',
  contents: 'write',
  issues: 'write',
  merge_queues: 'read',
  metadata: 'read',
  pull_requests: 'write',
  statuses: 'read',
};

export const DEFAULT_EVENTS: readonly string[] = [
  'check_run',
  'check_suite',
  'issue_comment',
  'merge_group',
  'pull_request',
  'pull_request_review',
  'push',
  'status',
];

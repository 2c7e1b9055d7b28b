import type { Logger } from 'pino';
import type { GitHub } from '../../github/port.js';
import type { Boards } from '../boards.js';
import type { RateLimit } from '../commands/rate-limit.js';
import type { Evaluations } from '../evaluations.js';
import type { JudgeTools } from '../judge-pull-request.js';
import type { Programs } from '../programs.js';

/** What handlers of events have to work with. */
export interface HandlerTools {
  readonly appId: number;
  readonly log: Logger;
  readonly evaluations: Evaluations;
  readonly boards: Pick<Boards, 'submit' | 'submitKnown'>;
  readonly programs: Programs;
  /** For commands, which judge a pull request without showing it. */
  readonly judging: JudgeTools;
  readonly limit: RateLimit;
  /** Ids of the comments whose commands are being carried out. */
  readonly answering: Set<number>;
  readonly connect: (where: RepositoryRef) => Promise<GitHub>;
}

/** What the handlers have together. */
export interface AllHandlerTools extends HandlerTools {
  readonly reconciler: Reconciler;
}

/** Finds what events have lost. */
export interface Reconciler {
  /** Looks through one installation. */
  installation(id: number): Promise<void>;
  /** The same in a while, where an event of it could not be worked on. */
  soon(installationId: number): void;
  /** Looks through all installations, now and on the schedule; resolves after the first round. */
  start(): Promise<void>;
  /** Resolves when no round goes on. */
  underWay(): Promise<void>;
  stop(): void;
}

export interface RepositoryRef {
  readonly installationId: number;
  readonly owner: string;
  readonly repo: string;
}

interface RepositoryPayload {
  readonly installation?: { readonly id: number } | undefined;
  readonly repository: { readonly name: string; readonly owner: { readonly login: string } };
}

/** Where an event happened; `null` when it came without an installation, as a webhook that is not an app's does. */
export function repositoryOf({ installation, repository }: RepositoryPayload): RepositoryRef | null {
  if (installation === undefined) return null;
  return { installationId: installation.id, owner: repository.owner.login, repo: repository.name };
}

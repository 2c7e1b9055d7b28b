import type { Logger } from 'pino';
import type { GitHub } from '../../github/port.js';
import type { RateLimit } from '../commands/rate-limit.js';
import type { EvaluationWork } from '../evaluations.js';
import type { JudgeTools } from '../judge-pull-request.js';
import type { Lanes } from '../lane.js';
import type { Programs } from '../programs.js';

/** What handlers of events have to work with. */
export interface HandlerTools {
  readonly appId: number;
  readonly log: Logger;
  readonly evaluations: Lanes<EvaluationWork>;
  readonly programs: Programs;
  /** For commands, which judge a pull request without showing it. */
  readonly judging: JudgeTools;
  readonly limit: RateLimit;
  readonly connect: (where: RepositoryRef) => Promise<GitHub>;
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

import type { Route } from '../http/exchange.js';
import { appRoutes } from './apps.js';
import { checkListRoutes } from './check-lists.js';
import { checkRunRoutes } from './check-runs.js';
import { compareRoutes } from './compare.js';
import { contentRoutes } from './contents.js';
import { gitDataRoutes } from './git-data.js';
import { issueRoutes } from './issues.js';
import { pullRoutes } from './pulls.js';
import { reactionRoutes } from './reactions.js';
import { repositoryRoutes } from './repositories.js';
import { reviewRoutes } from './reviews.js';

/** All REST operations that the emulator answers. */
export const restRoutes: readonly Route[] = [
  ...appRoutes,
  ...repositoryRoutes,
  ...gitDataRoutes,
  ...contentRoutes,
  ...compareRoutes,
  ...pullRoutes,
  ...issueRoutes,
  ...reviewRoutes,
  ...reactionRoutes,
  ...checkRunRoutes,
  ...checkListRoutes,
];

import { notByIntegration } from '../http/errors.js';
import type { Account, AppRecord, Viewer } from '../model.js';

/** The account under whose name a viewer's actions appear: an app's are its bot's. */
export function actorOf(viewer: Viewer): Account {
  if (viewer.kind === 'user') return viewer.account;
  if (viewer.kind === 'installation') return viewer.app.bot;
  throw notByIntegration();
}

export function appOf(viewer: Viewer): AppRecord | null {
  return viewer.kind === 'installation' ? viewer.app : null;
}

import type { Probot } from 'probot';
import type { AllHandlerTools } from './handler.js';

export const EVENTS = ['installation.created', 'installation_repositories.added'] as const;

/** New repositories may have open pull requests that nobody has judged yet. */
export function onInstallation(app: Probot, { reconciler }: Pick<AllHandlerTools, 'reconciler'>): void {
  app.on([...EVENTS], async ({ payload }) => {
    await reconciler.installation(payload.installation.id);
  });
}

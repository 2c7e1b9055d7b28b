import type { Background } from './background.js';
import type { Repo } from './model.js';
import type { State } from './state.js';
import type { Webhooks } from './webhooks/webhooks.js';

/** What every part of the emulator shares. */
export interface World {
  readonly state: State;
  /** The folder that holds the bare repositories. */
  readonly dir: string;
  readonly webhooks: Webhooks;
  readonly background: Background;
  /** Told of whatever may let a pull request of the repository be merged: a push, a check, a setting. */
  readonly changed: (repo: Repo) => void;
  /** Where the API answers, without a slash at the end. */
  url: string;
  /** Where people look: links in answers lead there. */
  htmlUrl: string;
}

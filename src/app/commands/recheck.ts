import type { Command } from './command.js';

export const recheck: Command = {
  name: 'recheck',
  usage: 'recheck',
  help: 'Evaluates the pull request again, at its present head.',
  run({ pullRequest, evaluate }) {
    if (pullRequest.state === 'closed') {
      return {
        kind: 'refused',
        reply:
          'This pull request is closed, so there is nothing to recheck: reopen it, and it is evaluated again.',
      };
    }
    evaluate();
    return { kind: 'evaluating' };
  },
};

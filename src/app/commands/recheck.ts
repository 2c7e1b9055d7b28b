import { type Command, type CommandContext, refused } from './command.js';

export const recheck: Command = {
  name: 'recheck',
  usage: 'recheck',
  help: 'Evaluates the pull request again, at its present head.',
  access: 'readers',
  run({ pullRequest }: Pick<CommandContext, 'pullRequest'>) {
    if (pullRequest.state === 'open') return { kind: 'evaluate' };
    return refused(
      'This pull request is closed, so there is nothing to recheck: reopen it, and it is evaluated again.',
    );
  },
};

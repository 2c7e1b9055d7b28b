import { questionOf } from '../../evaluate/take-snapshot.js';
import type { GitHub } from '../../github/port.js';
import { progressOf } from '../../program/progress.js';
import type { Program } from '../../program/schema.js';
import { statusReply } from '../../report/status.js';
import type { Judgement } from '../judge-pull-request.js';
import type { Command, CommandContext } from './command.js';

type Context = Pick<CommandContext, 'program' | 'judge'> & { readonly github: Pick<GitHub, 'facts'> };

/** How far the program has come, as its merged and open pull requests prove it, and how this one stands. */
export const status: Command = {
  name: 'status',
  usage: 'status',
  help: "Shows the program's waves by steps, and the gates of this pull request.",
  access: 'readers',
  async run({ program, judge, github }: Context) {
    const judgement = await judge();
    const { evaluation, programs, subject } = judgement;
    const history = await github.facts.history(questionOf(judgement));
    const shown = history === null ? [] : programsFor(program, judgement);
    const progresses = history === null ? [] : shown.map((one) => progressOf(one, history));
    const context = { rules: programs.rules, pullRequestUrl: subject.pullRequest?.url ?? '' };
    return { kind: 'done', reply: statusReply(progresses, evaluation, context) };
  },
};

/** The program that was named, or else the pull request's own, or else all. */
function programsFor(name: string, { evaluation, programs: { programs } }: Judgement): readonly Program[] {
  const found = [name, evaluation.program].flatMap(
    (one) => programs.find(({ program }) => program === one) ?? [],
  );
  return found.length > 0 ? found.slice(0, 1) : programs;
}

import type { Evaluation } from '../../evaluate/evaluation.js';
import { WriteRefused } from '../../github/errors.js';
import type { GitHub, MergeMethod } from '../../github/port.js';
import type { ProgramSet } from '../../program/program-set.js';
import { code, prose, shorten } from '../../report/markdown.js';
import { type Command, type CommandContext, type CommandOutcome, refused } from './command.js';

type Context = Pick<CommandContext, 'pullRequest' | 'judge'> & {
  readonly github: Pick<GitHub, 'autoMerging'>;
};

/** Turns auto-merge on, by the program's method, once every other gate is met at this head. */
export const automerge: Command = {
  name: 'automerge',
  usage: 'automerge',
  help: 'Turns auto-merge on by squash, or by the method of the program, if all other gates are green.',
  access: 'writers',
  async run({ pullRequest, judge, github }: Context) {
    if (pullRequest.state === 'closed') return refused('This pull request is closed.');
    if (pullRequest.draft) return refused('This pull request is a draft: mark it as ready for review first.');
    const { evaluation, programs } = await judge();
    const objection = objectionTo(evaluation);
    if (objection !== null) return refused(objection);
    const method = methodOf(evaluation, programs);
    try {
      const { number } = pullRequest;
      return outcome(await github.autoMerging.enable(number, evaluation.headSha, method), method);
    } catch (error) {
      if (!(error instanceof WriteRefused)) throw error;
      return refused(`Auto-merge could not be turned on. ${prose(shorten(error.message, 500))}`);
    }
  },
};

/** Why it is not time yet, in Markdown; `null` where it is. */
function objectionTo({ problems, step, gates, branch }: Evaluation): string | null {
  if (problems.length > 0) {
    return `The pull request could not be judged, so it is not merged: ${prose(shorten(problems[0]!.message, 500))}`;
  }
  if (step === null)
    return `${code(shorten(branch, 200))} is no wave branch, so no gate says that it is ready.`;
  const unmet = gates.filter(
    ({ gate, verdict }) => gate !== 'auto-merge' && (verdict === 'fail' || verdict === 'wait'),
  );
  if (unmet.length === 0) return null;
  const names = unmet.map(({ gate, verdict }) => `${code(gate)} ${verdict === 'fail' ? 'fails' : 'waits'}`);
  return `Auto-merge is turned on once all is green, and ${names.join(', ')}.`;
}

function methodOf({ program: name }: Evaluation, { programs }: ProgramSet): MergeMethod {
  const wanted = programs.find(({ program }) => program === name)?.['auto-merge'] ?? 'squash';
  return wanted === 'any' ? 'squash' : wanted;
}

function outcome(result: 'enabled' | 'merged', method: MergeMethod): CommandOutcome {
  if (result === 'merged') {
    return { kind: 'done', reply: `All is green and nothing was left to wait for: merged (${method}).` };
  }
  const reply = `Auto-merge (${method}) is on: GitHub merges once all that the branch requires is met.`;
  return { kind: 'evaluate', reply };
}

import { WriteRefused } from '../../github/errors.js';
import type { GitHub, Promotion, PullRequest } from '../../github/port.js';
import { matchBranch } from '../../program/branch.js';
import { positionLabel } from '../../program/position.js';
import { code, link, prose, shorten, visible } from '../../report/markdown.js';
import { type Command, type CommandContext, type CommandOutcome, refused } from './command.js';

type Context = Pick<CommandContext, 'by' | 'programs' | 'pullRequest'> & {
  readonly github: Pick<GitHub, 'commits' | 'promotions'>;
};

/** Opens the pull request by which stacked work comes to the default branch, if there is none. */
export const promote: Command = {
  name: 'promote',
  usage: 'promote',
  help: 'Opens the pull request that brings the branch below this one to the default branch.',
  access: 'writers',
  async run(context: Context) {
    const { pullRequest, programs, github } = context;
    const { baseBranch: head, defaultBranch: base } = pullRequest;
    if (head === base) {
      return refused(`There is nothing to promote: this pull request goes to ${code(base)} itself.`);
    }
    if (matchBranch(head, programs.programs).kind !== 'match') {
      return refused(
        `${code(head)} is no wave branch, so it is not promoted: set a wave branch or ${code(base)} as the base.`,
      );
    }
    const tip = await github.commits.branchHead(head);
    if (tip === null) return refused(`The branch ${code(head)} is gone, so it cannot be promoted.`);
    const there = await github.promotions.between(head, base);
    const known = there.find(({ state }) => state === 'open') ?? there.find((one) => isDone(one, tip));
    if (known !== undefined) return exists(known, head);
    return (await isAhead(github, tip, base)) ? open(context) : nothingNew(head, base);
  },
};

function isDone({ state, headSha }: Promotion, tip: string): boolean {
  return state === 'merged' && headSha === tip;
}

function exists({ number, url, state }: Promotion, head: string): CommandOutcome {
  const reply =
    state === 'open'
      ? `${pullLink(number, url)} promotes ${code(head)} already.`
      : `${code(head)} was promoted by ${pullLink(number, url)}, and nothing came to it since.`;
  return { kind: 'evaluate', reply, target: `#${number}` };
}

async function isAhead({ commits }: Pick<GitHub, 'commits'>, tip: string, base: string): Promise<boolean> {
  const baseTip = await commits.branchHead(base);
  return baseTip === null || (await commits.compare(baseTip, tip)).mergeBaseSha !== tip;
}

function nothingNew(head: string, base: string): CommandOutcome {
  return refused(
    `There is nothing to promote yet: ${code(head)} has no commit that ${code(base)} does not have. Merge into it first.`,
  );
}

async function open({ by, programs, pullRequest, github }: Context): Promise<CommandOutcome> {
  const { baseBranch: head, defaultBranch: base } = pullRequest;
  const match = matchBranch(head, programs.programs);
  const label = match.kind === 'match' ? positionLabel(match.position) : head;
  try {
    const { number, url } = await github.promotions.open({
      head,
      base,
      title: shorten(visible(`Promote ${label} to ${base}`), 250),
      body: bodyOf(pullRequest, by),
    });
    const reply = `${pullLink(number, url)} promotes ${code(head)} to ${code(base)}.`;
    return { kind: 'evaluate', reply, target: `#${number}` };
  } catch (error) {
    if (!(error instanceof WriteRefused)) throw error;
    return refused(`The promotion could not be opened. ${prose(shorten(error.message, 500))}`);
  }
}

function bodyOf({ baseBranch, defaultBranch, number, url, headBranch }: PullRequest, by: string): string {
  return [
    `This promotes ${code(baseBranch)} to ${code(defaultBranch)}, with what is merged into it.`,
    `${pullLink(number, url)} (${code(headBranch)}) is stacked on that branch: its step counts as done once both are merged, that one first.`,
    `Asked for by ${code(by)}.`,
  ].join('\n\n');
}

function pullLink(number: number, url: string): string {
  return link(`#${number}`, url);
}

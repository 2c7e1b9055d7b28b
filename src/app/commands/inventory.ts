import type { Analyzer } from '../../analysis/analyzer.js';
import { takeInventory } from '../../evaluate/take-inventory.js';
import type { GitHub } from '../../github/port.js';
import { matchBranch } from '../../program/branch.js';
import { wavesOf } from '../../program/order.js';
import { didYouMean, listed } from '../../program/schema-words.js';
import { inventoryReply } from '../../report/inventory.js';
import { code, shorten } from '../../report/markdown.js';
import { type Command, type CommandContext, type CommandOutcome, refused } from './command.js';
import { targetOf } from './waive-words.js';

type Context = Pick<CommandContext, 'program' | 'words' | 'programs' | 'pullRequest'> & {
  readonly github: Pick<GitHub, 'repository'>;
  readonly analyzer: Analyzer;
};

/** What a wave's rules find at head, as rows that its inventory takes. */
export const inventory: Command = {
  name: 'inventory',
  usage: 'inventory [WAVE]',
  help: "Lists the places where a wave's rules find something at this head, as the rows that an inventory wants.",
  access: 'readers',
  run: answerInventory,
};

/** The rows for the wave that is named, or else for the branch's own. */
export async function answerInventory(context: Context): Promise<CommandOutcome> {
  const found = waveOf(context);
  if (typeof found === 'string') return refused(found);
  const { programs, github, analyzer, pullRequest } = context;
  const runner = { repository: github.repository, analyzer };
  const stock = await takeInventory(found, programs, pullRequest.headSha, runner);
  return {
    kind: 'done',
    reply: inventoryReply(stock, found.label, pullRequest.headSha),
    target: found.label,
  };
}

type Named = Parameters<typeof takeInventory>[0] & { readonly label: string };

/** The wave that was named, or else the branch's own; in Markdown, why there is none. */
function waveOf({ words, program: name, programs, pullRequest }: Context): Named | string {
  const named = targetOf(words.split(' ')[0] ?? '');
  const match = matchBranch(pullRequest.headBranch, programs.programs);
  const own = match.kind === 'match' ? match.position : null;
  if (named === '') {
    if (own !== null) return { wave: own.wave, label: `${own.program.program} ${own.waveId}` };
    return `${code(shorten(pullRequest.headBranch, 200))} is no wave branch. Name a wave: ${code(`/${name} inventory WAVE`)}.`;
  }
  const program =
    programs.programs.find((one) => one.program === name) ?? own?.program ?? programs.programs[0];
  const known = program === undefined ? [] : wavesOf(program);
  const wave = new Map(known).get(named);
  if (program !== undefined && wave !== undefined) return { wave, label: `${program.program} ${named}` };
  const waves = known.map(([waveId]) => waveId);
  const there = waves.length === 0 ? 'There is no program.' : `The waves are ${listed(waves)}.`;
  return `There is no wave ${code(shorten(named, 80))}.${didYouMean(named, waves)} ${there}`;
}

import type { GitHub, GivenWaiver } from '../../github/port.js';
import { code, shorten } from '../../report/markdown.js';
import { takenBackReply } from '../../report/waivers.js';
import { type Command, type CommandContext, refused } from './command.js';
import { targetOf } from './waive-words.js';

type Context = Pick<CommandContext, 'program' | 'words' | 'by' | 'pullRequest'> & {
  readonly github: Pick<GitHub, 'waivers'>;
};

/** Takes back all waivers of a target: the replies that were they say so from then on. */
export const unwaive: Command = {
  name: 'unwaive',
  usage: 'unwaive RULE-OR-GATE',
  help: 'Takes the waivers of a gate, a rule or a fingerprint back.',
  access: 'writers',
  async run({ words, by, program, pullRequest, github }: Context) {
    const target = targetOf(words.split(' ')[0] ?? '');
    if (target === '')
      return refused('Name what is not to be waived any more: a gate, a rule or a fingerprint.');
    const given = await github.waivers.of(pullRequest.number);
    const found = given.filter((waiver) => waiver.target === target);
    if (found.length === 0) return refused(`${code(shorten(target, 80))} is not waived. ${waivedNow(given)}`);
    for (const waiver of found) await github.waivers.takeBack(waiver, takenBackReply(waiver, by));
    const reply = `${code(target)} is not waived any more. ${code(`/${program} waive`)} waives again what fails then.`;
    return { kind: 'evaluate', reply, target };
  },
};

function waivedNow(given: readonly GivenWaiver[]): string {
  const targets = [...new Set(given.map(({ target }) => target))];
  return targets.length === 0 ? 'Nothing is.' : `What is: ${targets.map((one) => code(one)).join(', ')}.`;
}

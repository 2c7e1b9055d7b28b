import { GATES } from '../../gates/gates.js';
import { COMMENT_CHARACTERS } from '../../github/limits.js';
import { didYouMean, listed } from '../../program/schema-words.js';
import { explainGate, explainRule, explanationMarkdown } from '../../report/explanation.js';
import { code, shorten } from '../../report/markdown.js';
import { type Command, type CommandContext, refused } from './command.js';
import { targetOf } from './waive-words.js';

/** Left for the marker of the reply. */
const MARGIN = 500;

export const explain: Command = {
  name: 'explain',
  usage: 'explain RULE-OR-GATE',
  help: 'Says what a rule or a gate wants, why, and what to do instead, with examples.',
  access: 'readers',
  run({ words, programs: { rules } }: Pick<CommandContext, 'words' | 'programs'>) {
    const id = targetOf(words.split(' ')[0] ?? '');
    const [rule, gate] = [rules.get(id), GATES.find((one) => one.id === id)];
    const found = rule !== undefined ? explainRule(rule) : gate !== undefined ? explainGate(gate) : null;
    if (found === null) return refused(unknown(id, [...rules.keys()].sort()));
    return {
      kind: 'done',
      reply: shorten(explanationMarkdown(found), COMMENT_CHARACTERS - MARGIN),
      target: id,
    };
  },
};

function unknown(id: string, rules: readonly string[]): string {
  const gates = GATES.map((gate) => gate.id);
  const known = `The rules are ${listed(rules)}; the gates are ${listed(gates)}.`;
  if (id === '') return `Name a rule or a gate. ${known}`;
  return `There is no rule or gate ${code(shorten(id, 80))}.${didYouMean(id, [...rules, ...gates])} ${known}`;
}

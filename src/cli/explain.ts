import { GATES } from '../gates/gates.js';
import { type Explanation, explainGate, explainRule } from '../report/explanation.js';
import { inert, Page } from '../report/page.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { loadRules, pickRule } from './rules.js';
import type { Terminal } from './terminal.js';

/** `wavegate explain`: what a rule finds, why that is bad, what to write instead, with its examples; or a gate. */
export async function explain(
  id: string,
  options: { rules?: string },
  terminal: Terminal,
): Promise<ExitCode> {
  const { note, title, sections, examples } = explanationOf(id, options.rules, terminal.cwd);
  const page = new Page(terminal);
  const lines = [
    `${page.paint(id, 'yellow')} (${note})`,
    ...page.wrap(title),
    ...sections.flatMap((section) => [
      '',
      page.paint(section.title, 'bold'),
      ...page.wrap(unfold(section.text)),
    ]),
    ...examples.flatMap((example) => [
      '',
      page.paint(example.title, 'bold'),
      ...inert(example.code.trimEnd())
        .split('\n')
        .map((line) => `    ${line}`),
    ]),
  ];
  terminal.out(`${lines.join('\n')}\n`);
  return EXIT.ok;
}

/** Of a rule and a gate of one id the rule; a repository may call its rules as it likes. */
function explanationOf(id: string, rulesDir: string | undefined, cwd: string): Explanation {
  const rules = loadRules(rulesDir, cwd);
  const gate = rules.has(id) ? undefined : GATES.find((one) => one.id === id);
  return gate === undefined ? explainRule(pickRule(id, rules)) : explainGate(gate);
}

/** Markdown's lines of one paragraph are one line, so that they wrap where the terminal ends. */
function unfold(markdown: string): string {
  return markdown.trim().replace(/([^\n])\n(?![\n*-])/g, '$1 ');
}

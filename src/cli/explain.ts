import { GATES } from '../gates/gates.js';
import { closest } from '../program/schema-words.js';
import { type Explanation, explainGate, explainRule } from '../report/explanation.js';
import { inert, Page } from '../report/page.js';
import type { RuleDefinition } from '../rules/definition.js';
import { compareText } from '../rust/finding.js';
import { RepositoryError } from '../snapshot/repository.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { loadRules } from './rules.js';
import { openWithPrograms } from './subject.js';
import type { Terminal } from './terminal.js';
import { UsageError } from './usage-error.js';

/** `wavegate explain`: what a rule finds, why that is bad, what to write instead, with its examples; or a gate. */
export async function explain(
  id: string,
  options: { rules?: string },
  terminal: Terminal,
): Promise<ExitCode> {
  const { note, title, sections, examples } = await explanationOf(id, options.rules, terminal.cwd);
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
async function explanationOf(id: string, rulesDir: string | undefined, cwd: string): Promise<Explanation> {
  const rules = await rulesAtHand(rulesDir, cwd);
  const rule = rules.get(id);
  if (rule !== undefined) return explainRule(rule);
  const gate = GATES.find((one) => one.id === id);
  if (gate !== undefined) return explainGate(gate);
  const known = [[...rules.keys()].sort(compareText), GATES.map((one) => one.id)] as const;
  const near = closest(id, known.flat());
  const hint =
    near === undefined
      ? `The rules are: ${known[0].join(', ')}. The gates are: ${known[1].join(', ')}.`
      : `Did you mean "${near}"?`;
  throw new UsageError(`There is no rule or gate "${id}". ${hint}`);
}

/** In a clone those that its default branch is judged by, elsewhere the shipped ones. */
async function rulesAtHand(
  rulesDir: string | undefined,
  cwd: string,
): Promise<ReadonlyMap<string, RuleDefinition>> {
  if (rulesDir !== undefined) return loadRules(rulesDir, cwd);
  try {
    const { programs } = await openWithPrograms({ repo: '.' }, cwd);
    return programs.rules;
  } catch (error) {
    if (error instanceof RepositoryError) return loadRules(undefined, cwd);
    throw error;
  }
}

/** Markdown's lines of one paragraph are one line, so that they wrap where the terminal ends. */
function unfold(markdown: string): string {
  return markdown.trim().replace(/([^\n])\n(?![\n*-])/g, '$1 ');
}

import { inert, Page } from '../report/page.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { loadRules, pickRule } from './rules.js';
import type { Terminal } from './terminal.js';

/** `wavegate explain`: what a rule finds, why that is bad, what to write instead, with its examples. */
export async function explain(
  id: string,
  options: { rules?: string },
  terminal: Terminal,
): Promise<ExitCode> {
  const rule = pickRule(id, loadRules(options.rules, terminal.cwd));
  const page = new Page(terminal);
  const section = (title: string, text: string): string[] => [
    '',
    page.paint(title, 'bold'),
    ...page.wrap(unfold(text)),
  ];
  const example = (title: string, code: string): string[] => [
    '',
    page.paint(title, 'bold'),
    ...inert(code.trimEnd())
      .split('\n')
      .map((line) => `    ${line}`),
  ];
  const lines = [
    `${page.paint(rule.rule, 'yellow')} (${rule.level})`,
    ...page.wrap(rule.title),
    ...section('Why is this bad', rule.why),
    ...section('Use instead', rule.instead),
    ...rule.examples.bad.flatMap((code) => example('Found', code)),
    ...rule.examples.good.flatMap((code) => example('Not found', code)),
  ];
  terminal.out(`${lines.join('\n')}\n`);
  return EXIT.ok;
}

/** Markdown's lines of one paragraph are one line, so that they wrap where the terminal ends. */
function unfold(markdown: string): string {
  return markdown.trim().replace(/([^\n])\n(?![\n*-])/g, '$1 ');
}

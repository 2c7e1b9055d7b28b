import { count } from '../../gates/words.js';
import { positionLabel } from '../../program/position.js';
import { stepValue } from '../../report/json.js';
import { inertLine, Page } from '../../report/page.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { headOf, openWithPrograms } from '../subject.js';
import type { Terminal } from '../terminal.js';
import { UsageError } from '../usage-error.js';
import { findPosition, type WaveOptions } from '../wave.js';
import { materialFor } from './gather.js';
import type { Material, ScaffoldFile } from './material.js';
import { scaffoldFiles } from './plan.js';
import { type Outcome, outcomeOf, writeFile } from './write.js';

export interface ScaffoldOptions extends WaveOptions {
  /** The last words of the branch's name; those of the wave's title if they are not said. */
  readonly slug?: string;
  readonly write?: boolean;
  /** Writes, and overwrites what is there. */
  readonly force?: boolean;
  readonly format: 'text' | 'json';
}

type Result = ScaffoldFile & { readonly outcome: Outcome };

/** `wavegate scaffold`: the documents and the script that a step asks for, with the real call sites filled in. */
export async function scaffold(options: ScaffoldOptions, terminal: Terminal): Promise<ExitCode> {
  const opened = await openWithPrograms(options, terminal.cwd);
  const position = await findPosition(opened, options);
  const commit = await headOf(opened.clone, options);
  const material = await materialFor(position, opened, commit, options.slug);
  requireWhole(material);
  const top = await opened.clone.topLevel();
  const force = options.force === true;
  const writes = force || options.write === true;
  const results = scaffoldFiles(material).map((file): Result => {
    const outcome = writes ? writeFile(top, file, force) : outcomeOf(top, file, force);
    return { ...file, outcome };
  });
  terminal.out(
    options.format === 'json'
      ? asJson(material, results, writes)
      : asText(material, results, writes, terminal),
  );
  return EXIT.ok;
}

/** An inventory of a part alone would look as if it named all. */
function requireWhole({ position, stock: { errors, notFiles, empty } }: Material): void {
  if (position.step.inventory === undefined) return;
  const mistakes = [
    ...errors.map(({ path, line, message }) => `${path}:${line}: could not be judged: ${message}`),
    ...notFiles.map((path) => `${path} is a symbolic link or a submodule, which cannot be judged.`),
    ...empty.map(
      ({ rule, in: globs }) => `${rule} holds in ${globs.join(', ')}, where there is no Rust file.`,
    ),
  ];
  if (mistakes.length > 0) throw new UsageError(mistakes.join('\n'));
}

function asJson({ position, branch }: Material, files: readonly Result[], written: boolean): string {
  const { program, waveId: wave } = position;
  const step = stepValue(position.stepNumber);
  return `${JSON.stringify({ program: program.program, wave, step, branch, written, files }, null, 2)}\n`;
}

const WORDS: Record<Outcome, { done: string; todo: string }> = {
  written: { done: 'written', todo: 'would be written' },
  unchanged: { done: 'already there', todo: 'already there' },
  kept: { done: 'kept: there with other content', todo: 'there with other content' },
};

function asText(material: Material, files: readonly Result[], written: boolean, terminal: Terminal): string {
  const page = new Page(terminal);
  const label = positionLabel(material.position);
  const lines = [
    ...page.wrap(`${label}: ${count(files.length, 'file')}`, '', { colour: 'bold' }),
    '',
    ...files.flatMap((file) => fileLines(page, file, written)),
    '',
    ...nextLines(page, material, files, written),
  ];
  if (files.length === 0) lines.splice(0, lines.length, `${label} asks for no document or script.`);
  return `${lines.join('\n')}\n`;
}

function fileLines(page: Page, { path, content, outcome, executable }: Result, written: boolean): string[] {
  const word = WORDS[outcome][written ? 'done' : 'todo'];
  const colour = outcome === 'written' ? 'green' : outcome === 'kept' ? 'yellow' : 'dim';
  const mode = executable ? ', executable' : '';
  const rows = content.split('\n').length - 1;
  return [inertLine(path), ...page.wrap(`${word} (${count(rows, 'line')}${mode})`, '  ', { colour })];
}

function nextLines(
  page: Page,
  { branch, position }: Material,
  files: readonly Result[],
  written: boolean,
): string[] {
  const kept = files.some(({ outcome }) => outcome === 'kept');
  const advice = [
    ...(written ? [] : ['Nothing was written. To write the files, add --write.']),
    ...(kept ? ['What is there stays as it is; --force overwrites it.'] : []),
  ];
  const paths = files.map(({ path }) => shellWord(path)).join(' ');
  const scripts = files.filter(({ executable }) => executable).map(({ path }) => shellWord(path));
  const commands = [
    `git switch -c ${shellWord(branch)}`,
    `git add -- ${paths}`,
    ...scripts.map((path) => `git update-index --chmod=+x ${path}`),
    `git commit -m ${shellWord(`${positionLabel(position)}: ${position.step.title}`)}`,
    'wavegate check',
  ];
  return [
    ...advice.flatMap((line) => page.wrap(line)),
    ...(written ? ['Next:', ...commands.map((line) => `  ${inertLine(line)}`)] : []),
  ];
}

function shellWord(word: string): string {
  return /^[\w./@%+=:,-]+$/u.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

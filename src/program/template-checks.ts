import type { Program } from './schema.js';
import { closest, didYouMean, listed } from './schema-words.js';
import { fillTemplate, PLACEHOLDERS, parseTemplate } from './template.js';

/** What git does not take in a branch's name, and what the template's own brackets would leave there. */
const NOT_IN_A_NAME = /[\s~^:?*\\[\]{}\p{Cc}]|\.\.|@\{|\/\/|^[/-]|[/.]$|\.lock$/u;

/** What is wrong with a branch template, each in words that tell the expected form. */
export function templateMistakes(template: string): string[] {
  const named = [...template.matchAll(/\{([^{}]*)\}/gu)].map((match) => match[1]!);
  const mistakes: string[] = [];
  for (const name of new Set(named)) {
    if (!(PLACEHOLDERS as readonly string[]).includes(name)) mistakes.push(unknownPlaceholder(name));
    else if (named.filter((other) => other === name).length > 1) {
      mistakes.push(`The template has \`{${name}}\` more than once: keep one.`);
    }
  }
  const meant = named.map((name) => closest(`{${name}}`, KNOWN));
  for (const needed of ['wave', 'step'] as const) {
    if (!named.includes(needed) && !meant.includes(`{${needed}}`))
      mistakes.push(`The template has no \`{${needed}}\`: ${EXAMPLE}`);
  }
  return mistakes;
}

const EXAMPLE = 'write for example `codex/{program}{wave}-step{step}-{slug}`.';

const KNOWN = PLACEHOLDERS.map((placeholder) => `{${placeholder}}`);

function unknownPlaceholder(name: string): string {
  return `There is no placeholder \`{${name}}\`: expected ${listed(KNOWN, 'or')}.${didYouMean(`{${name}}`, KNOWN)}`;
}

/**
 * What is wrong with the names that a template without mistakes of its own gives.
 *
 * @param names the positions of the names that other templates of the program give; those of this one come in.
 */
export function nameMistakes(template: string, program: NamedSteps, names: Map<string, string>): string[] {
  for (const { name, wave, step } of namesBy(template, program)) {
    if (NOT_IN_A_NAME.test(name)) {
      return [`The template gives \`${name}\`, which git does not take as a branch's name.`];
    }
    const position = `${wave} ${step}`;
    if ((names.get(name) ?? position) !== position) {
      return [
        `\`${name}\` would name two steps of this program: put text between \`{wave}\` and \`{step}\`.`,
      ];
    }
    names.set(name, position);
  }
  return [];
}

/** A program's name, and the numbers of each wave's steps: what its branches are named by. */
export interface NamedSteps {
  readonly program: string;
  readonly waves: Readonly<Record<string, { readonly steps: Readonly<Record<string, unknown>> }>>;
}

/** One branch name of every wave and step by each template, and the one without a slug where the slug is optional. */
export function branchNames(program: Program): string[] {
  return program.branch.flatMap((template) => [...namesBy(template, program)].map(({ name }) => name));
}

function* namesBy(
  template: string,
  { program, waves }: NamedSteps,
): Generator<{ name: string; wave: string; step: string }> {
  const parts = parseTemplate(template);
  const optional = parts.some((part) => part.kind === 'slug' && part.optional);
  for (const [wave, { steps }] of Object.entries(waves)) {
    for (const step of Object.keys(steps)) {
      for (const slug of optional ? ['x', ''] : ['x']) {
        yield { name: fillTemplate(parts, { program, wave, step, slug }), wave, step };
      }
    }
  }
}

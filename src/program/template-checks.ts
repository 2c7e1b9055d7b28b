import type { Program } from './schema.js';
import { didYouMean, listed } from './schema-words.js';
import { fillTemplate, PLACEHOLDERS, parseTemplate } from './template.js';

/** What git does not take in a branch's name, and what the template's own brackets would leave there. */
const NOT_IN_A_NAME = /[\s~^:?*\\[\]{}\p{Cc}]|\.\.|@\{|\/\/|^[/-]|[/.]$|\.lock$/u;

/** What is wrong with a program's branch template, each in words that tell the expected form. */
export function templateMistakes(program: Program): string[] {
  const template = program.branch;
  const named = [...template.matchAll(/\{([^{}]*)\}/gu)].map((match) => match[1]!);
  const mistakes: string[] = [];
  for (const name of new Set(named)) {
    if (!(PLACEHOLDERS as readonly string[]).includes(name)) mistakes.push(unknownPlaceholder(name));
    else if (named.filter((other) => other === name).length > 1) {
      mistakes.push(`The template has \`{${name}}\` more than once: keep one.`);
    }
  }
  for (const needed of ['wave', 'step'] as const) {
    if (!named.includes(needed)) mistakes.push(`The template has no \`{${needed}}\`: ${EXAMPLE}`);
  }
  return mistakes.length > 0 ? mistakes : nameMistakes(program);
}

const EXAMPLE = 'write for example `codex/{program}{wave}-step{step}-{slug}`.';

function unknownPlaceholder(name: string): string {
  const known = PLACEHOLDERS.map((placeholder) => `{${placeholder}}`);
  return `There is no placeholder \`{${name}}\`: expected ${listed(known, 'or')}.${didYouMean(`{${name}}`, known)}`;
}

function nameMistakes(program: Program): string[] {
  const names = branchNames(program);
  const bad = names.find((name) => NOT_IN_A_NAME.test(name));
  if (bad !== undefined)
    return [`The template gives \`${bad}\`, which git does not take as a branch's name.`];
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return [];
  return [`\`${twice}\` would name two steps of this program: put text between \`{wave}\` and \`{step}\`.`];
}

/** One branch name of every wave and step, and the one without a slug where the slug is optional. */
export function branchNames(program: Program): string[] {
  const parts = parseTemplate(program.branch);
  const optional = parts.some((part) => part.kind === 'slug' && part.optional);
  return Object.entries(program.waves).flatMap(([wave, { steps }]) =>
    Object.keys(steps).flatMap((step) =>
      (optional ? ['x', ''] : ['x']).map((slug) =>
        fillTemplate(parts, { program: program.program, wave, step, slug }),
      ),
    ),
  );
}

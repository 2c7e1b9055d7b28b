import { z } from 'zod';
import { sourceErrorsOf } from './issues.js';
import {
  entriesAt,
  type MapPart,
  mistakeAt,
  mistakeAtKey,
  type Part,
  PartPlaces,
  partAt,
  plain,
  textAt,
  without,
} from './part.js';
import { placeholdersIn } from './placeholders.js';
import { didYouMean, listed } from './schema-words.js';
import type { PlacedError } from './source-error.js';

export type TemplateKind = 'wave' | 'step';

const parameters = z
  .record(z.string().regex(/^[a-z][a-z0-9_-]*$/, 'lower case letters, digits, `-` and `_`'), z.unknown())
  .describe('Its parameters, each with its default; one without a default must be given under `with`.');

const definition = z.looseObject({ parameters: parameters.optional() });

/** What `templates` of a program holds: waves and steps in part, with placeholders in their texts. */
export const templatesSchema = z
  .strictObject({
    waves: z.record(z.string(), definition).optional().describe('Templates that waves name under `from`.'),
    steps: z.record(z.string(), definition).optional().describe('Templates that steps name under `from`.'),
  })
  .describe('What waves and steps have in common, to be named under `from`.');

/** How a wave or a step names the template that it is made from. */
export const useShape = {
  from: z.string().min(1).optional().describe('The template that it is made from; its own keys come on top.'),
  with: z.record(z.string(), z.unknown()).optional().describe("The template's parameters."),
};

/** Placeholders that need no parameter. */
export const BUILT_IN = ['program', 'wave', 'step'] as const;

/** Filled in later, where a check is looked for; a parameter of the name comes first. */
const NOT_OURS: ReadonlySet<string> = new Set(['crate']);

/** Everywhere in a program the same: what a template gives, and what it wants. */
export interface Template {
  readonly name: string;
  readonly kind: TemplateKind;
  /** Without `from`, `with` and `parameters`. */
  readonly body: MapPart;
  /** By name, with the default; `null` where it must be given. */
  readonly parameters: ReadonlyMap<string, Part | null>;
  /** The template that it is itself made from, if that one exists and does not come back to this. */
  readonly from: Template | null;
  /** What it gives that one. */
  readonly given: Part | undefined;
  /** All that may be given to it: its own parameters, and those that it leaves open of the one it is made from. */
  readonly open: ReadonlyMap<string, Part | null>;
}

/** The templates of a program by their names, and what is wrong with them by themselves. */
export class Templates {
  readonly errors: PlacedError[] = [];
  private readonly known = new Map<string, Template | null>();

  constructor(private readonly root: Part) {
    const given = partAt(root, ['templates']);
    if (given === undefined) return;
    const { error } = templatesSchema.safeParse(plain(given), { reportInput: true });
    const applied = { schema: templatesSchema, source: new PartPlaces(root), at: ['templates'] };
    this.errors.push(...sourceErrorsOf(error?.issues ?? [], applied));
    for (const kind of ['wave', 'step'] as const) for (const name of this.names(kind)) this.get(kind, name);
  }

  /** The template that `from` names; `null` after a mistake, which is told. */
  named(kind: TemplateKind, from: Part): Template | null {
    const name = textAt(from, []);
    if (name === undefined || name === '') return null;
    if (this.names(kind).includes(name)) return this.get(kind, name);
    const other = kind === 'wave' ? 'step' : 'wave';
    const hint = this.names(other).includes(name)
      ? ` There is one for ${other}s of this name.`
      : didYouMean(name, this.names(kind));
    this.errors.push(mistakeAt(from.origin, `There is no template \`${name}\` for ${kind}s.${hint}`));
    return null;
  }

  all(): Template[] {
    return [...this.known.values()].filter((template) => template !== null);
  }

  private names(kind: TemplateKind): string[] {
    return entriesAt(this.root, ['templates', `${kind}s`]).map(([name]) => name);
  }

  private get(kind: TemplateKind, name: string, chain: readonly string[] = []): Template | null {
    const key = `${kind} ${name}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const part = partAt(this.root, ['templates', `${kind}s`, name]);
    const template = part?.kind === 'map' ? this.read(kind, name, part, [...chain, name]) : null;
    this.known.set(key, template);
    return template;
  }

  private read(kind: TemplateKind, name: string, part: MapPart, chain: readonly string[]): Template {
    const own = new Map(
      entriesAt(part, ['parameters']).map(([key, entry]) => [
        key,
        entry.part.kind === 'scalar' && entry.part.value === null ? null : entry.part,
      ]),
    );
    const from = this.base(kind, part, chain);
    const given = partAt(part, ['with']);
    const passed = new Set(entriesAt(given, []).map(([key]) => key));
    const open = new Map([...(from?.open ?? [])].filter(([key]) => !passed.has(key)));
    for (const [key, value] of own) open.set(key, value);
    const body = without(part, 'from', 'with', 'parameters');
    const template = { name, kind, body, parameters: own, from, given, open };
    this.checkNames(template, part);
    return template;
  }

  private base(kind: TemplateKind, part: MapPart, chain: readonly string[]): Template | null {
    const from = partAt(part, ['from']);
    if (from === undefined) return null;
    const name = textAt(from, []) ?? '';
    if (chain.includes(name)) {
      const round = listed([...chain.slice(chain.indexOf(name)), name], 'and').replaceAll(
        /, | and /gu,
        ' → ',
      );
      this.errors.push(mistakeAt(from.origin, `The templates are made from each other: ${round}.`));
      return null;
    }
    return this.names(kind).includes(name) ? this.get(kind, name, chain) : this.named(kind, from);
  }

  /** Placeholders that nothing is given for, and parameters that no placeholder asks for. */
  private checkNames(template: Template, part: MapPart): void {
    const { kind, name, open, from, given } = template;
    const used = new Set<string>();
    const known = [...BUILT_IN, ...open.keys()];
    for (const { name: placeholder, origin, inStep } of placeholdersIn(
      without(part, 'parameters'),
      kind === 'step',
    )) {
      used.add(placeholder);
      const text = placeholderMistake(placeholder, known, inStep);
      if (text !== null) this.errors.push(mistakeAt(origin, text));
    }
    const defaults = partAt(part, ['parameters']);
    for (const { name: placeholder, origin } of defaults === undefined
      ? []
      : placeholdersIn(defaults, kind === 'step')) {
      const text = placeholderMistake(placeholder, BUILT_IN, kind === 'step');
      if (text !== null) this.errors.push(mistakeAt(origin, text));
    }
    for (const [key, entry] of entriesAt(part, ['parameters'])) {
      const text = parameterMistake(key, used.has(key) || from?.open.has(key) === true);
      if (text !== null) this.errors.push(mistakeAtKey(entry.key, text(name)));
    }
    for (const [key, entry] of entriesAt(given, [])) {
      if (from === null || from.open.has(key)) continue;
      this.errors.push(mistakeAtKey(entry.key, unknownParameter(key, from)));
    }
  }
}

function parameterMistake(key: string, isUsed: boolean): ((template: string) => string) | null {
  if ((BUILT_IN as readonly string[]).includes(key)) {
    return () => `\`{${key}}\` is known without a parameter: give this one another name.`;
  }
  return isUsed
    ? null
    : (name) =>
        `The template \`${name}\` never uses its parameter \`${key}\`: write \`{${key}}\` somewhere, or take it out.`;
}

/** Why a placeholder cannot stand where it does. */
export function placeholderMistake(name: string, known: readonly string[], inStep: boolean): string | null {
  if (name === 'step' && !inStep) return '`{step}` is known in steps only.';
  if (known.includes(name) || NOT_OURS.has(name)) return null;
  const words = known.map((word) => `{${word}}`);
  const hint = didYouMean(`{${name}}`, words);
  return `There is no placeholder \`{${name}}\`: expected ${listed(words, 'or')}.${hint} (For a \`{${name}}\` that stays write \`{{${name}}}\`.)`;
}

export function unknownParameter(key: string, template: Template): string {
  const known = [...template.open.keys()];
  const takes = known.length === 0 ? 'which has no parameters' : `which has ${listed(known)}`;
  return `\`${key}\` is no parameter of the template \`${template.name}\`, ${takes}.${didYouMean(key, known)}`;
}

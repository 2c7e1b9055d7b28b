import type { z } from 'zod';
import type { RuleDefinition } from '../rules/definition.js';
import { detectors, findDetector } from '../rules/detectors.js';
import { conditionMistakes } from './condition-checks.js';
import { sourceErrorsOf } from './issues.js';
import { entriesAt, itemsAt, type Part, PartPlaces, partAt, plain, textAt } from './part.js';
import type { Path, Places } from './places.js';
import { didYouMean, listedFew } from './schema-words.js';
import type { PlacedError } from './source-error.js';
import { type NamedSteps, nameMistakes, templateMistakes } from './template-checks.js';
import { orderMistakes } from './wave-order.js';

/**
 * What the schema cannot see of a program: names that must exist, templates that must work. Looks at the data as it
 * was written, so that a mistake in one part hides none in another; what is of another type than it should be is
 * passed over, because the schema tells of it.
 *
 * @param incomplete waves whose template is not there: what they lack may be in it.
 */
export function checkProgram(
  root: Part,
  rules: ReadonlyMap<string, RuleDefinition>,
  incomplete: ReadonlySet<Part> = new Set(),
): PlacedError[] {
  const check = new ProgramCheck(root, rules, incomplete);
  check.branches();
  check.waves();
  check.done();
  return check.errors;
}

/** What the schema cannot see of a rule: its detector, and the options that the detector takes. */
export function checkRule(rule: RuleDefinition, source: Places): PlacedError[] {
  const detector = findDetector(rule.detector);
  if (detector === undefined) {
    const text = `There is no detector \`${rule.detector}\`.${didYouMean(
      rule.detector,
      detectors.map(({ id }) => id),
    )}`;
    return [source.atValue(['detector'], text)];
  }
  return optionErrors(detector.options, rule.options, rule.options, source, ['options']);
}

const STEP_KINDS = ['freeze', 'change', 'close'];

class ProgramCheck {
  readonly errors: PlacedError[] = [];
  private readonly places: Places;

  constructor(
    private readonly root: Part,
    private readonly rules: ReadonlyMap<string, RuleDefinition>,
    private readonly incomplete: ReadonlySet<Part>,
  ) {
    this.places = new PartPlaces(root);
  }

  branches(): void {
    const single = textAt(this.root, ['branch']);
    const paths: Path[] =
      single === undefined
        ? itemsAt(this.root, ['branch']).map((_, index) => ['branch', index])
        : [['branch']];
    const positions = new Map<string, string>();
    const seen = new Set<string>();
    for (const path of paths) {
      const template = textAt(this.root, path) ?? '';
      if (template === '') continue;
      const mistakes = templateMistakes(template);
      if (seen.has(template)) mistakes.push('This template stands twice in the list: keep one.');
      seen.add(template);
      if (mistakes.length === 0) mistakes.push(...nameMistakes(template, this.namedSteps(), positions));
      for (const text of mistakes) this.tell(path, text);
    }
  }

  waves(): void {
    const waves = entriesAt(this.root, ['waves']);
    if (partAt(this.root, ['waves'])?.kind === 'map' && waves.length === 0)
      this.tell(['waves'], 'The program has no wave.');
    for (const [waveId] of waves) this.wave(waveId);
    const numbers = waves.flatMap(([, { part }]) => entriesAt(part, ['steps']).map(([number]) => number));
    this.conditions(['patterns'], [...new Set(numbers)]);
    for (const { path, message } of orderMistakes(this.root)) this.tell(path, message);
  }

  done(): void {
    itemsAt(this.root, ['done']).forEach((_, index) => {
      const path: Path = ['done', index];
      const isByArtifacts = textAt(this.root, [...path, 'by']) === 'artifacts';
      const count = itemsAt(this.root, [...path, 'artifacts']).length;
      if (isByArtifacts && count === 0 && partAt(this.root, [...path, 'artifacts'])?.kind !== 'scalar')
        this.tell([...path, 'by'], '`artifacts` proves nothing without any: list them under `artifacts`.');
      if (!isByArtifacts && count > 0)
        this.tell([...path, 'artifacts'], 'Artifacts count where `by` is `artifacts` only.');
    });
  }

  private tell(path: Path, message: string): void {
    this.errors.push(this.places.atValue(path, message));
  }

  private namedSteps(): NamedSteps {
    const waves = entriesAt(this.root, ['waves']).map(([waveId, { part }]) => {
      const steps = entriesAt(part, ['steps']).map(([step]) => [step, null]);
      return [waveId, { steps: Object.fromEntries(steps) }];
    });
    return { program: textAt(this.root, ['program']) ?? '', waves: Object.fromEntries(waves) };
  }

  private wave(waveId: string): void {
    const path: Path = ['waves', waveId];
    const wave = partAt(this.root, path);
    itemsAt(wave, ['rules']).forEach((use, index) => {
      this.ruleUse([...path, 'rules', index], use);
    });
    const steps = entriesAt(wave, ['steps']);
    if (partAt(wave, ['steps'])?.kind === 'map' && steps.length === 0)
      this.tell([...path, 'steps'], `The wave \`${waveId}\` has no step.`);
    this.conditions(
      [...path, 'patterns'],
      steps.map(([number]) => number),
    );
    for (const [number, { part }] of steps) this.step([...path, 'steps', number], part, wave);
  }

  private step(path: Path, step: Part, wave: Part | undefined): void {
    const judged = [
      partAt(wave, ['rules']),
      ...[this.root, wave, step].map((holder) => partAt(holder, ['patterns'])),
    ];
    const hasNothing = judged.every(
      (part) => part === undefined || (part.kind === 'list' && part.items.length === 0),
    );
    const isWhole = wave === undefined || !this.incomplete.has(wave);
    if (textAt(step, ['kind']) === 'close' && hasNothing && isWhole) {
      this.tell(
        [...path, 'kind'],
        'A `close` step needs rules to close with: give the wave `rules`, or the step another kind.',
      );
    }
    this.conditionMistakes([...path, 'patterns'], true);
    const budget = partAt(step, ['budget']);
    if (budget?.kind === 'map' && budget.entries.size === 0)
      this.tell([...path, 'budget'], '`budget`: expected `files`, `lines` or both, found neither.');
  }

  /** The steps that conditions of a program or wave name: by kind or by number. */
  private conditions(path: Path, numbers: readonly string[]): void {
    const known = [...STEP_KINDS, ...numbers];
    this.conditionMistakes(path, false);
    itemsAt(this.root, path).forEach((condition, index) => {
      itemsAt(condition, ['steps']).forEach((named, place) => {
        const value = named.kind === 'scalar' ? String(named.value) : '';
        if (value === '' || known.includes(value)) return;
        const text = `There is no step \`${value}\` here: expected ${listedFew(known, 'or')}.${didYouMean(value, known)}`;
        this.tell([...path, index, 'steps', place], text);
      });
    });
  }

  private conditionMistakes(path: Path, isOfStep: boolean): void {
    for (const mistake of conditionMistakes(partAt(this.root, path), isOfStep)) {
      this.tell([...path, ...mistake.path], mistake.message);
    }
  }

  private ruleUse(path: Path, use: Part): void {
    const id = textAt(use, ['rule']);
    if (id === undefined) return;
    const rule = this.rules.get(id);
    if (rule === undefined) {
      this.tell([...path, 'rule'], `There is no rule \`${id}\`.${didYouMean(id, [...this.rules.keys()])}`);
      return;
    }
    const detector = findDetector(rule.detector);
    const options = partAt(use, ['options']);
    if (detector === undefined || options?.kind !== 'map') return;
    const written = Object.fromEntries(entriesAt(options, []).map(([key, { part }]) => [key, plain(part)]));
    const merged = { ...rule.options, ...written };
    this.errors.push(...optionErrors(detector.options, merged, written, this.places, [...path, 'options']));
  }
}

/** A detector's complaints about options, of those that are written at `path`. */
function optionErrors(
  schema: z.ZodType,
  merged: Readonly<Record<string, unknown>>,
  written: Readonly<Record<string, unknown>>,
  source: Places,
  path: Path,
): PlacedError[] {
  const result = schema.safeParse(merged, { reportInput: true });
  const own = (result.error?.issues ?? []).flatMap((issue): z.core.$ZodIssue[] => {
    if (issue.code !== 'unrecognized_keys' || issue.path.length > 0) {
      return merged === written || Object.hasOwn(written, String(issue.path[0])) ? [issue] : [];
    }
    const keys = issue.keys.filter((key) => Object.hasOwn(written, key));
    return keys.length === 0 ? [] : [{ ...issue, keys }];
  });
  return sourceErrorsOf(own, { schema, source, at: path });
}

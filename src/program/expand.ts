import {
  type Entry,
  entriesAt,
  type MapPart,
  merge,
  mistakeAt,
  mistakeAtKey,
  type Origin,
  type Part,
  textAt,
  without,
} from './part.js';
import { fill, placeholdersIn, type Values } from './placeholders.js';
import type { PlacedError } from './source-error.js';
import {
  BUILT_IN,
  placeholderMistake,
  type Template,
  type TemplateKind,
  Templates,
  unknownParameter,
} from './templates.js';

/** A program's data without templates: what each wave and step comes to, and the mistakes on the way. */
export interface Expanded {
  readonly root: Part;
  readonly errors: readonly PlacedError[];
  /** Templates that no wave and no step is made from. */
  readonly unused: readonly Template[];
  /** Waves and steps whose template is not there: what they lack may be in it. */
  readonly incomplete: ReadonlySet<Part>;
}

/** Puts templates into the waves and steps that are made from them. */
export function expandTemplates(root: Part): Expanded {
  if (root.kind !== 'map') return { root, errors: [], unused: [], incomplete: new Set() };
  const expander = new Expander(root);
  const expanded = expander.program(root);
  const { errors, incomplete } = expander;
  return { root: expanded, errors, unused: expander.unused(), incomplete };
}

/** A wave or a step that is made from a template. */
interface Use {
  readonly kind: TemplateKind;
  /** Its place: what is missing is told there. */
  readonly origin: Origin;
  /** What is written of it, `from` and `with` among it. */
  readonly own: MapPart;
  readonly builtIn: ReadonlyMap<string, string>;
  /** `the wave \`a\``. */
  readonly user: string;
  /** Whether its placeholders are filled already: a step of a wave that is itself made from a template. */
  readonly isFilled: boolean;
}

class Expander {
  private readonly templates: Templates;
  readonly incomplete = new Set<Part>();
  private readonly ofUses: PlacedError[] = [];
  private readonly used = new Set<Template>();
  private readonly programName: string;

  constructor(root: MapPart) {
    this.templates = new Templates(root);
    this.programName = textAt(root, ['program']) ?? '';
  }

  get errors(): readonly PlacedError[] {
    return [...this.templates.errors, ...this.ofUses];
  }

  unused(): Template[] {
    return this.templates.all().filter((template) => !this.used.has(template));
  }

  program(root: MapPart): MapPart {
    return mapEntries(without(root, 'templates'), ['waves'], (waveId, entry) => this.wave(waveId, entry));
  }

  private wave(waveId: string, entry: Entry): Part {
    const builtIn = new Map([
      ['program', this.programName],
      ['wave', waveId],
    ]);
    const user = `the wave \`${waveId}\``;
    const isFilled = entry.part.kind === 'map' && entry.part.entries.has('from');
    const wave = this.made('wave', entry, { builtIn, user, isFilled: false });
    const whole = mapEntries(wave, ['steps'], (step, inner) => {
      const ofStep = new Map([...builtIn, ['step', step]]);
      return this.made('step', inner, { builtIn: ofStep, user: `step \`${step}\` of ${user}`, isFilled });
    });
    if (this.incomplete.has(wave)) {
      for (const part of [whole, ...entriesAt(whole, ['steps']).map(([, step]) => step.part)])
        this.incomplete.add(part);
    }
    return whole;
  }

  /** A wave or step with its template put in, if it names one. */
  private made(
    kind: TemplateKind,
    { key: origin, part: own }: Entry,
    known: Pick<Use, 'builtIn' | 'user' | 'isFilled'>,
  ): Part {
    if (own.kind !== 'map') return own;
    const use: Use = { kind, origin, own, ...known };
    const from = own.entries.get('from');
    if (from === undefined) return this.withoutTemplate(use);
    const template = this.templates.named(kind, from.part);
    const filled = this.filledOwn(use);
    if (template === null) {
      this.incomplete.add(filled);
      return filled;
    }
    return merge(this.instance(template, this.given(use, template), use), filled);
  }

  private withoutTemplate({ own }: Use): Part {
    const given = own.entries.get('with');
    if (given === undefined) return own;
    const text = '`with` gives parameters to a template: name one under `from`.';
    this.ofUses.push(mistakeAtKey(given.key, text));
    return without(own, 'with');
  }

  /** What is written of a wave or step itself: placeholders stand for names and nothing else. */
  private filledOwn(use: Use): Part {
    const body = without(use.own, 'from', 'with');
    if (use.isFilled) return body;
    this.checkOwn(use, body);
    return use.kind === 'wave' ? this.filledBySteps(body, use.builtIn) : fill(body, use.builtIn, this.ofUses);
  }

  private checkOwn({ kind }: Use, part: Part): void {
    for (const { name, origin, inStep } of placeholdersIn(part, kind === 'step')) {
      const text = placeholderMistake(name, BUILT_IN, inStep);
      if (text !== null) this.ofUses.push(mistakeAt(origin, text));
    }
  }

  private filledValue(use: Use, part: Part): Part {
    if (use.isFilled) return part;
    this.checkOwn(use, part);
    return fill(part, use.builtIn, this.ofUses);
  }

  /** The parameters that a use gives, with the names in them filled; what the template does not know is told. */
  private given(use: Use, template: Template): Map<string, Part> {
    const values = new Map<string, Part>();
    for (const [key, entry] of entriesAt(use.own, ['with'])) {
      if (!template.open.has(key)) {
        this.ofUses.push(mistakeAtKey(entry.key, unknownParameter(key, template)));
        continue;
      }
      values.set(key, this.filledValue(use, entry.part));
    }
    for (const [key, value] of template.open) {
      if (value !== null || values.has(key)) continue;
      const text = `The template \`${template.name}\` needs the parameter \`${key}\`: give it under \`with\`.`;
      this.ofUses.push(mistakeAt(use.own.entries.get('from')?.part.origin ?? use.origin, text));
    }
    return values;
  }

  private instance(template: Template, given: ReadonlyMap<string, Part>, use: Use): Part {
    this.used.add(template);
    const values = new Map<string, Part | string>(use.builtIn);
    for (const [key, value] of template.open) {
      if (value !== null) values.set(key, fill(value, use.builtIn, this.ofUses, use.user));
    }
    for (const [key, value] of given) values.set(key, value);
    const body =
      use.kind === 'wave'
        ? this.filledBySteps(template.body, values, use.user)
        : fill(template.body, values, this.ofUses, use.user);
    if (template.from === null) return body;
    return merge(this.instance(template.from, this.passedOn(template, values, use), use), body);
  }

  /** What a template gives to the one that it is made from: what it says, and what it was given of the same name. */
  private passedOn({ from, given }: Template, values: Values, { user }: Use): Map<string, Part> {
    const passed = new Map<string, Part>();
    for (const name of from?.open.keys() ?? []) {
      const value = values.get(name);
      if (value !== undefined && typeof value !== 'string') passed.set(name, value);
    }
    for (const [name, entry] of entriesAt(given, []))
      passed.set(name, fill(entry.part, values, this.ofUses, user));
    return passed;
  }

  /** Filled with the number of the step in each step. */
  private filledBySteps(part: MapPart, values: Values, user?: string): Part {
    const outer = fill(without(part, 'steps'), values, this.ofUses, user);
    const steps = part.entries.get('steps');
    if (steps === undefined || outer.kind !== 'map') return outer;
    const filled = mapEntries(part, ['steps'], (step, entry) =>
      fill(entry.part, new Map([...values, ['step', step]]), this.ofUses, user),
    );
    const whole = filled.entries.get('steps') ?? steps;
    return { ...outer, entries: new Map([...outer.entries, ['steps', whole]]) };
  }
}

/** A mapping with each value of the mapping at `path` in it replaced. */
function mapEntries<P extends Part>(
  part: P,
  path: readonly string[],
  change: (key: string, entry: Entry) => Part,
): P;
function mapEntries(part: Part, path: readonly string[], change: (key: string, entry: Entry) => Part): Part {
  if (part.kind !== 'map') return part;
  const [first, ...rest] = path;
  const entries = [...part.entries].map(([key, entry]): [string, Entry] => {
    if (first === undefined) return [key, { ...entry, part: change(key, entry) }];
    return key === first ? [key, { ...entry, part: mapEntries(entry.part, rest, change) }] : [key, entry];
  });
  return { ...part, entries: new Map(entries) };
}

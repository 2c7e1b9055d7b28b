import type { Gate } from '../gates/gate.js';
import { listed } from '../program/schema-words.js';
import type { RuleDefinition } from '../rules/definition.js';
import { GATE_LINES } from './gate-lines.js';
import { code, fence, plain, unwrapped } from './markdown.js';

/** What there is to say of a rule or a gate: the command line and the comments render it. */
export interface Explanation {
  readonly id: string;
  readonly kind: 'rule' | 'gate';
  /** In a rule's place its level. */
  readonly note: string;
  readonly title: string;
  /** Markdown that is ours or of the default branch. */
  readonly sections: readonly { readonly title: string; readonly text: string }[];
  readonly examples: readonly { readonly title: string; readonly code: string }[];
}

export function explainRule({ rule, level, title, why, instead, examples }: RuleDefinition): Explanation {
  return {
    id: rule,
    kind: 'rule',
    note: level,
    title,
    sections: [
      { title: 'Why is this bad', text: why },
      { title: 'Use instead', text: instead },
    ],
    examples: [
      ...examples.bad.map((one) => ({ title: 'Found', code: one })),
      ...examples.good.map((one) => ({ title: 'Not found', code: one })),
    ],
  };
}

const WAIVING: Record<NonNullable<Gate['waiving']>, string> = {
  never: 'No.',
  contents: 'Yes, for the files as they are: the next change to one of them ends the waiver.',
};

const KINDS = ['freeze', 'change', 'close'] as const;

function stepWords(gate: Gate): string {
  const kinds = listed(
    KINDS.filter((kind) => gate.steps.includes(kind)),
    'or',
  );
  return `Those of kind ${kinds}${'asked' in gate ? ', where the program asks for it' : ''}.`;
}

export function explainGate(gate: Gate): Explanation {
  const { id, title, waiving } = gate;
  return {
    id,
    kind: 'gate',
    note: 'gate',
    title,
    sections: [
      { title: 'Passes when', text: GATE_LINES[id] ?? title },
      { title: 'Steps', text: stepWords(gate) },
      {
        title: 'Can be waived',
        text: waiving === undefined ? 'Yes, until something else fails.' : WAIVING[waiving],
      },
    ],
    examples: [],
  };
}

/** An explanation as a comment shows it. */
export function explanationMarkdown({ id, note, title, sections, examples }: Explanation): string {
  return [
    `### ${code(id)} (${note}): ${plain(title)}`,
    ...sections.map((section) => `**${section.title}:** ${unwrapped(section.text)}`),
    ...examples.flatMap((example) => [`**${example.title}:**`, fence(example.code.trimEnd(), 'rust')]),
  ].join('\n\n');
}

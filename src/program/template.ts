/** A piece of a branch template: fixed text or a placeholder. */
export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'wave' | 'step' | 'program' }
  | { readonly kind: 'slug'; readonly before: string; readonly optional: boolean };

export const PLACEHOLDERS = ['program', 'wave', 'step', 'slug'] as const;

/** Text, `{placeholder}`, or `[-{slug}]`: a slug that may be left out, with the text before it. */
const PIECE = /\[([^[\]{}]*)\{slug\}\]|\{([^{}]*)\}|([^[\]{}]+|[[\]{}])/gu;

/**
 * Takes a branch template apart: `codex/{program}{wave}-step{step}-{slug}`, where `[-{slug}]` in place of `-{slug}`
 * makes the slug optional. Unknown placeholders stay text; `templateMistakes` names them.
 */
export function parseTemplate(template: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  for (const [all, optionalBefore, name, text] of template.matchAll(PIECE)) {
    if (optionalBefore !== undefined) parts.push({ kind: 'slug', before: optionalBefore, optional: true });
    else if (name === 'slug') parts.push({ kind: 'slug', before: '', optional: false });
    else if (name === 'wave' || name === 'step' || name === 'program') parts.push({ kind: name });
    else parts.push({ kind: 'text', text: text ?? all });
  }
  return parts;
}

/** The template with its placeholders filled; an optional slug is left out when there is none. */
export function fillTemplate(
  parts: readonly TemplatePart[],
  values: { readonly program: string; readonly wave: string; readonly step: string; readonly slug: string },
): string {
  return parts.map((part) => fillPart(part, values)).join('');
}

function fillPart(part: TemplatePart, values: Parameters<typeof fillTemplate>[1]): string {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'slug':
      return part.optional && values.slug === '' ? '' : part.before + values.slug;
    default:
      return values[part.kind];
  }
}

/** A text as a pattern that matches it alone. */
export function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
}

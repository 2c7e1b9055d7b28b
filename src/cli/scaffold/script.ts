import { type Position, positionLabel } from '../../program/position.js';
import { fillTemplate, parseTemplate, type TemplatePart } from '../../program/template.js';
import type { Material } from './material.js';

/**
 * The reviewer script of a step: the same gates as the check run. It judges the branch that is checked out where that
 * is one of the step, and any other commit, such as the default branch once the step is merged, as if it were.
 */
export function reviewerScript({ position, branch, base }: Material): string {
  return `#!/usr/bin/env bash
# Reviewer gates of ${positionLabel(position)}: those of the check run \`wavegate\`, judged on this clone.
#
#   BASE_REF  what the branch is to be merged into (default: ${base})
#   BRANCH    the name to judge by, where the branch that is checked out has another
#   WAVEGATE  the command (default: wavegate)
set -euo pipefail

cd "$(git -C "$(dirname "\${BASH_SOURCE[0]}")" rev-parse --show-toplevel)"

branch="\${BRANCH:-$(git symbolic-ref --quiet --short HEAD || true)}"
case "$branch" in
  ${casePattern(position)}) ;;
  *) branch=${quoted(branch)} ;;
esac

exec "\${WAVEGATE:-wavegate}" check --base "\${BASE_REF:-${base}}" --branch "$branch" "$@"
`;
}

/** Every name that the templates give to branches of the step, whatever their words. */
function casePattern({ program, waveId, stepNumber }: Position): string {
  const values = { program: program.program, wave: waveId, step: stepNumber };
  const filled = program.branch.flatMap((template) => {
    const parts = parseTemplate(template);
    const text = (part: TemplatePart): string => quoted(fillTemplate([part], { ...values, slug: '' }));
    const withSlug = parts.map((part) => (part.kind === 'slug' ? `${quoted(part.before)}*` : text(part)));
    const without = parts.map((part) => (part.kind === 'slug' && part.optional ? '' : text(part)));
    const isOptional = parts.some((part) => part.kind === 'slug' && part.optional);
    return isOptional ? [withSlug.join(''), without.join('')] : [withSlug.join('')];
  });
  return [...new Set(filled)].join(' | ');
}

/** A word that no shell takes apart. */
function quoted(word: string): string {
  if (word === '') return '';
  return /^[\w./@%+=:,-]+$/u.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

import { matchBranch } from '../../program/branch.js';
import type { Position } from '../../program/position.js';
import { fillTemplate, parseTemplate } from '../../program/template.js';
import { artifactsOf } from './artifacts.js';

/** Longer names are hard to read in lists of branches. */
const MOST_SLUG = 40;

/** The name of a branch of the step, by the slug that is given, else by what its documents are called after. */
export function branchFor(position: Position, slug?: string): string {
  const { program, waveId, stepNumber, step } = position;
  const words = slug ?? `${subjectOf(position)}-${step.kind}`;
  const values = { program: program.program, wave: waveId, step: stepNumber, slug: words };
  const names = program.branch.map((template) => fillTemplate(parseTemplate(template), values));
  const fits = names.find((name) => {
    const match = matchBranch(name, [program]);
    return (
      match.kind === 'match' && match.position.stepNumber === stepNumber && match.position.waveId === waveId
    );
  });
  return fits ?? names[0] ?? '';
}

/** What stands behind the step in the name of one of its documents, else the wave's title. */
function subjectOf(position: Position): string {
  const marker = `step${position.stepNumber}-`;
  const stems = artifactsOf(position).map(({ path }) => path.slice(path.lastIndexOf('/') + 1));
  const named = stems.find((stem) => stem.includes(marker)) ?? '';
  const subject = named.slice(named.indexOf(marker) + marker.length).replace(/\.[^.]*$/u, '');
  return slugOf(named === '' || subject === '' ? position.wave.title : subject);
}

function slugOf(title: string): string {
  const words = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-+|-+$/gu, '');
  const cut = words.length > MOST_SLUG ? words.slice(0, MOST_SLUG + 1).replace(/-[^-]*$/u, '') : words;
  return cut === '' ? 'work' : cut;
}

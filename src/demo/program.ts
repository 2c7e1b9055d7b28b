import { readFileSync } from 'node:fs';
import { isMap, parseDocument, type YAMLMap } from 'yaml';

const WAVE8 = new URL('../../rules/wave8.yml', import.meta.url);

/** The program as the package ships it. */
export function wholeProgram(): string {
  return readFileSync(WAVE8, 'utf8');
}

/** The same program without what a single pull request cannot show: the order of steps, the checks of others, and the board. */
export function plainProgram(): string {
  const document = parseDocument(wholeProgram());
  document.set('order', 'none');
  document.set('board', false);
  document.delete('validation');
  for (const step of stepsOf(document.get('waves'))) step.delete('validation');
  return document.toString({ lineWidth: 0 });
}

function stepsOf(waves: unknown): YAMLMap[] {
  return mapsIn(waves).flatMap((wave) => mapsIn(wave.get('steps')));
}

function mapsIn(node: unknown): YAMLMap[] {
  return isMap(node) ? node.items.flatMap(({ value }) => (isMap(value) ? [value] : [])) : [];
}

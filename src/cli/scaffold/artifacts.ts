import type { Position } from '../../program/position.js';
import type { Artifact } from '../../program/schema.js';

/** What a step asks for: its artifacts, and its inventory where that is none of them. */
export function artifactsOf({ step }: Position): Artifact[] {
  const { inventory, artifacts } = step;
  const isNamed = inventory === undefined || artifacts.some(({ path }) => path === inventory);
  return isNamed ? [...artifacts] : [...artifacts, { path: inventory, headings: [], executable: false }];
}

/** The script that reviewers run, if the step asks for one. */
export function scriptOf(position: Position): string | null {
  return artifactsOf(position).find(isScript)?.path ?? null;
}

export function isScript({ path, executable }: Artifact): boolean {
  return executable || /\.(sh|bash)$/u.test(path);
}

import type { Reason } from '../gates/gate.js';
import type { Progress, StepProgress } from '../program/progress.js';
import type { Artifact, DoneItem } from '../program/schema.js';
import type { WaveClosure } from './closures.js';

/** What the default branch says of a program. */
export interface BranchEvidence {
  /** By the short names of waves; those that have nothing to close by are left out. */
  readonly closures: ReadonlyMap<string, WaveClosure>;
  /** What each artifact of the definition of done lacks there; nothing where it is as it should be. */
  readonly artifacts: ReadonlyMap<Artifact, readonly Reason[]>;
}

/** `unknown`: what it is judged by could not be had. That is no pass. */
export type DoneState = 'met' | 'open' | 'unknown';

interface Judged {
  readonly item: DoneItem;
  readonly state: DoneState;
}

/** An item of the definition of done with what proves it, or what is missing. */
export type DoneResult =
  | (Judged & { readonly by: 'steps'; readonly steps: readonly StepProgress[] })
  | (Judged & { readonly by: 'closures'; readonly closures: readonly WaveClosure[] })
  | (Judged & { readonly by: 'artifacts'; readonly artifacts: readonly ArtifactResult[] });

export interface ArtifactResult {
  readonly artifact: Artifact;
  /** What it lacks; `null` where that is not known. */
  readonly reasons: readonly Reason[] | null;
}

/**
 * Judges a program's definition of done, item by item. Pure.
 * @param evidence `null` where the default branch could not be looked at.
 */
export function judgeDone(progress: Progress, evidence: BranchEvidence | null): DoneResult[] {
  return progress.program.done.map((item) => resultOf(item, progress, evidence));
}

function resultOf(item: DoneItem, progress: Progress, evidence: BranchEvidence | null): DoneResult {
  switch (item.by) {
    case 'steps':
      return bySteps(item, progress);
    case 'closures':
      return byClosures(item, progress, evidence);
    case 'artifacts':
      return byArtifacts(item, evidence);
  }
}

function bySteps(item: DoneItem, { waves }: Progress): DoneResult {
  const steps = waves.flatMap((wave) => wave.steps);
  const isMet = steps.length > 0 && steps.every(({ state }) => state === 'merged');
  return { item, by: 'steps', state: isMet ? 'met' : 'open', steps };
}

/** A program that has nothing to close by proves nothing with it. */
function byClosures(item: DoneItem, { waves }: Progress, evidence: BranchEvidence | null): DoneResult {
  if (evidence === null) return { item, by: 'closures', state: 'unknown', closures: [] };
  const closures = waves.flatMap(({ waveId }) => evidence.closures.get(waveId) ?? []);
  const isMet = closures.length > 0 && closures.every(({ verdict }) => verdict === 'pass');
  return { item, by: 'closures', state: isMet ? 'met' : 'open', closures };
}

function byArtifacts(item: DoneItem, evidence: BranchEvidence | null): DoneResult {
  const artifacts = item.artifacts.map((artifact): ArtifactResult => {
    return { artifact, reasons: evidence?.artifacts.get(artifact) ?? null };
  });
  return { item, by: 'artifacts', state: stateOf(artifacts), artifacts };
}

function stateOf(artifacts: readonly ArtifactResult[]): DoneState {
  if (artifacts.some(({ reasons }) => reasons === null)) return 'unknown';
  const isMet = artifacts.length > 0 && artifacts.every(({ reasons }) => reasons?.length === 0);
  return isMet ? 'met' : 'open';
}

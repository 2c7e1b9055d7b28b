import { closedWaves, hasRatchet } from '../gates/closed-waves.js';
import type { GateResult } from '../gates/gate.js';
import { heldClosed, ratchetRequests } from '../gates/held-closed.js';
import { unknownHistory } from '../gates/history-words.js';
import { ratchetGate } from '../gates/ratchet.js';
import { NO_FACTS } from '../snapshot/facts.js';
import { changesBetween } from '../snapshot/tree.js';
import { runRules } from './run-rules.js';
import { questionOf, type Taking } from './take-snapshot.js';
import { afterWaivers } from './waivers.js';

/** What closed waves say of a branch that is no wave branch. */
export interface Ratchet {
  readonly result: GateResult;
  /** The name of the program whose wave is closed, of several the first. */
  readonly program: string;
}

/**
 * Holds a pull request of any branch to what closed waves have removed. Costs one question for the history while no
 * wave is closed, and nothing where no program has a ratchet.
 *
 * @returns null where no program has one.
 * @throws RepositoryError, and what the analyzer throws.
 */
export async function ratchetOnly(taking: Omit<Taking, 'position'>): Promise<Ratchet | null> {
  const holding = taking.programs.programs.find(hasRatchet);
  if (holding === undefined) return null;
  const history = await taking.facts.history(questionOf(taking));
  taking.signal?.throwIfAborted();
  const waves = closedWaves(taking.programs.programs, history, null);
  const program = waves[0]?.program.program ?? holding.program;
  const answer = (result: Omit<GateResult, 'gate'>): Ratchet => {
    return { program, result: { gate: ratchetGate.id, ...result } };
  };
  if (history === null) return answer(unknownHistory('Which waves are closed'));
  if (waves.length === 0) return null;
  const snapshot = await snapshotFor(waves, taking);
  const { result } = answer(heldClosed(waves, { ...snapshot, history }));
  if (result.verdict !== 'fail') return { program, result };
  const waivers = await taking.facts.waivers(questionOf(taking));
  return { program, result: afterWaivers(ratchetGate, result, { ...snapshot, history, waivers }) };
}

async function snapshotFor(waves: Parameters<typeof ratchetRequests>[0], taking: Omit<Taking, 'position'>) {
  const { repository, subject, programs } = taking;
  const [headTree, mergeBaseTree] = await Promise.all([
    repository.tree(subject.headSha),
    repository.tree(subject.mergeBaseSha),
  ]);
  const trees = { changes: changesBetween(mergeBaseTree, headTree), headTree, mergeBaseTree };
  const requests = ratchetRequests(waves, { ...trees, rules: programs.rules });
  return {
    ...NO_FACTS,
    ...subject,
    ...trees,
    programs: programs.programs,
    documents: new Map<string, Uint8Array>(),
    baseDocuments: new Map<string, Uint8Array>(),
    reports: await runRules(taking, requests, headTree, mergeBaseTree),
    proposal: null,
  };
}

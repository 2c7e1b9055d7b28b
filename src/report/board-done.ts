import type { Board, BoardWave } from '../evaluate/board.js';
import type { WaveClosure } from '../evaluate/closures.js';
import type { ArtifactResult, DoneResult, DoneState } from '../evaluate/done.js';
import { count } from '../gates/words.js';
import type { StepProgress } from '../program/progress.js';
import type { Block } from './blocks.js';
import { type LinkBase, reasonText } from './gate-words.js';
import { code, plain } from './markdown.js';
import { placeLink } from './place-link.js';
import { pullLink, relevantPulls, STEP_WORDS } from './progress-table.js';

export const DONE_ICONS: Record<DoneState, string> = { met: '✅', open: '⬜', unknown: '❔' };

/** Lines of evidence of one item, and reasons of one line; more are counted. */
const MOST_LINES = 40;
const MOST_REASONS = 3;
const MOST_PLACES = 5;
const UNKNOWN = 'not known: the default branch could not be judged';

/** The definition of done, item by item, each with what proves it or what is missing. */
export function doneBlock({ done, waves }: Board, base: LinkBase): Block {
  const labels = new Map(waves.map((wave) => [wave.waveId, wave]));
  const items = done.map((result, index) => {
    const lines = linesOf(result, labels, base);
    const shown = lines.slice(0, MOST_LINES);
    if (lines.length > shown.length) shown.push(`and ${lines.length - shown.length} more`);
    const head = `${index + 1}. ${DONE_ICONS[result.state]} ${plain(result.item.item)}`;
    return [head, ...shown.map((line) => `   - ${line}`)].join('\n');
  });
  return { head: '', items };
}

function linesOf(result: DoneResult, waves: ReadonlyMap<string, BoardWave>, base: LinkBase): string[] {
  switch (result.by) {
    case 'steps':
      return [...waves.values()].map(
        ({ label, steps }) => `${code(label)}: ${steps.map(stepWords).join(', ')}`,
      );
    case 'closures':
      if (result.state === 'unknown') return [UNKNOWN];
      if (result.closures.length === 0) return ['No wave has rules or conditions to close by.'];
      return result.closures.map(
        (closure) =>
          `${code(waves.get(closure.waveId)?.label ?? closure.waveId)}: ${closureWords(closure, base)}`,
      );
    case 'artifacts':
      return result.artifacts.map((artifact) => artifactWords(artifact, base));
  }
}

function stepWords({ position: { stepNumber }, state, pullRequests }: StepProgress): string {
  const pulls = relevantPulls(state, pullRequests).slice(-1).map(pullLink);
  const words = state === 'merged' ? pulls : [STEP_WORDS[state], ...pulls];
  return `step ${stepNumber} ${words.join(' ')}`;
}

/** What a wave's closing step finds on the default branch: places, and what is wrong beside findings in full. */
function closureWords({ verdict, findings, reasons }: WaveClosure, base: LinkBase): string {
  if (verdict === 'pass') return '✅ nothing found';
  const others = reasons.filter(({ finding }) => finding === undefined);
  const parts = [
    ...(findings.length > 0 ? [`${count(findings.length, 'finding')}: ${placeWords(findings, base)}`] : []),
    ...others.slice(0, MOST_REASONS).map((reason) => reasonText(reason, base)),
    ...(others.length > MOST_REASONS ? [`and ${others.length - MOST_REASONS} more`] : []),
  ];
  return `❌ ${parts.join('; ')}`;
}

function placeWords(findings: WaveClosure['findings'], base: LinkBase): string {
  const places = findings
    .slice(0, MOST_PLACES)
    .map(
      ({ path, line, rule }) => `${placeLink(base.pullRequestUrl, base.headSha, path, line)} (${code(rule)})`,
    );
  const more = findings.length - places.length;
  return `${places.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Every reason why a wave's closing step does not hold, the first `most` one by one. */
export function closureReasons({ reasons }: WaveClosure, base: LinkBase, most: number): string[] {
  const shown = reasons.slice(0, most).map((reason) => reasonText(reason, base));
  return reasons.length > most ? [...shown, `and ${reasons.length - most} more`] : shown;
}

function artifactWords({ artifact: { path }, reasons }: ArtifactResult, base: LinkBase): string {
  if (reasons === null) return `${code(path)}: ${UNKNOWN}`;
  if (reasons.length === 0) return `✅ ${placeLink(base.pullRequestUrl, base.headSha, path)}`;
  return `❌ ${reasons.map((reason) => reasonText(reason, { ...base, pullRequestUrl: linkable(reason.path, base) })).join(' ')}`;
}

/** A file that is not there has no page. */
function linkable(path: string | undefined, { pullRequestUrl }: LinkBase): string {
  return path === undefined ? '' : pullRequestUrl;
}

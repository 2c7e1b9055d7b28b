import type { Board, BoardStep, BoardWave } from '../evaluate/board.js';
import { wavesBefore } from '../program/order.js';
import type { Program } from '../program/schema.js';
import { diagram, label, MERMAID_CHARACTERS } from './mermaid.js';
import { STEP_WORDS } from './progress-table.js';

/** Beyond, a picture is no help any more; Mermaid itself draws at most 500 arrows. */
const MOST_WAVES = 40;
const MOST_STEPS = 200;

type Look = BoardStep['state'] | 'regressed' | 'failing';

const CLASSES: Record<Look, string> = {
  'not-started': 'fill:#f6f8fa,stroke:#8c959f,color:#57606a',
  open: 'fill:#fff8c5,stroke:#bf8700,color:#3b2300',
  failing: 'fill:#ffebe9,stroke:#cf222e,color:#82071e',
  stacked: 'fill:#ddf4ff,stroke:#0969da,color:#0a3069',
  merged: 'fill:#dafbe1,stroke:#1a7f37,color:#044f1e',
  reverted: 'fill:#ffd8b5,stroke:#bc4c00,color:#5c2200',
  regressed: 'fill:#cf222e,stroke:#82071e,color:#ffffff',
};

/** The program as a flowchart of Mermaid: waves with their steps, coloured by state; `null` where it is too large. */
export function programPicture({ program, waves }: Board): string | null {
  const steps = waves.reduce((sum, wave) => sum + wave.steps.length, 0);
  if (waves.length === 0 || waves.length > MOST_WAVES || steps > MOST_STEPS) return null;
  const used = new Set(waves.flatMap((wave) => wave.steps.map((step) => lookOf(step, wave))));
  const picture = diagram([
    'flowchart LR',
    ...waves.flatMap((wave, index) => waveLines(wave, index, program)),
    ...waveArrows(program, waves),
    ...[...used].map((look) => `  classDef ${className(look)} ${CLASSES[look]}`),
  ]);
  return picture.length > MERMAID_CHARACTERS ? null : picture;
}

/** Nodes are called by number: a name of the program's could be one of Mermaid's words. */
function waveLines(wave: BoardWave, index: number, { order }: Program): string[] {
  const nodes = wave.steps.map((step, place) => {
    const look = lookOf(step, wave);
    const { stepNumber, step: own } = step.position;
    const words = look === 'regressed' || look === 'failing' ? look : STEP_WORDS[step.state];
    return `    w${index}s${place}["${label(`${stepNumber} ${own.title}`)}<br>${words}"]:::${className(look)}`;
  });
  const arrow = order === 'none' ? ' ~~~ ' : ' --> ';
  const chain = wave.steps.map((_, place) => `w${index}s${place}`).join(arrow);
  return [
    `  subgraph w${index}["${label(`${wave.label}: ${wave.wave.title}`)}"]`,
    ...nodes,
    ...(wave.steps.length > 1 ? [`    ${chain}`] : []),
    '  end',
  ];
}

function lookOf({ state, standings }: BoardStep, wave: BoardWave): Look {
  if (wave.state === 'regressed') return 'regressed';
  const isFailing = [...standings.values()].some(({ conclusion }) => conclusion === 'failure');
  return state === 'open' && isFailing ? 'failing' : state;
}

function className(look: Look): string {
  return look.replace('-', '');
}

/** An arrow from each wave to those that may begin once it is done; none that others already say. */
function waveArrows(program: Program, waves: readonly BoardWave[]): string[] {
  const before = new Map(waves.map(({ waveId }) => [waveId, wavesBefore(program, waveId)]));
  const indexOf = new Map(waves.map(({ waveId }, index) => [waveId, index]));
  return [...before].flatMap(([waveId, earlier]) =>
    [...earlier]
      .filter((one) => ![...earlier].some((other) => before.get(other)?.has(one)))
      .map((one) => `  w${indexOf.get(one)} --> w${indexOf.get(waveId)}`),
  );
}

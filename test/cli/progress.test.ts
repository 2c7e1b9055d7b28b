import { Progress } from '../../src/cli/progress.js';
import { wantsColour } from '../../src/cli/terminal.js';

function watch(watched: boolean): { progress: Progress; output: string[]; clock: { now: number } } {
  const output: string[] = [];
  const clock = { now: 0 };
  const progress = new Progress(1250, { watched, err: (text) => output.push(text) }, () => clock.now);
  return { progress, output, clock };
}

test('a short run shows nothing', () => {
  const { progress, output, clock } = watch(true);
  for (let file = 0; file < 1250; file++) progress.advance(file + 1);
  clock.now = 499;
  progress.advance(1250);
  progress.clear();
  expect(output).toEqual([]);
});

test('a long run shows how far it is, not too often, and leaves nothing behind', () => {
  const { progress, output, clock } = watch(true);
  for (let file = 0; file < 413; file++) {
    clock.now += 2;
    progress.advance(file + 1);
  }
  progress.clear();
  expect(output).toEqual([
    '\r\u001b[Kscanning 250/1250 files',
    '\r\u001b[Kscanning 300/1250 files',
    '\r\u001b[Kscanning 350/1250 files',
    '\r\u001b[Kscanning 400/1250 files',
    '\r\u001b[K',
  ]);
});

test('nobody watches: nothing is shown', () => {
  const { progress, output, clock } = watch(false);
  clock.now = 10_000;
  progress.advance(1);
  progress.clear();
  expect(output).toEqual([]);
});

test.each([
  [true, {}, true],
  [false, {}, false],
  [true, { NO_COLOR: '1' }, false],
  [true, { NO_COLOR: '' }, true],
  [true, { TERM: 'dumb' }, false],
  [false, { FORCE_COLOR: '1' }, true],
  [true, { FORCE_COLOR: '0' }, false],
  [true, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
])('colour on a terminal (%j) with %j: %j', (terminal, env, expected) => {
  expect(wantsColour(terminal, env)).toBe(expected);
});

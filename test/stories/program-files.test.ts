import { plainProgram } from '../../src/demo/program.js';
import { openWorld, PROGRAM, type World } from './world.js';

/** Program files are read from the default branch: a head cannot weaken the gate that judges it. */

const WAVE8 = plainProgram();

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world?.close());
afterEach(async () => {
  await world.land({ files: { [PROGRAM]: WAVE8 } });
  world.expectNoViolations();
});

test('a mistake on the default branch fails every wave pull request, with its place', async () => {
  await world.land({ files: { [PROGRAM]: WAVE8.replace('branch: codex', 'brnch: codex') } });
  const number = await world.open({
    branch: 'codex/wave8c-step2-x',
    changes: [{ overlay: '8c-async-read' }],
  });
  const [run] = (await world.see(number)).checkRuns;
  const line = WAVE8.split('\n').findIndex((text) => text.startsWith('branch: codex')) + 1;
  expect(run?.conclusion).toBe('failure');
  expect(run?.summary).toContain(`${PROGRAM}:${line}:1`);
});

test('a head that widens its own program does not change the verdict', async () => {
  const number = await world.open({
    branch: 'codex/wave8c-step2-weaken',
    changes: [{ write: 'Cargo.toml', text: '[workspace]\n' }],
    files: {
      [PROGRAM]: WAVE8.replaceAll(/allow:.*\n/g, "allow: ['**']\n").replace(
        /mode: enforce/,
        'mode: report-only',
      ),
    },
  });
  const [run] = (await world.see(number)).checkRuns;
  expect(run?.conclusion).toBe('failure');
  expect(run?.title).toContain('scope');
});

test('the program of the default branch is in force, and a recheck takes up its change', async () => {
  const number = await world.open({
    branch: 'codex/wave8c-step2-narrow',
    changes: [{ write: 'Cargo.toml', text: '[workspace]\n' }],
  });
  expect((await world.see(number)).checkRuns[0]?.conclusion).toBe('failure');
  await world.land({ files: { [PROGRAM]: WAVE8.replace('mode: enforce', 'mode: report-only') } });
  await world.comment(number, '/wave8 recheck');
  const [run] = (await world.see(number)).checkRuns;
  expect(run?.conclusion).toBe('neutral');
  expect(run?.title).toContain('scope');
});

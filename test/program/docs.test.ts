import { readFileSync } from 'node:fs';
import { GATES } from '../../src/gates/gates.js';
import { programFileSchema, waveFileSchema } from '../../src/program/program-file.js';
import { assemblePrograms } from '../../src/program/program-set.js';
import {
  artifactSchema,
  budgetSchema,
  doneSchema,
  requiredTestSchema,
  ruleUseSchema,
  sliceSchema,
  stepSchema,
} from '../../src/program/schema.js';
import { loadShipped } from '../../src/program/shipped.js';
import { requiredCheckSchema, validationSchema } from '../../src/program/validation-schema.js';

const programs = readFileSync(new URL('../../docs/programs.md', import.meta.url), 'utf8');
const gates = readFileSync(new URL('../../docs/gates.md', import.meta.url), 'utf8');

test('the program in docs/programs.md is valid', () => {
  const text = /```yaml\n(version: 1\n[\s\S]*?)```/u.exec(programs)?.[1];
  const set = assemblePrograms([{ path: '.github/wavegate.yml', text: text! }], loadShipped());
  expect(set.errors).toEqual([]);
  expect(set.programs.map(({ program }) => program)).toEqual(['hardening1']);
});

test.each(
  [
    programFileSchema,
    waveFileSchema,
    ruleUseSchema,
    stepSchema,
    artifactSchema,
    sliceSchema,
    budgetSchema,
    requiredTestSchema,
    doneSchema,
    validationSchema,
    requiredCheckSchema,
  ].flatMap(({ shape }) => Object.keys(shape)),
)('docs/programs.md tells of the key `%s`', (key) => {
  expect(programs).toContain(`| \`${key}\` |`);
});

test('the templates in docs/programs.md come to valid waves', () => {
  const head = /```yaml\n(version: 1\n[\s\S]*?)waves:/u.exec(programs)?.[1];
  const text = /```yaml\n(templates:\n {2}steps:[\s\S]*?)```/u.exec(programs)?.[1];
  const set = assemblePrograms([{ path: '.github/wavegate.yml', text: `${head}${text}` }], loadShipped());
  expect(set.errors).toEqual([]);
  expect(set.programs[0]?.waves).toMatchObject({
    a: { title: 'Remediation: io', steps: { 1: { artifacts: [{ path: 'docs/hardening1a/step1-io.md' }] } } },
    b: { title: 'The network', steps: { 2: { budget: { files: 20 }, allow: { length: 3 } } } },
  });
});

test('the program in docs/programs.md that extends the shipped one is valid', () => {
  const text = /```yaml\n(version: 1\nprogram: wave8\n[\s\S]*?)```/u.exec(programs)?.[1];
  const set = assemblePrograms([{ path: '.github/wavegate.yml', text: text! }], loadShipped());
  expect(set.errors).toEqual([]);
  expect(set.programs[0]).toMatchObject({
    mode: 'report-only',
    validation: { checks: [{ check: 'build' }] },
  });
});

test.each(GATES.map(({ id, steps }) => ({ id, steps })))(
  'docs/gates.md tells of the gate $id',
  ({ id, steps }) => {
    expect(gates).toContain(`\n## ${id}\n`);
    const row = ['freeze', 'change', 'close'].map((kind) =>
      steps.some((step) => step === kind) ? ' yes ' : ' ',
    );
    expect(gates).toContain(`| [${id}](#${id}) |${row.join('|')}|`);
  },
);

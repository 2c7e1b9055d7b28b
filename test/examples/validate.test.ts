import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { assemblePrograms } from '../../src/program/program-set.js';
import { loadShipped } from '../../src/program/shipped.js';
import { wavegate } from '../support/cli.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDER = new URL('../../rules/examples/', import.meta.url);
const names = readdirSync(FOLDER).sort();

test('the folder has the examples of which the documents speak', () => {
  const docs = readFileSync(new URL('../../docs/examples.md', import.meta.url), 'utf8');
  expect(names).toEqual(['adapter-split.yml', 'facade-closure.yml', 'facade-split.yml']);
  for (const name of names) expect(docs).toContain(`(../rules/examples/${name})`);
});

test.each(names)('%s is a program without mistakes, in which each template is used', (name) => {
  const text = readFileSync(new URL(name, FOLDER), 'utf8');
  const { errors, programs } = assemblePrograms([{ path: `rules/examples/${name}`, text }], loadShipped());
  expect(errors).toEqual([]);
  expect(programs).toHaveLength(1);
});

test('they may all stand in one repository', async () => {
  const files = names.map((name) => `rules/examples/${name}`);
  expect(await wavegate(ROOT, ['validate', ...files])).toMatchObject({
    code: 0,
    stdout: `${names.length} files are valid\n`,
  });
});

test('they are packaged, and none of them is in force unasked', () => {
  const { files } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    files: string[];
  };
  expect(files).toContain('rules');
  const shipped = loadShipped().programFiles.map(({ path }) => path);
  expect(shipped).toEqual(['rules/wave8.yml']);
});

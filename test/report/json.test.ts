import { reasonLine } from '../../src/report/json.js';

test.each([
  [{ message: 'Nothing is changed.' }, 'Nothing is changed.'],
  [{ message: 'It is missing.', next: 'Add it.' }, 'It is missing. Add it.'],
  [{ message: '`read` blocks', next: 'Await it.' }, '`read` blocks. Await it.'],
  [{ message: 'It is empty', path: 'docs/a.md', line: 3 }, 'docs/a.md:3: It is empty'],
  [{ message: '`docs/a.md` is empty.', path: 'docs/a.md' }, '`docs/a.md` is empty.'],
])('%j is one line', (reason, line) => {
  expect(reasonLine(reason)).toBe(line);
});

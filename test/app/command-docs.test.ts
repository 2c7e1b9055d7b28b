import { readFileSync } from 'node:fs';
import { COMMANDS } from '../../src/app/commands/catalog.js';

const document = readFileSync(new URL('../../docs/commands.md', import.meta.url), 'utf8');
const WHO = { readers: 'whoever can read', writers: 'whoever may push' };

test.each(COMMANDS.map(({ usage, access }) => [usage, access] as const))(
  'the documents list `%s`, for %s',
  (usage, access) => {
    const row = document.split('\n').find((line) => line.startsWith(`| \`/wave8 ${usage}\` |`));
    expect(row).toMatch(new RegExp(`\\| ${WHO[access]} \\|$`));
  },
);

test('they list no other', () => {
  expect(document.match(/^\| `\/wave8 /gm)).toHaveLength(COMMANDS.length);
});

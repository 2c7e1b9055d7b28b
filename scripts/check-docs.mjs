/**
 * Holds the documents to the program: every relative link and image leads somewhere, and the README's tables name
 * every gate and every rule that there is.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const mistakes = [];
const documents = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.md'], { encoding: 'utf8' })
  .split('\n')
  .filter((path) => path !== '' && existsSync(path));

for (const path of documents) {
  const prose = readFileSync(path, 'utf8')
    .replace(/^(```+|~~~+)[\s\S]*?^\1/gm, '')
    .replace(/`[^`\n]*`/g, '');
  for (const [, target] of prose.matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^[a-z]+:|^#/.test(target)) continue;
    const file = join(dirname(path), decodeURIComponent(target.split('#')[0]));
    if (!existsSync(file)) mistakes.push(`${path}: the link ${target} leads nowhere`);
  }
}

const readme = readFileSync('README.md', 'utf8');
const rules = readdirSync('rules').filter((name) => /^rule:/m.test(readSafely(join('rules', name))));
const gates = readFileSync('src/gates/gates.ts', 'utf8').matchAll(/from '\.\/([a-z-]+)\.js'/g);
for (const rule of rules) expectNamed('rule', rule.replace(/\.yml$/, ''));
for (const [, gate] of gates) if (gate !== 'gate') expectNamed('gate', gate);

function readSafely(path) {
  return path.endsWith('.yml') ? readFileSync(path, 'utf8') : '';
}

function expectNamed(what, id) {
  if (!readme.includes(`\`${id}\``)) mistakes.push(`README.md: the ${what} \`${id}\` is not named`);
}

for (const mistake of mistakes) console.error(mistake);
console.error(`${documents.length} documents checked, ${mistakes.length} mistakes`);
process.exit(mistakes.length === 0 ? 0 : 1);

/**
 * Adds to package-lock.json the optional packages of other platforms that the registry at hand could not tell about:
 * without them `npm ci` refuses the lock there ("Missing: … from lock file"). To be run after each change of the lock.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const SYSTEMS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const PROCESSORS = [
  'arm',
  'arm64',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
  'x64',
];

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
let added = 0;
for (const [owner, { optionalDependencies = {}, dev }] of Object.entries(lock.packages)) {
  for (const [name, range] of Object.entries(optionalDependencies)) {
    if (lock.packages[`node_modules/${name}`] || lock.packages[`${owner}/node_modules/${name}`]) continue;
    lock.packages[`node_modules/${name}`] = {
      version: range.replace(/^[\^~]/, ''),
      ...named('cpu', name, PROCESSORS),
      ...(dev === true && { dev }),
      optional: true,
      ...named('os', name, SYSTEMS),
    };
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);
console.error(`${added} optional packages added`);

/** The one of the values that is a word of the package's name, under the key that npm reads it by. */
function named(key, name, values) {
  const value = values.find((candidate) => name.split(/[^a-z0-9]+/).includes(candidate));
  return value === undefined ? {} : { [key]: [value] };
}

/**
 * Bundles what starts often, in place: the command line, and the thread and process that analyse. To load some hundred
 * modules one by one takes longer than most of what is asked of them.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../', import.meta.url));
const dist = join(root, 'dist');

for (const name of readdirSync(join(dist, 'cli')))
  if (name.startsWith('chunk-')) rmSync(join(dist, 'cli', name));

const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  sourcemap: true,
  minifyWhitespace: true,
  minifySyntax: true,
  allowOverwrite: true,
  logLevel: 'warning',
  plugins: [englishOnly()],
  define: { WAVEGATE_BUILD: JSON.stringify(digest()) },
  // Packages of CommonJS ask for Node's own modules by it.
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
};
// It answers what was answered before, and loads the rest only where there is more to do.
await build({
  ...common,
  banner: {},
  entryPoints: [join(dist, 'cli/main.js')],
  outdir: join(dist, 'cli'),
  external: [join(dist, 'cli/run.js')],
});
await build({
  ...common,
  entryPoints: ['cli/run.js', 'analysis/thread-worker.js', 'analysis/worker.js'].map((path) =>
    join(dist, path),
  ),
  outdir: dist,
  outbase: dist,
  splitting: true,
  // Beside the entry points, so that what lies relative to a module lies there for its chunk, too.
  chunkNames: 'cli/chunk-[hash]',
  external: ['tree-sitter', 'tree-sitter-rust'],
});

/** Leaves out what zod says in forty other languages. */
function englishOnly() {
  const setup = ({ onLoad }) =>
    onLoad({ filter: /zod[/\\]v4[/\\]locales[/\\]index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js';",
    }));
  return { name: 'english only', setup };
}

/** Of all code of this version, and of the versions of its dependencies, which the manifest states exactly. */
function digest() {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package.json')));
  const paths = readdirSync(dist, { recursive: true }).filter((path) => path.endsWith('.js'));
  for (const path of paths.sort()) hash.update(`\0${path}\0`).update(readFileSync(join(dist, path)));
  return hash.digest('hex');
}

/** Twenty files as a pull request would bring them, and how long the running app's analyzer takes for them. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createChildAnalyzer } from '../../dist/analysis/host.js';
import { loadRules } from '../../dist/cli/rules.js';

const COUNT = 20;

/** @returns {string[]} twenty Rust files, evenly spread over all that are below the folder. */
export function twentyFiles(folder) {
  const all = readdirSync(folder, { recursive: true })
    .filter((path) => path.endsWith('.rs') && statSync(join(folder, path)).isFile())
    .sort();
  return Array.from(
    { length: Math.min(COUNT, all.length) },
    (_, i) => all[Math.floor((i * all.length) / COUNT)],
  );
}

/** As many pull requests as an app has seen within an hour or so: by then its code is compiled. */
const SEEN = 60;

/** An analyzer that has run before, as the app's has. The files are others each time, so nothing of them is known. */
export async function warmAnalyzer(folder, paths) {
  const analyzer = createChildAnalyzer();
  const files = paths.map((path) => ({ path, bytes: readFileSync(join(folder, path)) }));
  const runs = [...loadRules(undefined, folder).values()].map((rule) => ({ rule, paths }));
  let count = 0;
  const analyse = async () => {
    const mark = Buffer.from(`\n// ${++count}\n`);
    const changed = files.map(({ path, bytes }) => ({ path, bytes: Buffer.concat([bytes, mark]) }));
    const started = performance.now();
    await analyzer.analyze({ files: changed, runs });
    return (performance.now() - started) / 1000;
  };
  for (let run = 0; run < SEEN; run++) await analyse();
  return { analyse, close: () => analyzer.close() };
}

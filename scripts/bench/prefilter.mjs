/** Says whether reports over a folder are the same with the prefilter and without: prints a line, exits with 1 if not. */
import { analyze } from '../../dist/analysis/analyze.js';
import { splitByCrate } from '../../dist/cli/crates.js';
import { loadRules } from '../../dist/cli/rules.js';
import { findSources, readFiles } from '../../dist/cli/sources.js';

const folder = process.argv[2];
const rules = [...loadRules(undefined, folder).values()];
let findings = 0;
let files = 0;
for (const source of await findSources([folder], folder)) {
  for (const crate of splitByCrate(source)) {
    const own = readFiles(crate.files).files;
    const paths = own.map(({ path }) => path);
    const request = {
      files: [...own, ...readFiles(crate.context).files],
      runs: rules.map((rule) => ({ rule, paths })),
    };
    const filtered = await analyze(request);
    const whole = await analyze(request, () => {}, { prefilter: false });
    files += own.length;
    findings += filtered.reduce((sum, report) => sum + report.findings.length, 0);
    if (JSON.stringify(filtered) === JSON.stringify(whole)) continue;
    console.log(`The prefilter changes what is reported of ${paths[0]} and the other files of its crate.`);
    process.exit(1);
  }
}
console.log(
  `With and without the prefilter: the same ${findings} findings in ${files} files, byte for byte.`,
);

import type { Analyzer, SourceFile } from '../analysis/analyzer.js';
import type { RuleDefinition } from '../rules/definition.js';
import type { AnalysisError, AnalysisReport } from '../rust/finding.js';
import { bytesOf, type CrateSources, largestFirst } from './crates.js';
import type { Kept } from './kept.js';
import { readFiles } from './sources.js';

/** What was found in one crate, with paths from its root. */
export interface CrateResult {
  readonly reports: readonly AnalysisReport[];
  /** Of the files that are reported on: how many had to be parsed. */
  readonly parsed: number;
  /** Files that could not be read. */
  readonly unread: readonly AnalysisError[];
}

type KeptResult = Pick<CrateResult, 'reports' | 'parsed'>;

/**
 * Finds what rules find in crates. One that is the same as in an earlier run is not analysed again; the others are
 * shared out to the cores.
 *
 * @param onFile called whenever work on a file begins.
 */
export async function scanCrates(
  crates: readonly CrateSources[],
  rules: readonly RuleDefinition[],
  kept: Kept,
  onFile: () => void,
): Promise<Map<CrateSources, CrateResult>> {
  const results = new Map<CrateSources, CrateResult>();
  const fresh: CrateSources[] = [];
  for (const crate of crates) {
    if (!kept.isKeeping) {
      fresh.push(crate);
      continue;
    }
    const { key, unread } = readCrate(crate, rules, kept);
    const known = kept.read<KeptResult>(key);
    if (known === undefined) fresh.push(crate);
    else results.set(crate, { ...known, unread });
  }
  if (fresh.length === 0) return results;
  const queue = largestFirst(fresh);
  const { analyzersFor } = await import('./cores.js');
  const makers = await analyzersFor(
    fresh.reduce((sum, { files }) => sum + bytesOf(files), 0),
    fresh.length,
  );
  const work = makers.map(async (make) => {
    const begun = new Set<string>();
    const analyzer = make((path) => {
      begun.add(path);
      onFile();
    });
    try {
      for (let crate = queue.shift(); crate !== undefined; crate = queue.shift()) {
        begun.clear();
        results.set(crate, await analyseCrate(crate, rules, kept, analyzer, begun));
      }
    } finally {
      // Where one of them fails, the others need not go on.
      queue.length = 0;
      await analyzer.close();
    }
  });
  await Promise.all(work);
  return results;
}

interface ReadCrate {
  readonly key: string;
  readonly files: readonly SourceFile[];
  readonly context: readonly SourceFile[];
  readonly unread: readonly AnalysisError[];
}

function readCrate(crate: CrateSources, rules: readonly RuleDefinition[], kept: Kept): ReadCrate {
  const { files, errors: unread } = readFiles(crate.files);
  const context = readFiles(crate.context).files;
  const parts = [...files, ...context].flatMap(({ path, bytes }) => [path, bytes]);
  return {
    key: !kept.isKeeping ? '' : kept.key(['crate', JSON.stringify(rules), `${files.length}`, ...parts]),
    files,
    context,
    unread,
  };
}

async function analyseCrate(
  crate: CrateSources,
  rules: readonly RuleDefinition[],
  kept: Kept,
  analyzer: Analyzer,
  begun: ReadonlySet<string>,
): Promise<CrateResult> {
  // Read again rather than held since the search for what is kept: a large tree need not lie in memory.
  const { key, files, context, unread } = readCrate(crate, rules, kept);
  const paths = files.map(({ path }) => path);
  const runs = rules.map((rule) => ({ rule, paths }));
  const reports = await analyzer.analyze({ files: [...files, ...context], runs });
  const result = { reports, parsed: paths.filter((path) => begun.has(path)).length };
  // An error may be the machine's, such as a time that ran out: the next run tries again.
  if (reports.every(({ errors }) => errors.length === 0)) kept.write(key, result);
  return { ...result, unread };
}

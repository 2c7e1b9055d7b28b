import fc from 'fast-check';
import type { AnalysisRequest, Analyzer } from '../../src/analysis/analyzer.js';
import { createPoolAnalyzer, splitByGroup } from '../../src/analysis/pool.js';
import type { RuleDefinition } from '../../src/rules/definition.js';
import type { Finding } from '../../src/rust/finding.js';

const RULES = [{ rule: 'one' }, { rule: 'two' }] as RuleDefinition[];

const groupOf = (path: string): string => path.split('/')[0]!;

/** Requests over a few crates: the first run judges all files, the second every other one. */
const requests = fc
  .uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.nat(20)), {
    selector: (pair) => pair.join('/'),
  })
  .map((pairs): AnalysisRequest => {
    const files = pairs.map(([crate, name]) => ({
      path: `${crate}/${name}.rs`,
      bytes: Buffer.alloc(name * 100),
    }));
    const paths = files.map(({ path }) => path);
    return {
      files,
      runs: [
        { rule: RULES[0]!, paths },
        { rule: RULES[1]!, paths: paths.filter((_, index) => index % 2 === 0) },
      ],
    };
  });

describe('a request that is split', () => {
  test('keeps every file and path once, and each group together', () => {
    fc.assert(
      fc.property(requests, fc.integer({ min: 1, max: 5 }), (request, count) => {
        const parts = splitByGroup(request, count, groupOf);
        expect(parts.length).toBeLessThanOrEqual(count);
        const sorted = (paths: readonly string[]): string[] => [...paths].sort();
        const all = parts.flatMap(({ files }) => files.map(({ path }) => path));
        expect(sorted(all)).toEqual(sorted(request.files.map(({ path }) => path)));
        request.runs.forEach((run, index) => {
          expect(sorted(parts.flatMap(({ runs }) => runs[index]!.paths))).toEqual(sorted(run.paths));
        });
        const homes = parts.flatMap(({ files }) => [...new Set(files.map(({ path }) => groupOf(path)))]);
        expect(new Set(homes).size).toBe(homes.length);
      }),
    );
  });

  test('is shared out by bytes', () => {
    const files = ['a/1.rs', 'b/2.rs', 'c/3.rs'].map((path, index) => ({
      path,
      bytes: Buffer.alloc([10, 6, 5][index]!),
    }));
    const parts = splitByGroup({ files, runs: [] }, 2, groupOf);
    expect(parts.map((part) => part.files.map(({ path }) => path))).toEqual([
      ['a/1.rs'],
      ['b/2.rs', 'c/3.rs'],
    ]);
  });
});

/** Finds one thing in every file of a run. */
const echo: Analyzer = {
  async analyze({ runs }) {
    return runs.map(({ rule, paths }) => ({
      findings: paths.map((path) => ({ path, line: 1, column: 1, rule: rule.rule }) as Finding),
      errors: [],
      files: paths.length,
      parsed: paths.length,
    }));
  },
  async close() {},
};

test('a pool answers what one analyzer would', async () => {
  await fc.assert(
    fc.asyncProperty(requests, fc.integer({ min: 1, max: 4 }), async (request, size) => {
      const ordered = (await echo.analyze(request)).map((report) => ({
        ...report,
        findings: [...report.findings].sort((a, b) => (a.path < b.path ? -1 : 1)),
      }));
      const pool = createPoolAnalyzer(
        Array.from({ length: size }, () => echo),
        groupOf,
      );
      expect(await pool.analyze(request)).toEqual(ordered);
    }),
  );
});

test('what one member throws, the pool throws', async () => {
  const broken: Analyzer = { ...echo, analyze: async () => Promise.reject(new Error('lost')) };
  const files = ['a/1.rs', 'b/1.rs'].map((path) => ({ path, bytes: Buffer.from('x') }));
  await expect(createPoolAnalyzer([echo, broken], groupOf).analyze({ files, runs: [] })).rejects.toThrow(
    'lost',
  );
});

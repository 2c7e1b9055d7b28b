import { afterEach, expect, test } from '@jest/globals';
import { AnalysisFailed, type AnalysisRequest, type Analyzer } from '../../src/analysis/analyzer.js';
import { createInProcessAnalyzer } from '../../src/analysis/in-process.js';
import { createThreadAnalyzer } from '../../src/analysis/thread.js';
import { assemblePrograms } from '../../src/program/program-set.js';
import { loadShipped } from '../../src/program/shipped.js';

const { ruleFiles } = loadShipped();
const { rules } = assemblePrograms([], { programFiles: [], ruleFiles });
const rule = rules.get('blocking-io-in-async')!;

function request(files: Record<string, string>): AnalysisRequest {
  const sources = Object.entries(files).map(([path, text]) => ({ path, bytes: Buffer.from(text) }));
  return { files: sources, runs: [{ rule, paths: Object.keys(files) }] };
}

const FILES = {
  'src/a.rs': 'async fn load() {\n    std::fs::read("é").unwrap();\n}\n',
  'src/b.rs': 'fn f() {}\n',
  'src/c.rs': 'fn f( {',
};

let analyzer: Analyzer | undefined;
afterEach(() => analyzer?.close());

test('a thread finds what this one finds, request after request, and tells of each file', async () => {
  const seen: string[] = [];
  analyzer = createThreadAnalyzer((path) => seen.push(path));
  const asked = [request(FILES), request({ 'src/a.rs': FILES['src/a.rs'] })];
  const answers = await Promise.all(asked.map((one) => analyzer!.analyze(one)));
  expect(answers).toEqual(await Promise.all(asked.map((one) => createInProcessAnalyzer().analyze(one))));
  expect(answers[0]![0]!.findings).toHaveLength(1);
  expect(new Set(seen)).toEqual(new Set(['src/a.rs', 'src/c.rs']));
});

test('what cannot be asked is an error, and the next request is answered', async () => {
  analyzer = createThreadAnalyzer();
  const wrong = { files: [], runs: [{ rule: { ...rule, detector: 'none' }, paths: [] }] };
  await expect(analyzer.analyze(wrong)).rejects.toThrow(AnalysisFailed);
  await expect(analyzer.analyze(wrong)).rejects.toThrow('there is no detector `none`');
  expect((await analyzer.analyze(request(FILES)))[0]!.findings).toHaveLength(1);
});

test('a thread that ends while it works is an error', async () => {
  analyzer = createThreadAnalyzer(() => {}, new URL('data:text/javascript,process.exit(3)'));
  await expect(analyzer.analyze(request(FILES))).rejects.toThrow('The analysis ended early');
});

test('a signal that is set keeps the request from beginning', async () => {
  analyzer = createThreadAnalyzer();
  await expect(analyzer.analyze(request(FILES), AbortSignal.abort(new Error('enough')))).rejects.toThrow(
    'enough',
  );
});

import type { AnalysisRequest, Analyzer } from '../../src/analysis/analyzer.js';
import { createChildAnalyzer } from '../../src/analysis/host.js';
import { createInProcessAnalyzer } from '../../src/analysis/in-process.js';
import { assemblePrograms } from '../../src/program/program-set.js';
import { loadShipped } from '../../src/program/shipped.js';

const { ruleFiles } = loadShipped();
const { rules } = assemblePrograms([], { programFiles: [], ruleFiles });

const BLOCKING = 'async fn load() {\n    std::fs::read("a").unwrap();\n}\n';

function request(files: Record<string, string | Uint8Array>): AnalysisRequest {
  const sources = Object.entries(files).map(([path, content]) => ({ path, bytes: Buffer.from(content) }));
  const paths = sources.map(({ path }) => path);
  return { files: sources, runs: [{ rule: rules.get('blocking-io-in-async')!, paths }] };
}

let child: Analyzer;
beforeAll(() => {
  child = createChildAnalyzer();
});
afterAll(() => child.close());

test('the child finds what this process finds', async () => {
  const asked = request({
    'src/a.rs': BLOCKING,
    'src/b.rs': 'fn f() {}\n',
    'tests/c.rs': BLOCKING,
    'src/d.rs': 'fn f( {',
  });
  const answer = await child.analyze(asked);
  expect(answer[0]!.findings.map(({ path, line }) => `${path}:${line}`)).toEqual(['src/a.rs:2']);
  expect(answer).toEqual(await createInProcessAnalyzer().analyze(asked));
});

test.each([
  ['50,000 nested parentheses', `fn f() { ${'('.repeat(50_000)}1${')'.repeat(50_000)}; }`],
  ['5 MB', 'fn f() { let x = [1, 2, 3]; }\n'.repeat(170_000)],
  ['no UTF-8', new Uint8Array([0xff, 0xfe, 0x00, 0x80])],
])(
  '%s: judged or named, and the next file is judged',
  async (_, content) => {
    const [report] = await child.analyze(request({ 'a.rs': content, 'b.rs': BLOCKING }));
    expect(report!.findings.map(({ path }) => path)).toEqual(['b.rs']);
    expect(
      report!.files +
        report!.errors.filter(({ message }) => message.startsWith('could not be analysed')).length,
    ).toBe(2);
  },
  60_000,
);

test('a signal ends the analysis in this process between files', async () => {
  const abort = new AbortController();
  const files = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`${index}.rs`, BLOCKING]));
  const seen: string[] = [];
  const analyzer = createInProcessAnalyzer((path) => {
    seen.push(path);
    if (seen.length === 3) abort.abort(new Error('enough'));
  });
  await expect(analyzer.analyze(request(files), abort.signal)).rejects.toThrow('enough');
  expect(seen.length).toBe(3);
});

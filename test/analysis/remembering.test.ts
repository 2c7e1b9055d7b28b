import type { AnalysisRequest, Analyzer } from '../../src/analysis/analyzer.js';
import { createRememberingAnalyzer } from '../../src/analysis/remembering.js';
import type { RuleDefinition } from '../../src/rules/definition.js';
import type { AnalysisReport } from '../../src/rust/finding.js';

/** Answers with the number of the request, and counts them. */
class Counting implements Analyzer {
  asked = 0;
  closed = false;
  constructor(private readonly errors: AnalysisReport['errors'] = []) {}

  async analyze(): Promise<AnalysisReport[]> {
    return [{ findings: [], errors: this.errors, files: ++this.asked, parsed: 0 }];
  }

  async close(): Promise<void> {
    this.closed = true;
  }
}

const rule = (id: string) => ({ rule: id }) as RuleDefinition;

function request(path: string, text: string, id = 'a', paths = [path]): AnalysisRequest {
  return { files: [{ path, bytes: Buffer.from(text) }], runs: [{ rule: rule(id), paths }] };
}

test.each([
  ['the same', request('a.rs', 'x'), 1],
  ['other bytes', request('a.rs', 'y'), 2],
  ['another path', request('b.rs', 'x', 'a', ['a.rs']), 2],
  ['another rule', request('a.rs', 'x', 'b'), 2],
  ['other files to report on', request('a.rs', 'x', 'a', []), 2],
])('a second request with %s', async (_, second, answer) => {
  const analyzer = createRememberingAnalyzer(new Counting());
  expect((await analyzer.analyze(request('a.rs', 'x')))[0]!.files).toBe(1);
  expect((await analyzer.analyze(second))[0]!.files).toBe(answer);
});

test('what is told with an error is asked again', async () => {
  const analyzer = createRememberingAnalyzer(new Counting([{ path: 'a.rs', line: 1, message: 'too slow' }]));
  await analyzer.analyze(request('a.rs', 'x'));
  expect((await analyzer.analyze(request('a.rs', 'x')))[0]!.files).toBe(2);
});

test('what was asked longest ago is forgotten first', async () => {
  const inner = new Counting();
  const analyzer = createRememberingAnalyzer(inner, 2);
  for (const path of ['a', 'b', 'a', 'c', 'a', 'b']) await analyzer.analyze(request(path, 'x'));
  expect(inner.asked).toBe(4);
});

test('an aborted request is not answered, and closing closes', async () => {
  const inner = new Counting();
  const analyzer = createRememberingAnalyzer(inner);
  await analyzer.analyze(request('a', 'x'));
  await expect(analyzer.analyze(request('a', 'x'), AbortSignal.abort())).rejects.toThrow();
  await analyzer.close();
  expect(inner.closed).toBe(true);
});

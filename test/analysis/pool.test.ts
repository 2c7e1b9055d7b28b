import type { AnalysisRequest, Analyzer } from '../../src/analysis/analyzer.js';
import { createPoolAnalyzer } from '../../src/analysis/pool.js';

/** A request that takes as long as its one file has bytes, in milliseconds. */
const request = (ms: number): AnalysisRequest => ({
  files: [{ path: 'a.rs', bytes: Buffer.alloc(ms) }],
  runs: [],
});

/** Notes how many requests each member has at a time. */
class Member implements Analyzer {
  answered = 0;
  atOnce = 0;
  most = 0;
  closed = false;

  async analyze({ files }: AnalysisRequest): Promise<[]> {
    this.most = Math.max(this.most, ++this.atOnce);
    await new Promise((resolve) => setTimeout(resolve, files[0]!.bytes.length));
    this.atOnce--;
    this.answered++;
    if (files[0]!.bytes.length === 13) throw new Error('lost');
    return [];
  }

  async close(): Promise<void> {
    this.closed = true;
  }
}

test('each member has one request at a time, and none waits while another has a queue', async () => {
  const members = [new Member(), new Member()];
  const pool = createPoolAnalyzer(members);
  await Promise.all([200, ...Array.from({ length: 10 }, () => 5)].map((ms) => pool.analyze(request(ms))));
  expect(members.map(({ most }) => most)).toEqual([1, 1]);
  expect(members.map(({ answered }) => answered).sort((a, b) => a - b)).toEqual([1, 10]);
});

test('a request that fails gives its member back', async () => {
  const pool = createPoolAnalyzer([new Member()]);
  const [first, second] = await Promise.allSettled([pool.analyze(request(13)), pool.analyze(request(1))]);
  expect([first.status, second.status]).toEqual(['rejected', 'fulfilled']);
});

test('closing closes every member', async () => {
  const members = [new Member(), new Member()];
  await createPoolAnalyzer(members).close();
  expect(members.map(({ closed }) => closed)).toEqual([true, true]);
});

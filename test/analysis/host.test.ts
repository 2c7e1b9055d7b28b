import { execFileSync, spawn } from 'node:child_process';
import { AnalysisFailed, type AnalysisRequest } from '../../src/analysis/analyzer.js';
import { type ChildAnalyzerOptions, createChildAnalyzer } from '../../src/analysis/host.js';
import type { RuleDefinition } from '../../src/rules/definition.js';

const WORKER = new URL('./workers/scripted.mjs', import.meta.url);
const RULE = { rule: 'any' } as RuleDefinition;

/** A request of one file a word; the worker does at each file what its word says. */
function request(...acts: string[]): AnalysisRequest {
  const files = acts.map((act, index) => ({ path: `${index}-${act}.rs`, bytes: Buffer.from(act) }));
  return { files, runs: [{ rule: RULE, paths: files.map(({ path }) => path) }] };
}

const LIMITS: ChildAnalyzerOptions = { worker: WORKER, fileMs: 700, requestMs: 20_000 };

async function analyse(acts: string[], options: ChildAnalyzerOptions = {}, signal?: AbortSignal) {
  const analyzer = createChildAnalyzer({ ...LIMITS, ...options });
  try {
    const [report] = await analyzer.analyze(request(...acts), signal);
    return report!;
  } finally {
    await analyzer.close();
  }
}

describe('a file that takes the child down is named, and the others are judged', () => {
  test.each([
    ['hang', {}, 'it took more than 0.7 s'],
    ['wait', { fileMs: 100 }, 'it took more than 0.1 s'],
    ['abort', {}, 'signal SIGABRT'],
    ['exit', {}, 'exit code 3'],
    ['throw', {}, 'the analysis stumbled'],
    ['heap', { heapMb: 40, fileMs: 20_000 }, 'more memory than the 40 MB'],
    ['native', { residentMb: 300, fileMs: 20_000 }, '300 MB in all'],
  ] as const)('%s', async (act, options, words) => {
    const report = await analyse(['ok', act, 'ok'], options);
    expect(report.errors).toEqual([
      { path: `1-${act}.rs`, line: 1, message: expect.stringContaining(words) },
    ]);
    expect(report.files).toBe(2);
  });

  test('each of several, in the order of their paths', async () => {
    const report = await analyse(['exit', 'ok', 'hang', 'abort']);
    expect(report.errors.map(({ path }) => path)).toEqual(['0-exit.rs', '2-hang.rs', '3-abort.rs']);
    expect(report.files).toBe(1);
  });

  test('every run hears of it, also one that does not judge the file', async () => {
    const analyzer = createChildAnalyzer(LIMITS);
    const { files } = request('ok', 'exit');
    const runs = files.map(({ path }) => ({ rule: RULE, paths: [path] }));
    const reports = await analyzer.analyze({ files, runs });
    expect(reports.map(({ errors }) => errors.length)).toEqual([1, 1]);
    await analyzer.close();
  });
});

describe('nothing passes by accident', () => {
  test.each([
    ['a child that dies before any file', ['before'], {}, 'ended early'],
    ['files that only together are too much', ['ok', 'crowd'], {}, 'ended early'],
    ['a request that takes too long', ['slow', 'slow', 'slow', 'slow'], { requestMs: 700 }, 'within 0.7 s'],
    ['too many bad files', Array.from({ length: 9 }, () => 'throw'), {}, 'given up'],
    [
      'a worker that is not there',
      ['ok'],
      { worker: new URL('./missing.mjs', import.meta.url) },
      'ended early',
    ],
  ])('%s fails', async (_, acts, options, words) => {
    const error = await analyse(acts, options).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(AnalysisFailed);
    expect((error as Error).message).toContain(words);
  });
});

describe('a child', () => {
  test('is kept for the next request, and replaced after its time', async () => {
    const analyzer = createChildAnalyzer({ ...LIMITS, idleMs: 100 });
    const pid = async (): Promise<number> => (await analyzer.analyze(request('ok')))[0]!.parsed;
    const first = await pid();
    expect(await pid()).toBe(first);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(() => process.kill(first, 0)).toThrow(/ESRCH/);
    expect(await pid()).not.toBe(first);
    await analyzer.close();
  });

  test('works on one request after the other, and a failure does not reach the next', async () => {
    const analyzer = createChildAnalyzer(LIMITS);
    const answers = await Promise.all(['slow', 'exit', 'ok'].map((act) => analyzer.analyze(request(act))));
    expect(answers.map(([report]) => report!.errors.length)).toEqual([0, 1, 0]);
    await analyzer.close();
  });

  test('is killed when the signal says so, and the analyzer works on', async () => {
    const analyzer = createChildAnalyzer({ ...LIMITS, fileMs: 20_000 });
    const abort = new AbortController();
    const running = analyzer.analyze(request('hang'), abort.signal);
    const waiting = analyzer.analyze(request('ok'), abort.signal);
    const started = performance.now();
    setTimeout(() => abort.abort(new Error('a newer head')), 300);
    await expect(running).rejects.toThrow('a newer head');
    await expect(waiting).rejects.toThrow('a newer head');
    expect(performance.now() - started).toBeLessThan(5000);
    expect((await analyzer.analyze(request('ok')))[0]!.files).toBe(1);
    await analyzer.close();
  });

  test('is not started for a signal that was aborted before', async () => {
    await expect(analyse(['ok'], {}, AbortSignal.abort(new Error('too late')))).rejects.toThrow('too late');
  });

  test('sees no variable of its host', () => {
    const probe = `
      import { createChildAnalyzer } from ${JSON.stringify(new URL('../../dist/analysis/host.js', import.meta.url))};
      const analyzer = createChildAnalyzer({ worker: new URL(${JSON.stringify(new URL('./workers/environment.mjs', import.meta.url))}) });
      const [report] = await analyzer.analyze({ files: [], runs: [] });
      console.log(JSON.stringify(report));`;
    const output = execFileSync(process.execPath, ['--input-type=module', '-e', probe], {
      env: { ...process.env, WEBHOOK_SECRET: 'secret', NODE_OPTIONS: '' },
    });
    expect(JSON.parse(output.toString()).findings).not.toContain('WEBHOOK_SECRET');
  });

  test('does not keep a finished process alive', async () => {
    const probe = `
      import { createChildAnalyzer } from ${JSON.stringify(new URL('../../dist/analysis/host.js', import.meta.url))};
      const analyzer = createChildAnalyzer({ worker: new URL(${JSON.stringify(WORKER)}) });
      await analyzer.analyze({ files: [], runs: [] });`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', probe], {
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    const code = await new Promise((resolve) => child.on('exit', resolve));
    expect(code).toBe(0);
  }, 10_000);
});

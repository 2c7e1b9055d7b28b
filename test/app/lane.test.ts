import fc from 'fast-check';
import { createLanes, Superseded } from '../../src/app/lane.js';

interface Work {
  readonly key: string;
  readonly head: string;
  readonly from: readonly number[];
}

interface Started {
  readonly work: Work;
  readonly signal: AbortSignal;
  finish(): void;
}

function lanes(concurrency = 2) {
  const started: Started[] = [];
  const all = createLanes<Work>({
    key: ({ key }) => key,
    merge: (waiting, next) => ({ ...next, from: [...waiting.from, ...next.from] }),
    supersedes: (running, next) => running.head !== next.head,
    concurrency,
    run: (work, signal) => new Promise((finish) => started.push({ work, signal, finish })),
  });
  const submit = (key: string, head: string, id: number): void => all.submit({ key, head, from: [id] });
  return { started, submit, idle: () => all.idle() };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a lane', () => {
  test('does one piece of work at a time for a key', async () => {
    const { started, submit } = lanes();
    submit('a', '1', 1);
    submit('a', '1', 2);
    expect(started).toHaveLength(1);
    started[0]!.finish();
    await settled();
    expect(started).toHaveLength(2);
  });

  test('makes one of all that waits, and loses none of it', async () => {
    const { started, submit } = lanes();
    for (const id of [1, 2, 3, 4]) submit('a', '1', id);
    started[0]!.finish();
    await settled();
    expect(started.map(({ work }) => work.from)).toEqual([[1], [2, 3, 4]]);
    started[1]!.finish();
    await settled();
    expect(started).toHaveLength(2);
  });

  test('does work of the same head to its end', () => {
    const { started, submit } = lanes();
    submit('a', '1', 1);
    submit('a', '1', 2);
    expect(started[0]!.signal.aborted).toBe(false);
  });

  test('aborts work that a newer head makes moot, and hands on who waited for it', async () => {
    const { started, submit } = lanes();
    submit('a', '1', 1);
    submit('a', '1', 2);
    submit('a', '2', 3);
    expect(started[0]!.signal.reason).toBeInstanceOf(Superseded);
    expect(started).toHaveLength(1);
    started[0]!.finish();
    await settled();
    expect(started[1]!.work).toEqual({ key: 'a', head: '2', from: [1, 2, 3] });
  });

  test('hands on once, however many newer heads come', async () => {
    const { started, submit } = lanes();
    submit('a', '1', 1);
    submit('a', '2', 2);
    submit('a', '3', 3);
    started[0]!.finish();
    await settled();
    expect(started[1]!.work).toEqual({ key: 'a', head: '3', from: [1, 2, 3] });
  });

  test('does work of different keys at the same time, as many as are allowed', async () => {
    const { started, submit } = lanes(2);
    for (const key of ['a', 'b', 'c']) submit(key, '1', 1);
    expect(started.map(({ work }) => work.key)).toEqual(['a', 'b']);
    started[1]!.finish();
    await settled();
    expect(started.map(({ work }) => work.key)).toEqual(['a', 'b', 'c']);
  });

  test('is idle when nothing runs and nothing waits, not before', async () => {
    const { started, submit, idle } = lanes(1);
    await idle();
    submit('a', '1', 1);
    submit('b', '1', 2);
    let done = false;
    const waiting = idle().then(() => {
      done = true;
    });
    started[0]!.finish();
    await settled();
    expect(done).toBe(false);
    started[1]!.finish();
    await waiting;
    expect(done).toBe(true);
  });

  test('lives on after work that throws', async () => {
    let runs = 0;
    const all = createLanes<Work>({
      key: ({ key }) => key,
      merge: (_, next) => next,
      supersedes: () => false,
      concurrency: 1,
      run: async () => {
        runs += 1;
        throw new Error('no');
      },
    });
    all.submit({ key: 'a', head: '1', from: [] });
    all.submit({ key: 'a', head: '1', from: [] });
    await all.idle();
    expect(runs).toBe(2);
  });

  test('works everything off, whatever comes in whatever order: each event by work that was not aborted', async () => {
    const step = fc.oneof(
      fc.record({
        kind: fc.constant('submit' as const),
        key: fc.constantFrom('a', 'b'),
        head: fc.constantFrom('1', '2'),
      }),
      fc.record({ kind: fc.constant('finish' as const), index: fc.nat(3) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const { started, submit, idle } = lanes(2);
        const finished = new Set<Started>();
        const running = (): Started[] => started.filter((one) => !finished.has(one));
        const finish = async (one: Started | undefined): Promise<void> => {
          if (one === undefined) return;
          finished.add(one);
          one.finish();
          await settled();
        };
        let ids = 0;
        for (const next of steps) {
          if (next.kind === 'submit') submit(next.key, next.head, ids++);
          else await finish(running()[next.index]);
          const keys = running().map(({ work }) => work.key);
          expect(new Set(keys).size).toBe(keys.length);
        }
        while (running().length > 0) await finish(running()[0]);
        await idle();
        const done = started.filter(({ signal }) => !signal.aborted).flatMap(({ work }) => work.from);
        expect(new Set(done)).toEqual(new Set(Array.from({ length: ids }, (_, id) => id)));
      }),
    );
  });
});

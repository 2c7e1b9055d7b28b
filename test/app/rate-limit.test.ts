import { createRateLimit } from '../../src/app/commands/rate-limit.js';

const clock = () => {
  let seconds = 0;
  return {
    now: () => new Date(seconds * 1_000).toISOString(),
    pass: (more: number) => {
      seconds += more;
    },
  };
};

test('ten in ten minutes are admitted, the eleventh is told, the rest are not', () => {
  const { now, pass } = clock();
  const limit = createRateLimit(now);
  for (let n = 0; n < 10; n += 1) expect(limit.admit('a')).toBe('admitted');
  expect(limit.admit('a')).toBe('refused');
  expect(limit.admit('a')).toBe('told');
  pass(599);
  expect(limit.admit('a')).toBe('told');
  pass(1);
  expect(limit.admit('a')).toBe('admitted');
});

test('the window slides: each is admitted again ten minutes after it was', () => {
  const { now, pass } = clock();
  const limit = createRateLimit(now);
  for (let n = 0; n < 10; n += 1) {
    limit.admit('a');
    pass(60);
  }
  expect(limit.admit('a')).toBe('admitted');
  expect(limit.admit('a')).toBe('refused');
  pass(60);
  expect(limit.admit('a')).toBe('admitted');
});

test('one does not take from another', () => {
  const limit = createRateLimit(clock().now);
  for (let n = 0; n < 12; n += 1) limit.admit('a');
  expect(limit.admit('b')).toBe('admitted');
});

test('memory is bounded, and whoever is busy is not forgotten', () => {
  const limit = createRateLimit(clock().now);
  for (let n = 0; n < 11; n += 1) limit.admit('busy');
  for (let n = 0; n < 20_000; n += 1) {
    limit.admit(`guest ${n}`);
    if (n % 5_000 === 0) expect(limit.admit('busy')).toBe('told');
  }
});

import { existsSync } from 'node:fs';
import { processorMs, residentMb } from '../../src/analysis/usage.js';

const told = existsSync('/proc/self/status');

test('this process uses memory and, when it works, processor time', () => {
  const before = processorMs(process.pid);
  const end = performance.now() + 100;
  while (performance.now() < end);
  const after = processorMs(process.pid);
  if (told) {
    expect(residentMb(process.pid)).toBeGreaterThan(10);
    expect(after! - before!).toBeGreaterThan(20);
  } else expect([before, after, residentMb(process.pid)]).toEqual([null, null, null]);
});

test.each([undefined, 0, 2 ** 30])('a process that is not there (%j) tells nothing', (pid) => {
  expect([processorMs(pid), residentMb(pid)]).toEqual([null, null]);
});

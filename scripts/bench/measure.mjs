/** Runs one command and says what it cost, children included. */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const SAMPLE_MS = 10;

/**
 * @param {string[]} command
 * @param {string} cwd
 * @returns {Promise<{ wall: number, cpu: number, peak: number }>} seconds, seconds, bytes; the peak is the largest
 *   sum of resident memory over the process tree, sampled every 10 ms.
 */
export async function measure(command, cwd) {
  const timed = ['-c', 'TIMEFORMAT="%R %U %S"; time "$@" >/dev/null 2>/dev/null', 'bash', ...command];
  const child = spawn('bash', timed, { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
  let timing = '';
  child.stderr.on('data', (chunk) => {
    timing += chunk;
  });
  let peak = 0;
  const sampler = setInterval(() => {
    peak = Math.max(peak, residentBytes(child.pid));
  }, SAMPLE_MS);
  await new Promise((resolve) => child.on('close', resolve));
  clearInterval(sampler);
  const [wall, user, system] = timing.trim().split(/\s+/).map(Number);
  return { wall, cpu: user + system, peak };
}

function residentBytes(root) {
  const children = new Map();
  const resident = new Map();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const status = readStatus(pid);
    if (status === undefined) continue;
    const parent = Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]);
    children.set(parent, [...(children.get(parent) ?? []), Number(pid)]);
    resident.set(Number(pid), Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) * 1024);
  }
  let sum = 0;
  for (const queue = [root]; queue.length > 0; ) {
    const pid = queue.pop();
    sum += resident.get(pid) ?? 0;
    queue.push(...(children.get(pid) ?? []));
  }
  return sum;
}

function readStatus(pid) {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return undefined; // It ended between the listing and the reading.
  }
}

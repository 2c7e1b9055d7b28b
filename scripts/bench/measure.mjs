/** Runs one command and says what it cost, children included. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

const SAMPLE_MS = 20;

/**
 * @param {string[]} command
 * @param {string} cwd
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ wall: number, cpu: number, peak: number, out: number }>} seconds, seconds, bytes, bytes written;
 *   the peak is the largest sum of resident memory over the process tree, sampled every 20 ms (Linux).
 * @throws Error when the command fails otherwise than by finding something (exit code 1).
 */
export async function measure(command, cwd, env = process.env) {
  const timed = ['-c', 'TIMEFORMAT="%R %U %S"; time "$@" 2>/dev/null', 'bash', ...command];
  const child = spawn('bash', timed, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let timing = '';
  let out = 0;
  child.stdout.on('data', (chunk) => {
    out += chunk.length;
  });
  child.stderr.on('data', (chunk) => {
    timing += chunk;
  });
  let peak = 0;
  const sampler = setInterval(() => {
    peak = Math.max(peak, residentBytes(child.pid));
  }, SAMPLE_MS);
  const code = await new Promise((resolve) => child.on('close', resolve));
  clearInterval(sampler);
  if (code !== 0 && code !== 1) throw new Error(`${command.join(' ')} ended with exit code ${code}`);
  const [wall, user, system] = timing.trim().split(/\s+/).map(Number);
  return { wall, cpu: user + system, peak, out };
}

/** Of a process and those that it started; the shell that times it is the first and does not count. */
function residentBytes(shell) {
  let sum = 0;
  for (const queue = childrenOf(shell); queue.length > 0; ) {
    const pid = queue.pop();
    sum += Number(/^VmRSS:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) * 1024;
    queue.push(...childrenOf(pid));
  }
  return sum;
}

function childrenOf(pid) {
  return read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean);
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // It ended meanwhile.
  }
}

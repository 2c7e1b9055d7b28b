import { readFileSync } from 'node:fs';

/** What a process uses, as Linux tells it; elsewhere `null`. */

/** Resident memory in megabytes. */
export function residentMb(pid: number | undefined): number | null {
  const kilobytes = /^VmRSS:\s*(\d+) kB/m.exec(procFile(pid, 'status'))?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) / 1024;
}

/** A tick is a hundredth of a second on every Linux that Node runs on. */
const MS_PER_TICK = 10;

/** Processor time so far, of all its threads, in milliseconds. */
export function processorMs(pid: number | undefined): number | null {
  // The second field is the command's name in parentheses, which may hold anything.
  const [, fields] = /^.*\) (.*)$/s.exec(procFile(pid, 'stat')) ?? [];
  const [user, system] = fields?.split(' ').slice(11, 13) ?? [];
  return user === undefined || system === undefined ? null : (Number(user) + Number(system)) * MS_PER_TICK;
}

function procFile(pid: number | undefined, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'latin1');
  } catch {
    return '';
  }
}

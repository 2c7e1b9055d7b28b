import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { BUILD } from './build.js';

/** Entries that no run has written for so long are removed. */
const KEPT_MS = 30 * 24 * 3600 * 1000;

/**
 * Answers of earlier runs, each under a digest of everything that it follows from: the bytes, the rules, and the code
 * itself. A change of any of these is another key, so an answer is never out of date. What cannot be read or written
 * counts as not kept.
 */
export class Kept {
  private swept = false;

  /** @param folder where entries lie; `null` keeps nothing. */
  constructor(private readonly folder: string | null) {}

  /** Whether anything is kept at all. */
  get isKeeping(): boolean {
    return this.folder !== null;
  }

  /** The key of what follows from these parts, in their order. */
  key(parts: Iterable<string | Uint8Array>): string {
    const hash = createHash('sha256').update(`${process.version} ${BUILD}`);
    for (const part of parts) hash.update(`\0${part.length}\0`).update(part);
    return hash.digest('hex');
  }

  read<T>(key: string): T | undefined {
    if (this.folder === null) return undefined;
    try {
      const entry = JSON.parse(readFileSync(this.file(key), 'utf8')) as { key: string; value: T };
      return entry.key === key ? entry.value : undefined;
    } catch {
      return undefined;
    }
  }

  write(key: string, value: unknown): void {
    if (this.folder === null) return;
    const draft = `${this.file(key)}.${process.pid}`;
    try {
      mkdirSync(this.folder, { recursive: true, mode: 0o700 });
      this.sweep();
      writeFileSync(draft, JSON.stringify({ key, value }), { mode: 0o600 });
      // Another run that reads at this moment finds the old entry or the new one, never half of it.
      renameSync(draft, this.file(key));
    } catch {
      // Nothing is kept; what is left of the draft goes with the old entries.
    }
  }

  private file(key: string): string {
    return join(this.folder!, `${key}.json`);
  }

  private sweep(): void {
    if (this.swept) return;
    this.swept = true;
    const oldest = Date.now() - KEPT_MS;
    for (const name of readdirSync(this.folder!)) {
      const file = join(this.folder!, name);
      if ((statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) < oldest)
        rmSync(file, { force: true });
    }
  }
}

/**
 * Where a user's entries lie: `WAVEGATE_CACHE_DIR`, else a folder in the system's place for caches; `null`: nowhere, as
 * for code that is no build, which changes without another key.
 */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env, build = BUILD): string | null {
  if (build === null) return null;
  const { WAVEGATE_CACHE_DIR: own, XDG_CACHE_HOME: xdg } = env;
  if (own !== undefined) return own === '' ? null : own;
  return join(xdg ? xdg : join(homedir(), '.cache'), 'wavegate');
}

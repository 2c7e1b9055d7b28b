import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The rules that the package brings. */
export const SHIPPED_RULES = fileURLToPath(new URL('../../rules/', import.meta.url));

/** Where the rules lie. @param rulesDir a folder to use instead of the shipped one. */
export function rulesFolder(rulesDir: string | undefined, cwd: string): string {
  return rulesDir === undefined ? SHIPPED_RULES : resolve(cwd, rulesDir);
}

export function isRuleFile(name: string): boolean {
  return /\.ya?ml$/.test(name);
}

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type ProgramFile, type ShippedCatalog, sortFiles } from './program-set.js';
import { formatSourceError } from './source-error.js';

/** The package's own data, two folders above this file, be it built or not. */
const SHIPPED = new URL('../../rules/', import.meta.url);

/**
 * Reads the programs and rules that the package brings; the one place where this folder reads files.
 *
 * @param folder where to read instead of the package's own `rules/`.
 * @throws Error when a file there is neither a program nor a rule, or the folder cannot be read.
 */
export function loadShipped(folder: URL | string = SHIPPED): ShippedCatalog {
  const directory = typeof folder === 'string' ? folder : fileURLToPath(folder);
  const names = readdirSync(directory).filter((name) => /\.ya?ml$/u.test(name));
  const files: ProgramFile[] = names.map((name) => ({
    path: `rules/${name}`,
    text: readFileSync(`${directory.replace(/\/$/u, '')}/${name}`, 'utf8'),
  }));
  const { errors, ...catalog } = sortFiles(files);
  if (errors.length > 0)
    throw new Error(`Shipped data is wrong:\n${errors.map(formatSourceError).join('\n')}`);
  return catalog;
}

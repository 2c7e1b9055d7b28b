import { z } from 'zod';
import { globMistake } from './globs.js';

/** A glob over paths, refused where it cannot work. */
export const glob = z
  .string()
  .min(1)
  .check(whole(globMistake))
  .describe(
    "A glob over paths from the repository's root (minimatch; `*` does not cross `/`, dot files match).",
  );

/** One file's path, which `*` and other signs of a glob do not make a pattern. */
export const filePath = z
  .string()
  .min(1)
  .check(whole((path) => (path.endsWith('/') ? 'Expected a file, not a folder.' : globMistake(path))));

/** A check whose words are the whole complaint: they say what is wrong and what form is expected. */
export function whole(mistake: (value: string) => string | null): z.core.CheckFn<string> {
  return ({ value, issues }) => {
    const message = value === '' ? null : mistake(value);
    if (message === null) return;
    issues.push({ code: 'custom', message, params: { whole: true }, input: value, continue: true });
  };
}

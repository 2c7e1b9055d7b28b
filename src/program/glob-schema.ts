import { z } from 'zod';

export const glob = z
  .string()
  .min(1)
  .describe(
    "A glob over paths from the repository's root (minimatch; `*` does not cross `/`, dot files match).",
  );

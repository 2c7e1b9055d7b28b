/** What the shell is told. The same for every command. */
export const EXIT = {
  /** Everything passes, nothing was found, or nothing applies. */
  ok: 0,
  /** A gate fails, or a rule found something. */
  failed: 1,
  /** Wrong usage, a program or rule file with mistakes, a repository or file that cannot be read. */
  error: 2,
  /** No gate fails, but some wait. */
  waits: 3,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

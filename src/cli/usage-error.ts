/** The command cannot be carried out as it was given; `message` says what to change. Exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** What a commit's message says that it reverts. */
export interface RevertWords {
  /** Commits, whole or by their first seven digits or more. */
  readonly commits: readonly string[];
  /** Pull requests of this repository. */
  readonly pullRequests: readonly number[];
  /** First lines of messages, where nothing surer is said. */
  readonly titles: readonly string[];
}

/** Git's own words, one commit or several. A part that is reverted leaves the rest in force, so it is not meant. */
const COMMITS = /\bThis reverts commits?\s+([0-9a-f]{7,64}(?:(?:\s*,\s*|\s+and\s+|\s+)[0-9a-f]{7,64})*)\b/giu;

/** GitHub's words in a pull request that its button opens; they come into the message with its description. */
const PULL_REQUEST = /^Reverts (?:([\w.-]+\/[\w.-]+))?#([1-9][0-9]*)\b/gimu;

/** The title that git and GitHub give; the number at its end is the reverting pull request's own. */
const TITLE = /^(Revert|Reapply) "(.+)"(?: \(#[0-9]+\))?$/u;

/** @returns null for a message that reverts nothing. */
export function revertWords(message: string, repository: string): RevertWords | null {
  const commits = [...message.matchAll(COMMITS)].flatMap(
    ([, list = '']) => list.match(/[0-9a-f]{7,64}/giu) ?? [],
  );
  const pullRequests = [...message.matchAll(PULL_REQUEST)]
    .filter(([, of]) => of === undefined || of.toLowerCase() === repository.toLowerCase())
    .map(([, , number]) => Number(number));
  if (commits.length > 0 || pullRequests.length > 0) {
    return { commits: commits.map((sha) => sha.toLowerCase()), pullRequests, titles: [] };
  }
  const [, verb, title] = TITLE.exec(firstLine(message)) ?? [];
  if (title === undefined) return null;
  const number = verb === 'Revert' ? /\(#([1-9][0-9]*)\)$/u.exec(title)?.[1] : undefined;
  if (number !== undefined) return { commits: [], pullRequests: [Number(number)], titles: [] };
  return { commits: [], pullRequests: [], titles: [verb === 'Reapply' ? `Revert "${title}"` : title] };
}

export function firstLine(message: string): string {
  return message.split(/\r?\n/u, 1)[0]!.trim();
}

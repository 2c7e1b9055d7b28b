export interface Signature {
  readonly name: string;
  readonly email: string;
  /** ISO 8601, UTC. */
  readonly date: string;
}

export interface CommitFacts {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
}

/** Reads a raw commit object. */
export function parseCommit(sha: string, content: Buffer): CommitFacts {
  const text = content.toString();
  const split = text.indexOf('\n\n');
  const headers = text.slice(0, split).split('\n');
  const values = (name: string): string[] =>
    headers.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));
  return {
    sha,
    tree: values('tree')[0] ?? '',
    parents: values('parent'),
    author: signature(values('author')[0] ?? ''),
    committer: signature(values('committer')[0] ?? ''),
    message: text.slice(split + 2).replace(/\n$/, ''),
  };
}

function signature(line: string): Signature {
  const parts = /^(.*) <(.*)> (\d+) [+-]\d{4}$/.exec(line);
  const seconds = Number(parts?.[3] ?? 0);
  return { name: parts?.[1] ?? '', email: parts?.[2] ?? '', date: isoSeconds(new Date(seconds * 1000)) };
}

/** GitHub writes times without fractions of a second. */
export function isoSeconds(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

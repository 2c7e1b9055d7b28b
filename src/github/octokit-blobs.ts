import { RepositoryError } from '../snapshot/repository.js';
import type { RepositoryClient } from './client.js';
import { GitHubUnavailable, messageOf } from './errors.js';
import { isBlob } from './git-hash.js';
import { CONCURRENT_READS, GRAPHQL_BATCH_BLOBS, GRAPHQL_BATCH_BYTES, GRAPHQL_BLOB_BYTES } from './limits.js';
import { each } from './pool.js';
import { reading } from './retry.js';

interface BlobAnswer {
  readonly text?: string | null;
  readonly isTruncated?: boolean;
}

/**
 * Reads blobs whole: small ones many to a GraphQL request, the others one by one over REST. Every blob is checked
 * against its id, so that what GraphQL cut, recoded or left out is fetched again and never judged.
 * @param sizeOf bytes of a blob as far as known.
 * @throws RepositoryError when one cannot be had; GitHubUnavailable when another try may help.
 */
export async function readBlobs(
  client: RepositoryClient,
  shas: readonly string[],
  sizeOf: (sha: string) => number | undefined,
): Promise<Map<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  const batches = inBatches(
    [...new Set(shas)].filter((sha) => (sizeOf(sha) ?? 0) <= GRAPHQL_BLOB_BYTES),
    sizeOf,
  );
  await each(batches, CONCURRENT_READS, async (batch) => {
    for (const [sha, bytes] of await readBatch(client, batch)) found.set(sha, bytes);
  });
  const rest = [...new Set(shas)].filter((sha) => !found.has(sha));
  await each(rest, CONCURRENT_READS, async (sha) => {
    found.set(sha, await readOne(client, sha));
  });
  return found;
}

function inBatches(shas: readonly string[], sizeOf: (sha: string) => number | undefined): string[][] {
  const batches: string[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const sha of shas) {
    const size = sizeOf(sha) ?? GRAPHQL_BATCH_BYTES / GRAPHQL_BATCH_BLOBS;
    const last = batches.at(-1);
    if (last === undefined || last.length === GRAPHQL_BATCH_BLOBS || bytes + size > GRAPHQL_BATCH_BYTES) {
      batches.push([sha]);
      bytes = size;
    } else {
      last.push(sha);
      bytes += size;
    }
  }
  return batches;
}

/** What GraphQL gives of a batch, checked; a request that fails as a whole gives nothing, and REST steps in. */
async function readBatch(
  client: RepositoryClient,
  shas: readonly string[],
): Promise<Map<string, Uint8Array>> {
  const { octokit, owner, repo, retry } = client;
  const found = new Map<string, Uint8Array>();
  const ids = shas.map((_, index) => `$o${index}: GitObjectID!`).join(', ');
  const fields = shas.map(
    (_, index) => `o${index}: object(oid: $o${index}) { ... on Blob { text isTruncated } }`,
  );
  const query = `query Blobs($owner: String!, $name: String!, ${ids}) {
    repository(owner: $owner, name: $name) { ${fields.join('\n')} }
  }`;
  const variables = Object.fromEntries(shas.map((sha, index) => [`o${index}`, sha]));
  let answer: Record<string, BlobAnswer | null> | null;
  try {
    const data = await reading('read files', { ...retry, attempts: Math.min(2, retry.attempts) }, () =>
      octokit.graphql<{ repository: typeof answer }>(query, { owner, name: repo, ...variables }),
    );
    answer = data.repository;
  } catch {
    return found;
  }
  shas.forEach((sha, index) => {
    const blob = answer?.[`o${index}`];
    if (typeof blob?.text !== 'string' || blob.isTruncated === true) return;
    const bytes = Buffer.from(blob.text, 'utf8');
    if (isBlob(sha, bytes)) found.set(sha, bytes);
  });
  return found;
}

async function readOne({ octokit, owner, repo, retry }: RepositoryClient, sha: string): Promise<Uint8Array> {
  try {
    const { content, encoding } = await reading('read a file', retry, async () => {
      // Octokit looks for large numbers by a regular expression, which no string of some megabytes gets through.
      const request = { parseSuccessResponseBody: false };
      const { data } = await octokit.rest.git.getBlob({ owner, repo, file_sha: sha, request });
      return (await new Response(data as unknown as ReadableStream).json()) as typeof data;
    });
    const bytes = Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8');
    if (isBlob(sha, bytes)) return bytes;
  } catch (error) {
    if (error instanceof GitHubUnavailable) throw error;
    throw new RepositoryError(`Could not read the file with blob ${sha}: ${messageOf(error)}`, {
      cause: error,
    });
  }
  throw new RepositoryError(`GitHub's answer for blob ${sha} is not that blob; try again later.`);
}

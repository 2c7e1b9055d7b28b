import type { CommitFacts, Signature } from '../git/commit-facts.js';
import type { GitObject, StoredEntry } from '../git/store.js';
import type { Repo } from '../model.js';
import { accountOf } from '../views/commit.js';
import { nodeId } from '../views/ids.js';
import { repoHtmlUrl } from '../views/repository.js';
import type { World } from '../world.js';
import { accountNode } from './accounts.js';
import { checkSuiteNode, rollupNode } from './checks.js';
import { type Arguments, connection, type GraphNode } from './node.js';
import { repositoryReference } from './references.js';

/** GraphQL cuts a blob's text here, in bytes. */
const LONGEST_TEXT = 512_000;

/** The git object that a SHA or an expression such as `main:src/lib.rs` names. */
export async function objectNode(world: World, repo: Repo, args: Arguments): Promise<GraphNode | null> {
  const object = await findObject(repo, args);
  return object === null ? null : nodeOf(world, repo, object);
}

async function findObject(repo: Repo, { oid, expression }: Arguments): Promise<GitObject | null> {
  if (typeof oid === 'string') return /^[0-9a-f]{40}$/.test(oid) ? repo.git.object(oid) : null;
  if (typeof expression !== 'string' || expression.startsWith('-')) return null;
  const colon = expression.indexOf(':');
  if (colon < 0) {
    const sha = await repo.git.commitSha(expression);
    return repo.git.object(sha ?? expression);
  }
  const tree = await repo.git.treeSha(expression.slice(0, colon));
  return tree === null ? null : repo.git.object(`${tree}:${expression.slice(colon + 1)}`);
}

async function nodeOf(world: World, repo: Repo, object: GitObject): Promise<GraphNode | null> {
  if (object.type === 'blob') return blobNode(world, repo, object);
  if (object.type === 'tree') return treeNode(world, repo, object.sha);
  const facts = await repo.git.commit(object.sha);
  return facts === null ? null : commitNode(world, repo, facts);
}

function gitObject(world: World, repo: Repo, type: string, sha: string): GraphNode {
  return {
    __typename: type,
    id: nodeId(type, `${repo.id}/${sha}`),
    oid: sha,
    abbreviatedOid: sha.slice(0, 7),
    commitUrl: `${repoHtmlUrl(world, repo)}/commit/${sha}`,
    commitResourcePath: `/${repo.owner.login}/${repo.name}/commit/${sha}`,
    repository: () => repositoryReference(world, repo),
  };
}

function blobNode(world: World, repo: Repo, { sha, size, content }: GitObject): GraphNode {
  const binary = content.subarray(0, 8000).includes(0);
  const cut = content.length > LONGEST_TEXT;
  return {
    ...gitObject(world, repo, 'Blob', sha),
    byteSize: size,
    isBinary: binary,
    isTruncated: cut,
    text: binary ? null : content.subarray(0, LONGEST_TEXT).toString('utf8'),
  };
}

function treeNode(world: World, repo: Repo, sha: string): GraphNode {
  return {
    ...gitObject(world, repo, 'Tree', sha),
    entries: async () => (await repo.git.tree(sha, false)).map((entry) => entryNode(world, repo, entry)),
  };
}

function entryNode(world: World, repo: Repo, entry: StoredEntry): GraphNode {
  const name = entry.path.slice(entry.path.lastIndexOf('/') + 1);
  return {
    __typename: 'TreeEntry',
    name,
    nameRaw: Buffer.from(name).toString('base64'),
    path: entry.path,
    type: entry.type,
    mode: Number.parseInt(entry.mode, 8),
    oid: entry.sha,
    size: entry.size ?? 0,
    object: () => (entry.type === 'commit' ? null : objectNode(world, repo, { oid: entry.sha })),
  };
}

export function commitNode(world: World, repo: Repo, facts: CommitFacts): GraphNode {
  const { sha, message } = facts;
  const [headline = '', ...rest] = message.split('\n');
  const suites = repo.suites.filter((suite) => suite.headSha === sha);
  return {
    ...gitObject(world, repo, 'Commit', sha),
    message,
    messageHeadline: headline,
    messageBody: rest.join('\n').trim(),
    committedDate: facts.committer.date,
    authoredDate: facts.author.date,
    author: actorNode(world, facts.author),
    committer: actorNode(world, facts.committer),
    url: `${repoHtmlUrl(world, repo)}/commit/${sha}`,
    tree: () => treeNode(world, repo, facts.tree),
    parents: async (args: Arguments) => {
      const parents = await Promise.all(facts.parents.map((parent) => repo.git.commit(parent)));
      return connection(
        'Commit',
        parents.filter((one) => one !== null),
        (one) => commitNode(world, repo, one),
        args,
      );
    },
    checkSuites: (args: Arguments) =>
      connection('CheckSuite', suites, (suite) => checkSuiteNode(world, suite), args),
    statusCheckRollup: () => rollupNode(world, repo, sha),
  };
}

function actorNode(world: World, { name, email, date }: Signature): GraphNode {
  return {
    __typename: 'GitActor',
    name,
    email,
    date,
    user: () => {
      const account = accountOf(world, email);
      return account?.type === 'User' ? accountNode(world, account) : null;
    },
  };
}

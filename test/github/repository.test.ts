import { randomBytes } from 'node:crypto';
import type { Interceptor } from '../../src/emulator/index.js';
import { isBlob } from '../../src/github/git-hash.js';
import { RepositoryError } from '../../src/snapshot/repository.js';
import { type Connection, connect } from './connect.js';

let to: Connection;
beforeAll(async () => {
  to = await connect();
});
afterAll(() => to.hub.close());

let stop: (() => void) | undefined;
afterEach(() => stop?.());
const intercept = (interceptor: Interceptor): void => {
  stop = to.hub.intercept(interceptor);
};

const LARGE = 'äöü\n'.repeat(120_000);
const BINARY = randomBytes(2_000);
const LATIN1 = Buffer.from([0x66, 0xfc, 0x72, 0x0a]);

async function commit(): Promise<string> {
  return to.repo.commit({
    branch: 'main',
    message: 'x',
    files: {
      'a/b/c.rs': 'fn c() {}\n',
      'a/d.rs': 'fn d() {}\n',
      'run.sh': { content: '#!/bin/sh\n', mode: '100755' },
      link: { symlink: 'a/d.rs' },
      'empty.rs': '',
      'large.rs': LARGE,
      'binary.bin': BINARY,
      'latin1.rs': LATIN1,
      'crlf.rs': 'a\r\nb\r\n',
      'bom.rs': '\ufefffn x() {}\n',
    },
  });
}

describe('a tree', () => {
  test('has every file with mode, size and id, folders left out', async () => {
    const tree = await (await to.github()).repository.tree(await commit());
    expect([...tree.keys()].sort()).toEqual(
      [
        'a/b/c.rs',
        'a/d.rs',
        'binary.bin',
        'bom.rs',
        'crlf.rs',
        'empty.rs',
        'large.rs',
        'latin1.rs',
        'link',
        'run.sh',
      ].sort(),
    );
    expect(tree.get('run.sh')).toMatchObject({ mode: '100755', size: 10 });
    expect(tree.get('link')?.mode).toBe('120000');
  });

  test('is the same when GitHub cuts it, read folder by folder', async () => {
    const sha = await commit();
    const whole = await (await to.github()).repository.tree(sha);
    intercept(async (request, proceed) => {
      const reply = await proceed();
      if (request.url.searchParams.get('recursive') === null || !isTree(reply.body)) return reply;
      if (reply.body.tree.length < 4) return reply;
      return { ...reply, body: { ...reply.body, truncated: true, tree: reply.body.tree.slice(0, 2) } };
    });
    const parts = await (await to.github()).repository.tree(sha);
    expect(new Map(parts)).toEqual(new Map(whole));
  });

  test('is found by the tree of its commit where it is not by the commit', async () => {
    const sha = await commit();
    const whole = await (await to.github()).repository.tree(sha);
    intercept((request, proceed) =>
      request.url.pathname.endsWith(`/git/trees/${sha}`)
        ? Promise.resolve({ status: 404, headers: {}, body: { message: 'Not Found' } })
        : proceed(),
    );
    const found = await (await to.github()).repository.tree(sha);
    expect(new Map(found)).toEqual(new Map(whole));
  });

  test('that GitHub cuts even as a single folder is an error, not a part taken for the whole', async () => {
    const sha = await commit();
    intercept(async (request, proceed) => {
      const reply = await proceed();
      if (!request.url.pathname.includes('/git/trees/') || !isTree(reply.body)) return reply;
      return { ...reply, body: { ...reply.body, truncated: true } };
    });
    await expect((await to.github()).repository.tree(sha)).rejects.toThrow(/cannot be judged whole/);
  });

  test('of a commit that is not there is an error', async () => {
    const { repository } = await to.github();
    await expect(repository.tree('0'.repeat(40))).rejects.toThrow(RepositoryError);
  });

  test('is read once', async () => {
    const sha = await commit();
    const { repository } = await to.github();
    await repository.tree(sha);
    intercept(async () => ({ status: 500, headers: {}, body: { message: 'down' } }));
    expect((await repository.tree(sha)).size).toBe(10);
  });
});

describe('blobs', () => {
  test.each([
    ['with the tree known before', true],
    ['without', false],
  ])('come byte for byte, whatever they are, %s', async (_, known) => {
    const sha = await commit();
    const tree = await (await to.github()).repository.tree(sha);
    const { repository } = await to.github();
    if (known) await repository.tree(sha);
    const files = [...tree.values()];
    const blobs = await repository.blobs(files.map((entry) => entry.sha));
    for (const { path, sha: id } of files) {
      expect([path, isBlob(id, blobs.get(id)!)]).toEqual([path, true]);
    }
    expect(Buffer.from(blobs.get(tree.get('large.rs')!.sha)!).toString()).toBe(LARGE);
  });

  test('come many to a request, where they are small text', async () => {
    const sha = await commit();
    const { repository } = await to.github();
    const tree = await repository.tree(sha);
    const paths: string[] = [];
    intercept((request, proceed) => {
      paths.push(request.url.pathname.replace(/\/[0-9a-f]{40}$/, ''));
      return proceed();
    });
    await repository.blobs(['a/d.rs', 'a/b/c.rs', 'crlf.rs', 'run.sh'].map((path) => tree.get(path)!.sha));
    expect(paths).toEqual(['/graphql']);
    await repository.blobs(['large.rs', 'binary.bin'].map((path) => tree.get(path)!.sha));
    expect(paths.filter((path) => path.endsWith('/git/blobs'))).toHaveLength(2);
  });

  test('of many megabytes come whole', async () => {
    const content = Buffer.alloc(20 * 1024 * 1024, '// a comment of a line\n');
    const head = await to.repo.commit({ branch: 'main', message: 'x', files: { 'huge.rs': content } });
    const { repository } = await to.github();
    const { sha } = (await repository.tree(head)).get('huge.rs')!;
    expect(content.equals((await repository.blobs([sha])).get(sha)!)).toBe(true);
  });

  test('that GraphQL cuts come whole', async () => {
    const sha = await commit();
    const { repository } = await to.github();
    const { sha: id } = (await repository.tree(sha)).get('a/d.rs')!;
    intercept(async (request, proceed) => {
      const reply = await proceed();
      if (request.url.pathname !== '/graphql') return reply;
      const body = JSON.parse(JSON.stringify(reply.body).replace('fn d() {}', 'fn d')) as object;
      return { ...reply, body };
    });
    expect(Buffer.from((await repository.blobs([id])).get(id)!).toString()).toBe('fn d() {}\n');
  });

  test('come also when GraphQL is down', async () => {
    const sha = await commit();
    const { repository } = await to.github();
    const { sha: id } = (await repository.tree(sha)).get('a/d.rs')!;
    intercept((request, proceed) =>
      request.url.pathname === '/graphql'
        ? Promise.resolve({ status: 502, headers: {}, body: { message: 'Bad Gateway' } })
        : proceed(),
    );
    expect(Buffer.from((await repository.blobs([id])).get(id)!).toString()).toBe('fn d() {}\n');
  });

  test('that are not what was asked for are an error', async () => {
    const sha = await commit();
    const { repository } = await to.github();
    const { sha: id } = (await repository.tree(sha)).get('a/d.rs')!;
    intercept(async (request, proceed) => {
      const reply = await proceed();
      if (request.url.pathname === '/graphql')
        return { status: 502, headers: {}, body: { message: 'Bad Gateway' } };
      if (!request.url.pathname.includes('/git/blobs/')) return reply;
      return { ...reply, body: { ...(reply.body as object), content: 'Zm9v', size: 3 } };
    });
    await expect(repository.blobs([id])).rejects.toThrow(/is not that blob/);
  });
});

interface TreeBody {
  readonly tree: readonly unknown[];
  readonly truncated: boolean;
}

function isTree(body: unknown): body is TreeBody {
  return typeof body === 'object' && body !== null && 'tree' in body && Array.isArray(body.tree);
}

import type { Reply } from '../../src/emulator/http/reply.js';
import { createGitHub } from '../../src/github/octokit.js';
import { createObjectCache } from '../../src/github/octokit-repository.js';
import type { GitHub } from '../../src/github/port.js';
import { waiverKey } from '../../src/github/waiver-marker.js';
import { type Connection, connect, QUICK } from './connect.js';

let to: Connection;
let app: GitHub;
let reader: GitHub;
let number: number;
let head: string;
let stops: (() => void)[] = [];
beforeAll(async () => {
  to = await connect();
  const octokit = await to.octokit();
  const common = { checkName: 'wavegate', cache: createObjectCache(), retry: QUICK };
  const { id: appId, webhookSecret } = to.hub.app;
  app = createGitHub(octokit, 'acme', 'widgets', { ...common, appId, waiverKey: waiverKey(webhookSecret) });
  reader = createGitHub(octokit, 'acme', 'widgets', { ...common, appId: 0 });
  await to.repo.commit({ branch: 'main', parent: null, message: 'x', files: { 'README.md': '# x\n' } });
});
beforeEach(async () => {
  const branch = `b${to.repo.pullRequestNumbers().length}`;
  head = await to.repo.commit({ branch, message: 'y', files: { [`${branch}.txt`]: 'x' } });
  number = await to.repo.openPullRequest({ head: branch });
});
afterEach(() => {
  for (const stop of stops) stop();
  stops = [];
});
afterAll(() => to.hub.close());

/** Gives a waiver as the command does. */
async function give(commentId = 12): Promise<void> {
  const marker = app.waivers.marker(number, {
    target: 'scope',
    digest: 'abcd',
    by: 'mara',
    reason: 'Mine.',
    headSha: head,
    until: null,
    commentId,
  });
  await app.comments.reply(number, `${commentId}-0`, `It is waived.\n\n${marker}`);
}

async function judgeHead(externalId = `wavegate/1/${number}/x`): Promise<void> {
  const output = { title: 't', summary: 's', text: '' };
  await app.checkRuns.create(head, { externalId, output, actions: [] });
}

/** Answers differ from here on: each item of a list of comments is changed. */
function commentsHave(change: object): void {
  const stop = to.hub.intercept(async (request, proceed): Promise<Reply> => {
    const reply = await proceed();
    if (request.method !== 'GET' || !request.url.pathname.endsWith('/comments')) return reply;
    const items = reply.body as object[];
    return { ...reply, body: items.map((item) => ({ ...item, ...change })) };
  });
  stops.push(stop);
}

const asked = () => ({
  headSha: head,
  baseSha: head,
  mergeBaseSha: head,
  baseBranch: 'main',
  defaultBranch: 'main',
  pullRequest: number,
  isWaveBranch: () => true,
});
const targets = async (github: GitHub): Promise<string[] | undefined> =>
  (await github.facts.waivers(asked()))?.map(({ target }) => target);

const integration = (id: number, slug: string) => ({
  performed_via_github_app: { id, slug, node_id: '', client_id: '', owner: null, name: slug },
});

describe('the app', () => {
  test('reads what it gave, and where', async () => {
    await give();
    expect(await app.waivers.of(number)).toMatchObject([
      { target: 'scope', by: 'mara', commentId: 12, url: expect.stringContaining('#issuecomment-') },
    ]);
    expect(await targets(app)).toEqual(['scope']);
  });

  test.each<[string, object, string[]]>([
    ['its own, as GitHub may not name the app', { performed_via_github_app: null }, ['scope']],
    ['not of another app', integration(99_999, 'other'), []],
    ['not of a person', { user: { login: 'mara', type: 'User' } }, []],
    ['not of nobody', { user: null }, []],
  ])('takes %s', async (_, change, expected) => {
    await give();
    commentsHave(change);
    expect(await targets(app)).toEqual(expected);
  });

  test('has none once it was taken back, however often that is done', async () => {
    await give();
    const [waiver] = await app.waivers.of(number);
    for (let n = 0; n < 2; n += 1) await app.waivers.takeBack(waiver!, 'Taken back.');
    expect(await app.waivers.of(number)).toEqual([]);
    expect(await app.comments.replyKeys(number)).toEqual(new Set(['12-0']));
  });

  test('knows of none on a clone', async () => {
    expect(await app.facts.waivers({ ...asked(), pullRequest: null })).toBeNull();
  });
});

describe('a reader without the key', () => {
  test('takes those of the app that judged the head', async () => {
    await give();
    await judgeHead();
    expect(await targets(reader)).toEqual(['scope']);
  });

  test.each<[string, object]>([
    ['was edited', { updated_at: '2036-01-01T00:00:00Z' }],
    ['is of another app', integration(99_999, 'other')],
    ['is of a person', { user: { login: 'wavegate', type: 'User' } }],
  ])('takes none that %s', async (_, change) => {
    await give();
    await judgeHead();
    commentsHave(change);
    expect(await targets(reader)).toEqual([]);
  });

  test('takes none where no run of the app is on the head', async () => {
    await give();
    expect(await targets(reader)).toEqual([]);
    await judgeHead('a-job-of-the-same-name');
    expect(await targets(reader)).toEqual([]);
  });

  test('takes none where it may not see the runs, and fails where GitHub does', async () => {
    await give();
    await judgeHead();
    let status = 403;
    const stop = to.hub.intercept(async (request, proceed) =>
      request.url.pathname.endsWith('/check-runs')
        ? { status, headers: {}, body: { message: 'No.' } }
        : proceed(),
    );
    stops.push(stop);
    expect(await targets(reader)).toEqual([]);
    status = 502;
    await expect(targets(reader)).rejects.toThrow('Could not list the check runs');
  });
});

describe('who may push', () => {
  test.each([
    ['none', false],
    ['read', false],
    ['triage', false],
    ['write', true],
    ['maintain', true],
    ['admin', true],
  ] as const)('%s: %s', async (level, expected) => {
    to.hub.user(`of-${level}`);
    to.repo.setAccess(`of-${level}`, level);
    expect(await app.people.mayWrite(`of-${level}`)).toBe(expected);
  });

  test('nobody whom GitHub does not know', async () => {
    const stop = to.hub.intercept(async (request, proceed) =>
      request.url.pathname.endsWith('/permission')
        ? { status: 404, headers: {}, body: { message: 'Not Found' } }
        : proceed(),
    );
    stops.push(stop);
    expect(await app.people.mayWrite('ghost')).toBe(false);
  });

  test('nobody, while GitHub cannot say', async () => {
    const stop = to.hub.intercept(async (request, proceed) =>
      request.url.pathname.endsWith('/permission')
        ? { status: 500, headers: {}, body: { message: 'Server Error' } }
        : proceed(),
    );
    stops.push(stop);
    await expect(app.people.mayWrite('mara')).rejects.toThrow('Could not ask what mara may do');
  });
});

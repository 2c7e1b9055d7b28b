import { createHmac } from 'node:crypto';
import { client, Inbox, jwt, openPull, type Scene, scene } from './hub.js';

let it: Scene;
let inbox: Inbox;
let number: number;
beforeAll(async () => {
  it = await scene();
  inbox = await Inbox.open();
  number = await openPull(it);
  it.hub.setWebhookUrl(inbox.url);
});
beforeEach(() => {
  inbox.received.length = 0;
  inbox.status = 200;
  it.hub.setDeliverySwitches({ duplicates: 0, delay: 0, reorder: 0, lose: () => false });
});
afterAll(async () => {
  await it.hub.close();
  await inbox.close();
});

const say = (body: string) => it.repo.comment(number, { author: 'mona', body });
const bodies = () => inbox.received.map(({ payload }) => (payload.comment as { body: string }).body);

test('a delivery is signed and says what it is', async () => {
  await say('ünïcode');
  await it.hub.settled();
  const { headers, body } = inbox.received[0]!;
  const expected = createHmac('sha256', it.hub.app.webhookSecret).update(body).digest('hex');
  expect(headers).toMatchObject({
    'x-hub-signature-256': `sha256=${expected}`,
    'x-github-event': 'issue_comment',
    'x-github-delivery': expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    'x-github-hook-installation-target-id': String(it.hub.app.id),
    'x-github-hook-installation-target-type': 'integration',
    'user-agent': expect.stringMatching(/^GitHub-Hookshot\//),
    'content-type': 'application/json',
  });
});

test('a duplicate is the same delivery', async () => {
  it.hub.setDeliverySwitches({ duplicates: 1 });
  await say('twice');
  await it.hub.settled();
  expect(bodies()).toEqual(['twice', 'twice']);
  expect(new Set(inbox.received.map(({ headers }) => headers['x-github-delivery'])).size).toBe(1);
});

test('a lost one never arrives, and is in the log', async () => {
  it.hub.setDeliverySwitches({ lose: (event) => event === 'issue_comment' });
  await say('lost');
  await it.hub.settled();
  expect(inbox.received).toEqual([]);
  expect(it.hub.deliveries.at(-1)).toMatchObject({ event: 'issue_comment', statusCode: 0 });
});

test('held back deliveries arrive newest first', async () => {
  it.hub.setDeliverySwitches({ reorder: 2 });
  await say('one');
  expect(inbox.received).toEqual([]);
  await say('two');
  await it.hub.settled();
  expect(bodies()).toEqual(['two', 'one']);
});

test('a delay holds the answer of settled back', async () => {
  it.hub.setDeliverySwitches({ delay: 60 });
  await say('late');
  expect(inbox.received).toEqual([]);
  await it.hub.settled();
  expect(bodies()).toEqual(['late']);
});

test('a refused delivery is not tried again, and a redelivery keeps its GUID', async () => {
  inbox.status = 500;
  await say('refused');
  await it.hub.settled();
  expect(bodies()).toEqual(['refused']);
  inbox.status = 200;
  const asApp = client(it.hub, jwt(it.hub.app));
  const { data } = await asApp.rest.apps.listWebhookDeliveries();
  expect(data[0]).toMatchObject({ event: 'issue_comment', status_code: 500, redelivery: false });
  await asApp.rest.apps.redeliverWebhookDelivery({ delivery_id: data[0]?.id ?? 0 });
  await it.hub.settled();
  const guids = inbox.received.map(({ headers }) => headers['x-github-delivery']);
  expect(guids).toEqual([data[0]?.guid, data[0]?.guid]);
  const { data: after } = await asApp.rest.apps.listWebhookDeliveries();
  expect(after[0]).toMatchObject({ guid: data[0]?.guid, redelivery: true, status_code: 200 });
});

test('an app that is not there is noted', async () => {
  it.hub.setWebhookUrl('http://127.0.0.1:1/');
  await say('nobody');
  await it.hub.settled();
  expect(it.hub.deliveries.at(-1)).toMatchObject({ statusCode: 0, status: 'failed to connect to host' });
  it.hub.setWebhookUrl(inbox.url);
});

test('no payload breaks the contract', () => {
  const report = it.hub.checker.report();
  expect(report.webhooks).toBeGreaterThan(8);
  expect(report.violations).toEqual([]);
});

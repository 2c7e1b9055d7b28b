import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { sign } from '../../src/app/signature.js';
import { type Stage, stage } from './stage.js';

interface Sample {
  readonly name: string;
  readonly examples: readonly Record<string, unknown>[];
}

/** GitHub's own samples of webhooks, of every event. */
const samples = createRequire(import.meta.url)(
  '@octokit/webhooks-examples/api.github.com/index.json',
) as Sample[];

let on: Stage;
beforeAll(async () => {
  on = await stage();
});
afterAll(() => on.close());

async function deliver(event: string, payload: Record<string, unknown>): Promise<number> {
  const body = JSON.stringify(payload);
  const response = await fetch(`${on.app.url}/api/github/webhooks`, {
    method: 'POST',
    body,
    headers: {
      'x-github-event': event,
      'x-github-delivery': randomUUID(),
      'x-hub-signature-256': sign(on.hub.app.webhookSecret, Buffer.from(body)),
    },
  });
  return response.status;
}

test.each(samples.map(({ name, examples }) => [name, examples] as const))(
  'every sample of %s is taken on, and the app lives on',
  async (event, examples) => {
    for (const payload of examples) {
      expect(await deliver(event, payload)).toBe(202);
      expect(await deliver(event, { ...payload, installation: { id: 99_999 } })).toBe(202);
    }
    await on.settle();
    expect((await fetch(`${on.app.url}/healthz`)).status).toBe(200);
    expect(on.log()).not.toContain('could not be worked on');
  },
);

import { generateKeyPairSync } from 'node:crypto';
import { Writable } from 'node:stream';
import { createLog, libraryLog, redact } from '../../src/app/log.js';

function recorded() {
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk, _, done) {
      lines.push(String(chunk));
      done();
    },
  });
  return { log: createLog('trace', stream), text: () => lines.join('') };
}

const TOKEN = `ghs_${'a1B2'.repeat(9)}`;
const JWT = 'eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOjEyM30.c2lnbmF0dXJlLXNpZ25hdHVyZQ';
const KEY = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
}).privateKey.trim();

describe('the log', () => {
  test.each([
    ['an installation token', TOKEN],
    ['a JSON web token', JWT],
    ['a private key', KEY],
    ['a fine-grained token', `github_pat_${'x'.repeat(30)}`],
  ])('redacts %s in a text', (_, secret) => {
    expect(redact(`before ${secret} after`)).toBe('before [redacted] after');
  });

  test('keeps of an error its name, message, status and causes, not its request, response or event', () => {
    const { log, text } = recorded();
    const cause = Object.assign(new Error(`bad ${TOKEN}`), {
      status: 502,
      request: { headers: { authorization: `token ${TOKEN}` }, body: { body: 'WEBHOOK BODY' } },
      response: { data: 'WEBHOOK BODY' },
    });
    const error = Object.assign(new Error('outer', { cause }), { event: { payload: 'WEBHOOK BODY' } });
    log.error({ err: error }, 'failed');
    log.error(error);
    expect(text()).toContain('"status":502');
    expect(text()).toContain('bad [redacted]');
    expect(text()).not.toContain('WEBHOOK BODY');
    expect(text()).not.toContain(TOKEN);
  });

  test('passes none of the events and bodies on that libraries log', () => {
    const { log, text } = recorded();
    const library = libraryLog(log);
    library.debug({ event: { payload: 'WEBHOOK BODY' } }, 'Webhook received');
    library.child({ name: 'octokit' }).debug({ body: 'WEBHOOK BODY' }, 'GitHub request');
    library.warn({ event: { payload: 'WEBHOOK BODY' } }, 'noted');
    library.error(Object.assign(new Error('x'), { event: { payload: 'WEBHOOK BODY' } }));
    library
      .child({ name: 'event' })
      .error(Object.assign(new Error('y'), { event: { payload: 'WEBHOOK BODY' } }));
    expect(text()).toContain('noted');
    expect(text()).not.toContain('WEBHOOK BODY');
  });
});

import { createServer, type Server } from 'node:http';
import { sign } from '../../src/app/signature.js';
import { restDescription, type Schema, webhookDescription } from '../../src/contract/description.js';
import { RouteTable } from '../../src/contract/route-table.js';
import type { Interceptor } from '../../src/emulator/index.js';

/** JSON Schema with the keywords by which it says what may be left out. */
type Described = Schema & {
  readonly required?: readonly string[];
  readonly type?: string | readonly string[];
};

/** What a description lets GitHub leave out and GitHub never does, or what the scene is about. */
const ALWAYS: ReadonlySet<string> = new Set(
  [
    'base body changes draft files identifier patch pull_request requested_action slug title installation',
    'auto_merge completed_at conclusion external_id merge_commit_sha merged_at repo started_at user',
  ].flatMap((names) => names.split(' ')),
);

class Sparse {
  constructor(private readonly schemas: Readonly<Record<string, Described>>) {}

  /** The value with all that its schema lets be missing left out, and all that may be `null` so. */
  of(schema: Described, value: unknown): unknown {
    const whole = this.alternatives(schema);
    if (Array.isArray(value)) {
      const items = { anyOf: whole.flatMap(({ items }) => items ?? []) };
      return value.map((item) => this.of(items, item));
    }
    if (typeof value !== 'object' || value === null) return value;
    const objects = whole.filter(({ properties }) => properties !== undefined);
    if (objects.length === 0) return value;
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, inner]) => {
        const schemas = objects.flatMap(({ properties }) => properties?.[key] ?? []);
        const isKept = ALWAYS.has(key);
        if (!isKept && !objects.some(({ required }) => required?.includes(key))) return [];
        if (!isKept && schemas.some((one) => this.mayBeNull(one))) return [[key, null]];
        return [[key, this.of({ anyOf: schemas }, inner)]];
      }),
    );
  }

  private mayBeNull(schema: Described): boolean {
    return this.alternatives(schema).some(({ type }) => [type].flat().includes('null'));
  }

  private alternatives(schema: Described): Described[] {
    const name = schema.$ref?.slice('#/components/schemas/'.length);
    const whole = name === undefined ? schema : (this.schemas[name] ?? {});
    const parts = [...(whole.allOf ?? []), ...(whole.anyOf ?? []), ...(whole.oneOf ?? [])];
    return [whole, ...parts.flatMap((part) => this.alternatives(part))];
  }
}

/** Leaves out of answers and their headers what GitHub's description does not promise. */
export function sparseAnswers(): Interceptor {
  const description = restDescription();
  const table = new RouteTable(description.operations);
  const sparse = new Sparse(description.components.schemas);
  return async ({ method, url }, proceed) => {
    const reply = await proceed();
    const schema = table.match(method, url.pathname)?.route.responses[String(reply.status)];
    if (!schema || reply.body === undefined || reply.body instanceof Uint8Array) return reply;
    const body = sparse.of(schema, JSON.parse(JSON.stringify(reply.body)));
    return { ...reply, headers: { 'content-type': 'application/json; charset=utf-8' }, body };
  };
}

/** Hands webhooks on, without what GitHub's description does not promise. */
export async function sparseWebhooks(
  target: string,
  secret: string,
): Promise<{ url: string; server: Server }> {
  const description = webhookDescription();
  const sparse = new Sparse(description.components.schemas);
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
      const payload = JSON.parse(Buffer.concat(chunks).toString()) as { readonly action?: string };
      const event = String(request.headers['x-github-event']);
      const name = (payload.action === undefined ? event : `${event}-${payload.action}`).replaceAll('_', '-');
      const body = JSON.stringify(sparse.of(description.events[name] ?? {}, payload));
      const answer = await fetch(target, {
        method: 'POST',
        body,
        headers: {
          'x-github-event': event,
          'x-github-delivery': String(request.headers['x-github-delivery']),
          'x-hub-signature-256': sign(secret, Buffer.from(body)),
        },
      });
      response.writeHead(answer.status).end();
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/`, server };
}

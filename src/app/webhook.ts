import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Deliveries } from './deliveries.js';
import { isSigned } from './signature.js';

/** "Payloads are capped at 25 MB": GitHub never sends more. */
export const MOST_BODY_BYTES = 25 * 1024 * 1024;

export interface Delivery {
  readonly id: string;
  readonly event: string;
  readonly payload: Record<string, unknown>;
}

export interface WebhookOptions {
  readonly secret: string;
  readonly deliveries: Deliveries;
  readonly log: Logger;
  /** Takes the delivery on; the answer does not wait for it. */
  accept(delivery: Delivery): void;
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Answers one webhook: verified before it is parsed, answered before it is worked on. */
export async function receiveWebhook(
  request: IncomingMessage,
  response: ServerResponse,
  options: WebhookOptions,
): Promise<void> {
  const { status, text } = await answerTo(request, options);
  if (status === 413) response.setHeader('connection', 'close');
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}

async function answerTo(request: IncomingMessage, options: WebhookOptions): Promise<Answer> {
  const id = header(request, 'x-github-delivery');
  const event = header(request, 'x-github-event');
  const refuse = (status: number, text: string): Answer => {
    options.log.warn({ delivery: id, event, status }, `webhook refused: ${text}`);
    return { status, text };
  };
  const body = await readBody(request);
  if (body === null) return refuse(413, 'the body is larger than 25 MB');
  if (!isSigned(options.secret, body, header(request, 'x-hub-signature-256'))) {
    return refuse(401, 'the signature is missing or wrong: is the webhook secret the same on both sides?');
  }
  if (id === undefined || event === undefined)
    return refuse(400, 'X-GitHub-Delivery or X-GitHub-Event is missing');
  const payload = parseObject(body);
  if (payload === null) {
    return refuse(400, 'the body is no JSON object: set the webhook’s content type to application/json');
  }
  if (!options.deliveries.admit(id)) return { status: 202, text: 'already taken on' };
  options.accept({ id, event, payload });
  return { status: 202, text: 'taken on' };
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The raw body; `null` when it is too large, and then the rest is not read. */
async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  if (Number(request.headers['content-length'] ?? 0) > MOST_BODY_BYTES) return null;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > MOST_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parseObject(body: Buffer): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

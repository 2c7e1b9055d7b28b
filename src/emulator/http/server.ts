import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HttpError } from './errors.js';
import type { Reply } from './reply.js';

/** A request whole in memory. */
export interface RawRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** Answers requests; gives `null` for what is another responder's. */
export type Responder = (request: RawRequest) => Promise<Reply | null>;

/** Takes a request over before its body is read, and says whether it did: git streams its bodies. */
export type StreamResponder = (request: IncomingMessage, response: ServerResponse, url: URL) => boolean;

export async function listen(
  port: number,
  stream: StreamResponder,
  responders: readonly Responder[],
): Promise<Server> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`);
    if (stream(request, response, url)) return;
    answer(request, url, responders).then(
      (reply) => send(request, response, reply),
      (error: unknown) => {
        response.destroy(error instanceof Error ? error : undefined);
      },
    );
  });
  // GitHub keeps idle connections for longer than Node's 5 s, which a slow evaluation would just meet.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}

export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

async function answer(request: IncomingMessage, url: URL, responders: readonly Responder[]): Promise<Reply> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const raw = { method: request.method ?? 'GET', url, headers: request.headers, body: Buffer.concat(chunks) };
  for (const responder of responders) {
    const reply = await responder(raw);
    if (reply !== null) return reply;
  }
  return errorReply(new HttpError(404, 'Not Found'));
}

export function errorReply(error: unknown): Reply {
  if (error instanceof HttpError) return { status: error.status, headers: error.headers, body: error.body };
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { status: 500, headers: {}, body: { message: 'Server Error', emulator_error: message } };
}

/** A reply with this status closes the connection without an answer. */
export const NO_ANSWER = 0;

function send(request: IncomingMessage, response: ServerResponse, reply: Reply): void {
  if (reply.status === NO_ANSWER) {
    request.socket.destroy();
    return;
  }
  const raw = reply.body instanceof Uint8Array;
  const body = raw ? Buffer.from(reply.body as Uint8Array) : jsonBytes(reply.body);
  const headers: Record<string, string> = {
    server: 'github.com',
    ...(body.length === 0 ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    ...reply.headers,
  };
  if (request.method === 'GET' && reply.status === 200) {
    headers.etag = `W/"${createHash('sha256').update(body).digest('hex')}"`;
    if (request.headers['if-none-match'] === headers.etag) {
      response.writeHead(304, headers).end();
      return;
    }
  }
  response.writeHead(reply.status, { ...headers, 'content-length': String(body.length) });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function jsonBytes(body: unknown): Buffer {
  return body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(body));
}

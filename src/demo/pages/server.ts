import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NotPossible } from '../not-possible.js';
import { html } from './html.js';
import { page } from './layout.js';
import { type Answer, type Routes, readForm } from './routes.js';

/** Serves the pages to this machine alone. */
export interface PagesServer {
  readonly url: string;
  close(): Promise<void>;
}

/** @param port 0 takes any free one. @throws Error when the port is taken. */
export async function servePages(routes: Routes, repository: string, port: number): Promise<PagesServer> {
  const server = createServer((request, response) => {
    void handle(routes, repository, request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${taken}/`, close: () => closed(server) };
}

async function handle(
  routes: Routes,
  repository: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (!isLocal(request)) {
      send(response, 403, 'text/plain', 'Only this machine may ask.');
      return;
    }
    const form = request.method === 'POST' ? await readForm(request) : null;
    const answer = await routes(url, form);
    answerWith(response, url, repository, answer);
  } catch (error) {
    const { status, message } = explain(error);
    send(response, status, 'text/html', page('Sorry', repository, '', html`<h1>Sorry</h1><p>${message}</p>`));
  }
}

function explain(error: unknown): { readonly status: number; readonly message: string } {
  if (error instanceof NotPossible) return { status: 400, message: error.message };
  const missing = error instanceof Error && 'status' in error && error.status === 404;
  if (missing) return { status: 404, message: 'There is no such pull request, check run or file.' };
  return { status: 500, message: `This page could not be made: ${String(error)}` };
}

/** A page of elsewhere could have its name point to this machine: such a request names that page's host. */
function isLocal(request: IncomingMessage): boolean {
  const host = /^(.*?)(?::\d+)?$/.exec(request.headers.host ?? '')?.[1];
  const origin = request.headers.origin;
  const sameOrigin = origin === undefined || origin === `http://${request.headers.host}`;
  return (host === '127.0.0.1' || host === 'localhost') && sameOrigin;
}

function answerWith(response: ServerResponse, url: URL, repository: string, answer: Answer): void {
  if ('redirect' in answer) {
    response.writeHead(303, { location: answer.redirect }).end();
    return;
  }
  const version = answer.still === true ? '' : createHash('sha1').update(answer.content.text).digest('hex');
  if (url.searchParams.has('version')) {
    send(response, 200, 'text/plain', version);
    return;
  }
  send(response, answer.status ?? 200, 'text/html', page(answer.title, repository, version, answer.content));
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'cache-control': 'no-store',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; form-action 'self'; img-src data:",
    'x-content-type-options': 'nosniff',
  });
  response.end(body);
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

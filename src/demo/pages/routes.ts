import type { IncomingMessage } from 'node:http';
import type { Actions } from '../actions.js';
import { NotPossible } from '../not-possible.js';
import type { Reader } from '../reader.js';
import { blobPage } from './blob.js';
import { checkRunPage } from './checks.js';
import { chooseFilePage, editPage } from './edit.js';
import { type Html, html } from './html.js';
import { issueList, issuePage } from './issue.js';
import { listPage } from './list.js';
import { pullRequestPage } from './pull.js';

export type Answer =
  | { readonly title: string; readonly content: Html; readonly status?: number; readonly still?: boolean }
  | { readonly redirect: string };

export type Routes = (url: URL, form: URLSearchParams | null) => Promise<Answer>;

type Handler = (ids: readonly string[], url: URL, form: URLSearchParams) => Promise<Answer>;

/** A form's bytes: a file of the demo's workspace is far smaller. */
const FORM_LIMIT = 8 << 20;

/** Links that the app writes into check runs begin with the repository, as on GitHub; those of the pages do not. */
const REPOSITORY = /^\/[^/]+\/[^/]+(?=\/(?:pull|issues|blob)\/)/;

/** Which page or action answers which address. */
export function routesOf(reader: Reader, actions: Actions): Routes {
  const gets: readonly [RegExp, Handler][] = [
    [/^\/$/, () => front(reader)],
    [/^\/issues\/(\d+)$/, ([number]) => issue(reader, Number(number))],
    [/^\/pull\/(\d+)$/, ([number]) => pullRequest(reader, Number(number))],
    [/^\/pull\/(\d+)\/checks\/(\d+)$/, ([number, run]) => checkRun(reader, Number(number), Number(run))],
    [
      /^\/pull\/(\d+)\/edit$/,
      ([number], url) => edit(reader, actions, Number(number), url.searchParams.get('path')),
    ],
    [
      /^\/blob\/([0-9a-f]{40})\/(.+)$/,
      ([sha = '', path = '']) => blob(reader, sha, decodeURIComponent(path)),
    ],
  ];
  const posts: readonly [RegExp, Handler][] = [
    [/^\/pull\/(\d+)\/comment$/, ([number], _url, form) => comment(actions, Number(number), form)],
    [/^\/pull\/(\d+)\/checks\/(\d+)\/rerun$/, ([number, run]) => rerun(actions, Number(number), Number(run))],
    [/^\/pull\/(\d+)\/edit$/, ([number], _url, form) => commit(reader, actions, Number(number), form)],
    [/^\/pull\/(\d+)\/merge$/, ([number], _url, form) => merge(actions, Number(number), form)],
  ];
  return async (url, form) => {
    const path = url.pathname.replace(REPOSITORY, '');
    for (const [pattern, handler] of form === null ? gets : posts) {
      const ids = pattern.exec(path)?.slice(1);
      if (ids !== undefined) return handler(ids, url, form ?? new URLSearchParams());
    }
    const content = html`<h1>Not found</h1><p><a href="/">All pull requests</a></p>`;
    return { title: 'Not found', status: 404, content };
  };
}

async function blob(reader: Reader, sha: string, path: string): Promise<Answer> {
  return { title: path, still: true, content: blobPage(path, sha, await reader.file(sha, path)) };
}

async function comment(actions: Actions, number: number, form: URLSearchParams): Promise<Answer> {
  await actions.comment(number, required(form, 'body'));
  return { redirect: `/pull/${number}` };
}

async function rerun(actions: Actions, number: number, run: number): Promise<Answer> {
  await actions.rerun(run);
  return { redirect: `/pull/${number}` };
}

async function merge(actions: Actions, number: number, form: URLSearchParams): Promise<Answer> {
  await actions.merge(number, required(form, 'method'), form.has('auto'));
  return { redirect: `/pull/${number}` };
}

async function front(reader: Reader): Promise<Answer> {
  const [pulls, issues] = await Promise.all([reader.list(), reader.issues()]);
  return { title: 'Pull requests', content: html`${listPage(pulls)}${issueList(issues)}` };
}

async function issue(reader: Reader, number: number): Promise<Answer> {
  const view = await reader.issue(number);
  return { title: `${view.title} #${number}`, content: issuePage(view) };
}

async function pullRequest(reader: Reader, number: number): Promise<Answer> {
  const view = await reader.pullRequest(number);
  return { title: `${view.title} #${number}`, content: pullRequestPage(view) };
}

async function checkRun(reader: Reader, number: number, id: number): Promise<Answer> {
  const run = await reader.checkRun(id);
  return { title: run.title, content: checkRunPage(number, run) };
}

async function edit(reader: Reader, actions: Actions, number: number, path: string | null): Promise<Answer> {
  const view = await reader.pullRequest(number);
  if (path === null)
    return { title: 'Edit', still: true, content: chooseFilePage(view, await actions.paths(view)) };
  return {
    title: `Edit ${path}`,
    still: true,
    content: editPage(view, { path, text: await actions.read(view, path) }),
  };
}

async function commit(
  reader: Reader,
  actions: Actions,
  number: number,
  form: URLSearchParams,
): Promise<Answer> {
  const view = await reader.pullRequest(number);
  const path = required(form, 'path');
  // Forms send every line end as CRLF.
  const text = (form.get('text') ?? '').replaceAll('\r\n', '\n');
  try {
    await actions.commit(view, path, text, required(form, 'message'));
    return { redirect: `/pull/${number}` };
  } catch (error) {
    if (!(error instanceof NotPossible)) throw error;
    return {
      title: `Edit ${path}`,
      still: true,
      status: 400,
      content: editPage(view, { path, text, mistake: error.message }),
    };
  }
}

function required(form: URLSearchParams, name: string): string {
  const value = form.get(name)?.trim() ?? '';
  if (value === '') throw new NotPossible(`The form's field ${name} is empty.`);
  return value;
}

export async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > FORM_LIMIT) throw new NotPossible('The form is too large: push from a clone.');
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}

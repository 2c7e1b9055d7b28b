import type { Emulator } from './emulator.js';
import { FAULTS } from './faults.js';
import { HttpError, notFound } from './http/errors.js';
import { Fields, isJson } from './http/fields.js';
import { noContent, ok, type Reply } from './http/reply.js';
import { errorReply, type RawRequest, type Responder } from './http/server.js';
import type { AccessLevel } from './model.js';
import type { RepositoryHandle } from './repository-handle.js';

/** Where the emulator is steered over HTTP, by what GitHub's API has no word for. */
const PREFIX = '/_emulator/';

const LEVELS = [
  'none',
  'read',
  'triage',
  'write',
  'maintain',
  'admin',
] as const satisfies readonly AccessLevel[];

/** What a CI system may say; anything else stays unsaid. */
const REPORTS = ['success', 'failure', 'neutral', 'skipped', 'in_progress'] as const;

type Action = (emulator: Emulator, body: Fields) => Promise<Reply> | Reply;

function repositoryOf(emulator: Emulator, body: Fields): RepositoryHandle {
  const [owner = '', name = ''] = body.text('repository').split('/');
  const repository = emulator.repository(owner, name);
  if (repository === null) throw notFound();
  return repository;
}

function isSet(body: Fields, name: string): boolean {
  return body.raw[name] !== undefined && body.raw[name] !== null;
}

/** By method and path below the prefix. Bodies are JSON; `repository` is `owner/name`. */
const ACTIONS: Readonly<Record<string, Action>> = {
  'GET app': (emulator) => ok({ ...emulator.app }),
  'GET contract': (emulator) => ok(emulator.checker.report()),
  'POST webhook': (emulator, body) => {
    emulator.setWebhookUrl(body.textOr('url') ?? null);
    return noContent();
  },
  'POST html-url': (emulator, body) => {
    emulator.setHtmlUrl(body.text('url'));
    return noContent();
  },
  'POST repositories': async (emulator, body) => {
    const repository = await emulator.createRepository({
      owner: body.text('owner'),
      name: body.text('name'),
      ...(isSet(body, 'default_branch') ? { defaultBranch: body.text('default_branch') } : {}),
      ...(isSet(body, 'clone_from') ? { cloneFrom: body.text('clone_from') } : {}),
      private: body.flag('private', false),
      install: body.flag('install', true),
    });
    return { ...ok({ full_name: repository.fullName, clone_url: repository.cloneUrl }), status: 201 };
  },
  'POST users': (emulator, body) => {
    const permission = body.oneOf('permission', LEVELS);
    const login = body.text('login');
    const token = emulator.user(login, permission === undefined ? {} : { permission });
    return { ...ok({ login, token }), status: 201 };
  },
  'POST access': (emulator, body) => {
    const level = body.oneOf('permission', LEVELS) ?? 'read';
    repositoryOf(emulator, body).setAccess(body.text('login'), level);
    return noContent();
  },
  'POST checks': async (emulator, body) => {
    const repository = repositoryOf(emulator, body);
    const sha = body.text('sha');
    for (const [name, said] of Object.entries(body.object('checks')?.raw ?? {})) {
      const state = REPORTS.find((one) => one === said);
      if (state === undefined) continue;
      await repository.reportCheck({
        sha,
        name,
        ...(state === 'in_progress' ? { status: state } : { conclusion: state }),
      });
    }
    return noContent();
  },
  'POST apps': (emulator, body) => {
    const repository = repositoryOf(emulator, body);
    const app = emulator.createApp({ slug: body.text('slug'), events: [] });
    emulator.install(app, repository);
    return {
      ...ok({ id: app.id, slug: app.slug, token: emulator.installationToken(app, repository) }),
      status: 201,
    };
  },
  'POST protection': (emulator, body) => {
    repositoryOf(emulator, body).protect(body.text('branch'), body.texts('checks') ?? []);
    return noContent();
  },
  'POST auto-merge': (emulator, body) => {
    repositoryOf(emulator, body).allowAutoMerge(body.flag('allowed', true));
    return noContent();
  },
  'POST requested-action': async (emulator, body) => {
    const repository = repositoryOf(emulator, body);
    await repository.requestAction(body.integer('check_run'), body.text('identifier'), body.textOr('by'));
    return noContent();
  },
  'POST draft': async (emulator, body) => {
    const repository = repositoryOf(emulator, body);
    await repository.setDraft(body.integer('number'), body.flag('draft', false), body.textOr('by'));
    return noContent();
  },
  'POST switches': (emulator, body) => {
    const lost = body.texts('lose');
    emulator.setDeliverySwitches({
      ...(isSet(body, 'duplicates') ? { duplicates: body.integer('duplicates') } : {}),
      ...(isSet(body, 'delay') ? { delay: body.integer('delay') } : {}),
      ...(isSet(body, 'reorder') ? { reorder: body.integer('reorder') } : {}),
      ...(lost === undefined ? {} : { lose: (event: string) => lost.includes(event) }),
    });
    return noContent();
  },
  'POST faults': (emulator, body) => {
    const fault = body.oneOf('fault', FAULTS);
    if (fault === undefined) throw new HttpError(422, `There are these faults: ${FAULTS.join(', ')}.`);
    emulator.fault({
      fault,
      ...(isSet(body, 'times') ? { times: body.integer('times') } : {}),
      ...(isSet(body, 'after') ? { after: body.integer('after') } : {}),
      ...(isSet(body, 'method') ? { method: body.text('method') } : {}),
      ...(isSet(body, 'path') ? { path: body.text('path') } : {}),
    });
    return noContent();
  },
  'DELETE faults': (emulator) => {
    emulator.clearFaults();
    return noContent();
  },
  'POST expire-tokens': (emulator) => {
    emulator.expireTokens();
    return noContent();
  },
  'POST settled': async (emulator) => {
    await emulator.settled();
    return noContent();
  },
};

/** Answers what lies below `/_emulator/`; the rest is GitHub's. */
export function controlResponder(emulator: () => Emulator): Responder {
  return async (request) => {
    if (!request.url.pathname.startsWith(PREFIX)) return null;
    try {
      const name = `${request.method} ${request.url.pathname.slice(PREFIX.length)}`;
      const action = ACTIONS[name];
      if (action === undefined) throw new HttpError(404, `The emulator has no control ${name}.`);
      return await action(emulator(), new Fields(readBody(request)));
    } catch (error) {
      return errorReply(error);
    }
  };
}

function readBody({ body }: RawRequest): Record<string, unknown> {
  if (body.length === 0) return {};
  const value: unknown = JSON.parse(body.toString());
  if (!isJson(value)) throw new HttpError(400, 'The body must be a JSON object.');
  return value;
}

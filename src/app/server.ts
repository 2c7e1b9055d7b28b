import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Probot } from 'probot';
import { createChildAnalyzer } from '../analysis/host.js';
import { createRememberingAnalyzer } from '../analysis/remembering.js';
import { isUnknownInstallation } from '../github/errors.js';
import { createHistoryCache } from '../github/history-cache.js';
import { createGitHub } from '../github/octokit.js';
import { accountOf, installationsOf, repositoriesOf } from '../github/octokit-installations.js';
import { createObjectCache } from '../github/octokit-repository.js';
import { DEFAULT_RETRY } from '../github/retry.js';
import { waiverKey } from '../github/waiver-marker.js';
import { loadShipped } from '../program/shipped.js';
import { createTrends } from './board-trend.js';
import { type Boards, createBoards } from './boards.js';
import { CHECK_NAME } from './check-run-life.js';
import { createRateLimit } from './commands/rate-limit.js';
import { Deliveries } from './deliveries.js';
import { createEvaluations } from './evaluations.js';
import type { AllHandlerTools, Reconciler, RepositoryRef } from './handlers/handler.js';
import { registerHandlers } from './handlers/index.js';
import { createLog } from './log.js';
import type { AppOptions, RunningApp } from './options.js';
import { createProbot } from './probot.js';
import { createPrograms } from './programs.js';
import { proposalThread } from './proposal-thread.js';
import { createReconciler } from './reconcile.js';
import { reconcileRepository } from './reconcile-repository.js';
import { type Delivery, receiveWebhook, type WebhookOptions } from './webhook.js';

type Received = Parameters<Probot['webhooks']['receive']>[0];

const CONCURRENCY = 4;

/** Half a minute, two and ten: then reconciling finds it, or the next event. In milliseconds. */
const WHEN_LOST = [30_000, 120_000, 600_000];

/**
 * Starts the app: a server for webhooks, and behind it the evaluations that they ask for.
 * @throws when the port cannot be listened on or the private key is none.
 */
export async function startApp(options: AppOptions): Promise<RunningApp> {
  const log = options.log ?? createLog('info');
  const analyzer = options.analyzer ?? createRememberingAnalyzer(createChildAnalyzer());
  const probot = await createProbot(options, log);
  const tools = createTools(options, probot, analyzer, log);
  registerHandlers(probot, tools);
  const { reconciler } = tools;
  const deliveries = new Deliveries();
  const handling = new Set<Promise<void>>();
  const accept = (delivery: Delivery): void => {
    const work = dispatch(probot, delivery, log).then((done) => {
      if (!done) {
        deliveries.forget(delivery.id);
        lookAgain(delivery, reconciler);
      }
      handling.delete(work);
    });
    handling.add(work);
  };
  const webhooks = { secret: options.webhookSecret, deliveries, log, accept };
  const server = createServer((request, response) => {
    void answer(request, response, options.webhookPath, webhooks);
  });
  const url = await listen(server, options);
  log.info({ url, api: options.apiUrl }, 'listening');
  void reconciler.start();

  async function idle(): Promise<void> {
    do {
      await reconciler.underWay();
      await Promise.all(handling);
      await tools.evaluations.idle();
      await tools.boards.idle();
    } while (handling.size > 0);
  }

  return {
    url,
    idle,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      await closed;
      reconciler.stop();
      await idle();
      tools.evaluations.stop();
      await analyzer.close();
    },
  };
}

function createTools(
  options: AppOptions,
  probot: Probot,
  analyzer: NonNullable<AppOptions['analyzer']>,
  log: Logger,
): AllHandlerTools & { readonly boards: Boards } {
  const cache = createObjectCache();
  const history = createHistoryCache();
  const programs = createPrograms(loadShipped());
  const now = options.now ?? (() => new Date().toISOString());
  const retry = options.retry ?? DEFAULT_RETRY;
  const key = waiverKey(options.webhookSecret);
  const login = onceKnown(async () => accountOf(await probot.auth(), retry));
  const connect = async ({ installationId, owner, repo }: RepositoryRef) => {
    const octokit = await probot.auth(installationId);
    return createGitHub(octokit, owner, repo, {
      appId: options.appId,
      checkName: CHECK_NAME,
      cache,
      history,
      retry,
      waiverKey: key,
      login,
    });
  };
  const judging = { programs, analyzer, readProposal: proposalThread(), now };
  const boards = createBoards({ tools: { ...judging, trends: createTrends() }, log, connect });
  const evaluations = createEvaluations({
    tools: judging,
    log,
    connect,
    concurrency: options.concurrency ?? CONCURRENCY,
    whenLost: options.whenLost ?? WHEN_LOST,
    onProgress: (work) => boards.submit(work),
  });
  const limit = createRateLimit(now);
  const answering = new Set<number>();
  const tools = {
    appId: options.appId,
    log,
    evaluations,
    boards,
    programs,
    judging,
    limit,
    answering,
    connect,
  };
  const retried = new Set<number>();
  const reconciler = createReconciler({
    log,
    every: options.reconcileEvery ?? null,
    installations: async () => installationsOf(await probot.auth(), retry),
    repositories: async (id) => repositoriesOf(await probot.auth(id), retry),
    reconcile: (where, defaultBranch) => reconcileRepository(where, defaultBranch, { ...tools, retried }),
  });
  return { ...tools, boards, reconciler };
}

/** Asks until it is answered, and then never again. */
function onceKnown<T>(ask: () => Promise<T>): () => Promise<T> {
  let known: Promise<T> | null = null;
  return () => {
    known ??= ask().catch((error: unknown) => {
      known = null;
      throw error;
    });
    return known;
  };
}

/** What an event asked for and did not get is looked for a while later. */
function lookAgain({ payload }: Delivery, reconciler: Reconciler): void {
  const { installation } = payload;
  const id: unknown =
    typeof installation === 'object' && installation !== null ? Reflect.get(installation, 'id') : undefined;
  if (typeof id === 'number') reconciler.soon(id);
}

/**
 * Hands a delivery to its handlers and says whether all went well. What went wrong is logged and ends there: the app
 * lives on, and the delivery may come again.
 */
async function dispatch(probot: Probot, { id, event, payload }: Delivery, log: Logger): Promise<boolean> {
  log.debug({ delivery: id, event }, 'webhook');
  try {
    await probot.webhooks.receive({ id, name: event, payload } as Received);
    return true;
  } catch (err) {
    const errors: unknown[] = err instanceof AggregateError ? err.errors : [err];
    if (errors.every(isUnknownInstallation)) log.warn({ err, delivery: id, event }, 'unknown installation');
    else log.error({ err, delivery: id, event }, 'webhook could not be worked on');
    return false;
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  webhookPath: string,
  webhooks: WebhookOptions,
): Promise<void> {
  const path = (request.url ?? '/').split('?')[0];
  try {
    if (request.method === 'POST' && path === webhookPath) await receiveWebhook(request, response, webhooks);
    else if (request.method === 'GET' && path === '/healthz') response.writeHead(200).end('ok\n');
    else response.writeHead(404).end('not found\n');
  } catch (err) {
    webhooks.log.warn({ err }, 'request broke off');
    response.destroy();
  }
}

function listen(server: Server, { host, port }: AppOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address();
      const actual = typeof address === 'object' && address !== null ? address.port : port;
      const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
      resolve(`http://${name.includes(':') ? `[${name}]` : name}:${actual}`);
    });
  });
}

import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContractChecker } from '../contract/checker.js';
import { Background } from './background.js';
import { controlResponder } from './control.js';
import { mergeLater } from './domain/auto-merging.js';
import { credentialsOf, Emulator } from './emulator.js';
import { HttpError } from './http/errors.js';
import { gitOverHttp } from './http/git-http.js';
import { createPipeline } from './http/pipeline.js';
import { listen, portOf } from './http/server.js';
import type { EmulatorOptions } from './options.js';
import { restRoutes } from './rest/routes.js';
import { State } from './state.js';
import { Webhooks } from './webhooks/webhooks.js';
import type { World } from './world.js';

/**
 * Starts a GitHub on loopback, in this process.
 * @throws when the port is taken or the folder cannot be written.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const temporary = options.dir === undefined;
  const dir = options.dir ?? (await mkdtemp(join(tmpdir(), 'github-emulator-')));
  await mkdir(dir, { recursive: true });
  const contract = options.contract ?? 'strict';
  const state = new State(options.now ?? Date.now);
  const checker = new ContractChecker();
  const webhooks = new Webhooks(state, (event, payload) => {
    if (contract !== 'off') checker.webhook(event, payload);
  });
  const world: World = {
    state,
    dir,
    webhooks,
    background: new Background(),
    changed: (repo) => mergeLater(world, repo),
    url: '',
    htmlUrl: '',
  };
  const pipeline = createPipeline(world, restRoutes, checker, contract);
  let started: Emulator | null = null;
  const control = controlResponder(() => {
    if (started === null) throw new HttpError(503, 'The emulator is still starting.');
    return started;
  });
  const server = await listen(options.port ?? 0, gitOverHttp(world), [control, pipeline.respond]);
  world.url = `http://127.0.0.1:${portOf(server)}`;
  world.htmlUrl = (options.htmlUrl ?? world.url).replace(/\/$/, '');
  const app = credentialsOf(world, options.app ?? {});
  started = new Emulator({ world, server, pipeline, checker, app, temporary });
  return started;
}

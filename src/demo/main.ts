import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Actions } from './actions.js';
import { Cleanup } from './cleanup.js';
import { type DemoOptions, readOptions } from './options.js';
import { routesOf } from './pages/routes.js';
import { servePages } from './pages/server.js';
import { choose, playAll } from './play.js';
import { Reader } from './reader.js';
import { loadTable } from './scenario.js';
import { type StartedSite, startSite } from './start-site.js';
import { Terminal } from './terminal.js';

const terminal = new Terminal(
  (text) => process.stdout.write(text),
  process.stdout.isTTY === true && process.env.NO_COLOR === undefined,
);
const cleanup = new Cleanup();
process.once('uncaughtException', (error) => {
  process.stderr.write(`The demo broke: ${error.stack ?? error.message}\n`);
  void cleanup.run().finally(() => process.exit(2));
});
process.exitCode = await run(readOptions(process.argv.slice(2)));

async function run(options: DemoOptions): Promise<number> {
  const interrupted = signalled();
  try {
    const played = await Promise.race([play(options), interrupted]);
    if (played === undefined) return 130;
    if (played.pages !== null) {
      invite(played.pages);
      await Promise.race([interrupted, played.site.lost]);
    }
    return played.asExpected ? 0 : 1;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`The demo could not go on: ${message}\n`);
    return 2;
  } finally {
    await cleanup.run();
  }
}

interface Played {
  readonly site: StartedSite;
  /** The pages' address; `null` when they are not served. */
  readonly pages: string | null;
  readonly asExpected: boolean;
}

async function play(options: DemoOptions): Promise<Played> {
  const scenarios = choose(loadTable().scenarios, options.only);
  const folder = await folderOf(options);
  terminal.line('Starting a stand-in for GitHub, and the app on it …');
  const site = await startSite(folder, cleanup, options.faults);
  const pages = options.once ? null : await serve(site, folder, options.port);
  const playing = playAll(scenarios, site, join(folder, 'clones'), terminal);
  const { asExpected } = await Promise.race([playing, site.lost]);
  return { site, pages, asExpected };
}

/** @returns the pages' address; links that the app writes into check runs lead there. */
async function serve(site: StartedSite, folder: string, port: number): Promise<string> {
  const routes = routesOf(new Reader(site), new Actions(site, folder));
  const pages = await servePages(routes, `${site.owner}/${site.repo}`, port);
  cleanup.add(() => pages.close());
  await site.setPages(pages.url);
  return pages.url;
}

function invite(pages: string): void {
  terminal.line();
  terminal.line(`Play with them in a browser: ${pages}`);
  terminal.line('Ctrl-C ends the demo and removes what it made.');
}

async function folderOf({ keep }: DemoOptions): Promise<string> {
  if (keep !== null) {
    await mkdir(resolve(keep), { recursive: true });
    return mkdtemp(join(resolve(keep), 'demo-'));
  }
  const folder = await mkdtemp(join(tmpdir(), 'wavegate-demo-'));
  cleanup.add(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

function signalled(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
    // Whoever read the output has left: `npm run demo | head`.
    process.stdout.on('error', () => resolve());
  });
}

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type RunningChild, startChild } from './child.js';
import type { Cleanup } from './cleanup.js';
import { Control } from './control.js';
import { octokitOf } from './reader.js';
import type { Person, Site } from './site.js';

const WEBHOOKS = '/api/github/webhooks';
const OWNER = 'assay';
const REPO = 'workspace';

/** An app that asks nothing of GitHub for this long, in milliseconds, has settled. */
const QUIET = 120;
/** How long a busy machine may need until the app has done what is expected, in milliseconds. */
const PATIENCE = 10_000;

export interface StartedSite extends Site {
  /** Rejects when one of the processes ends unasked. */
  readonly lost: Promise<never>;
  /** Where links for people lead from now on. */
  setPages(url: string): Promise<void>;
}

/** The line that a started emulator prints. */
interface EmulatorFacts {
  readonly url: string;
  readonly appId: number;
  readonly privateKeyPath: string;
  readonly webhookSecret: string;
}

/** Starts the emulator and the app, each in a process of its own, that talk over HTTP on loopback. */
export async function startSite(
  folder: string,
  cleanup: Cleanup,
  faults: readonly string[] = [],
): Promise<StartedSite> {
  let lose: (error: Error) => void = () => {};
  const lost = new Promise<never>((_resolve, reject) => {
    lose = reject;
  });
  lost.catch(() => {});
  // A Ctrl-C reaches the children too, and may reach them first.
  const onLoss = (error: Error): void => void sleep(QUIET).then(() => cleanup.running || lose(error));
  const emulator = await startEmulatorProcess(join(folder, 'github'), faults, onLoss);
  cleanup.add(() => emulator.child.stop());
  const app = await startAppProcess(folder, emulator.facts, onLoss);
  cleanup.add(() => app.stop());
  const control = new Control(emulator.facts.url);
  await control.setWebhooks(`${app.ready}${WEBHOOKS}`);
  return { ...(await siteOf(emulator.facts.url, control)), lost, setPages: (url) => control.setPages(url) };
}

async function startEmulatorProcess(
  folder: string,
  faults: readonly string[],
  onLoss: (error: Error) => void,
): Promise<{ child: RunningChild; facts: EmulatorFacts }> {
  await mkdir(folder, { recursive: true });
  const child = await startChild({
    name: 'stand-in for GitHub',
    script: 'emulator/main.js',
    log: `${folder}.log`,
    args: ['--dir', folder, ...faults.flatMap((fault) => ['--fault', fault])],
    env: {},
    ready: /^(\{"url":.*\})$/,
    onLoss,
  });
  return { child, facts: JSON.parse(child.ready) as EmulatorFacts };
}

function startAppProcess(
  folder: string,
  facts: EmulatorFacts,
  onLoss: (error: Error) => void,
): Promise<RunningChild> {
  return startChild({
    name: 'app',
    script: 'app/main.js',
    log: join(folder, 'app.log'),
    env: {
      APP_ID: String(facts.appId),
      PRIVATE_KEY_PATH: facts.privateKeyPath,
      WEBHOOK_SECRET: facts.webhookSecret,
      GITHUB_API_URL: facts.url,
      HOST: '127.0.0.1',
      PORT: '0',
      WEBHOOK_PATH: WEBHOOKS,
      WAVEGATE_THROTTLE: 'off',
      LOG_LEVEL: 'info',
    },
    ready: /"url":"(http:[^"]+)".*"msg":"listening"/,
    onLoss,
  });
}

async function siteOf(url: string, control: Control): Promise<Site> {
  await control.createRepository(OWNER, REPO);
  const person = (login: string, permission: string): Promise<Person> =>
    control.person(`${OWNER}/${REPO}`, login, permission);
  const site: Site = {
    apiUrl: url,
    owner: OWNER,
    repo: REPO,
    defaultBranch: 'main',
    maintainer: await person('mara', 'admin'),
    author: await person('ada', 'write'),
    outsider: await person('finn', 'read'),
    cloneUrl: (repository) => `${url}/${repository}.git`,
    async fork(someone) {
      const { data } = await octokitOf(site, someone).rest.repos.createFork({ owner: OWNER, repo: REPO });
      return data.full_name;
    },
    async rerun(run) {
      const { checks } = octokitOf(site, site.maintainer).rest;
      await checks.rerequestRun({ owner: OWNER, repo: REPO, check_run_id: run });
    },
    reportChecks: (sha, checks) => control.reportChecks(`${OWNER}/${REPO}`, sha, checks),
    protect: (checks) => control.protect(`${OWNER}/${REPO}`, 'main', checks),
    contract: () => control.contract(),
    settled: () => settle(control),
    patience: PATIENCE,
  };
  return site;
}

/**
 * The app is another process, and only what it asks of GitHub shows that it works: it has settled once no webhook is
 * under way and no request has come for a while.
 */
async function settle(control: Control): Promise<void> {
  for (let before = -1; ; await sleep(QUIET)) {
    await control.settled();
    const { checked } = await control.contract();
    if (checked === before) return;
    before = checked;
  }
}

#!/usr/bin/env node
/**
 * Renews docs/images/check-run.png: plays one scenario of the demo and photographs its check run with a headless
 * Chromium (`CHROMIUM` names another binary). Run it after `npm run build`.
 */
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const SCENARIO = 'close-8b-too-early';
const SIZE = '1280,1100';
const root = fileURLToPath(new URL('..', import.meta.url));
const target = join(root, 'docs/images/check-run.png');

const demo = spawn(process.execPath, [join(root, 'dist/demo/main.js'), '--only', SCENARIO], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
try {
  await photograph(await checkRunPage(await address(demo.stdout)));
  console.log(target);
} finally {
  demo.kill('SIGTERM');
}

async function address(output) {
  for await (const line of createInterface({ input: output })) {
    const found = /http:\/\/127\.0\.0\.1:\d+\//.exec(line);
    if (found !== null) return found[0];
  }
  throw new Error('The demo ended before it served its pages.');
}

async function checkRunPage(home) {
  const html = await (await fetch(home)).text();
  // The steps before the scenario's were pull requests too: its own is the last.
  const numbers = [...html.matchAll(/href="\/pull\/(\d+)"/g)].map(([, number]) => Number(number));
  const pull = new URL(`/pull/${Math.max(...numbers)}`, home).href;
  return follow(pull, /href="(\/pull\/\d+\/checks\/\d+)"/);
}

async function follow(page, link) {
  const html = await (await fetch(page)).text();
  const found = link.exec(html)?.[1];
  if (found === undefined) throw new Error(`${page} has no link ${link}.`);
  return new URL(found, page).href;
}

async function photograph(page) {
  const profile = await mkdtemp(join(tmpdir(), 'wavegate-picture-'));
  const flags = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--hide-scrollbars',
    `--user-data-dir=${profile}`,
    `--window-size=${SIZE}`,
    `--screenshot=${target}`,
  ];
  try {
    await promisify(execFile)(process.env.CHROMIUM ?? 'chromium', [...flags, page], { timeout: 60_000 });
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { AppRecord } from '../model.js';
import { type AppOptions, DEFAULT_EVENTS, DEFAULT_PERMISSIONS } from '../options.js';
import type { World } from '../world.js';

export interface RegisteredApp {
  readonly record: AppRecord;
  /** PEM, PKCS #1 as GitHub hands it out. */
  readonly privateKey: string;
}

/** Registers a GitHub App with keys of its own. */
export function registerApp(world: World, options: Partial<AppOptions>): RegisteredApp {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
  const slug = options.slug ?? 'wavegate';
  const record: AppRecord = {
    id: world.state.nextId(),
    clientId: `Iv23${randomBytes(8).toString('hex')}`,
    slug,
    name: options.name ?? slug,
    owner: world.state.account('app-owner'),
    bot: world.state.account(`${slug}[bot]`, 'Bot'),
    publicKey,
    permissions: options.permissions ?? DEFAULT_PERMISSIONS,
    events: options.events ?? DEFAULT_EVENTS,
    createdAt: world.state.timestamp(),
    webhookSecret: options.webhookSecret ?? randomBytes(20).toString('hex'),
    webhookUrl: options.webhookUrl ?? null,
    installations: [],
  };
  world.state.apps.push(record);
  return { record, privateKey };
}

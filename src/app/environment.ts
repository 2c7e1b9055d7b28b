import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { AppOptions } from './options.js';

/** The environment does not say what the app needs; the message says what to set. */
export class EnvironmentError extends Error {
  override name = 'EnvironmentError';
}

type Environment = Readonly<Record<string, string | undefined>>;

const PUBLIC_API = 'https://api.github.com';

/**
 * Reads the app's options from the environment.
 * @throws EnvironmentError which names every variable that is missing or wrong.
 */
export function readEnvironment(env: Environment): AppOptions {
  const problems: string[] = [];
  const attempt = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  };
  const appId = attempt(() => readAppId(env));
  const privateKey = attempt(() => readPrivateKey(env));
  const webhookSecret = attempt(() => readSecret(env));
  const port = attempt(() => readPort(env));
  const every = attempt(() => readReconcileMinutes(env));
  if (
    appId === undefined ||
    privateKey === undefined ||
    webhookSecret === undefined ||
    port === undefined ||
    every === undefined
  ) {
    throw new EnvironmentError(problems.map((problem) => `- ${problem}`).join('\n'));
  }
  return {
    appId,
    privateKey,
    webhookSecret,
    port,
    apiUrl: readApiUrl(env),
    host: env.HOST || '0.0.0.0',
    webhookPath: env.WEBHOOK_PATH || '/api/github/webhooks',
    throttle: env.WAVEGATE_THROTTLE !== 'off',
    ...(every > 0 && { reconcileEvery: every * 60_000 }),
  };
}

function readAppId(env: Environment): number {
  const id = Number(env.APP_ID);
  if (Number.isSafeInteger(id) && id > 0) return id;
  throw new EnvironmentError('APP_ID: set it to the number that the app’s settings page shows as “App ID”.');
}

/** Line feeds may be written as `\n`, as files of environment variables need it. */
function readPrivateKey(env: Environment): string {
  const fromFile = env.PRIVATE_KEY_PATH;
  const key = env.PRIVATE_KEY?.replaceAll('\\n', '\n') ?? (fromFile ? readKeyFile(fromFile) : undefined);
  if (key !== undefined && isPrivateKey(key)) return key;
  throw new EnvironmentError(
    'PRIVATE_KEY or PRIVATE_KEY_PATH: set it to the app’s private key in PEM form, or to the file that holds it (settings page, “Generate a private key”).',
  );
}

function isPrivateKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
}

function readKeyFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code: unknown =
      typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
    const reason = typeof code === 'string' ? code : 'unreadable';
    throw new EnvironmentError(`PRIVATE_KEY_PATH: the file ${path} cannot be read (${reason}).`, {
      cause: error,
    });
  }
}

/** Probot falls back to the secret “development”, which everybody knows. */
function readSecret(env: Environment): string {
  const secret = env.WEBHOOK_SECRET;
  if (secret && secret !== 'development') return secret;
  throw new EnvironmentError(
    'WEBHOOK_SECRET: set it to a long random text (`openssl rand -hex 32`), the same as in the app’s settings; webhooks cannot be trusted without it.',
  );
}

function readPort(env: Environment): number {
  const port = Number(env.PORT || 3000);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new EnvironmentError('PORT: set it to a number from 0 to 65535, 0 for any free port.');
}

/** A day at most: what is lost should not stay lost. */
const MOST_MINUTES = 24 * 60;

function readReconcileMinutes(env: Environment): number {
  const minutes = Number(env.WAVEGATE_RECONCILE_MINUTES || 10);
  if (Number.isInteger(minutes) && minutes >= 0 && minutes <= MOST_MINUTES) return minutes;
  throw new EnvironmentError(
    `WAVEGATE_RECONCILE_MINUTES: set it to a whole number of minutes from 1 to ${MOST_MINUTES}, or to 0 to look for lost events at the start alone.`,
  );
}

function readApiUrl(env: Environment): string {
  if (env.GITHUB_API_URL) return env.GITHUB_API_URL.replace(/\/+$/, '');
  if (!env.GHE_HOST) return PUBLIC_API;
  return `${env.GHE_PROTOCOL || 'https'}://${env.GHE_HOST}/api/v3`;
}

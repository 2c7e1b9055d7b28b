import { EnvironmentError, readEnvironment } from './environment.js';
import { createLog } from './log.js';
import type { AppOptions } from './options.js';
import { startApp } from './server.js';

const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

function optionsOrExit(): AppOptions {
  try {
    return readEnvironment(process.env);
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    process.stderr.write(`wavegate cannot start:\n${error.message}\n`);
    process.exit(2);
  }
}

const options = optionsOrExit();
const level = process.env.LOG_LEVEL ?? 'info';
const log = createLog(LEVELS.includes(level) ? level : 'info');
try {
  const app = await startApp({ ...options, log });
  let ending = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (ending) process.exit(1);
      ending = true;
      log.info({ signal }, 'ending: no more webhooks, working off what is there');
      void app.close().then(() => process.exit(0));
    });
  }
} catch (err) {
  log.fatal({ err }, 'could not start');
  process.exit(1);
}

import { type DestinationStream, type Logger, pino } from 'pino';
import { isError } from '../github/errors.js';

/** Tokens of GitHub, JSON web tokens and private keys, wherever they turn up in a text. */
const SECRETS =
  /gh[a-z]_[A-Za-z0-9_]{20,}|github_pat_\w{20,}|eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*|-----BEGIN [A-Z ]+-----[\s\S]*?(?:-----END [A-Z ]+-----|$)|((?:bearer|token) )[\w.-]{16,}/gi;

export function redact(text: string): string {
  return text.replace(SECRETS, (_, scheme?: string) => `${scheme ?? ''}[redacted]`);
}

/** What of an error goes to the log: never its request, response or event, which hold tokens and webhook bodies. */
export interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly status?: number;
  readonly stack?: string;
  readonly cause?: LoggedError;
}

const MOST_MESSAGE = 1_000;

export function loggedError(error: unknown, depth = 0): LoggedError {
  if (!isError(error)) return { type: typeof error, message: 'not an Error' };
  const status: unknown = Reflect.get(error, 'status');
  return {
    type: error.name,
    message: redact(error.message).slice(0, MOST_MESSAGE),
    ...(typeof status === 'number' && { status }),
    ...(error.stack !== undefined && { stack: framesOf(error.stack) }),
    ...(error.cause !== undefined && depth < 5 && { cause: loggedError(error.cause, depth + 1) }),
  };
}

/** The frames alone: a stack begins with the message again. */
function framesOf(stack: string): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
}

/** @param level one of pino's: fatal, error, warn, info, debug, trace, silent. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    name: 'wavegate',
    level,
    serializers: {
      err: (error: unknown) => loggedError(error),
      error: (error: unknown) => loggedError(error),
    },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/**
 * The log that Probot and Octokit get. They pass on whole events and request bodies, so only the text of warnings and
 * errors goes on, redacted.
 */
export function libraryLog(log: Logger): Logger {
  const library = log.child(
    { name: 'probot' },
    {
      level: log.isLevelEnabled('warn') ? 'warn' : log.level,
      serializers: { err: (error: unknown) => loggedError(error) },
      redact: { paths: ['event', 'payload', 'body', 'headers', 'request', 'response'], remove: true },
    },
  );
  return library;
}

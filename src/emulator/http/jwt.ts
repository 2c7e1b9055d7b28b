import { verify } from 'node:crypto';
import type { AppRecord } from '../model.js';
import type { State } from '../state.js';
import { HttpError } from './errors.js';
import { isJson } from './fields.js';

/** GitHub accepts a token for at most this long, in seconds. */
const LONGEST_LIFE = 600;
/** How far an app's clock may be ahead, in seconds. */
const SKEW = 60;

function refuse(message: string): HttpError {
  return new HttpError(401, message);
}

export function looksLikeJwt(token: string): boolean {
  return token.split('.').length === 3;
}

/** The app that signed a JSON web token. @throws HttpError 401 in GitHub's words. */
export function verifyJwt(state: State, token: string): AppRecord {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const claims = decode(payload);
  if (decode(header)?.alg !== 'RS256' || claims === null)
    throw refuse('A JSON web token could not be decoded');
  const issuer = typeof claims.iss === 'number' || typeof claims.iss === 'string' ? String(claims.iss) : '';
  const app = state.apps.find((one) => String(one.id) === issuer || one.clientId === issuer);
  if (app === undefined) throw new HttpError(404, 'Integration not found');
  const signed = Buffer.from(`${header}.${payload}`);
  if (!verify('RSA-SHA256', signed, app.publicKey, Buffer.from(signature, 'base64url'))) {
    throw refuse('A JSON web token could not be decoded');
  }
  checkTimes(claims, state.now() / 1000);
  return app;
}

function checkTimes({ iat, exp }: Record<string, unknown>, now: number): void {
  if (typeof exp !== 'number') throw refuse("Missing 'expiration time' claim ('exp') in assertion");
  if (exp <= now) {
    throw refuse(
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    );
  }
  if (exp > now + LONGEST_LIFE + SKEW)
    throw refuse("'Expiration time' claim ('exp') is too far in the future");
  if (typeof iat !== 'number' || iat > now + SKEW) {
    throw refuse(
      "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
    );
  }
}

function decode(part: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return isJson(value) ? value : null;
  } catch {
    return null;
  }
}

import type { Json } from './reply.js';

/** An answer other than success, in GitHub's words. */
export class HttpError extends Error {
  override name = 'HttpError';
  constructor(
    readonly status: number,
    message: string,
    readonly extra: Json = {},
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }

  get body(): Json {
    return {
      message: this.message,
      ...this.extra,
      documentation_url: 'https://docs.github.com/rest',
      status: String(this.status),
    };
  }
}

export function notFound(): HttpError {
  return new HttpError(404, 'Not Found');
}

export function badCredentials(): HttpError {
  return new HttpError(401, 'Bad credentials');
}

export function notByIntegration(): HttpError {
  return new HttpError(403, 'Resource not accessible by integration');
}

export interface FieldError {
  readonly resource: string;
  readonly field: string;
  readonly code: 'missing' | 'missing_field' | 'invalid' | 'already_exists' | 'custom' | 'unprocessable';
  readonly message?: string;
}

export function validationFailed(...errors: FieldError[]): HttpError {
  return new HttpError(422, 'Validation Failed', { errors: errors.map((error) => ({ ...error })) });
}

/** The form of 422 whose `errors` are plain strings, which reviews use. */
export function unprocessable(...errors: string[]): HttpError {
  return new HttpError(422, 'Unprocessable Entity', { errors });
}

export function invalidRequest(detail: string): HttpError {
  return new HttpError(422, `Invalid request.\n\n${detail}`);
}

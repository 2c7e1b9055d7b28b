export type Json = Record<string, unknown>;

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** `undefined` for none; bytes are sent as they are, the rest as JSON. */
  readonly body: unknown;
}

export function ok(body: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status: 200, headers, body };
}

export function created(body: Json): Reply {
  return { status: 201, headers: typeof body.url === 'string' ? { location: body.url } : {}, body };
}

export function noContent(): Reply {
  return { status: 204, headers: {}, body: undefined };
}

export function bytes(body: Uint8Array, type: string): Reply {
  return { status: 200, headers: { 'content-type': type }, body };
}

import { createHmac, timingSafeEqual } from 'node:crypto';

/** The `X-Hub-Signature-256` that GitHub sends with a body. */
export function sign(secret: string, body: Uint8Array): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

/** Whether the signature is that of the body, in a time that tells nothing of where they differ. */
export function isSigned(secret: string, body: Uint8Array, signature: string | undefined): boolean {
  if (signature === undefined) return false;
  const expected = Buffer.from(sign(secret, body));
  const given = Buffer.from(signature);
  return expected.length === given.length && timingSafeEqual(expected, given);
}

import { readFileSync } from 'node:fs';

/** JSON Schema as the slim descriptions hold it. */
export interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly schema: Schema;
}

export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: Schema | null;
  readonly bodyRequired: boolean;
  /** By status; `null` where an answer has no JSON. */
  readonly responses: Readonly<Record<string, Schema | null>>;
}

interface Components {
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

export interface RestDescription extends Components {
  readonly operations: readonly Operation[];
}

export interface WebhookDescription extends Components {
  /** By event and action joined with hyphens. */
  readonly events: Readonly<Record<string, Schema>>;
}

function load<T>(name: string): T {
  const text = readFileSync(new URL(`../../src/contract/${name}`, import.meta.url), 'utf8');
  return JSON.parse(text) as T;
}

/** The part of GitHub's REST description that scripts/slim-openapi.mjs kept. */
export function restDescription(): RestDescription {
  return load('github-rest.json');
}

export function webhookDescription(): WebhookDescription {
  return load('github-webhooks.json');
}

import type { Schema } from './description.js';

/** Looks `$ref`s up. */
export type Lookup = (reference: string) => Schema;

/**
 * Paths of keys that the schema does not name. Descriptions rarely say `additionalProperties: false`, and a key that
 * GitHub does not know is a mistake of the client all the same.
 */
export function undocumentedKeys(schema: Schema, value: unknown, lookup: Lookup, at = ''): string[] {
  if (Array.isArray(value)) {
    const items = alternatives(schema, lookup).flatMap((one) => (one.items === undefined ? [] : [one.items]));
    if (items.length === 0) return [];
    return value.flatMap((item, index) => undocumentedKeys({ anyOf: items }, item, lookup, `${at}/${index}`));
  }
  if (typeof value !== 'object' || value === null) return [];
  const options = alternatives(schema, lookup).filter((one) => one.properties !== undefined);
  const open = alternatives(schema, lookup).some(
    ({ additionalProperties }) => additionalProperties !== undefined && additionalProperties !== false,
  );
  if (options.length === 0 || open) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const schemas = options.flatMap((one) => {
      const found = one.properties?.[key];
      return found === undefined ? [] : [found];
    });
    return schemas.length === 0
      ? [`${at}/${key}`]
      : undocumentedKeys({ anyOf: schemas }, inner, lookup, `${at}/${key}`);
  });
}

/** The schema and all that it is composed of. */
function alternatives(schema: Schema, lookup: Lookup): Schema[] {
  const whole = schema.$ref === undefined ? schema : lookup(schema.$ref);
  const parts = [...(whole.allOf ?? []), ...(whole.anyOf ?? []), ...(whole.oneOf ?? [])];
  return [whole, ...parts.flatMap((part) => alternatives(part, lookup))];
}

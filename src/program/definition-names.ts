/** Keys of JSON Schema that say nothing of where in the data a schema stands. */
const STRUCTURE = new Set(['properties', 'additionalProperties', 'items', 'anyOf', 'allOf', 'oneOf', '$ref']);

/**
 * A JSON Schema whose definitions are called after the place where they are first used, in place of numbers: a new key
 * then leaves all others as they are.
 */
export function withNamedDefinitions(schema: unknown): unknown {
  const definitions = isRecord(schema) && isRecord(schema.definitions) ? schema.definitions : {};
  const names = new Map<string, string>();
  const taken = new Set<string>();
  const visit = (value: unknown, path: readonly string[]): void => {
    if (Array.isArray(value)) for (const item of value) visit(item, path);
    if (!isRecord(value)) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'definitions') continue;
      if (key === '$ref' && typeof inner === 'string') meet(inner.replace('#/definitions/', ''), path);
      else visit(inner, STRUCTURE.has(key) ? path : [...path, key]);
    }
  };
  const meet = (name: string, path: readonly string[]): void => {
    if (names.has(name)) return;
    names.set(name, freeName(path.slice(-2).join('-') || 'program', taken));
    visit(definitions[name], path);
  };
  visit(schema, []);
  return renamed(schema, names);
}

function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let count = 2; taken.has(name); count++) name = `${wanted}-${count}`;
  taken.add(name);
  return name;
}

function renamed(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => renamed(item, names));
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).map(([key, inner]): [string, unknown] => {
    if (key === '$ref' && typeof inner === 'string') {
      const name = inner.replace('#/definitions/', '');
      return [key, `#/definitions/${names.get(name) ?? name}`];
    }
    if (key !== 'definitions' || !isRecord(inner)) return [key, renamed(inner, names)];
    const used = [...names].map(([old, name]): [string, unknown] => [name, renamed(inner[old], names)]);
    return [key, Object.fromEntries(used)];
  });
  return Object.fromEntries(entries);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

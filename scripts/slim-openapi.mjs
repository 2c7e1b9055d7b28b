/**
 * Writes src/contract/github-rest.json and github-webhooks.json: the part of GitHub's official descriptions that the
 * contract checker needs. The packages that hold them are too large to depend on; run this when they are renewed:
 *
 *   node scripts/slim-openapi.mjs <@octokit/openapi's generated/api.github.com.json> <@octokit/openapi-webhooks' one>
 *
 * Without arguments it fetches both packages with `npm pack` into a temporary folder.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AMENDMENTS, OPERATIONS, orNull, WEBHOOKS } from './openapi-selection.mjs';

const SOURCES = ['@octokit/openapi@23.0.2', '@octokit/openapi-webhooks@12.1.0'];
const TARGET = new URL('../src/contract/', import.meta.url);
/** Keywords that describe without deciding. */
const PROSE = new Set([
  'description',
  'example',
  'examples',
  'title',
  'externalDocs',
  'deprecated',
  'xml',
  'discriminator',
  'readOnly',
  'summary',
  'tags',
]);

/** The format that addresses of commits are said to have; git takes any text for one, and GitHub passes it on. */
const COMMIT_EMAIL = 'email';

function fetched() {
  const folder = mkdtempSync(join(tmpdir(), 'openapi-'));
  const paths = SOURCES.map((source, index) => {
    const name = execFileSync('npm', ['pack', '--silent', source], { cwd: folder }).toString().trim();
    const inside = 'package/generated/api.github.com.json';
    execFileSync('tar', ['-xzf', name, inside], { cwd: folder });
    const path = join(folder, `${index}.json`);
    writeFileSync(path, readFileSync(join(folder, inside)));
    return path;
  });
  return { paths, done: () => rmSync(folder, { recursive: true }) };
}

/** A schema without prose; properties may well be called `title`, so their names are kept. */
function bare(node, isNameMap = false) {
  if (Array.isArray(node)) return node.map((item) => bare(item));
  if (typeof node !== 'object' || node === null) return node;
  const kept = Object.entries(node).filter(
    ([key, value]) => isNameMap || (!PROSE.has(key) && !key.startsWith('x-') && value !== COMMIT_EMAIL),
  );
  return Object.fromEntries(
    kept.map(([key, value]) => {
      if (key === 'enum' || key === 'required' || key === 'default') return [key, value];
      return [key, bare(value, !isNameMap && key === 'properties')];
    }),
  );
}

/** `nullable` is OpenAPI's own: JSON Schema says the same with a type or an alternative. */
function normalised(node) {
  if (Array.isArray(node)) return node.map(normalised);
  if (typeof node !== 'object' || node === null) return node;
  const { nullable, ...rest } = node;
  const schema = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, normalised(value)]));
  if (nullable !== true || typeof nullable === 'object') {
    return nullable === undefined || typeof nullable === 'boolean'
      ? schema
      : { ...schema, nullable: normalised(nullable) };
  }
  if (schema.enum !== undefined && !schema.enum.includes(null)) schema.enum = [...schema.enum, null];
  if (typeof schema.type === 'string') return { ...schema, type: [schema.type, 'null'] };
  if (Array.isArray(schema.type)) return schema;
  return Object.keys(schema).length === 0 ? {} : { anyOf: [schema, { type: 'null' }] };
}

function prepared(schema) {
  return withDeletedHeads(withoutEventNames(normalised(bare(schema))));
}

/** The head repository of a pull request is null once the fork was deleted; the descriptions do not know that. */
function withDeletedHeads(node) {
  if (Array.isArray(node)) return node.map(withDeletedHeads);
  if (typeof node !== 'object' || node === null) return node;
  const inner = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, withDeletedHeads(value)]),
  );
  const ends = inner.properties?.base === undefined ? undefined : inner.properties.head?.properties;
  if (ends?.repo !== undefined && ends.label !== undefined) ends.repo = orNull(ends.repo);
  return inner;
}

/** Lists of an app's events lag behind the events that there are. */
function withoutEventNames(node) {
  if (Array.isArray(node)) return node.map(withoutEventNames);
  if (typeof node !== 'object' || node === null) return node;
  if (Array.isArray(node.enum) && node.enum.includes('branch_protection_rule')) return { type: 'string' };
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, withoutEventNames(value)]));
}

/** Follows `$ref`s and collects what they name. */
function collect(source, node, into) {
  if (Array.isArray(node)) for (const item of node) collect(source, item, into);
  else if (typeof node === 'object' && node !== null) {
    if (typeof node.$ref === 'string') {
      const name = node.$ref.slice('#/components/schemas/'.length);
      if (into[name] === undefined) {
        into[name] = prepared(source.components.schemas[name]);
        collect(source, into[name], into);
      }
    }
    for (const value of Object.values(node)) collect(source, value, into);
  }
}

function resolved(source, node) {
  if (typeof node.$ref !== 'string') return node;
  return node.$ref
    .slice(2)
    .split('/')
    .reduce((value, key) => value[key], source);
}

function parameterOf(source, raw) {
  const { name, in: place, required = false, schema } = resolved(source, raw);
  return { name, in: place, required, schema: prepared(schema) };
}

function operationOf(source, path, method) {
  const operation = source.paths[path]?.[method.toLowerCase()];
  if (operation === undefined) throw new Error(`${method} ${path} is not in the description`);
  const body = operation.requestBody?.content?.['application/json'];
  const responses = Object.entries(operation.responses).map(([status, raw]) => {
    const content = resolved(source, raw).content ?? {};
    const json = Object.entries(content).find(([type]) => /json/.test(type));
    return [status, json?.[1]?.schema === undefined ? null : prepared(json[1].schema)];
  });
  return {
    method,
    path,
    parameters: (operation.parameters ?? [])
      .map((raw) => parameterOf(source, raw))
      .filter((one) => one.in === 'path' || one.in === 'query'),
    body: body === undefined ? null : prepared(body.schema),
    bodyRequired: operation.requestBody?.required === true,
    responses: Object.fromEntries(responses),
  };
}

/** Large parts that occur more than once become components: the webhook descriptions repeat whole objects. */
function shared(schemas) {
  const seen = new Map();
  const visit = (node, act) => {
    if (Array.isArray(node)) return node.map((item) => visit(item, act));
    if (typeof node !== 'object' || node === null) return node;
    return act(Object.fromEntries(Object.entries(node).map(([key, value]) => [key, visit(value, act)])));
  };
  const keyOf = (node) => {
    const isSchema = node.type !== undefined && (node.properties !== undefined || node.enum !== undefined);
    const text = isSchema ? JSON.stringify(node) : '';
    return text.length > 150
      ? `shared-${createHash('sha256').update(text).digest('hex').slice(0, 10)}`
      : null;
  };
  const parts = {};
  visit(schemas, (node) => {
    const key = keyOf(node);
    if (key !== null) seen.set(key, (seen.get(key) ?? 0) + 1);
    return node;
  });
  const result = Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      // Hashes are taken of the original text, from the outside in.
      (function replace(node, top) {
        if (Array.isArray(node)) return node.map((item) => replace(item, false));
        if (typeof node !== 'object' || node === null) return node;
        const key = top ? null : keyOf(node);
        const inner = () =>
          Object.fromEntries(Object.entries(node).map(([k, value]) => [k, replace(value, false)]));
        if (key === null || (seen.get(key) ?? 0) < 2) return inner();
        parts[key] ??= inner();
        return { $ref: `#/components/schemas/${key}` };
      })(schema, true),
    ]),
  );
  return { ...result, ...parts };
}

function write(name, value) {
  const text = `${JSON.stringify(value)}\n`;
  writeFileSync(new URL(name, TARGET), text);
  console.log(`${name}: ${(text.length / 1024).toFixed(0)} KB`);
}

const given = process.argv.slice(2);
const { paths, done } = given.length === 2 ? { paths: given, done: () => undefined } : fetched();
const [rest, webhooks] = paths.map((path) => JSON.parse(readFileSync(path, 'utf8')));
done();

const operations = OPERATIONS.map((line) => {
  const [method, path] = line.split(' ');
  return operationOf(rest, path, method);
});
const schemas = {};
collect(rest, operations, schemas);
for (const { operation, path, set, reason } of AMENDMENTS) {
  if (reason === undefined) throw new Error(`the amendment of ${path.join('.')} gives no reason`);
  const root =
    operation === undefined
      ? schemas
      : operations.find(({ method, path: template }) => `${method} ${template}` === operation);
  const target = path.slice(0, -1).reduce((node, key) => node[key], root);
  target[path.at(-1)] = set(target[path.at(-1)]);
}
write('github-rest.json', { operations, components: { schemas } });

const events = Object.fromEntries(
  WEBHOOKS.map((name) => {
    const operation = webhooks.webhooks[name]?.post;
    if (operation === undefined) throw new Error(`${name} is not in the description of webhooks`);
    return [name, prepared(operation.requestBody.content['application/json'].schema)];
  }),
);
const payloads = {};
collect(webhooks, events, payloads);
write('github-webhooks.json', { events, components: { schemas: shared(payloads) } });

import type { Operation, Parameter, RestDescription, Schema } from './description.js';
import { type RouteMatch, RouteTable } from './route-table.js';
import { Schemas } from './schemas.js';
import { undocumentedKeys } from './undocumented.js';
import type { RequestFacts, ResponseFacts } from './violation.js';

/** GitHub answers 100 at most and cuts larger wishes in silence; its description names no limit. */
const LARGEST_PAGE = 100;

/** Statuses that any operation may answer, described or not. */
const GENERIC_STATUSES: ReadonlySet<number> = new Set([
  304, 400, 401, 403, 404, 422, 429, 500, 502, 503, 504,
]);

type NumberedOperation = Operation & { readonly index: number };

/** Requests and answers against the official REST description. */
export class RestContract {
  private readonly table: RouteTable<NumberedOperation>;
  private readonly schemas: Schemas;

  constructor(private readonly description: RestDescription) {
    this.table = new RouteTable(description.operations.map((operation, index) => ({ ...operation, index })));
    this.schemas = new Schemas('github-rest', description);
  }

  /** `METHOD /template` of a request, or its method and path when the description does not know it. */
  nameOf({ method, path }: RequestFacts): string {
    const match = this.table.match(method, path);
    return match === null ? `${method} ${path}` : `${method} ${match.route.path}`;
  }

  requestProblems(facts: RequestFacts): string[] {
    const match = this.table.match(facts.method, facts.path);
    if (match === null) return [`no such operation: ${facts.method} ${facts.path}`];
    return [...this.parameterProblems(match, facts.query), ...this.bodyProblems(match.route, facts.body)];
  }

  responseProblems(facts: RequestFacts, { status, contentType, body }: ResponseFacts): string[] {
    const operation = this.table.match(facts.method, facts.path)?.route;
    if (operation === undefined)
      return status === 404 ? [] : [`an unknown operation was answered with ${status}`];
    const schema = operation.responses[String(status)];
    if (schema === undefined) {
      return GENERIC_STATUSES.has(status)
        ? errorProblems(status, body)
        : [`status ${status} is not described`];
    }
    if (schema === null || !contentType.includes('json')) return [];
    return this.schemas.problems(`/operations/${operation.index}/responses/${status}`, body);
  }

  private parameterProblems(
    { route, params }: RouteMatch<NumberedOperation>,
    query: URLSearchParams,
  ): string[] {
    const problems: string[] = [];
    const given = new Map<string, string>();
    for (const [name, value] of Object.entries(params)) given.set(`path ${name}`, value);
    for (const [name, value] of query) {
      given.set(`query ${name}`, value);
      if (!route.parameters.some((one) => one.in === 'query' && one.name === name)) {
        problems.push(`"${name}" is no parameter of ${route.path}`);
      }
    }
    route.parameters.forEach((parameter, index) => {
      const value = given.get(`${parameter.in} ${parameter.name}`);
      if (value !== undefined) problems.push(...this.valueProblems(route, parameter, index, value));
      else if (parameter.required && parameter.in === 'query')
        problems.push(`"${parameter.name}" is missing`);
    });
    return problems;
  }

  private valueProblems(
    route: NumberedOperation,
    parameter: Parameter,
    index: number,
    text: string,
  ): string[] {
    if (parameter.name === 'per_page' && Number(text) > LARGEST_PAGE) {
      return [`"per_page" is ${text}, and GitHub gives at most ${LARGEST_PAGE}`];
    }
    const pointer = `/operations/${route.index}/parameters/${index}/schema`;
    const readings = [text, ...(/^-?\d+$/.test(text) ? [Number(text)] : []), ...booleans(text)];
    if (readings.some((reading) => this.schemas.problems(pointer, reading).length === 0)) return [];
    return this.schemas.problems(pointer, readings.at(-1)).map((line) => `"${parameter.name}": ${line}`);
  }

  private bodyProblems(route: NumberedOperation, body: unknown): string[] {
    if (route.body === null) {
      const empty =
        body === undefined || (typeof body === 'object' && body !== null && Object.keys(body).length === 0);
      return empty ? [] : [`${route.path} takes no body`];
    }
    if (body === undefined) return route.bodyRequired ? ['a body is required'] : [];
    const unknown = undocumentedKeys(route.body, body, (reference) => this.lookup(reference));
    return [
      ...unknown.map((path) => `"${path.slice(1)}" is not a permitted key.`),
      ...this.schemas.problems(`/operations/${route.index}/body`, body),
    ];
  }

  private lookup(reference: string): Schema {
    return this.description.components.schemas[reference.slice('#/components/schemas/'.length)] ?? {};
  }
}

function booleans(text: string): boolean[] {
  return text === 'true' || text === 'false' ? [text === 'true'] : [];
}

function errorProblems(status: number, body: unknown): string[] {
  if (status === 304) return [];
  const told =
    typeof body === 'object' && body !== null && 'message' in body && typeof body.message === 'string';
  return told ? [] : [`the answer ${status} carries no message`];
}

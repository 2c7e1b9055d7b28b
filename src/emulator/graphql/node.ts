import { GraphQLError } from 'graphql';

/** An object of the graph: a value by field, or a function of the field's arguments. Fields not there are refused. */
export interface GraphNode {
  readonly __typename: string;
  readonly [field: string]: unknown;
}

export type Arguments = Readonly<Record<string, unknown>>;

/** An argument that the schema declares as a string, an id or an enumeration. */
export function textOf(value: unknown, fallback = ''): string {
  return typeof value === 'string' ? value : fallback;
}

/** GitHub's error in the place of a value, with its `type`. */
export function graphError(type: string, message: string): GraphQLError {
  const error = new GraphQLError(message);
  Object.defineProperty(error, 'githubType', { value: type });
  return error;
}

export function githubType(error: GraphQLError): string | undefined {
  const original = (error.originalError ?? error) as { githubType?: string };
  return original.githubType;
}

const CURSOR = 'cursor:';

/** A page of a list by `first`/`after` or `last`/`before`, as a connection. */
export function connection<T>(
  type: string,
  items: readonly T[],
  toNode: (item: T) => unknown,
  args: Arguments,
): GraphNode {
  const start = typeof args.after === 'string' ? readCursor(args.after) : 0;
  const end = typeof args.before === 'string' ? readCursor(args.before) - 1 : items.length;
  const first = typeof args.first === 'number' ? args.first : null;
  const last = typeof args.last === 'number' ? args.last : null;
  const from = last === null ? start : Math.max(start, end - last);
  const to = first === null ? end : Math.min(end, start + first);
  const page = items.slice(from, to).map((item, index) => ({ cursor: cursorAt(from + index + 1), item }));
  return {
    __typename: `${type}Connection`,
    totalCount: items.length,
    nodes: () => page.map(({ item }) => toNode(item)),
    edges: () =>
      page.map(({ cursor, item }) => ({ __typename: `${type}Edge`, cursor, node: () => toNode(item) })),
    pageInfo: {
      __typename: 'PageInfo',
      hasNextPage: to < items.length,
      hasPreviousPage: from > 0,
      startCursor: page[0]?.cursor ?? null,
      endCursor: page.at(-1)?.cursor ?? null,
    },
  };
}

function cursorAt(position: number): string {
  return Buffer.from(`${CURSOR}${position}`).toString('base64');
}

function readCursor(cursor: string): number {
  const text = Buffer.from(cursor, 'base64').toString();
  const position = Number(text.slice(CURSOR.length));
  if (!text.startsWith(CURSOR) || !Number.isInteger(position)) {
    throw graphError('INVALID_CURSOR_ARGUMENTS', `\`${cursor}\` does not appear to be a valid cursor.`);
  }
  return position;
}

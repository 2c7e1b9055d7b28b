import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLFieldResolver,
  getOperationAST,
  parse,
} from 'graphql';
import type { ContractChecker } from '../../contract/checker.js';
import { githubSchema } from '../../contract/graphql-schema.js';
import { authenticate } from '../http/auth.js';
import { HttpError } from '../http/errors.js';
import { isJson } from '../http/fields.js';
import { ok, type Reply } from '../http/reply.js';
import { errorReply, type RawRequest } from '../http/server.js';
import type { Viewer } from '../model.js';
import type { World } from '../world.js';
import { mutationRoot } from './mutations.js';
import { type GraphNode, githubType } from './node.js';
import { queryRoot } from './root.js';

/** Addresses of the GraphQL API, the second one as enterprise servers have it. */
export const GRAPHQL_PATHS: ReadonlySet<string> = new Set(['/graphql', '/api/graphql']);

interface Question {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | null;
}

/** Answers GraphQL as GitHub does: errors come with status 200, beside what could be answered. */
export async function answerGraphql(
  world: World,
  checker: ContractChecker,
  request: RawRequest,
): Promise<Reply> {
  try {
    if (request.method !== 'POST') throw new HttpError(404, 'Not Found');
    const viewer = authenticate(world.state, request.headers);
    if (viewer.kind === 'anonymous')
      throw new HttpError(401, 'This endpoint requires you to be authenticated.');
    return ok(await answer(world, checker, viewer, readQuestion(request.body)));
  } catch (error) {
    return errorReply(error);
  }
}

function readQuestion(body: Buffer): Question {
  let value: unknown;
  try {
    value = JSON.parse(body.toString());
  } catch {
    throw new HttpError(400, 'Problems parsing JSON');
  }
  if (!isJson(value) || typeof value.query !== 'string') {
    throw new HttpError(400, 'A query attribute must be specified and must be a string.');
  }
  const { query, variables, operationName } = value;
  return {
    query,
    variables: isJson(variables) ? variables : {},
    operationName: typeof operationName === 'string' ? operationName : null,
  };
}

async function answer(
  world: World,
  checker: ContractChecker,
  viewer: Viewer,
  asked: Question,
): Promise<ExecutionResult> {
  let document: DocumentNode;
  try {
    document = parse(asked.query);
  } catch (error) {
    checker.graphql(asked.query, asked.variables);
    return { errors: [error as GraphQLError] };
  }
  const errors = checker.graphql(document, asked.variables);
  if (errors.length > 0) return { errors };
  const operation = getOperationAST(document, asked.operationName);
  const mutates = operation?.operation === 'mutation';
  const result = await execute({
    schema: githubSchema(),
    document,
    rootValue: mutates ? mutationRoot(world, viewer) : queryRoot(world, viewer),
    variableValues: asked.variables,
    operationName: asked.operationName,
    fieldResolver: fieldOf,
    typeResolver: (node: GraphNode) => node.__typename,
  });
  return withTypes(result);
}

/** A field that the emulator does not know is an error, never a silent null. */
const fieldOf: GraphQLFieldResolver<GraphNode, unknown, Record<string, unknown>> = (
  source,
  args,
  _context,
  info,
) => {
  const value = source[info.fieldName];
  if (value === undefined) {
    throw new GraphQLError(`The emulator does not implement ${info.parentType.name}.${info.fieldName}.`);
  }
  return typeof value === 'function' ? value(args) : value;
};

function withTypes(result: ExecutionResult): ExecutionResult {
  if (result.errors === undefined) return result;
  const errors = result.errors.map((error) => {
    const type = githubType(error);
    return { ...(type === undefined ? {} : { type }), ...error.toJSON() } as unknown as GraphQLError;
  });
  return { ...result, errors };
}

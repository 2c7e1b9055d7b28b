import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  GraphQLError,
  type GraphQLSchema,
  getNamedType,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/** Of every connection; GitHub refuses a connection that names neither `first` nor `last`. */
const LARGEST_PAGE = 100;
/** Of one query, all connections of all levels taken together. */
const MOST_NODES = 500_000;

/** What is wrong with a query: against the schema first, then against GitHub's own rules. */
export function graphqlErrors(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
): GraphQLError[] {
  const errors = validate(schema, document);
  return errors.length > 0 ? [...errors] : connectionErrors(schema, document, variables);
}

type Variables = Readonly<Record<string, unknown>>;

function connectionErrors(schema: GraphQLSchema, document: DocumentNode, given: Variables): GraphQLError[] {
  const variables = { ...defaultsOf(document), ...given };
  const errors: GraphQLError[] = [];
  const types = new TypeInfo(schema);
  /** How often each connection around the current field may occur. */
  const around = [1];
  let nodes = 0;
  visit(
    document,
    visitWithTypeInfo(types, {
      Field: {
        enter(field) {
          if (!isConnection(types)) return;
          const problem = pageProblem(field, variables);
          if (problem !== null) errors.push(new GraphQLError(problem, { nodes: [field] }));
          const times = (around.at(-1) ?? 1) * (pageSizes(field, variables)[0] ?? 1);
          around.push(times);
          nodes += times;
        },
        leave() {
          if (isConnection(types)) around.pop();
        },
      },
    }),
  );
  if (nodes > MOST_NODES) errors.push(new GraphQLError(tooMany(nodes)));
  return errors;
}

function tooMany(nodes: number): string {
  const asked = nodes.toLocaleString('en-US');
  return `This query requests up to ${asked} possible nodes which exceeds the maximum limit of 500,000.`;
}

function defaultsOf(document: DocumentNode): Variables {
  const definitions = document.definitions.flatMap((one) =>
    one.kind === 'OperationDefinition' ? (one.variableDefinitions ?? []) : [],
  );
  return Object.fromEntries(
    definitions.flatMap(({ variable, defaultValue }) =>
      defaultValue?.kind === 'IntValue' ? [[variable.name.value, Number(defaultValue.value)]] : [],
    ),
  );
}

function isConnection(types: TypeInfo): boolean {
  const type = types.getType();
  const takesFirst = types.getFieldDef()?.args.some(({ name }) => name === 'first') ?? false;
  return takesFirst && type !== null && type !== undefined && getNamedType(type).name.endsWith('Connection');
}

/** The values of `first` and `last` as far as they are given. */
function pageSizes(field: FieldNode, variables: Variables): number[] {
  return ['first', 'last']
    .map((wanted) => field.arguments?.find((argument) => argument.name.value === wanted))
    .map((argument) => (argument === undefined ? undefined : givenValue(argument, variables)))
    .filter((value) => value !== undefined && value !== null)
    .map(Number);
}

function pageProblem(field: FieldNode, variables: Readonly<Record<string, unknown>>): string | null {
  const name = field.name.value;
  const sizes = pageSizes(field, variables);
  if (sizes.length === 0) {
    return `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`;
  }
  if (sizes.length === 2) {
    return `Passing both \`first\` and \`last\` to paginate the \`${name}\` connection is not supported.`;
  }
  const size = sizes[0] ?? 0;
  if (size > LARGEST_PAGE) {
    return `Requesting ${size} records on the \`${name}\` connection exceeds the \`first\` limit of ${LARGEST_PAGE} records.`;
  }
  return size < 1 ? `\`first\` on the \`${name}\` connection must be at least 1.` : null;
}

function givenValue({ value }: ArgumentNode, variables: Readonly<Record<string, unknown>>): unknown {
  if (value.kind === 'Variable') return variables[value.name.value];
  return value.kind === 'IntValue' ? Number(value.value) : undefined;
}

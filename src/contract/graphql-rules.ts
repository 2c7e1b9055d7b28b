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

/** What is wrong with a query: against the schema first, then against GitHub's own rules. */
export function graphqlErrors(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
): GraphQLError[] {
  const errors = validate(schema, document);
  return errors.length > 0 ? [...errors] : connectionErrors(schema, document, variables);
}

function connectionErrors(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
): GraphQLError[] {
  const errors: GraphQLError[] = [];
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      Field(field) {
        const type = types.getType();
        const name = type === null || type === undefined ? '' : getNamedType(type).name;
        const takesFirst = types.getFieldDef()?.args.some((argument) => argument.name === 'first') ?? false;
        if (!name.endsWith('Connection') || !takesFirst) return;
        const problem = pageProblem(field, variables);
        if (problem !== null) errors.push(new GraphQLError(problem, { nodes: [field] }));
      },
    }),
  );
  return errors;
}

function pageProblem(field: FieldNode, variables: Readonly<Record<string, unknown>>): string | null {
  const name = field.name.value;
  const sizes = ['first', 'last']
    .map((wanted) => field.arguments?.find((argument) => argument.name.value === wanted))
    .map((argument) => (argument === undefined ? undefined : givenValue(argument, variables)))
    .filter((value) => value !== undefined && value !== null);
  if (sizes.length === 0) {
    return `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`;
  }
  if (sizes.length === 2) {
    return `Passing both \`first\` and \`last\` to paginate the \`${name}\` connection is not supported.`;
  }
  const size = Number(sizes[0]);
  if (size > LARGEST_PAGE) {
    return `Requesting ${size} records on the \`${name}\` connection exceeds the \`first\` limit of ${LARGEST_PAGE} records.`;
  }
  return size < 1 ? `\`first\` on the \`${name}\` connection must be at least 1.` : null;
}

function givenValue({ value }: ArgumentNode, variables: Readonly<Record<string, unknown>>): unknown {
  if (value.kind === 'Variable') return variables[value.name.value];
  return value.kind === 'IntValue' ? Number(value.value) : undefined;
}

import { parse, TomlError } from 'smol-toml';

/** What a Cargo.toml says of packages and workspaces. */
export interface Manifest {
  /** The folder that it stands in, `''` for the root. */
  readonly folder: string;
  /** The name of its package; `null` for a virtual manifest. */
  readonly package: string | null;
  /** The folder of the workspace that `package.workspace` names; `null` where it is looked for above. */
  readonly workspacePath: string | null;
  /** `null` where it is no workspace's root. */
  readonly workspace: Workspace | null;
  /** Folders of the dependencies that have a path. */
  readonly pathDependencies: readonly string[];
  /** Names under which dependencies are taken from `workspace.dependencies`. */
  readonly inherited: ReadonlySet<string>;
}

/** The `[workspace]` of a root manifest, and what its members take from that file. */
export interface Workspace {
  /** Folders and globs of folders, from the repository's root. */
  readonly members: readonly string[];
  readonly exclude: readonly string[];
  readonly dependencies: Readonly<Record<string, unknown>>;
  /** What holds for every member: profiles, patches, lints, inherited fields, the resolver. */
  readonly shared: Readonly<Record<string, unknown>>;
}

/** A manifest or lock file that cannot be read; `line` counts from 1. */
export class CargoError extends Error {
  override name = 'CargoError';

  constructor(
    message: string,
    readonly line?: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export type Table = Readonly<Record<string, unknown>>;

/** @throws CargoError for what is no TOML. */
export function parseToml(bytes: Uint8Array): Table {
  const text = decode(bytes);
  try {
    return parse(text, { integersAsBigInt: 'asNeeded', unsafeKeyBehaviour: 'drop' });
  } catch (error) {
    if (error instanceof TomlError) throw new CargoError(firstLine(error.message), error.line);
    throw error;
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new CargoError('it is not UTF-8', undefined, { cause });
  }
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? '').replace(/^Invalid TOML document: /u, '');
}

/** @throws CargoError for what is no TOML. */
export function readManifest(folder: string, bytes: Uint8Array): Manifest {
  const toml = parseToml(bytes);
  const own = table(toml.package ?? toml.project);
  const dependencies = dependencyTables(toml).flatMap((one) => Object.entries(one));
  const inherited = dependencies.filter(([, spec]) => table(spec).workspace === true).map(([name]) => name);
  const workspace = toml.workspace === undefined ? null : readWorkspace(folder, toml);
  const pointer = text(own.workspace);
  return {
    folder,
    package: text(own.name) ?? null,
    workspacePath: pointer === undefined ? null : joinPath(folder, pointer),
    workspace,
    pathDependencies: dependencies.flatMap(([, spec]) => pathOf(folder, spec)),
    inherited: new Set(inherited),
  };
}

function readWorkspace(folder: string, toml: Table): Workspace {
  const {
    members,
    exclude,
    dependencies,
    metadata: _,
    'default-members': __,
    ...rest
  } = table(toml.workspace);
  const inFolder = (paths: unknown): string[] => texts(paths).flatMap((path) => joinPath(folder, path) ?? []);
  const { profile, patch, replace } = toml;
  return {
    members: inFolder(members),
    exclude: inFolder(exclude),
    dependencies: table(dependencies),
    shared: { ...rest, profile, patch, replace, features: toml['cargo-features'] },
  };
}

/** The folder that a dependency is taken from; none for one of a registry. */
export function pathOf(folder: string, spec: unknown): string[] {
  const path = text(table(spec).path);
  const joined = path === undefined ? null : joinPath(folder, path);
  return joined === null ? [] : [joined];
}

const KINDS = [
  'dependencies',
  'dev-dependencies',
  'build-dependencies',
  'dev_dependencies',
  'build_dependencies',
];

/** Those of the package itself and those of its targets. */
function dependencyTables(toml: Table): Table[] {
  const places = [toml, ...Object.values(table(toml.target)).map(table)];
  return places.flatMap((place) => KINDS.map((kind) => table(place[kind])));
}

/** A path from a folder as one from the repository's root; `null` for one that leaves it. */
export function joinPath(folder: string, path: string): string | null {
  const parts = path.startsWith('/') || folder === '' ? [] : folder.split('/');
  for (const part of path.replaceAll('\\', '/').split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join('/');
}

function table(value: unknown): Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Table) : {};
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

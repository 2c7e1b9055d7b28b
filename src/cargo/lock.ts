import { parseToml } from './manifest.js';

/** A Cargo.lock: which version of everything the packages are built with. */
export interface Lock {
  readonly packages: readonly LockedPackage[];
}

interface LockedPackage {
  readonly name: string;
  readonly version: string;
  /** `null` for packages of the repository itself. */
  readonly source: string | null;
  readonly checksum: string;
  /** `name`, `name version` or `name version (source)`: as much as is needed to tell them apart. */
  readonly dependencies: readonly string[];
}

export const NO_LOCK: Lock = { packages: [] };

/** @throws CargoError for what is no TOML. */
export function readLock(bytes: Uint8Array): Lock {
  const { package: packages } = parseToml(bytes);
  return { packages: Array.isArray(packages) ? packages.flatMap(toPackage) : [] };
}

function toPackage(value: unknown): LockedPackage[] {
  if (typeof value !== 'object' || value === null) return [];
  const field = (name: string): unknown => Reflect.get(value, name);
  const word = (name: string): string | null => {
    const found = field(name);
    return typeof found === 'string' ? found : null;
  };
  const dependencies = field('dependencies');
  return [
    {
      name: word('name') ?? '',
      version: word('version') ?? '',
      source: word('source'),
      checksum: word('checksum') ?? '',
      dependencies: Array.isArray(dependencies) ? dependencies.filter((one) => typeof one === 'string') : [],
    },
  ];
}

/** The members that are built with other packages than before, of those that are not members themselves. */
export function touchedByLock(before: Lock, after: Lock, members: ReadonlySet<string>): Set<string> {
  const [old, now] = [resolver(before, members), resolver(after, members)];
  return new Set([...members].filter((member) => !sameSet(old(member), now(member))));
}

function sameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((one) => b.has(one));
}

/** Gives what a member is built with, directly or through others, as keys that change with version and contents. */
function resolver({ packages }: Lock, members: ReadonlySet<string>): (member: string) => Set<string> {
  const byName = new Map<string, LockedPackage[]>();
  for (const one of packages) byName.set(one.name, [...(byName.get(one.name) ?? []), one]);
  const find = (dependency: string): LockedPackage | undefined => {
    const [, name = '', version, source] = /^(\S+)(?: (\S+))?(?: \((.+)\))?$/u.exec(dependency) ?? [];
    return byName
      .get(name)
      ?.find(
        (one) =>
          (version === undefined || one.version === version) &&
          (source === undefined || one.source === source),
      );
  };
  return (member) => {
    const used = new Set<string>();
    const own = byName.get(member)?.find(({ source }) => source === null);
    const waiting = own === undefined ? [] : [own];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      for (const one of next.dependencies.flatMap((dependency) => find(dependency) ?? [])) {
        const key = `${one.name} ${one.version} ${one.source} ${one.checksum}`;
        if (used.has(key) || (one.source === null && members.has(one.name))) continue;
        used.add(key);
        waiting.push(one);
      }
    }
    return used;
  };
}

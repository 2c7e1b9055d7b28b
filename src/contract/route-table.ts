export interface RouteMatch<T> {
  readonly route: T;
  /** Decoded, by the names in the template. */
  readonly params: Readonly<Record<string, string>>;
}

interface Entry<T> {
  readonly pattern: RegExp;
  readonly names: readonly string[];
  readonly route: T;
}

/** Parameters whose value may hold slashes: general routers stop at the first one. */
const MULTI_SEGMENT: ReadonlySet<string> = new Set(['path', 'ref', 'branch', 'basehead']);

/** Finds the operation of a request by templates as in OpenAPI; literal segments win over parameters. */
export class RouteTable<T extends { readonly method: string; readonly path: string }> {
  private readonly byMethod = new Map<string, Entry<T>[]>();

  constructor(routes: readonly T[]) {
    const ordered = [...routes].sort((a, b) => (weight(a.path) < weight(b.path) ? -1 : 1));
    for (const route of ordered) {
      const names: string[] = [];
      const source = route.path
        .replace(/[.*+?^$()|[\]\\]/g, '\\$&')
        .replace(/\/?\{(\w+)\}/g, (whole, name: string) => {
          names.push(name);
          const slash = whole.startsWith('/') ? '/' : '';
          // `/contents/{path}` is also the root folder's address, with or without the slash.
          if (name === 'path') return '(?:/(.*))?';
          return `${slash}(${MULTI_SEGMENT.has(name) ? '.+' : '[^/]+'})`;
        });
      const entries = this.byMethod.get(route.method) ?? [];
      entries.push({ pattern: new RegExp(`^${source}$`), names, route });
      this.byMethod.set(route.method, entries);
    }
  }

  /** @param path as in the request line, still encoded, without the query. */
  match(method: string, path: string): RouteMatch<T> | null {
    for (const { pattern, names, route } of this.byMethod.get(method) ?? []) {
      const values = pattern.exec(path);
      if (values === null) continue;
      const decoded = names.map((name, index) => [name, decode(values[index + 1] ?? '')]);
      return { route, params: Object.fromEntries(decoded) };
    }
    return null;
  }
}

/** Sorts literal segments before single ones before greedy ones, and long templates before short ones. */
function weight(path: string): string {
  const segments = path.split('/').map((segment) => {
    const name = /^\{(\w+)\}$/.exec(segment)?.[1];
    if (name === undefined) return segment.includes('{') ? '1' : '0';
    return MULTI_SEGMENT.has(name) ? '3' : '2';
  });
  return `${segments.join('')}\u007f`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

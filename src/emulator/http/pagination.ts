import type { Exchange } from './exchange.js';
import { ok, type Reply } from './reply.js';

const DEFAULT_PAGE = 30;
const LARGEST_PAGE = 100;

export interface Page<T> {
  readonly items: readonly T[];
  readonly headers: Readonly<Record<string, string>>;
}

/** The requested page with GitHub's `Link` header. More than 100 a page is cut to 100 in silence. */
export function paginate<T>(exchange: Exchange, all: readonly T[]): Page<T> {
  const size = positive(exchange.query.get('per_page'), DEFAULT_PAGE, LARGEST_PAGE);
  const page = positive(exchange.query.get('page'), 1, Number.MAX_SAFE_INTEGER);
  const last = Math.max(1, Math.ceil(all.length / size));
  const links: [string, number][] = [
    ...(page > 1 ? [['prev', Math.min(page - 1, last)] as [string, number]] : []),
    ...(page < last
      ? ([
          ['next', page + 1],
          ['last', last],
        ] as [string, number][])
      : []),
    ...(page > 1 ? [['first', 1] as [string, number]] : []),
  ];
  const link = links.map(([rel, number]) => `<${pageUrl(exchange, number)}>; rel="${rel}"`).join(', ');
  return {
    items: all.slice((page - 1) * size, page * size),
    headers: link === '' ? {} : { link },
  };
}

/** A page of a list that is answered as a plain array. */
export async function listReply<T>(
  exchange: Exchange,
  all: readonly T[],
  view: (item: T) => unknown,
): Promise<Reply> {
  const { items, headers } = paginate(exchange, all);
  return ok(await Promise.all(items.map(view)), headers);
}

function positive(text: string | null, fallback: number, most: number): number {
  const value = Number(text ?? fallback);
  return Number.isInteger(value) && value > 0 ? Math.min(value, most) : fallback;
}

function pageUrl(exchange: Exchange, page: number): string {
  const url = new URL(exchange.url);
  url.searchParams.set('page', String(page));
  return url.href;
}

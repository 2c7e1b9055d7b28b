import { compareText, type Finding } from '../rust/finding.js';

/** A finding with its rule's level. */
export type LevelledFinding = Finding & { readonly level: 'error' | 'warning' };

/** A line where the wave's rules find something: what a row of an inventory names. */
export interface Site {
  readonly path: string;
  readonly line: number;
  /** The enclosing function, as `Type::name` or `name`; `null` outside functions. */
  readonly function: string | null;
  /** The rules that find something on the line, in the order of their ids. */
  readonly rules: readonly string[];
  /** What the rules say of it. */
  readonly messages: readonly string[];
  /** `warning` where every one of these rules only warns: an inventory may leave the site out. */
  readonly level: 'error' | 'warning';
}

/** What of a site goes into documents and commands: all but the rules' words. */
export type Place = Omit<Site, 'messages'>;

export function placeOf({ path, line, function: name, rules, level }: Site): Place {
  return { path, line, function: name, rules, level };
}

/** The head of the table whose rows `inventoryRow` makes. */
export const INVENTORY_HEAD: readonly string[] = ['| place | function | rule |', '| --- | --- | --- |'];

/** The sites of findings, each line once, in the order of places. */
export function inventorySites(findings: readonly LevelledFinding[]): Site[] {
  const sites = new Map<string, Site>();
  for (const { path, line, rule, level, message, function: name } of findings) {
    const key = `${path}\0${line}`;
    const known = sites.get(key);
    const rules = [...new Set([...(known?.rules ?? []), rule])].sort(compareText);
    sites.set(key, {
      path,
      line,
      function: known?.function ?? name,
      rules,
      messages: [...new Set([...(known?.messages ?? []), message])],
      level: level === 'error' ? level : (known?.level ?? level),
    });
  }
  return [...sites.values()].sort((a, b) => compareText(a.path, b.path) || a.line - b.line);
}

/** A site as the row of a Markdown table. */
export function inventoryRow({ path, line, function: name, rules, level }: Place): string {
  const what = rules.map(codeCell).join(', ');
  const cells = [
    codeCell(`${path}:${line}`),
    name === null ? '' : codeCell(name),
    level === 'warning' ? `${what} (warning)` : what,
  ];
  return `| ${cells.join(' | ')} |`;
}

/** The canonical rows of an inventory: the document, the commands and the gate write sites in this one form. */
export function inventoryRows(findings: readonly LevelledFinding[]): string[] {
  return inventorySites(findings).map(inventoryRow);
}

/** The rows with the head of their table, ready to paste into a document. */
export function inventoryTable(findings: readonly LevelledFinding[]): string[] {
  return [...INVENTORY_HEAD, ...inventoryRows(findings)];
}

/** Code in a cell of a table: control characters as in addresses, pipes escaped, backticks within longer ones. */
function codeCell(text: string): string {
  const shown = text.replace(/\p{Cc}/gu, encodeURIComponent).replaceAll('|', '\\|');
  if (!shown.includes('`')) return `\`${shown}\``;
  const longest = Math.max(...(shown.match(/`+/gu) ?? []).map((run) => run.length));
  const marks = '`'.repeat(longest + 1);
  return `${marks} ${shown} ${marks}`;
}

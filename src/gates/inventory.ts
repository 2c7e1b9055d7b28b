import type { Snapshot } from '../snapshot/snapshot.js';
import { isFile } from '../snapshot/tree.js';
import { documentText, noText } from './document-text.js';
import type { Gate, Reason } from './gate.js';
import { type Comparison, compareInventory, type StaleRow } from './inventory-comparison.js';
import { INVENTORY_HEAD, inventoryRow, inventorySites, type Site } from './inventory-rows.js';
import { errorReasons, notFileReasons } from './rule-view.js';
import { RustPaths } from './rust-paths.js';
import { type Stock, stockOf, stockRequests } from './stock.js';
import { count, MAX_REASONS } from './words.js';

/** The step's inventory names every place where the wave's rules find something in their scope, and no other. */
export const inventoryGate: Gate = {
  id: 'inventory',
  title: 'Inventory',
  steps: ['freeze', 'change', 'close'],
  asked: ({ step }) => step.inventory !== undefined,
  needs: ({ step, wave, rules, headTree }) => ({
    documents: step.inventory === undefined ? [] : [step.inventory],
    rules: stockRequests(wave, rules, headTree),
  }),
  evaluate(snapshot, { wave, step: { inventory: path = '' } }) {
    if (wave.rules.length === 0) return { verdict: 'fail', reasons: [NO_RULES], findings: [] };
    const stock = stockOf(wave, snapshot.headTree, snapshot.reports);
    const sites = inventorySites(stock.findings);
    const reasons = [...documentReasons(path, sites, snapshot), ...unjudgedReasons(stock)];
    return reasons.length > 0
      ? { verdict: 'fail', reasons, findings: [] }
      : { verdict: 'pass', reasons: [{ message: passedWords(path, sites, stock) }], findings: [] };
  },
};

const NO_RULES: Reason = {
  message: 'The wave has no rules, so there is nothing to take stock of.',
  next: 'Have a maintainer give the wave `rules`, or take `inventory` from the step, in the program on the default branch.',
  unseen: true,
};

function documentReasons(path: string, sites: readonly Site[], snapshot: Snapshot): Reason[] {
  const entry = snapshot.headTree.get(path);
  const bytes = snapshot.documents.get(path);
  if (entry === undefined || bytes === undefined || !isFile(entry)) return [noDocument(path, sites)];
  const text = documentText(bytes);
  if (text === null) return [noText(path)];
  const compared = compareInventory(text, sites, new RustPaths(snapshot.headTree, folderOf(path)));
  return [
    ...missingReasons(path, compared, sites),
    ...cutStale(compared.stale.map((row) => staleReason(path, row))),
  ];
}

function noDocument(path: string, sites: readonly Site[]): Reason {
  const required = sites.filter(isRequired);
  const rows = sites.map(inventoryRow);
  return {
    message: `\`${path}\` is missing: it is to name the ${count(required.length, 'place')} where the wave's rules find something.`,
    next: rows.length === 0 ? `Add \`${path}\`.` : `Add \`${path}\` with these rows.`,
    ...(rows.length > 0 && { paste: [...INVENTORY_HEAD, ...rows] }),
  };
}

/** A site that only warnings tell of may be left out. */
function isRequired({ level }: Site): boolean {
  return level === 'error';
}

/** One reason a site, so that each has its place; beyond the bound the rows alone. */
function missingReasons(path: string, { missing }: Comparison, sites: readonly Site[]): Reason[] {
  const required = missing.filter(isRequired);
  const shown = required.slice(0, MAX_REASONS).map((site) => missingReason(path, site));
  const rest = required.slice(MAX_REASONS);
  if (rest.length === 0) return shown;
  const message = `\`${path}\` names ${rest.length} more of the ${sites.filter(isRequired).length} places nowhere.`;
  return [...shown, { message, next: ADD_ROWS, paste: rest.map(inventoryRow), unseen: true }];
}

const ADD_ROWS = 'Add these rows to the inventory.';

function missingReason(document: string, site: Site): Reason {
  const { path, line, rules, function: name } = site;
  const where = name === null ? '' : ` in \`${name}\``;
  return {
    message: `\`${path}:${line}\`${where} (\`${rules.join('`, `')}\`) is not named in \`${document}\`.`,
    next: ADD_ROWS,
    path,
    line,
    paste: [inventoryRow(site)],
    identity: ['misses', ...siteIdentity(site)].join(' '),
  };
}

/** What makes a site the same wherever its line moves. */
function siteIdentity({ path, function: name, rules }: Site): string[] {
  return [path, name ?? '', ...rules];
}

function staleReason(document: string, { line, wrote, why, instead }: StaleRow): Reason {
  return {
    message: `Line ${line} of \`${document}\` names \`${wrote}\`: ${why}.`,
    path: document,
    line,
    ...(instead === null
      ? { next: 'Take it out of the inventory.' }
      : { next: 'Put this row in its place.', paste: [inventoryRow(instead)] }),
    identity: [document, 'names', wrote, ...(instead === null ? [] : siteIdentity(instead))].join(' '),
  };
}

function cutStale(reasons: readonly Reason[]): Reason[] {
  const rest = reasons.slice(MAX_REASONS);
  if (rest.length === 0) return [...reasons];
  const lines = rest.map(({ line }) => line).join(', ');
  const more = {
    message: `So do lines ${lines}: nothing is found at what they name.`,
    unseen: true,
  } as const;
  return [...reasons.slice(0, MAX_REASONS), more];
}

/** What was not judged may hold sites that no inventory can name. */
function unjudgedReasons({ errors, notFiles, empty }: Stock): Reason[] {
  const unmatched = empty.map(
    ({ rule, in: globs }): Reason => ({
      message: `\`${rule}\` holds in ${globs.map((glob) => `\`${glob}\``).join(', ')}, where there is no Rust file at head: nothing was judged.`,
      next: 'Have a maintainer correct `in` of the rule in the program on the default branch.',
      unseen: true,
    }),
  );
  return [...unmatched, ...notFileReasons(notFiles), ...errorReasons(errors)];
}

function passedWords(path: string, sites: readonly Site[], { files }: Stock): string {
  const required = sites.filter(isRequired).length;
  const warnings = sites.length - required;
  const rest = warnings === 0 ? '' : `; ${count(warnings, 'place')} of warnings may be left out`;
  return required === 0
    ? `The wave's rules find nothing in ${count(files, 'file')}, and \`${path}\` names nothing${rest}.`
    : `\`${path}\` names ${required === 1 ? 'the one place' : `all ${required} places`} that the wave's rules find in ${count(files, 'file')}${rest}.`;
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

import { code, encodePath, link } from './markdown.js';

/** `path:line:column`, linked to the line at that commit. */
export function placeLink(
  pullRequestUrl: string,
  sha: string,
  path: string,
  line?: number,
  column?: number,
): string {
  const label = placeText(path, line, column);
  const repository = pullRequestUrl.replace(/\/pull\/\d+$/, '');
  if (!/^https?:\/\/[\w.:/-]+$/.test(repository)) return label;
  const anchor = line === undefined ? '' : `#L${line}`;
  return link(label, `${repository}/blob/${sha}/${encodePath(path)}${anchor}`);
}

/** The same without a link: for files that are not of that commit. */
export function placeText(path: string, line?: number, column?: number): string {
  return code([path, line, column].filter((part) => part !== undefined).join(':'));
}

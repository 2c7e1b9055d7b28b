import { code, encodePath, link } from './markdown.js';

/** `path:line:column`, linked to the line at that commit. */
export function placeLink(
  pullRequestUrl: string,
  sha: string,
  path: string,
  line?: number,
  column?: number,
): string {
  const label = code([path, line, column].filter((part) => part !== undefined).join(':'));
  const repository = pullRequestUrl.replace(/\/pull\/\d+$/, '');
  if (!/^https?:\/\/[\w.:/-]+$/.test(repository)) return label;
  const anchor = line === undefined ? '' : `#L${line}`;
  return link(label, `${repository}/blob/${sha}/${encodePath(path)}${anchor}`);
}

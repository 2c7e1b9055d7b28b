/** GitHub's global node ids: opaque outside, here the type and the number. */
export function nodeId(type: string, id: number | string): string {
  return `${type.replace(/[a-z]/g, '')}_${Buffer.from(`${type}:${id}`).toString('base64url')}`;
}

export function readNodeId(id: string): { type: string; id: string } | null {
  const text = Buffer.from(id.slice(id.indexOf('_') + 1), 'base64url').toString();
  const match = /^([A-Z]\w+):(.+)$/.exec(text);
  return match === null ? null : { type: match[1] ?? '', id: match[2] ?? '' };
}

/** A part of a document that is kept whole, or cut between its items: a paragraph, a list, a table, a fence. */
export interface Block {
  /** What stands before the items and needs them: a table's head; empty for lists. */
  readonly head: string;
  /** Lines that may be left out from the end; none for a block that is whole or not at all. */
  readonly items: readonly string[];
}

export function paragraph(text: string): Block {
  return { head: text, items: [] };
}

export function list(items: readonly string[]): Block {
  return { head: '', items: items.map((item) => `- ${item}`) };
}

export function table(columns: readonly string[], rows: readonly (readonly string[])[]): Block {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return { head: `${line(columns)}\n${line(columns.map(() => '---'))}`, items: rows.map(line) };
}

/**
 * Puts blocks together within `limit` bytes of UTF-8. What does not fit is left out from the first part that is too
 * much on, never in the middle of a character, a table row or a fence, and `pointer` says where the rest is.
 */
export function fitBlocks(blocks: readonly Block[], limit: number, pointer: string): string {
  const whole = blocks.map((block) => [block.head, ...block.items].filter((part) => part !== '').join('\n'));
  const all = whole.filter((text) => text !== '').join('\n\n');
  if (bytes(all) <= limit) return all;
  const room = limit - bytes(`\n\n${pointer}`);
  let text = '';
  for (const block of blocks) {
    const next = extend(text, block, room);
    text = next.text;
    if (!next.complete) break;
  }
  return text === '' ? cutBytes(pointer, limit) : `${text}\n\n${pointer}`;
}

function extend(text: string, block: Block, room: number): { text: string; complete: boolean } {
  const gap = text === '' ? '' : '\n\n';
  const parts = block.head === '' ? [] : [block.head];
  let used = bytes(text) + bytes(gap) + bytes(block.head);
  if (used > room) return { text, complete: false };
  for (const item of block.items) {
    const size = bytes(item) + (parts.length > 0 ? 1 : 0);
    if (used + size > room) {
      const onlyHead = parts.length === (block.head === '' ? 0 : 1);
      return { text: onlyHead ? text : text + gap + parts.join('\n'), complete: false };
    }
    parts.push(item);
    used += size;
  }
  return { text: parts.length === 0 ? text : text + gap + parts.join('\n'), complete: true };
}

export function bytes(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

/** A title within `limit` bytes of UTF-8, with an ellipsis where it was cut. */
export function fitTitle(text: string, limit: number): string {
  if (bytes(text) <= limit) return text;
  return `${cutBytes(text, limit - bytes('…'))}…`;
}

/** The longest beginning of whole characters within `limit` bytes of UTF-8. */
export function cutBytes(text: string, limit: number): string {
  if (bytes(text) <= limit) return text;
  const buffer = Buffer.from(text, 'utf8');
  let end = Math.max(0, limit);
  while (end > 0 && ((buffer[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return buffer.subarray(0, end).toString('utf8');
}

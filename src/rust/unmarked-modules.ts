const TOKEN = /[()[\]{};]|\bmod\s+(?:r#)?(\w+)\s*;/g;
const VISIBILITY = /^\s*(?:pub\b\s*(?:\([^()]*\)\s*)?)?$/;
const INNER_ATTRIBUTE = /^\s*#\s*!\s*$/;

/**
 * The names of the `mod name;` that stand among a file's outermost items without any attribute, so that they are built
 * where the file is. None where an attribute of the whole file may say when that is.
 *
 * @param text the file's code, balanced; see `CodeText`.
 */
export function unmarkedModules(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  if (/#\s*!\s*\[\s*cfg/.test(text)) return names;
  let depth = 0;
  /** Where what stands in front of the next item begins. */
  let from = 0;
  let isInner = false;
  for (const match of text.matchAll(TOKEN)) {
    const [token, name] = match;
    if (depth === 0 && name !== undefined) {
      if (VISIBILITY.test(text.slice(from, match.index))) names.add(name);
      from = match.index + token.length;
    } else if ('([{'.includes(token)) {
      if (depth === 0) isInner = token === '[' && INNER_ATTRIBUTE.test(text.slice(from, match.index));
      depth++;
    } else if (')]}'.includes(token)) depth--;
    if (depth === 0 && (token === ';' || token === '}' || (token === ']' && isInner))) from = match.index + 1;
  }
  return names;
}

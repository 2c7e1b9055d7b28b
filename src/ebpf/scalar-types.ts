import type { DetectorFile } from '../rules/detector.js';
import { NONE, type Node } from '../rust/syntax.js';
import { aliasedType, NO_MAP } from './map-types.js';

const SCALARS = new Set('u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize bool char f32 f64'.split(' '));
/** Type aliases and references are followed this far. */
const MAX_STEPS = 16;

/** Whether a type is a number, `bool` or `char`, also behind an alias or a reference; `undefined` for `_`. */
export function isScalarType(file: DetectorFile, type: Node): boolean | undefined {
  let holder = file;
  let node = type;
  for (let step = 0; step < MAX_STEPS && node !== NONE; step++) {
    const { tree } = holder;
    const kind = tree.kind(node);
    if (kind === 'primitive_type') return SCALARS.has(tree.source(node));
    if (kind === 'reference_type') {
      node = tree.field(node, 'type');
      continue;
    }
    if (tree.source(node) === '_') return undefined;
    const resolved = holder.names.resolve(node);
    if (resolved.kind === 'external') return resolved.paths.some((path) => SCALARS.has(path));
    const alias = aliasedType(holder, node);
    if (alias === undefined || alias === NO_MAP) return false;
    holder = alias.file;
    node = alias.node;
  }
  return undefined;
}

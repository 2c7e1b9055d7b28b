import { type Compare, isSame, named } from './change.js';

type Options = Readonly<Record<string, unknown>>;

/** Which keys say something else; what that does, only who knows them can tell. */
export function changedKeys(noun: string): Compare<Options> {
  return (before, after) => {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    const changed = keys.filter((key) => !isSame(before[key], after[key]));
    if (changed.length === 0) return [];
    const message = `${changed.length === 1 ? `its ${noun}` : `its ${noun}s`} ${named(changed)} ${changed.length === 1 ? 'says' : 'say'} something else.`;
    return [{ effect: 'changes', message }];
  };
}

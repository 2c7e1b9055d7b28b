import { isUtf8 } from 'node:buffer';
import type { WordGroup, WordGroups } from '../rules/detector.js';
import type { Crate } from '../rust/crate.js';
import { delimitersBalance } from '../rust/delimiters.js';
import { attributePattern, wordPattern } from '../rust/renamings.js';

/**
 * Decides which files need not be parsed. A file without the words that a detector needs holds no finding, broken or
 * not, so leaving it unparsed changes no finding. Errors are told of files that were parsed for their words, and of
 * files that are no UTF-8 or whose delimiters have no partners; this is what keeps a file that was cut off or merged
 * badly from passing unseen, at a fraction of a parse.
 */
export class Prefilter {
  private readonly sound = new Map<string, boolean>();

  constructor(private readonly crate: Crate) {}

  /** A test of whether a file meets all groups. */
  matcher(groups: WordGroups, within?: (path: string) => boolean): (path: string) => boolean {
    const patterns = groups.map((group) => this.pattern(group, within));
    return (path) => {
      const text = this.crate.latin1(path);
      return patterns.every((pattern) => pattern.test(text));
    };
  }

  private pattern(group: WordGroup, within?: (path: string) => boolean): RegExp {
    if ('functions' in group) return wordPattern(this.crate.wordsNaming(group.functions));
    if ('names' in group) return wordPattern(this.crate.wordsNaming(group.names, within));
    return 'attributes' in group ? attributePattern(group.attributes) : wordPattern(group);
  }

  /** Whether nothing speaks for an error in the file, short of parsing it. */
  looksSound(path: string): boolean {
    const known = this.sound.get(path);
    if (known !== undefined) return known;
    const bytes = this.crate.bytes(path)!;
    const sound = isUtf8(bytes) && delimitersBalance(bytes);
    this.sound.set(path, sound);
    return sound;
  }
}

import { isUtf8 } from 'node:buffer';
import type { CalledFunctions, WordGroup, WordGroups } from '../rules/detector.js';
import type { Crate } from '../rust/crate.js';
import type { Naming } from '../rust/renamings.js';
import {
  attributePattern,
  type CodeTest,
  callsFree,
  callsOwned,
  namesFunction,
  same,
  type TextTest,
  wordPattern,
} from '../rust/word-patterns.js';

/** Which code of which files is searched. */
export interface SearchScope {
  /** Whether code that only tests build is, too. */
  readonly withTests: boolean;
  /** The files whose renamings count; all of them, if it is not given. */
  readonly within: ((path: string) => boolean) | undefined;
}

interface GroupTest {
  readonly file: (text: string, path: string) => boolean;
  readonly body: TextTest;
}

/**
 * Decides which files need not be parsed. A file without the words that a detector needs holds no finding, broken or
 * not, so leaving it unparsed changes no finding. Errors are told of files that were parsed for their words, and of
 * files that are no UTF-8 or whose delimiters have no partners; this is what keeps a file that was cut off or merged
 * badly from passing unseen, at a fraction of a parse.
 */
export class Prefilter {
  private readonly sound = new Map<string, boolean>();
  private readonly tests = new WeakMap<WordGroup, SearchScope & { readonly test: GroupTest }>();

  /** @param isOn whether anything is left unparsed at all. */
  constructor(
    private readonly crate: Crate,
    private readonly isOn = true,
  ) {}

  /** A test of whether a file meets all groups. */
  matcher(groups: WordGroups, scope: SearchScope): (path: string) => boolean {
    const tests = groups.map((group) => this.test(group, scope));
    return (path) => {
      const { balanced, text } = this.crate.code(path, scope.withTests);
      // What is left of a file that does not balance may lack code.
      return !balanced || tests.every(({ file }) => file(text, path));
    };
  }

  /** A test of the bodies of items that can do what makes a file meet the group. */
  bodyTest(group: WordGroup, scope: SearchScope): TextTest {
    return this.test(group, scope).body;
  }

  /** Whether a function of the file whose body meets the group may be named in its package. */
  mayBeCalled(path: string, group: WordGroup, scope: SearchScope): boolean {
    return !this.isOn || this.crate.mayBeCalled(path, this.bodyTest(group, scope), scope.withTests);
  }

  /** Made once for a group: finding out what is renamed takes a search through all files. */
  private test(group: WordGroup, scope: SearchScope): GroupTest {
    const known = this.tests.get(group);
    if (known?.within === scope.within && known?.withTests === scope.withTests) return known.test;
    const test = this.makeTest(group, scope);
    this.tests.set(group, { ...scope, test });
    return test;
  }

  private makeTest(group: WordGroup, scope: SearchScope): GroupTest {
    if ('functions' in group) return namesFunction(this.naming(group.functions, scope));
    if ('calls' in group) return this.callTest(group.calls, scope);
    if ('code' in group) return same(group.code);
    const { crate } = this;
    if ('anywhere' in group) {
      return { file: (_, path) => crate.mentions(path, group.anywhere), body: () => true };
    }
    const pattern = 'attributes' in group ? attributePattern(group.attributes) : wordPattern(group);
    return same((text) => pattern.test(text));
  }

  private callTest({ owner, names }: CalledFunctions, scope: SearchScope): CodeTest {
    const words = [...this.naming(names, scope).words];
    const renamed = words.filter((word) => !names.includes(word));
    if (owner === null) return callsFree(names, renamed);
    const renamings = this.crate.renamings(scope.withTests);
    // The methods of an array or tuple have no type that is named; those that are imported are named without it.
    if (!/^\w+$/.test(owner) || renamings.importsFrom(owner, names, scope.within)) {
      const any = wordPattern(words);
      return same((text) => any.test(text));
    }
    return callsOwned(this.naming([owner], scope).words, names, renamed);
  }

  private naming(functions: readonly string[], { withTests, within }: SearchScope): Naming {
    return this.crate.renamings(withTests).naming(functions, within);
  }

  /** Whether nothing speaks for an error in the file, short of parsing it. */
  looksSound(path: string): boolean {
    const known = this.sound.get(path);
    if (known !== undefined) return known;
    const sound = isUtf8(this.crate.bytes(path)!) && this.crate.code(path, false).balanced;
    this.sound.set(path, sound);
    return sound;
  }
}

import { type ItemBody, itemBodies } from './item-bodies.js';
import { codePattern, type TextTest, wordPattern } from './word-patterns.js';

/** Items in a body that others may ask for. `'static` is none. */
const ITEMS = /\b(?:fn\s+\w|impl\b|mod\s|trait\s|struct\s|enum\s|union\s|macro_rules\b)|(?<!')\bstatic\b/;

/** Less of a file is not worth leaving out: to judge it, all is parsed for its errors besides. */
const WORTH_LEAVING = 0.25;

/**
 * How much of a file has to be parsed: its items always; of what is between their braces only what was asked for. It
 * never becomes less, so that a file that is parsed again gives the same tree.
 *
 * Leaving a body out changes no answer about what is read, as long as nothing in it is meant from outside: items in it
 * keep it in, and so does the name of a function that was asked for where that is handed over by name, since what
 * happens to such a function depends on all of its uses in the file.
 */
export class Extent {
  private readonly bodies: readonly ItemBody[] | null;
  private readonly kept = new Set<ItemBody>();
  private readonly asked = new Set<ItemBody>();
  /** Functions whose callers in the file are kept. */
  private readonly called = new Set<string>();
  private whole = false;

  /** @param least bytes that have to be left out: what is less is parsed, too. */
  constructor(
    bytes: Uint8Array,
    private readonly least = bytes.length * WORTH_LEAVING,
  ) {
    this.bodies = itemBodies(bytes);
    for (const body of this.bodies ?? [])
      if (body.name !== null && ITEMS.test(body.code)) this.kept.add(body);
  }

  /** What need not be parsed; empty where all has to be, or where it is too little to be worth it. */
  leftOut(): readonly ItemBody[] {
    if (this.whole) return [];
    const unkept = this.unkept();
    const size = unkept.reduce((sum, { start, end }) => sum + end - start, 0);
    return size < this.least ? [] : unkept;
  }

  private unkept(): readonly ItemBody[] {
    return this.bodies?.filter((body) => !this.kept.has(body)) ?? [];
  }

  /** Asks for everything. Returns whether that is more than before. */
  includeAll(): boolean {
    const grows = this.leftOut().length > 0;
    this.whole = true;
    return grows;
  }

  /**
   * Asks for the bodies with code that passes the test.
   *
   * @param code the code of the whole file.
   */
  include(test: TextTest, withTests: boolean, code: string): boolean {
    if (this.leftOut().length === 0) return false;
    const before = this.kept.size;
    for (const body of this.bodies ?? []) {
      if (this.asked.has(body) || (body.inTest && !withTests) || !test(body.code)) continue;
      this.asked.add(body);
      this.kept.add(body);
      if (body.name !== null) this.includeUses(body.name, code);
    }
    if (this.kept.size > before) this.includeCallers(withTests);
    return this.kept.size > before;
  }

  /**
   * The names of the functions whose bodies pass the test; `null` where it may be other code that does: outside of
   * functions, or in an item within one.
   *
   * @param code the code of the whole file.
   */
  functionsWith(test: TextTest, code: string): ReadonlySet<string> | null {
    const names = new Set<string>();
    const others: string[] = [];
    let from = 0;
    for (const body of this.bodies ?? []) {
      if (!test(body.code)) continue;
      const at = code.indexOf(body.code, from);
      if (body.name === null || at === -1 || ITEMS.test(body.code)) return null;
      names.add(body.name);
      others.push(code.slice(from, at));
      from = at + body.code.length;
    }
    others.push(code.slice(from));
    return test(others.join(' ')) ? null : names;
  }

  /** What calls what was asked for is asked for next, as a rule: the file is parsed once for both. */
  private includeCallers(withTests: boolean): void {
    for (let bodies: ItemBody[] = [...this.asked]; bodies.length > 0; ) {
      const names = bodies.flatMap(({ name }) => (name === null || this.called.has(name) ? [] : name));
      if (names.length === 0) return;
      for (const name of names) this.called.add(name);
      const calls = codePattern(`(?:${names.join('|')})`, '\\(');
      bodies = this.unkept().filter(({ inTest, code }) => (withTests || !inTest) && calls.test(code));
      for (const body of bodies) this.kept.add(body);
    }
  }

  private includeUses(name: string, code: string): void {
    if (!codePattern(name, '[,)}]').test(code)) return;
    const uses = wordPattern([name]);
    for (const body of this.unkept()) if (uses.test(body.code)) this.kept.add(body);
  }
}

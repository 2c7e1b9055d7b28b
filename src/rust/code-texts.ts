import { readCode } from './code-text.js';
import { isTestPath } from './test-code.js';
import { unmarkedModules } from './unmarked-modules.js';

/** The code of several files as texts to search, each read when it is first asked for. */
export class CodeTexts {
  private readonly production = new Map<string, string>();
  /** Of files that have test code, the texts with it. */
  private readonly whole = new Map<string, string>();
  private readonly unbalanced = new Set<string>();
  /** What follows `mod` in files. */
  private readonly modules = new Map<string, ReadonlySet<string>>();

  private readonly unmarked = new Map<string, ReadonlySet<string>>();

  constructor(private readonly files: ReadonlyMap<string, Uint8Array>) {}

  /** Empty where the file is not at hand. */
  code(path: string, withTests: boolean): { readonly balanced: boolean; readonly text: string } {
    const production = this.production.get(path) ?? this.read(path);
    const text = withTests ? (this.whole.get(path) ?? production) : production;
    return { balanced: !this.unbalanced.has(path), text };
  }

  /** The texts of all files, or of those that are not built for tests only by their place. */
  byPath(withTests: boolean): ReadonlyMap<string, string> {
    const paths = [...this.files.keys()].filter((path) => withTests || !isTestPath(path));
    return new Map(paths.map((path) => [path, this.code(path, withTests).text]));
  }

  /** Whether the code may have a `mod name;`. */
  declares(path: string, name: string): boolean {
    const { balanced, text } = this.code(path, true);
    if (!balanced || !/^\w+$/.test(name)) return true;
    const known = this.modules.get(path);
    const names =
      known ?? new Set(Array.from(text.matchAll(/\bmod\s+(?:r#)?(\w+)/g), ([, word = '']) => word));
    if (known === undefined) this.modules.set(path, names);
    return names.has(name);
  }

  /** Whether the code surely has a `mod name;` that is built where the file is. */
  declaresUnmarked(path: string, name: string): boolean {
    const { balanced, text } = this.code(path, true);
    if (!balanced || !this.declares(path, name)) return false;
    const names = this.unmarked.get(path) ?? unmarkedModules(text);
    this.unmarked.set(path, names);
    return names.has(name);
  }

  /** Whether the code may have a `path` attribute. */
  hasPathAttribute(path: string): boolean {
    const { balanced, text } = this.code(path, true);
    return !balanced || /#\s*\[\s*path\b/.test(text);
  }

  private read(path: string): string {
    const bytes = this.files.get(path);
    const { balanced, all, production } = readCode(bytes ?? new Uint8Array());
    this.production.set(path, production);
    if (all.length > production.length) this.whole.set(path, all);
    if (!balanced) this.unbalanced.add(path);
    return production;
  }
}

import type { CodeTexts } from './code-texts.js';
import { conventionalPaths, declaringPaths, moduleName } from './module-paths.js';
import { isTestPath } from './test-code.js';

/**
 * Finds files that are built for tests only, by their place or by `#[cfg(test)] mod name;`, without parsing any. Where
 * it takes the syntax to be sure, a file counts as one that is not: asking for an answer costs less than parsing for it.
 */
export class PlainTestFiles {
  private readonly known = new Map<string, boolean>();
  private readonly declaredIn = new Map<string, Declared | null>();
  private anyPathAttribute: boolean | undefined;

  constructor(
    private readonly files: ReadonlyMap<string, Uint8Array>,
    private readonly texts: CodeTexts,
  ) {}

  isTest(path: string): boolean {
    const known = this.known.get(path);
    if (known !== undefined) return known;
    this.known.set(path, false);
    const isTest = isTestPath(path) || this.isDeclaredAsTest(path);
    this.known.set(path, isTest);
    return isTest;
  }

  /** Whether there are declarations of the file, and all are in test code. */
  private isDeclaredAsTest(path: string): boolean {
    const name = moduleName(path);
    if (!/^\w+$/.test(name)) return false;
    let found = false;
    for (const parent of new Set(declaringPaths(path))) {
      if (!this.files.has(parent)) continue;
      const all = this.declarations(parent, name);
      if (all === 'production') return false;
      found ||= all === 'test' && this.means(parent, name, path);
    }
    return found && !this.hasPathAttributes();
  }

  /** How a file declares a module of the name, in whatever module of its own. */
  private declarations(path: string, name: string): 'none' | 'test' | 'production' {
    if (!this.texts.declares(path, name)) return 'none';
    const known = this.declaredIn.get(path) ?? this.declared(path);
    this.declaredIn.set(path, known);
    if (known === null || known.production.has(name)) return 'production';
    if (!known.test.has(name)) return 'none';
    return 'test';
  }

  /** The modules that a file declares, in its production code and marked as tests; `null` where braces would have to be counted. */
  private declared(path: string): Declared | null {
    const { balanced, text } = this.texts.code(path, true);
    // What is below an inline module lies elsewhere; only an empty one cannot hold a declaration.
    if (!balanced || /\bmod\s+\w+\s*\{(?!\s*\})/.test(this.texts.code(path, false).text)) return null;
    const marked = [...text.matchAll(TEST_DECLARATION)].map(([, name = '']) => name);
    const all = [...text.matchAll(DECLARATION)].map(([, name = '']) => name);
    if (this.isTest(path)) return { test: new Set(all), production: new Set() };
    for (const name of marked) all.splice(all.indexOf(name), 1);
    return { test: new Set(marked), production: new Set(all) };
  }

  private means(parent: string, name: string, path: string): boolean {
    return conventionalPaths(parent, name).find((candidate) => this.files.has(candidate)) === path;
  }

  /** A `path` attribute may declare any file once more. */
  private hasPathAttributes(): boolean {
    this.anyPathAttribute ??= [...this.files.keys()].some((path) => this.texts.hasPathAttribute(path));
    return this.anyPathAttribute;
  }
}

interface Declared {
  readonly test: ReadonlySet<string>;
  readonly production: ReadonlySet<string>;
}

const DECLARATION = /\bmod\s+(?:r#)?(\w+)\s*;/g;
/** `#[cfg(test)] mod name;`, other attributes between them or not. */
const TEST_DECLARATION =
  /#\s*\[\s*cfg\s*\(\s*test\s*\)\s*\]\s*(?:#\s*\[[^\][]*\]\s*)*(?:pub\b\s*(?:\([^()]*\)\s*)?)?mod\s+(?:r#)?(\w+)\s*;/g;

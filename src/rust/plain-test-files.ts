import type { CodeTexts } from './code-texts.js';
import { conventionalPaths, declaringPaths } from './module-paths.js';
import { isTestPath } from './test-code.js';

/**
 * Finds files that are built for tests only, by their place or by `#[cfg(test)] mod name;`, without parsing any. Where
 * it takes the syntax to be sure, a file counts as one that is not: asking for an answer costs less than parsing for it.
 */
export class PlainTestFiles {
  private readonly known = new Map<string, boolean>();
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
    const name = /([^/]+?)(?:\/mod)?\.rs$/.exec(path)?.[1] ?? '';
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
    const { balanced, text } = this.texts.code(path, true);
    const declared = [...text.matchAll(new RegExp(`\\bmod\\s+(?:r#)?${name}\\s*;`, 'g'))].length;
    if (!balanced) return 'production';
    if (declared === 0) return 'none';
    // What is below an inline module lies elsewhere; only an empty one cannot hold the declaration.
    if (/\bmod\s+\w+\s*\{(?!\s*\})/.test(this.texts.code(path, false).text)) return 'production';
    if (this.isTest(path)) return 'test';
    const marked = [...text.matchAll(testDeclaration(name))].length;
    return marked === declared ? 'test' : 'production';
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

/** `#[cfg(test)] mod name;`, other attributes between them or not. */
function testDeclaration(name: string): RegExp {
  return new RegExp(
    `#\\s*\\[\\s*cfg\\s*\\(\\s*test\\s*\\)\\s*\\]\\s*(?:#\\s*\\[[^\\][]*\\]\\s*)*(?:pub\\b\\s*(?:\\([^()]*\\)\\s*)?)?mod\\s+(?:r#)?${name}\\s*;`,
    'g',
  );
}

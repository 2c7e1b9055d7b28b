import type { CodeTexts } from './code-texts.js';
import type { RustFile } from './crate.js';
import { conventionalPaths, declaringPaths, moduleName } from './module-paths.js';
import { attributedNames } from './path-attributes.js';
import { NONE, type Node, type SyntaxTree } from './syntax.js';
import { isTestPath } from './test-code.js';

/** A `mod name;`, by its place: how much of a file is parsed may change, and with it the nodes' numbers. */
export interface Declaration {
  readonly path: string;
  /** Its offset in the file. */
  readonly start: number;
}

/** The `mod name;` that begins at an offset, or `NONE`. */
export function declarationAt(tree: SyntaxTree, { start }: Declaration): Node {
  for (const node of tree.nodes('mod_item')) if (tree.start(node) === start) return node;
  return NONE;
}

/** Finds out which `mod name;` means which file. */
export class Declarations {
  private readonly known = new Map<string, readonly Declaration[]>();
  private readonly tests = new Map<string, boolean>();
  private byAttribute: Attributes | undefined;
  private readonly attributedIn = new Map<string, ReadonlyMap<string, readonly Declaration[]>>();

  /** @param open gives a file, parsed, or `null`. */
  constructor(
    private readonly files: ReadonlyMap<string, Uint8Array>,
    private readonly texts: CodeTexts,
    private readonly open: (path: string) => RustFile | null,
  ) {}

  /** The likeliest `mod name;` that means the file. */
  first(path: string): Declaration | undefined {
    return this.byPlace(path)[0] ?? this.attributed(path)[0];
  }

  /** Whether the file is built for tests only: by its place, or because all that declare it say so. */
  isTestFile(path: string): boolean {
    const known = this.tests.get(path);
    if (known !== undefined) return known;
    this.tests.set(path, false);
    const isTest = isTestPath(path) || this.isDeclaredAsTest(path);
    this.tests.set(path, isTest);
    return isTest;
  }

  /** Files with `path` attributes are parsed only where what is declared by place leaves the answer open. */
  private isDeclaredAsTest(path: string): boolean {
    if (this.isPlainlyBuilt(path)) return false;
    const byPlace = this.byPlace(path);
    if (!byPlace.every((declaration) => this.isTest(declaration))) return false;
    const others = this.attributed(path);
    return byPlace.length + others.length > 0 && others.every((declaration) => this.isTest(declaration));
  }

  /** Whether a `mod name;` without attributes declares it, in a file that is not built for tests only. */
  private isPlainlyBuilt(path: string): boolean {
    const name = moduleName(path);
    return declaringPaths(path).some((parent) => {
      if (!this.files.has(parent) || !this.texts.declaresUnmarked(parent, name)) return false;
      const meant = conventionalPaths(parent, name).find((other) => this.files.has(other));
      return meant === path && !this.isTestFile(parent);
    });
  }

  private isTest(declaration: Declaration): boolean {
    const file = this.open(declaration.path);
    return file?.contexts.isTest(declarationAt(file.parsed.tree, declaration)) === true;
  }

  private byPlace(path: string): readonly Declaration[] {
    const known = this.known.get(path);
    if (known !== undefined) return known;
    this.known.set(path, []);
    const found = [...this.conventional(path)];
    this.known.set(path, found);
    return found;
  }

  private *conventional(path: string): Generator<Declaration> {
    const name = moduleName(path);
    for (const candidate of new Set(declaringPaths(path))) {
      if (!this.files.has(candidate) || !this.texts.declares(candidate, name)) continue;
      const file = this.open(candidate);
      for (const node of file?.declarations() ?? []) {
        const meant = file!.modulePaths(node).find((other) => this.files.has(other));
        if (meant === path) yield { path: candidate, start: file!.parsed.tree.start(node) };
      }
    }
  }

  /** How `path` attributes declare the file, which may stand anywhere. */
  private attributed(path: string): readonly Declaration[] {
    const { byName, unread } = this.attributes();
    const name = path.slice(path.lastIndexOf('/') + 1);
    return [...(byName.get(name) ?? []), ...unread].flatMap((by) => this.attributedBy(by).get(path) ?? []);
  }

  /** The files with `path` attributes, by the last parts of what these name; and those of which that is not known. */
  private attributes(): Attributes {
    if (this.byAttribute !== undefined) return this.byAttribute;
    const found = { byName: new Map<string, string[]>(), unread: [] as string[] };
    for (const [path, bytes] of this.files) {
      if (!this.texts.hasPathAttribute(path)) continue;
      const names = attributedNames(bytes);
      if (names === null) found.unread.push(path);
      for (const name of names ?? []) found.byName.set(name, [...(found.byName.get(name) ?? []), path]);
    }
    this.byAttribute = found;
    return found;
  }

  /** The files that a file's `path` attributes declare. */
  private attributedBy(path: string): ReadonlyMap<string, readonly Declaration[]> {
    const known = this.attributedIn.get(path);
    if (known !== undefined) return known;
    const found = new Map<string, Declaration[]>();
    this.attributedIn.set(path, found);
    const file = this.open(path);
    for (const node of file?.declarations() ?? []) {
      if (file!.pathAttribute(node) === null) continue;
      const declaration = { path, start: file!.parsed.tree.start(node) };
      for (const meant of file!.modulePaths(node)) {
        found.set(meant, [...(found.get(meant) ?? []), declaration]);
      }
    }
    return found;
  }
}

interface Attributes {
  readonly byName: ReadonlyMap<string, readonly string[]>;
  readonly unread: readonly string[];
}

import { FileContexts } from './contexts.js';
import { declaringPaths, modulePaths, packageFolder } from './module-paths.js';
import { FileNames } from './names.js';
import { type ParsedFile, parseFile } from './parse.js';
import { Renamings } from './renamings.js';
import { type ModuleTree, Resolver } from './resolver.js';
import { NONE, type Node } from './syntax.js';
import { isTestPath, pathAttributes } from './test-code.js';

/** A parsed file with what is known of its names and contexts. */
export class RustFile {
  readonly names: FileNames;
  readonly contexts: FileContexts;
  private paths: ReadonlyMap<Node, string> | undefined;

  constructor(
    readonly path: string,
    readonly parsed: ParsedFile,
    crate: Crate,
  ) {
    this.names = new FileNames(path, parsed.tree, crate.resolver);
    this.contexts = new FileContexts(parsed.tree, () => crate.isTestFile(path));
  }

  /** The files that a `mod name;` of this file may mean. */
  modulePaths(declaration: Node): string[] {
    return modulePaths(this.path, this.parsed.tree, declaration, this.pathAttribute(declaration));
  }

  /** What the `path` attribute of a `mod name;` says, if it has one. */
  pathAttribute(declaration: Node): string | null {
    this.paths ??= pathAttributes(this.parsed.tree);
    return this.paths.get(declaration) ?? null;
  }

  /** Its `mod name;` declarations. */
  *declarations(): Generator<Node> {
    const { tree } = this.parsed;
    for (const node of tree.nodes('mod_item')) if (tree.field(node, 'body') === NONE) yield node;
  }
}

/** Syntax nodes of parsed files, the largest aside, that are kept for asking again; about 60 bytes each. */
const KEPT_NODES = 500_000;

export interface ParseWatch {
  begins(path: string): void;
  ends(path: string): void;
}

interface Declaration {
  readonly path: string;
  readonly node: Node;
}

/**
 * The Rust files at hand, each parsed when it is first asked for, and how they make up crates.
 * What is asked is found by rustc's conventions from the paths; no manifest is read.
 */
export class Crate implements ModuleTree {
  readonly resolver = new Resolver(this);
  private readonly kept = new Map<string, RustFile>();
  private keptNodes = 0;
  private readonly failures = new Map<string, unknown>();
  private readonly declared = new Map<string, readonly Declaration[]>();
  private readonly tests = new Map<string, boolean>();
  private readonly folders = new Map<string, string>();
  private latin1Texts: ReadonlyMap<string, string> | undefined;
  private renamings: Renamings | undefined;
  private byAttribute: ReadonlyMap<string, readonly Declaration[]> | undefined;

  /** @param watch told of every parse: one that hangs or crashes must be known by its file. */
  constructor(
    private readonly files: ReadonlyMap<string, Uint8Array>,
    private readonly watch: ParseWatch = { begins: () => {}, ends: () => {} },
  ) {}

  paths(): Iterable<string> {
    return this.files.keys();
  }

  /** The file's bytes as Latin 1: enough for words of ASCII, and a byte a character. Empty where it is not at hand. */
  latin1(path: string): string {
    return this.texts().get(path) ?? '';
  }

  /** Words that name functions: see `Renamings`. */
  wordsNaming(functions: readonly string[], within?: (path: string) => boolean): ReadonlySet<string> {
    this.renamings ??= new Renamings(this.files, this.texts());
    return this.renamings.wordsNaming(functions, within);
  }

  private texts(): ReadonlyMap<string, string> {
    this.latin1Texts ??= new Map(
      Array.from(this.files, ([path, bytes]) => [
        path,
        Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'),
      ]),
    );
    return this.latin1Texts;
  }

  bytes(path: string): Uint8Array | undefined {
    return this.files.get(path);
  }

  /** Whether the file is parsed at this moment. */
  isOpen(path: string): boolean {
    return this.kept.has(path);
  }

  /**
   * A file at hand, parsed.
   * @throws ParseTimeout or another error when it cannot be parsed.
   */
  open(path: string): RustFile {
    const known = this.kept.get(path);
    if (known !== undefined) {
      this.kept.delete(path);
      this.kept.set(path, known);
      return known;
    }
    this.watch.begins(path);
    if (this.failures.has(path)) throw this.failures.get(path);
    const file = this.parse(path);
    this.watch.ends(path);
    this.kept.set(path, file);
    this.keptNodes += file.parsed.tree.size;
    this.forgetOldest();
    return file;
  }

  private parse(path: string): RustFile {
    try {
      return new RustFile(path, parseFile(path, this.files.get(path)!), this);
    } catch (error) {
      this.failures.set(path, error);
      throw error;
    }
  }

  /**
   * The largest file stays, beyond what is kept of the others: generated bindings of some megabytes would otherwise
   * be parsed anew for every name that leads there.
   */
  private forgetOldest(): void {
    const largest = Math.max(...Array.from(this.kept.values(), ({ parsed }) => parsed.tree.size));
    for (const [path, file] of this.kept) {
      if (this.keptNodes - largest <= KEPT_NODES || this.kept.size <= 2) return;
      if (file.parsed.tree.size === largest) continue;
      this.kept.delete(path);
      this.keptNodes -= file.parsed.tree.size;
    }
  }

  /** A file, or `null` where it is not at hand or cannot be parsed, of which its own judgement tells. */
  rustFile(path: string): RustFile | null {
    if (!this.files.has(path)) return null;
    try {
      return this.open(path);
    } catch {
      return null;
    }
  }

  file(path: string): FileNames | null {
    return this.rustFile(path)?.names ?? null;
  }

  root(path: string): FileNames | null {
    let at = path;
    for (const seen = new Set([path]); ; seen.add(at)) {
      const parent = this.declarations(at)[0]?.path;
      if (parent === undefined || seen.has(parent)) return this.file(at);
      at = parent;
    }
  }

  declaration(path: string): { file: FileNames; node: Node } | null {
    const declaration = this.declarations(path)[0];
    const file = declaration === undefined ? null : this.file(declaration.path);
    return declaration === undefined || file === null ? null : { file, node: declaration.node };
  }

  child(path: string, declaration: Node): FileNames | null {
    const child = this.rustFile(path)
      ?.modulePaths(declaration)
      .find((candidate) => this.files.has(candidate));
    return child === undefined ? null : this.file(child);
  }

  /** Whether the file is built for tests only: by its place, or because all that declare it say so. */
  isTestFile(path: string): boolean {
    const known = this.tests.get(path);
    if (known !== undefined) return known;
    this.tests.set(path, false);
    const declarations = this.declarations(path);
    const isTest =
      isTestPath(path) ||
      (declarations.length > 0 &&
        declarations.every((declaration) => {
          const file = this.rustFile(declaration.path);
          return file?.contexts.isTest(declaration.node) === true;
        }));
    this.tests.set(path, isTest);
    return isTest;
  }

  private readonly memos = new Map<object, unknown>();

  /** What `make` gave when the key was first asked for. */
  memo<T>(key: object, make: () => T): T {
    if (!this.memos.has(key)) this.memos.set(key, make());
    return this.memos.get(key) as T;
  }

  /** Files of the same package, as far as paths tell. */
  *packageOf(path: string): Generator<string> {
    const folder = this.packageFolder(path);
    yield path;
    for (const other of this.files.keys()) {
      if (other !== path && this.packageFolder(other) === folder) yield other;
    }
  }

  /** The folder of the package that the file belongs to, as far as paths tell. */
  packageFolder(path: string): string {
    let folder = this.folders.get(path);
    if (folder === undefined) {
      folder = packageFolder(path, (other) => this.files.has(other));
      this.folders.set(path, folder);
    }
    return folder;
  }

  /** Every `mod name;` that means the file. */
  private declarations(path: string): readonly Declaration[] {
    const known = this.declared.get(path);
    if (known !== undefined) return known;
    this.declared.set(path, []);
    const found = [...this.conventional(path), ...(this.attributed().get(path) ?? [])];
    this.declared.set(path, found);
    return found;
  }

  private *conventional(path: string): Generator<Declaration> {
    const name = /([^/]+?)(?:\/mod)?\.rs$/.exec(path)?.[1] ?? '';
    for (const candidate of new Set(declaringPaths(path))) {
      const bytes = this.files.get(candidate);
      if (bytes === undefined || !declares(bytes, name)) continue;
      const file = this.rustFile(candidate);
      for (const node of file?.declarations() ?? []) {
        const meant = file!.modulePaths(node).find((other) => this.files.has(other));
        if (meant === path) yield { path: candidate, node };
      }
    }
  }

  /** Files that are declared by `#[path = "…"]`, which may lie anywhere. */
  private attributed(): ReadonlyMap<string, readonly Declaration[]> {
    if (this.byAttribute !== undefined) return this.byAttribute;
    const found = new Map<string, Declaration[]>();
    this.byAttribute = found;
    for (const [path, bytes] of this.files) {
      if (!hasWord(bytes, '[path')) continue;
      const file = this.rustFile(path);
      for (const node of file?.declarations() ?? []) {
        if (file!.pathAttribute(node) === null) continue;
        for (const meant of file!.modulePaths(node)) {
          found.set(meant, [...(found.get(meant) ?? []), { path, node }]);
        }
      }
    }
    return found;
  }
}

/** Whether the text can hold a `mod name;`, comments in it or not. */
function declares(bytes: Uint8Array, name: string): boolean {
  return hasWord(bytes, 'mod') && hasWord(bytes, name);
}

function hasWord(bytes: Uint8Array, word: string): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(word);
}

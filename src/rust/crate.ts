import { CodeTexts } from './code-texts.js';
import { FileContexts } from './contexts.js';
import { Declarations, declarationAt } from './declarations.js';
import { Extent } from './extent.js';
import { modulePaths, packageFolder } from './module-paths.js';
import { FileNames } from './names.js';
import { type ParsedFile, parseFile, parsePartly, parsesCleanly } from './parse.js';
import { PlainTestFiles } from './plain-test-files.js';
import { Renamings } from './renamings.js';
import { type ModuleTree, Resolver } from './resolver.js';
import { NONE, type Node } from './syntax.js';
import { pathAttributes } from './test-code.js';
import { type TextTest, wordPattern } from './word-patterns.js';

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
    return modulePaths(this.path, this.parsed.tree, declaration, this.pathAttributes());
  }

  /** What the `path` attribute of a `mod name;` says, if it has one. */
  pathAttribute(declaration: Node): string | null {
    return this.pathAttributes().get(declaration) ?? null;
  }

  private pathAttributes(): ReadonlyMap<Node, string> {
    this.paths ??= pathAttributes(this.parsed.tree);
    return this.paths;
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

/**
 * The Rust files at hand, each parsed when it is first asked for, and how they make up crates.
 * What is asked is found by rustc's conventions from the paths; no manifest is read.
 */
export class Crate implements ModuleTree {
  readonly resolver = new Resolver(this);
  private readonly kept = new Map<string, RustFile>();
  private keptNodes = 0;
  private readonly failures = new Map<string, unknown>();
  private readonly extents = new Map<string, Extent>();
  private readonly declarations: Declarations;
  private readonly folders = new Map<string, string>();
  private readonly texts: CodeTexts;
  private readonly testFiles: PlainTestFiles;
  private readonly renamed: { all?: Renamings; production?: Renamings } = {};

  /** @param watch told of every parse: one that hangs or crashes must be known by its file. */
  constructor(
    private readonly files: ReadonlyMap<string, Uint8Array>,
    private readonly watch: ParseWatch = { begins: () => {}, ends: () => {} },
  ) {
    this.texts = new CodeTexts(files);
    this.testFiles = new PlainTestFiles(files, this.texts);
    this.declarations = new Declarations(files, this.texts, (path) => this.rustFile(path));
  }

  paths(): Iterable<string> {
    return this.files.keys();
  }

  /** The file's code as text to search, with code that only tests build or without; see `CodeText`. */
  code(path: string, withTests: boolean): { readonly balanced: boolean; readonly text: string } {
    return this.texts.code(path, withTests);
  }

  /** The file's bytes as Latin 1; empty where it is not at hand. */
  latin1(path: string): string {
    return bufferOf(this.files.get(path) ?? new Uint8Array()).toString('latin1');
  }

  /** Whether one of the words stands in the file as a whole word, be it in a comment or a string. */
  mentions(path: string, words: readonly string[]): boolean {
    return wordPattern(words).test(this.latin1(path));
  }

  /** Whether the file is built for tests only, as far as that can be told without parsing. */
  isPlainlyTest(path: string): boolean {
    return this.testFiles.isTest(path);
  }

  /** How the files rename things to each other; what only tests build counts, or does not. */
  renamings(withTests: boolean): Renamings {
    const key = withTests ? 'all' : 'production';
    this.renamed[key] ??= new Renamings(this.texts.byPath(withTests));
    return this.renamed[key];
  }

  bytes(path: string): Uint8Array | undefined {
    return this.files.get(path);
  }

  /**
   * A file at hand, parsed as a whole.
   * @throws ParseTimeout or another error when it cannot be parsed.
   */
  open(path: string): RustFile {
    if (this.extent(path).includeAll()) this.outdate(path);
    return this.read(path);
  }

  /**
   * A file at hand, with the bodies that were asked for; as a whole where it has errors to be told.
   * @throws as `open`.
   */
  openPartly(path: string): RustFile {
    const isPart = this.extent(path).leftOut().length > 0;
    return isPart && parsesCleanly(this.files.get(path)!) ? this.read(path) : this.open(path);
  }

  /** A file, or `null` where it is not at hand or cannot be parsed, of which its own judgement tells. */
  rustFile(path: string): RustFile | null {
    if (!this.files.has(path)) return null;
    try {
      return this.read(path);
    } catch {
      return null;
    }
  }

  /** Has the bodies of a file parsed whose code passes the test, besides those that were asked for before. */
  require(path: string, test: TextTest, withTests: boolean): void {
    const { text } = this.texts.code(path, true);
    if (this.extent(path).include(test, withTests, text)) this.outdate(path);
  }

  /**
   * Whether code of the package may name a function of the file whose body passes the test, or something else there
   * does: by its words alone, without parsing.
   */
  mayBeCalled(path: string, test: TextTest, withTests: boolean): boolean {
    const names = this.extent(path).functionsWith(test, this.texts.code(path, true).text);
    if (names === null || [...names].some((name) => !/^\w+$/.test(name))) return true;
    const named = new RegExp(`(?<!\\bfn\\s+)\\b(?:${[...names].join('|')})\\b`);
    for (const other of this.packageOf(path)) {
      const { balanced, text } = this.texts.code(other, withTests);
      if (!balanced || named.test(text)) return true;
    }
    return false;
  }

  private extent(path: string): Extent {
    const known = this.extents.get(path) ?? new Extent(this.files.get(path)!);
    this.extents.set(path, known);
    return known;
  }

  /** What is known by the numbers of the file's nodes holds no more. */
  private outdate(path: string): void {
    const known = this.kept.get(path);
    if (known !== undefined) this.keptNodes -= known.parsed.tree.size;
    this.kept.delete(path);
    this.resolver.forget();
  }

  private read(path: string): RustFile {
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

  /** Whether the file is parsed at this moment. */
  isOpen(path: string): boolean {
    return this.kept.has(path);
  }

  private parse(path: string): RustFile {
    const bytes = this.files.get(path)!;
    try {
      const leftOut = this.extent(path).leftOut();
      const partly = leftOut.length === 0 ? null : parsePartly(bytes, leftOut);
      return new RustFile(path, partly ?? parseFile(path, bytes), this);
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

  file(path: string): FileNames | null {
    return this.rustFile(path)?.names ?? null;
  }

  root(path: string): FileNames | null {
    let at = path;
    for (const seen = new Set([path]); ; seen.add(at)) {
      const parent = this.declarations.first(at)?.path;
      if (parent === undefined || seen.has(parent)) return this.file(at);
      at = parent;
    }
  }

  declaration(path: string): { file: FileNames; node: Node } | null {
    const declaration = this.declarations.first(path);
    const file = declaration === undefined ? null : this.file(declaration.path);
    if (declaration === undefined || file === null) return null;
    return { file, node: declarationAt(file.tree, declaration) };
  }

  child(path: string, declaration: Node): FileNames | null {
    const child = this.rustFile(path)
      ?.modulePaths(declaration)
      .find((candidate) => this.files.has(candidate));
    return child === undefined ? null : this.file(child);
  }

  /** Whether the file is built for tests only: by its place, or because all that declare it say so. */
  isTestFile(path: string): boolean {
    return this.declarations.isTestFile(path);
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
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

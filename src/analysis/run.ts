import { detectorFile } from '../rules/crate-view.js';
import type { Detector, DetectorFile, Hit } from '../rules/detector.js';
import { findDetector } from '../rules/detectors.js';
import type { Crate, RustFile } from '../rust/crate.js';
import type { AnalysisError, Finding } from '../rust/finding.js';
import { fingerprints, likeness } from '../rust/fingerprint.js';
import type { LineIndex } from '../rust/lines.js';
import type { RuleRun } from './analyzer.js';
import type { Prefilter } from './prefilter.js';
import { optionsOf } from './rule-options.js';

/** A rule over files, with what it has found so far. */
export class PreparedRun {
  readonly paths: ReadonlySet<string>;
  readonly findings: Finding[] = [];
  readonly errors: AnalysisError[] = [];
  parsed = 0;
  private readonly detector: Detector<never>;
  private readonly options: never;
  private readonly withTests: boolean;
  private canFire: (path: string) => boolean = () => true;

  /** @throws Error when there is no such detector, or the options are not its own. */
  constructor(
    private readonly run: RuleRun,
    private readonly crate: Crate,
    private readonly filter: Prefilter,
  ) {
    const { rule } = run;
    this.paths = new Set(run.paths);
    this.options = optionsOf(rule);
    this.detector = findDetector(rule.detector)!;
    this.withTests = rule.tests === 'include';
  }

  /** Finds out in which files the rule can have findings; to be called before any is judged. */
  async search(): Promise<void> {
    const { crate, filter, detector, options } = this;
    // What is found in code that only tests build would be dropped.
    const { withTests } = this;
    const searched = (path: string) => withTests || !crate.isPlainlyTest(path);
    if (detector.candidates === undefined) {
      const matches = filter.matcher(detector.words(options), { withTests, within: undefined });
      this.canFire = (path) => searched(path) && matches(path);
      return;
    }
    const found = await detector.candidates(
      {
        withTests,
        having: (groups, within) => {
          const paths = [...crate.paths()].filter((path) => searched(path) && within?.(path) !== false);
          return paths.length === 0 ? [] : paths.filter(filter.matcher(groups, { withTests, within }));
        },
        wordsNaming: (functions, within) => crate.renamings(withTests).naming(functions, within).words,
        memo: (key, make) => crate.memo(key, make),
        packageFolder: (path) => crate.packageFolder(path),
        latin1: (path) => crate.latin1(path),
        mayBeCalled: (path, group) => filter.mayBeCalled(path, group, { withTests, within: undefined }),
        file: async (path, groups, within) => {
          const tests = groups.map((group) => filter.bodyTest(group, { withTests, within }));
          crate.require(path, (text) => tests.some((test) => test(text)), withTests);
          // Lets the native trees of files that are done be freed.
          if (!crate.isOpen(path)) await new Promise(setImmediate);
          const file = crate.rustFile(path);
          return file === null ? null : detectorFile(crate, file, withTests);
        },
      },
      options,
    );
    this.canFire = (path) => found.has(path) && searched(path);
  }

  /** Whether the file can hold a finding of this rule, or an error that its report must name. */
  mustReport(path: string): boolean {
    return this.paths.has(path) && (this.canFire(path) || !this.filter.looksSound(path));
  }

  /** Asks for what of the file is to be parsed for judging it; returns whether that is not all of it. */
  require(path: string): boolean {
    const group = this.detector.bodies?.(this.options);
    if (group === undefined) return false;
    const { crate, withTests } = this;
    crate.require(path, this.filter.bodyTest(group, { withTests, within: undefined }), withTests);
    return true;
  }

  /** Adds the file's findings and errors; the findings keep the order of the text. */
  judge(file: RustFile): void {
    this.parsed++;
    // One by one: a hostile file may have more than fit into a call's arguments.
    for (const error of file.parsed.errors) this.errors.push(error);
    const findings = this.findingsOf(detectorFile(this.crate, file, this.withTests), file.parsed.lines);
    for (const finding of findings) this.findings.push(finding);
  }

  fail(path: string, message: string): void {
    this.errors.push({ path, line: 1, message });
  }

  private findingsOf(file: DetectorFile, lines: LineIndex): Finding[] {
    const { rule } = this.run;
    const hits: Hit[] = [];
    this.detector.detect(file, this.options, (hit) => hits.push(hit));
    const kept = hits.filter((hit) => this.withTests || !file.contexts.isTest(hit.node));
    kept.sort((a, b) => file.tree.start(a.node) - file.tree.start(b.node));
    const prints = fingerprints(
      rule.rule,
      file,
      kept.map((hit) => hit.node),
    );
    return kept.map((hit, i) => this.toFinding(file, lines, hit, prints[i]!));
  }

  private toFinding(file: DetectorFile, lines: LineIndex, hit: Hit, fingerprint: string): Finding {
    const { rule } = this.run;
    const start = file.tree.start(hit.node);
    const end = file.tree.end(hit.node);
    const enclosing = file.contexts.functionName(hit.node);
    return {
      rule: rule.rule,
      path: file.path,
      line: lines.line(start),
      column: lines.column(start),
      endLine: lines.line(end),
      endColumn: lines.column(end),
      message: fill(rule.message, { function: enclosing ?? 'this file', ...hit.data }),
      function: enclosing,
      confidence: hit.confidence,
      fingerprint,
      likeness: likeness(rule.rule, file.tree.source(hit.node)),
      ...(hit.suggestion === undefined ? {} : { suggestion: hit.suggestion }),
    };
  }
}

/** Fills `{name}` in a message; a name without data stays as it is written. */
function fill(message: string, data: Readonly<Record<string, string>>): string {
  return message.replace(/\{(\w+)\}/g, (placeholder, name: string) => data[name] ?? placeholder);
}

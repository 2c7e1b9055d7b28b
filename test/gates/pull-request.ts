import { createHash } from 'node:crypto';
import type { AnalysisRequest, Analyzer } from '../../src/analysis/analyzer.js';
import type { Evaluation } from '../../src/evaluate/evaluation.js';
import { judge } from '../../src/evaluate/judge.js';
import type { GateResult } from '../../src/gates/gate.js';
import { assemblePrograms, type ProgramSet } from '../../src/program/program-set.js';
import { type ProposedFiles, readProposal } from '../../src/program/proposal.js';
import { loadShipped } from '../../src/program/shipped.js';
import type { AnalysisReport, Finding } from '../../src/rust/finding.js';
import { type FactSource, NO_FACT_SOURCE } from '../../src/snapshot/facts.js';
import { type Repository, RepositoryError } from '../../src/snapshot/repository.js';
import type { Subject } from '../../src/snapshot/snapshot.js';
import type { Tree, TreeEntry } from '../../src/snapshot/tree.js';

/** A file by its text, or with a mode or bytes of its own. */
export type FileSpec =
  | string
  | { readonly text?: string; readonly bytes?: Uint8Array; readonly mode?: string };
export type Files = Readonly<Record<string, FileSpec>>;

const HEAD = 'a'.repeat(40);
const MERGE_BASE = 'b'.repeat(40);

function bytesOf(spec: FileSpec): Uint8Array {
  if (typeof spec === 'string') return Buffer.from(spec);
  return spec.bytes ?? Buffer.from(spec.text ?? '');
}

export function entryOf(path: string, spec: FileSpec): TreeEntry {
  const bytes = bytesOf(spec);
  const sha = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
  const mode = typeof spec === 'string' ? '100644' : (spec.mode ?? '100644');
  return { path, mode, sha, size: mode === '160000' ? 0 : bytes.length };
}

export function treeOf(files: Files): Tree {
  return new Map(Object.entries(files).map(([path, spec]) => [path, entryOf(path, spec)]));
}

/** A repository in memory with two commits. What was fetched is told, so that tests can see what was not. */
export function repositoryOf(before: Files, after: Files): Repository & { readonly fetched: Set<string> } {
  const blobs = new Map<string, Uint8Array>();
  for (const files of [before, after]) {
    for (const [path, spec] of Object.entries(files)) {
      const { sha, mode } = entryOf(path, spec);
      if (mode !== '160000') blobs.set(sha, bytesOf(spec));
    }
  }
  const fetched = new Set<string>();
  return {
    fetched,
    async tree(commit) {
      if (commit === HEAD) return treeOf(after);
      if (commit === MERGE_BASE) return treeOf(before);
      throw new RepositoryError(`There is no commit ${commit}.`);
    },
    async blobs(shas) {
      for (const sha of shas) fetched.add(sha);
      return new Map(shas.map((sha) => [sha, blobs.get(sha)!]));
    },
  };
}

/**
 * An analyzer for tests of gates, not of rules: a line `HIT name` is a finding whose fingerprint is that name, one
 * `HIT name=expression` has a likeness too, and a line `BROKEN` is a part that could not be judged.
 */
export const lineAnalyzer: Analyzer = {
  async analyze({ files, runs }: AnalysisRequest) {
    return runs.map(({ rule, paths }): AnalysisReport => {
      const judged = files.filter(({ path }) => paths.includes(path));
      const lines = judged.flatMap(({ path, bytes }) =>
        Buffer.from(bytes)
          .toString()
          .split('\n')
          .map((text, index) => ({ path, text, line: index + 1 })),
      );
      const findings = lines.flatMap(({ path, text, line }): Finding[] => {
        const name = /HIT (\S+)/u.exec(text)?.[1];
        if (name === undefined) return [];
        const place = { path, line, column: 1, endLine: line, endColumn: 4 };
        const fingerprint = `${rule.rule}:${name}`;
        const [, expression] = name.split('=');
        return [
          {
            rule: rule.rule,
            ...place,
            message: `hit ${name}`,
            function: name,
            confidence: 'certain',
            fingerprint,
            ...(expression !== undefined && { likeness: `${rule.rule}:${expression}` }),
          },
        ];
      });
      const errors = lines
        .filter(({ text }) => text === 'BROKEN')
        .map(({ path, line }) => ({ path, line, message: 'no Rust' }));
      return { findings, errors, files: judged.length, parsed: judged.length };
    });
  },
  async close() {},
};

export const BRANCHES = {
  freeze: 'codex/w8a-step1-x',
  change: 'codex/w8a-step2-x',
  close: 'codex/w8a-step3-x',
};

/** A program of one wave and three steps. */
export function programWith({
  allow = ["'**'"],
  artifacts = '[]',
  rules = "[{ rule: blocking-io-in-async, in: ['core/src/engine/**'] }]",
  production = "{ include: ['**'], exclude: ['docs/**', 'scripts/**'] }",
  mode = 'enforce',
  tests = '[]',
}: Partial<Record<'artifacts' | 'rules' | 'production' | 'mode' | 'tests', string>> & {
  allow?: readonly string[];
} = {}): string {
  const step = (number: number, kind: string): string =>
    `      ${number}: { title: Step, kind: ${kind}, allow: [${allow.join(', ')}], artifacts: ${artifacts}, tests: ${tests} }\n`;
  return `version: 1
program: w8
title: A program
mode: ${mode}
branch: codex/{program}{wave}-step{step}-{slug}
production: ${production}
waves:
  a:
    title: The wave
    rules: ${rules}
    steps:
${step(1, 'freeze')}${step(2, 'change')}${step(3, 'close')}`;
}

export interface Given {
  readonly branch: string;
  readonly before?: Files;
  readonly after?: Files;
  readonly program?: string;
  readonly programs?: ProgramSet;
  readonly analyzer?: Analyzer;
  readonly repository?: Repository;
  /** What is known beyond the trees; nothing else is. */
  readonly facts?: Partial<FactSource>;
  readonly subject?: Partial<Subject>;
}

export function subjectOf(branch: string): Subject {
  return {
    branch,
    baseBranch: 'main',
    defaultBranch: 'main',
    headSha: HEAD,
    baseSha: MERGE_BASE,
    mergeBaseSha: MERGE_BASE,
    now: '2026-02-18T12:00:00Z',
    pullRequest: null,
  };
}

const shipped = loadShipped();
const assembled = new Map<string, ProgramSet>();

/** The programs of these texts with the shipped rules; the same texts give the same set, which costs more than judging. */
export function programsOf(...texts: readonly string[]): ProgramSet {
  const key = JSON.stringify(texts);
  const files = texts.map((text, index) => ({ path: `.github/wavegate/${index}.yml`, text }));
  const set = assembled.get(key) ?? assemblePrograms(files, shipped);
  assembled.set(key, set);
  return set;
}

/** Judges a pull request that turns the files before into the files after. */
export async function judged(given: Given): Promise<Evaluation> {
  const programs = given.programs ?? programsOf(given.program ?? programWith());
  const repository = given.repository ?? repositoryOf(given.before ?? {}, given.after ?? {});
  const facts = { ...NO_FACT_SOURCE, ...given.facts };
  const subject = { ...subjectOf(given.branch), ...given.subject };
  const proposals = {
    read: async (files: ProposedFiles) => readProposal(files, shipped),
    // As GitHub's comparison tells them: other files need not be looked for in trees.
    changedPaths: Object.keys({ ...given.before, ...given.after }),
  };
  const analyzer = given.analyzer ?? lineAnalyzer;
  return judge(programs, subject, { repository, analyzer, facts, proposals });
}

/** One gate's result; fails when that gate was not asked. */
export async function gate(id: string, given: Given): Promise<GateResult> {
  const evaluation = await judged(given);
  expect(evaluation.problems).toEqual([]);
  const result = evaluation.gates.find((one) => one.gate === id);
  if (result === undefined) throw new Error(`${id} was not asked of ${given.branch}`);
  return result;
}

/** All that a gate says, in one text. */
export function words(result: GateResult): string {
  return result.reasons.map(({ message, next }) => `${message} ${next ?? ''}`).join('\n');
}

import { readFileSync } from 'node:fs';
import type { Analyzer } from '../../src/analysis/analyzer.js';
import type { Evaluation } from '../../src/evaluate/evaluation.js';
import { type FileSpec, type Files, judged } from '../gates/pull-request.js';

/** A change to a pull request: files with other contents, and `null` for those that it takes away. */
export type Change = Readonly<Record<string, FileSpec | null>>;

/** Plain files by their texts. */
export type Texts = Readonly<Record<string, string>>;

/** What a change is, the change, and the gates that then fail; none where it passes. */
export type Case = readonly [name: string, change: Change, fails: readonly string[]];

export function readExample(name: string): string {
  return readFileSync(new URL(`../../rules/examples/${name}`, import.meta.url), 'utf8');
}

/** A pull request that its program passes, and changes to it. */
export interface Example {
  readonly program: string;
  readonly branch: string;
  readonly before: Files;
  readonly after: Files;
  readonly analyzer: Analyzer;
}

export function evaluated({ before, after, ...rest }: Example, change: Change): Promise<Evaluation> {
  const changed = Object.entries({ ...after, ...change });
  const files: Files = Object.fromEntries(
    changed.flatMap(([path, spec]) => (spec === null ? [] : [[path, spec]])),
  );
  return judged({ ...rest, before, after: files });
}

/** The gates that fail. */
export async function failing(example: Example, change: Change): Promise<string[]> {
  const { problems, gates } = await evaluated(example, change);
  expect(problems).toEqual([]);
  return gates.filter(({ verdict }) => verdict === 'fail').map(({ gate }) => gate);
}

export const WORKFLOW = '.github/workflows/ci.yml';

/** A document with a heading, and the mode of a script. */
export const document = (heading: string): string => `# ${heading}\n\nSome words.\n`;
export const SCRIPT: FileSpec = { text: '#!/bin/sh\nexit 0\n', mode: '100755' };

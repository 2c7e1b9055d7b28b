import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { SourceFile } from '../../src/analysis/analyzer.js';
import type { Finding } from '../../src/rust/finding.js';
import { type CaseFile, encode, readCases, sourceFiles } from './case-file.js';
import { outcomeOf, rulesOf, shippedRules } from './judge-case.js';
import {
  blank,
  independentFunctions,
  type Range,
  renamableLocals,
  topLevelFunctions,
  wrappableStatements,
} from './rewrite.js';

const rules = shippedRules();
/** A case of a rule that is not shipped is for the cases' own test to tell. */
const cases = readCases().filter(({ broken, rules: ids }) => !broken && ids.every((id) => rules.has(id)));
const single = cases.filter(({ sections, crlf, bom }) => sections.length === 1 && !crlf && !bom);

/** Seeded, so that a red run can be run again; the bound keeps the whole file within seconds. */
const PARAMETERS = { seed: 20_260_218, numRuns: 80 };

/** What the case's rules find in one file. */
async function findingsIn(caseFile: CaseFile, file: SourceFile): Promise<readonly Finding[]> {
  return (await outcomeOf([file], rulesOf(caseFile, rules))).findings;
}

const known = new Map<string, Promise<readonly Finding[]>>();

/** What the case's rules find in it as it stands, found once. */
function original(caseFile: CaseFile): Promise<readonly Finding[]> {
  const { name } = caseFile;
  if (!known.has(name)) {
    known.set(
      name,
      outcomeOf(sourceFiles(caseFile), rulesOf(caseFile, rules)).then(({ findings }) => findings),
    );
  }
  return known.get(name)!;
}

function rewritten(caseFile: CaseFile, text: string): Promise<readonly Finding[]> {
  return findingsIn(caseFile, encode({ path: caseFile.sections[0]!.path, text }, caseFile));
}

const textOf = (caseFile: CaseFile): string => caseFile.sections[0]!.text;
const verdict = ({ rule, line, confidence }: Finding): string => `${line} ${rule} ${confidence}`;
const exact = (finding: Finding): string =>
  `${verdict(finding)} @${finding.column} ${finding.fingerprint} ${finding.function}`;
const verdicts = (findings: readonly Finding[]): string[] => findings.map(verdict).sort();

/** Runs a law over cases and one of the places that `places` finds in each. */
async function holds<Place>(
  corpus: readonly CaseFile[],
  places: (caseFile: CaseFile) => readonly Place[] | Promise<readonly Place[]>,
  law: (caseFile: CaseFile, place: Place) => Promise<void>,
): Promise<void> {
  const found = await Promise.all(
    corpus.map(async (caseFile) => ({ caseFile, places: await places(caseFile) })),
  );
  const candidates = found.filter((candidate) => candidate.places.length > 0);
  expect(candidates.length).toBeGreaterThan(0);
  // Drawn as numbers: a counterexample then prints in a line, and its message names the place.
  const draw = fc.record({ file: fc.nat(candidates.length - 1), place: fc.nat(100_000) });
  await fc.assert(
    fc.asyncProperty(draw, async (drawn) => {
      const { caseFile, places } = candidates[drawn.file]!;
      const place = places[drawn.place % places.length]!;
      try {
        await law(caseFile, place);
      } catch (error) {
        throw new Error(`${caseFile.name} at ${JSON.stringify(place)}: ${(error as Error).message}`);
      }
    }),
    PARAMETERS,
  );
}

/** Gaps between lines that lie in no reported expression. */
async function gaps(caseFile: CaseFile): Promise<number[]> {
  const findings = await original(caseFile);
  const all = Array.from(textOf(caseFile).split('\n').keys());
  return all.filter((gap) => findings.every(({ line, endLine }) => gap < line || gap >= endLine));
}

async function survivesInsertion(caseFile: CaseFile, gap: number, inserted: string): Promise<void> {
  const before = await original(caseFile);
  const lines = textOf(caseFile).split('\n');
  const after = await rewritten(caseFile, lines.toSpliced(gap, 0, inserted).join('\n'));
  const moved = before.map((finding) => ({
    ...finding,
    line: finding.line > gap ? finding.line + 1 : finding.line,
  }));
  expect(after.map(exact)).toEqual(moved.map(exact));
}

const TEST_MODULE = `
#[cfg(test)]
mod wavegate_tests {
    use super::*;
    #[tokio::test]
    async fn reads() {
        std::fs::read("a").ok();
        regex::Regex::new("a").ok();
        jsonschema::validator_for(&a).ok();
    }
    unsafe fn bump(p: *mut u64) {
        unsafe { *p += 1 }
    }
}
`;

const STYLES = [
  { crlf: true, bom: false },
  { crlf: false, bom: true },
  { crlf: true, bom: true },
];

describe('what says nothing changes no verdict', () => {
  test('a blank line', async () => {
    await holds(single, gaps, (caseFile, gap) => survivesInsertion(caseFile, gap, ''));
  });

  test('a comment that names what is banned', async () => {
    const comment = '// use tokio::fs; fs::read(p); Regex::new(p); validator_for(s); *p += 1;';
    await holds(single, gaps, (caseFile, gap) => survivesInsertion(caseFile, gap, comment));
  });

  test('a test module', async () => {
    const production = single.filter(({ tests }) => tests !== 'include');
    await holds(
      production,
      () => [TEST_MODULE],
      async (caseFile, appended) => {
        const after = await rewritten(caseFile, textOf(caseFile) + appended);
        expect(after.map(exact)).toEqual((await original(caseFile)).map(exact));
      },
    );
  });

  test('line ends of the other kind, or a byte order mark', async () => {
    await holds(
      single,
      () => STYLES,
      async (caseFile, style) => {
        const after = await findingsIn(caseFile, encode(caseFile.sections[0]!, style));
        expect(after.map(exact)).toEqual((await original(caseFile)).map(exact));
      },
    );
  });

  test('the order of the files', async () => {
    const several = cases.filter(({ sections }) => sections.length > 1);
    await holds(several, rotations, async (caseFile, by) => {
      const files = sourceFiles(caseFile);
      const turned = [...files.slice(by), ...files.slice(0, by)].reverse();
      const { findings } = await outcomeOf(turned, rulesOf(caseFile, rules));
      expect(findings.map(exact)).toEqual((await original(caseFile)).map(exact));
    });
  });
});

describe('what means the same changes no verdict', () => {
  test('another name for a local', async () => {
    await holds(
      single,
      (caseFile) => renamableLocals(textOf(caseFile)),
      async (caseFile, name) => {
        const text = textOf(caseFile).replace(new RegExp(`\\b${name}\\b`, 'g'), `${name}_renamed`);
        expect(verdicts(await rewritten(caseFile, text))).toEqual(verdicts(await original(caseFile)));
      },
    );
  });

  test('a block around a statement', async () => {
    await holds(
      single,
      (caseFile) => wrappableStatements(textOf(caseFile)),
      async (caseFile, { start, end }) => {
        const text = textOf(caseFile);
        const wrapped = `${text.slice(0, start)}{ ${text.slice(start, end)} }${text.slice(end)}`;
        expect(verdicts(await rewritten(caseFile, wrapped))).toEqual(verdicts(await original(caseFile)));
      },
    );
  });

  test('a function in another file, which keeps its fingerprints too', async () => {
    await holds(single, movable, async (caseFile, range) => {
      const text = textOf(caseFile);
      const others = topLevelFunctions(text).filter(({ start }) => start !== range.start);
      const inside = within(text, range);
      const before = await original(caseFile);
      const left = await rewritten(caseFile, blank(text, [range]));
      const moved = await findingsIn(
        caseFile,
        encode({ path: 'src/moved.rs', text: blank(text, others) }, caseFile),
      );
      expect(moved.filter(inside).map(exact)).toEqual(before.filter(inside).map(exact));
      expect(left.map(exact)).toEqual(before.filter((finding) => !inside(finding)).map(exact));
    });
  });
});

function rotations({ sections }: CaseFile): number[] {
  return [...sections.keys()];
}

/** Functions that mean the same in any file of the crate, those with findings first of all. */
async function movable(caseFile: CaseFile): Promise<Range[]> {
  const text = textOf(caseFile);
  if (!caseFile.sections[0]!.path.startsWith('src/') || /#!\[cfg/.test(text)) return [];
  const findings = await original(caseFile);
  return independentFunctions(text).filter((range) => {
    const body = text.slice(range.start, range.end);
    return !/\b(crate|super|self)::/.test(body) && findings.some(within(text, range));
  });
}

function within(text: string, { start, end }: Range): (finding: Finding) => boolean {
  const first = text.slice(0, start).split('\n').length;
  const last = text.slice(0, end).split('\n').length;
  return ({ line }) => line >= first && line <= last;
}

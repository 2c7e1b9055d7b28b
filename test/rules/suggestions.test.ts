import { describe, expect, test } from '@jest/globals';
import type { SourceFile } from '../../src/analysis/analyzer.js';
import type { Finding, Suggestion } from '../../src/rust/finding.js';
import { type CaseFile, encode, readCases, sourceFiles } from './case-file.js';
import { outcomeOf, rulesOf, shippedRules } from './judge-case.js';

const rules = shippedRules();

/** A file whose line ends and first bytes can be put back after an edit, and that can be parsed. */
const cases = readCases().filter(({ broken, crlf, bom }) => !broken && !crlf && !bom);

/** Findings of a case that come with a fix. */
async function fixable(caseFile: CaseFile): Promise<readonly Finding[]> {
  const { findings } = await outcomeOf(sourceFiles(caseFile), rulesOf(caseFile, rules));
  return findings.filter(({ suggestion }) => suggestion !== undefined);
}

/** The case's files, one of them with the suggested lines. */
function fixed(caseFile: CaseFile, path: string, suggestion: Suggestion): SourceFile[] {
  return caseFile.sections.map((section) => {
    if (section.path !== path) return encode(section, caseFile);
    const lines = section.text.split('\n');
    const { startLine, endLine, text } = suggestion;
    lines.splice(startLine - 1, endLine - startLine + 1, ...text.split('\n'));
    return encode({ path, text: lines.join('\n') }, caseFile);
  });
}

const print = ({ rule, fingerprint }: Finding): string => `${rule} ${fingerprint}`;

describe('a suggestion, applied', () => {
  test.each(cases.map((caseFile) => [caseFile.name, caseFile] as const))(
    'in %s gives Rust that parses and has the finding no more',
    async (_name, caseFile) => {
      const before = (await outcomeOf(sourceFiles(caseFile), rulesOf(caseFile, rules))).findings;
      for (const { path, line, suggestion } of await fixable(caseFile)) {
        const after = await outcomeOf(fixed(caseFile, path, suggestion!), rulesOf(caseFile, rules));
        expect({ line, errors: after.errors }).toEqual({ line, errors: [] });
        expect({ line, left: after.findings.length }).toEqual({ line, left: before.length - 1 });
        const known = new Set(before.map(print));
        expect({ line, appeared: after.findings.filter((finding) => !known.has(print(finding))) }).toEqual({
          line,
          appeared: [],
        });
      }
    },
  );

  test('is there to be applied, for rules of both kinds', async () => {
    const all = (await Promise.all(cases.map(fixable))).flat();
    const fixableRules = new Set(all.map(({ rule }) => rule));
    expect([...fixableRules].sort()).toEqual(
      expect.arrayContaining(['blocking-io-in-async', 'raw-shared-increment']),
    );
  });
});

import { expect, test } from '@jest/globals';
import { analyze } from '../../src/analysis/analyze.js';
import { readCases, sourceFiles } from './case-file.js';
import { rulesOf, shippedRules } from './judge-case.js';

const rules = shippedRules();

test.each(readCases().map((one) => [one.name, one] as const))(
  'what is left unparsed changes nothing that is found: %s',
  async (_, one) => {
    const files = sourceFiles(one);
    const paths = files.map(({ path }) => path);
    const runs = rulesOf(one, rules).map((rule) => ({ rule, paths }));
    const findings = async (prefilter: boolean) =>
      (await analyze({ files, runs }, () => {}, { prefilter })).map((report) => report.findings);
    expect(await findings(true)).toEqual(await findings(false));
  },
);

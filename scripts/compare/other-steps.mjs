/** The other steps of wave8a and wave8b, as they were. */
export const otherSteps = [
  ['wave8a', 2, '354004b5fe22d2e7c26e0b831212d6cc22a51f62', 'f7cee49d'],
  ['wave8a', 3, 'f7cee49d', 'b09fe639'],
  ['wave8b', 1, 'b09fe639', '4a9c1e7fd9647b420fd735b5f8f47ad985866c52'],
  ['wave8b', 3, 'c4ca1ac7a2fe2f14f4692f75f203131f93f70b62', 'd490cb8d'],
].map(([wave, step, base, head]) => ({
  title: `${wave} step ${step}`,
  program: 'adapter-split.yml',
  script: `scripts/ci/review-${wave}-step${step}.sh`,
  branch: `codex/${wave}-step${step}`,
  base,
  head,
  cases: [],
}));

import fc from 'fast-check';
import type { ReviewThread } from '../../src/github/port.js';
import { rightLines } from '../../src/report/diff-lines.js';
import { fingerprintKey, MOST_COMMENTS, planReview } from '../../src/report/review.js';
import { foreignTags, hostile, looseText, MENTION, markdown, REFERENCE } from './hostile.js';
import { evaluation, finding, gate, RULES } from './subjects.js';

const PATCH = ['@@ -10,3 +10,4 @@ fn a() {', ' let a;', '+let b;', '-let c;', '+let d;', ' }'].join('\n');
const PATH = 'crates/runner/src/run.rs';

function subject(findings: ReturnType<typeof finding>[], threads: ReviewThread[] = [], patch = PATCH) {
  return {
    evaluation: evaluation({ gates: [gate({ gate: 'drift', verdict: 'fail', findings })] }),
    rules: RULES,
    patches: new Map([[PATH, patch]]),
    threads,
    appSlug: 'wavegate',
  };
}

function thread(change: Partial<ReviewThread> = {}): ReviewThread {
  const marker = `<!-- wavegate finding ${fingerprintKey(finding())} -->`;
  return { id: 'T1', resolved: false, author: 'wavegate', byBot: true, body: `text\n\n${marker}`, ...change };
}

describe('the lines of a patch that take comments', () => {
  test.each<[string, string, number[]]>([
    ['added and context lines of the new side', PATCH, [10, 11, 12, 13]],
    ['several hunks', '@@ -1 +1 @@\n-a\n+b\n@@ -9,0 +20,2 @@ x\n+c\n+d', [1, 20, 21]],
    ['no line of a removed file', '@@ -1,2 +0,0 @@\n-a\n-b', []],
    ['none for the note on a missing line feed', '@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b', [1]],
    ['lines whose text looks like a header', '@@ -1 +1,2 @@\n a\n+@@ -5 +9 @@', [1, 2]],
    ['none without a patch', '', []],
  ])('are %s', (_, patch, expected) => {
    expect([...rightLines(patch)]).toEqual(expected);
  });
});

describe('a review', () => {
  test('is not repeated by an app whose name GitHub does not say', () => {
    const unnamed = (byBot: boolean) => ({ ...subject([finding()], [thread({ byBot })]), appSlug: '' });
    expect(planReview(unnamed(true)).comments).toEqual([]);
    expect(planReview(unnamed(false)).comments).toHaveLength(1);
  });

  test('comments on introduced findings at lines of the diff', () => {
    const { comments, resolve, body } = planReview(subject([finding()]));
    expect(comments).toHaveLength(1);
    expect(comments[0]).toMatchObject({ path: PATH, startLine: 12, line: 12 });
    for (const part of ['Blocking I/O in async code', '`run_once`', '**Why:**', '**Instead:**', '`drift`']) {
      expect(comments[0]?.body).toContain(part);
    }
    expect(resolve).toEqual([]);
    expect(body).toContain('wave8c step 3');
  });

  test('comments on what only moved, and says where it was', () => {
    const movedFrom = { path: 'crates/runner/src/old|.rs', line: 7 };
    const { comments, body } = planReview(subject([finding({ status: 'moved', movedFrom })]));
    expect(comments).toHaveLength(1);
    expect(comments[0]?.body).toContain('moved is not fixed');
    expect(comments[0]?.body).toContain('old');
    expect(body).toContain('a new or moved finding');
  });

  test.each([
    ['existing ones', finding({ status: 'existing' })],
    ['lines outside the diff', finding({ line: 40, endLine: 40 })],
    ['files without a patch', finding({ path: 'other.rs' })],
  ])('says nothing of %s', (_, one) => {
    expect(planReview(subject([one])).comments).toEqual([]);
  });

  test('carries a suggestion where all its lines are in the diff', () => {
    const suggestion = { startLine: 11, endLine: 12, text: 'let e = "```";' };
    const [comment] = planReview(subject([finding({ suggestion })])).comments;
    expect(comment).toMatchObject({ startLine: 11, line: 12 });
    expect(comment?.body).toContain('````suggestion\nlet e = "```";\n````');
  });

  test('leaves a suggestion out whose lines are not all in the diff, and comments on the line', () => {
    const suggestion = { startLine: 12, endLine: 14, text: 'x' };
    const [comment] = planReview(subject([finding({ suggestion })])).comments;
    expect(comment).toMatchObject({ startLine: 12, line: 12 });
    expect(comment?.body).not.toContain('suggestion\n');
  });

  test.each([
    ['open', thread()],
    ['resolved', thread({ resolved: true })],
    ['as REST names the author', thread({ author: 'wavegate[bot]' })],
  ])('does not repeat what a thread of its own says: %s', (_, known) => {
    expect(planReview(subject([finding()], [known]))).toMatchObject({ comments: [], resolve: [] });
  });

  test.each([
    ['by somebody else', thread({ author: 'mallory' })],
    ['of a deleted account', thread({ author: null })],
    ['with the marker quoted in the middle', thread({ body: `${thread().body}\nand more` })],
  ])('is not silenced by a marker %s, nor resolves that thread', (_, foreign) => {
    const plan = planReview(subject([finding()], [foreign]));
    expect(plan.comments).toHaveLength(1);
    expect(planReview(subject([], [foreign])).resolve).toEqual([]);
  });

  test('settles its threads whose finding is gone, once', () => {
    expect(planReview(subject([], [thread()])).resolve).toEqual(['T1']);
    expect(planReview(subject([], [thread({ resolved: true })])).resolve).toEqual([]);
  });

  test('leaves a thread alone of which only the comment is known, and does not repeat it', () => {
    const known = thread({ id: null, author: 'wavegate[bot]' });
    expect(planReview(subject([], [known])).resolve).toEqual([]);
    expect(planReview(subject([finding()], [known])).comments).toEqual([]);
  });

  test('keeps a thread whose finding is still there, though not new or not on a diff line', () => {
    expect(planReview(subject([finding({ status: 'existing', line: 90 })], [thread()])).resolve).toEqual([]);
  });

  test('settles nothing when not everything could be judged', () => {
    const one = subject([], [thread()]);
    const evaluationWithProblem = { ...one.evaluation, problems: [{ message: 'x' }] };
    expect(planReview({ ...one, evaluation: evaluationWithProblem }).resolve).toEqual([]);
  });

  test('says the same finding once, and not more than its bound', () => {
    expect(planReview(subject([finding(), finding({ line: 11, endLine: 11 })])).comments).toHaveLength(1);
    const patch = `@@ -0,0 +1,100 @@\n${'+x\n'.repeat(100).trimEnd()}`;
    const many = Array.from({ length: 100 }, (_, i) =>
      finding({ line: i + 1, endLine: i + 1, fingerprint: `${i}` }),
    );
    expect(planReview(subject(many, [], patch)).comments).toHaveLength(MOST_COMMENTS);
  });

  test('marks a warning as one', () => {
    expect(planReview(subject([finding({ level: 'warning' })])).comments[0]?.body).toContain('Warning');
  });
});

test('nothing from the pull request gets out of its place in a comment', () => {
  fc.assert(
    fc.property(hostile, hostile, (message, text) => {
      const suggestion = { startLine: 12, endLine: 12, text };
      const [comment] = planReview(subject([finding({ message, suggestion })])).comments;
      const html = markdown.render(comment!.body);
      const own =
        /^<(\/?(p|code|br|strong|pre|sub)|code class="language-suggestion"|!-- wavegate finding [0-9a-f]{24} --)>$/;
      expect(foreignTags(html, own)).toEqual([]);
      expect(looseText(html)).not.toMatch(MENTION);
      expect(looseText(html)).not.toMatch(REFERENCE);
      expect(html.match(/<pre>/g)).toHaveLength(1);
    }),
    { numRuns: 500 },
  );
});

import { annotation } from '../../src/demo/pages/checks.js';
import { readPatch } from '../../src/demo/pages/diff.js';
import { filesChanged } from '../../src/demo/pages/files.js';
import { html } from '../../src/demo/pages/html.js';
import { page } from '../../src/demo/pages/layout.js';
import { pullRequestPage } from '../../src/demo/pages/pull.js';
import type { AnnotationView, FileView, PullRequestView, ThreadView } from '../../src/demo/view.js';

const HOSTILE = '"><script>alert(1)</script>';

const FILE: FileView = {
  path: 'src/a.rs',
  previousPath: null,
  status: 'modified',
  additions: 1,
  deletions: 1,
  patch: '@@ -1,2 +1,2 @@ fn f() {\n one\n-two\n+three\n\\ No newline at end of file',
};

function annotationAt(path: string, line: number): AnnotationView {
  const message = 'what is wrong';
  return {
    path,
    startLine: line,
    endLine: line,
    startColumn: 1,
    level: 'failure',
    title: 'closure',
    message,
  };
}

function threadAt(line: number | null, resolved: boolean): ThreadView {
  const comment = {
    id: 1,
    author: 'wavegate[bot]',
    body: '**why**',
    at: '2026-01-01T00:00:00Z',
    reactions: [],
  };
  return { path: FILE.path, line, resolved, comments: [comment] };
}

function pullRequest(parts: Partial<PullRequestView>): PullRequestView {
  return {
    number: 7,
    title: 'a title',
    body: '',
    author: 'ada',
    state: 'open',
    headBranch: 'topic',
    headSha: 'a'.repeat(40),
    headRepository: 'assay/workspace',
    baseRepository: 'assay/workspace',
    baseBranch: 'main',
    cloneUrl: 'http://127.0.0.1/assay/workspace.git',
    checkRuns: [],
    otherChecks: [],
    mergeState: 'clean',
    autoMerge: null,
    files: [],
    threads: [],
    reviews: [],
    comments: [],
    ...parts,
  };
}

describe('templates', () => {
  test('values are escaped, in text and in attributes', () => {
    expect(html`<a title="${HOSTILE}">${[HOSTILE]}</a>`.text).not.toContain('<script>');
  });

  test('nothing renders as nothing, nested templates as they are', () => {
    expect(html`a${null}${undefined}${false}${html`<b>${'&'}</b>`}${0}`.text).toBe('a<b>&amp;</b>0');
  });

  test('a page escapes its title', () => {
    expect(page(HOSTILE, HOSTILE, '', html``)).not.toContain('<script>alert');
  });
});

describe('a diff', () => {
  test('lines carry the numbers of their sides', () => {
    expect(readPatch(FILE.patch ?? '')).toEqual([
      { kind: 'hunk', before: null, after: null, text: '@@ -1,2 +1,2 @@ fn f() {' },
      { kind: 'context', before: 1, after: 1, text: 'one' },
      { kind: 'removed', before: 2, after: null, text: 'two' },
      { kind: 'added', before: null, after: 2, text: 'three' },
    ]);
  });

  test('annotations and threads stand below their line', () => {
    const shown = filesChanged([FILE], {
      annotations: [annotationAt(FILE.path, 2)],
      threads: [threadAt(2, false)],
    }).text;
    expect(shown.indexOf('three')).toBeLessThan(shown.indexOf('what is wrong'));
    expect(shown).toContain('<strong>why</strong>');
  });

  test('a resolved thread is folded, an open one is not', () => {
    const shown = (resolved: boolean) =>
      filesChanged([FILE], { annotations: [], threads: [threadAt(2, resolved)] }).text;
    expect(shown(true)).toMatch(/<details class="thread" >/);
    expect(shown(false)).toMatch(/<details class="thread" open>/);
  });

  test('nothing is lost that stands on no line of the diff', () => {
    const notes = {
      annotations: [annotationAt(FILE.path, 90), annotationAt('src/b.rs', 3)],
      threads: [threadAt(null, false)],
    };
    const shown = filesChanged([FILE], notes).text;
    expect(shown).toContain('src/a.rs:90');
    expect(shown).toContain('src/b.rs:3');
    expect(shown).toContain('outdated');
  });
});

describe('a pull request', () => {
  test('says where its head comes from', () => {
    expect(pullRequestPage(pullRequest({})).text).toContain('>topic<');
    expect(pullRequestPage(pullRequest({ headRepository: 'finn/workspace' })).text).toContain('finn:topic');
    const gone = pullRequestPage(pullRequest({ headRepository: null, cloneUrl: null })).text;
    expect(gone).toContain('unknown repository');
    expect(gone).not.toContain('Push a fix');
  });

  test('nothing of it reaches the page as HTML', () => {
    const comment = { id: 1, author: HOSTILE, body: HOSTILE, at: '', reactions: [HOSTILE] };
    const shown = pullRequestPage(
      pullRequest({
        title: HOSTILE,
        body: HOSTILE,
        author: HOSTILE,
        headBranch: HOSTILE,
        files: [{ ...FILE, path: HOSTILE, patch: `@@ -1 +1 @@ ${HOSTILE}\n+${HOSTILE}` }],
        threads: [{ path: HOSTILE, line: 1, resolved: false, comments: [comment] }],
        comments: [comment],
        reviews: [comment],
      }),
    );
    expect(shown.text).not.toContain('<script>');
  });

  test('an annotation is plain text', () => {
    const shown = annotation({ ...annotationAt(HOSTILE, 1), title: HOSTILE, message: HOSTILE }, true);
    expect(shown.text).not.toContain('<script>');
  });
});

describe('the merge box', () => {
  test('says what is in the way, and of others’ checks how they stand', () => {
    const otherChecks = [{ name: HOSTILE, by: 'ci', state: 'failure' }];
    const parts = { mergeState: 'blocked', autoMerge: 'squash', otherChecks };
    const { text } = pullRequestPage(pullRequest(parts));
    expect(text).toContain('A required check is not green yet. Auto-merge is on (squash).');
    expect(text).toContain('ci: failure');
    expect(text).not.toContain('<script>');
  });

  test('is gone once it is merged', () => {
    const { text } = pullRequestPage(pullRequest({ state: 'merged' }));
    expect(text).toContain('<span class="state merged">merged</span>');
    expect(text).not.toContain('/pull/7/merge');
  });
});

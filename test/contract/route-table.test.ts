import { RouteTable } from '../../src/contract/route-table.js';

const table = new RouteTable(
  [
    '/repos/{owner}/{repo}/commits/{ref}',
    '/repos/{owner}/{repo}/commits/{ref}/check-runs',
    '/repos/{owner}/{repo}/commits/{commit_sha}/pulls',
    '/repos/{owner}/{repo}/contents/{path}',
    '/repos/{owner}/{repo}/pulls/comments',
    '/repos/{owner}/{repo}/pulls/{pull_number}',
  ].map((path) => ({ method: 'GET', path })),
);

test.each([
  ['/repos/o/r/commits/main', '/repos/{owner}/{repo}/commits/{ref}', { ref: 'main' }],
  ['/repos/o/r/commits/a/b', '/repos/{owner}/{repo}/commits/{ref}', { ref: 'a/b' }],
  ['/repos/o/r/commits/a%2Fb/check-runs', '/repos/{owner}/{repo}/commits/{ref}/check-runs', { ref: 'a/b' }],
  ['/repos/o/r/commits/a/b/check-runs', '/repos/{owner}/{repo}/commits/{ref}/check-runs', { ref: 'a/b' }],
  ['/repos/o/r/commits/abc/pulls', '/repos/{owner}/{repo}/commits/{commit_sha}/pulls', { commit_sha: 'abc' }],
  ['/repos/o/r/contents/a/b%20c.rs', '/repos/{owner}/{repo}/contents/{path}', { path: 'a/b c.rs' }],
  ['/repos/o/r/contents', '/repos/{owner}/{repo}/contents/{path}', { path: '' }],
  ['/repos/o/r/pulls/comments', '/repos/{owner}/{repo}/pulls/comments', {}],
  ['/repos/o/r/pulls/7', '/repos/{owner}/{repo}/pulls/{pull_number}', { pull_number: '7' }],
])('%s', (path, template, params) => {
  const match = table.match('GET', path);
  expect(match?.route.path).toBe(template);
  expect(match?.params).toEqual({ owner: 'o', repo: 'r', ...params });
});

test.each([
  ['GET', '/repos/o/r'],
  ['POST', '/repos/o/r/pulls/7'],
  ['GET', '/repos/o/r/pulls/7/files'],
])('%s %s is nobody’s', (method, path) => {
  expect(table.match(method, path)).toBeNull();
});

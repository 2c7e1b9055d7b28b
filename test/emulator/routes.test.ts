import { restDescription } from '../../src/contract/description.js';
import { restRoutes } from '../../src/emulator/rest/routes.js';

const described = restDescription().operations.map(({ method, path }) => `${method} ${path}`);
const answered = restRoutes.map(({ method, path }) => `${method} ${path}`);

test('what the emulator answers is what the contract describes', () => {
  expect([...answered].sort()).toEqual([...described].sort());
});

test('no operation is answered twice', () => {
  expect(new Set(answered).size).toBe(answered.length);
});

test.each(
  restRoutes
    .filter(({ audience }) => audience === 'repository')
    .map((route) => [route.method, route.path, route] as const),
)('%s %s says which permission it needs', (_method, _path, { needs }) => {
  expect(Object.keys(needs).length).toBeGreaterThan(0);
});

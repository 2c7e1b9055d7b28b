import { cargoDocuments, type TouchedCrates, touchedCrates } from '../../src/cargo/touched-crates.js';
import { changesBetween } from '../../src/snapshot/tree.js';
import { type Files, treeOf } from '../gates/pull-request.js';

function touched(before: Files, after: Files): TouchedCrates {
  const [baseTree, headTree] = [treeOf(before), treeOf(after)];
  const changes = changesBetween(baseTree, headTree);
  const needed = cargoDocuments(changes, headTree);
  const read = (files: Files, paths: readonly string[]): Map<string, Uint8Array> =>
    new Map(
      paths.flatMap((path) => (typeof files[path] === 'string' ? [[path, Buffer.from(files[path])]] : [])),
    );
  const documents = read(after, needed.head);
  return touchedCrates({ changes, headTree, documents, baseDocuments: read(before, needed.mergeBase) });
}

const crate = (name: string, more = ''): string => `[package]\nname = "${name}"\nversion = "0.1.0"\n${more}`;

const ROOT = `[workspace]
members = ["crates/*", "xtask"]
exclude = ["crates/ebpf", "fuzz"]

[workspace.package]
edition = "2021"

[workspace.dependencies]
serde = "1"
tokio = { version = "1", features = ["rt"] }
`;

const WORKSPACE: Files = {
  'Cargo.toml': ROOT,
  'crates/core/Cargo.toml': crate('assay-core', '[dependencies]\nserde = { workspace = true }\n'),
  'crates/core/src/lib.rs': '',
  'crates/cli/Cargo.toml': crate('assay', '[dependencies]\ntokio.workspace = true\n'),
  'crates/cli/src/main.rs': '',
  'crates/cli/tests/fixtures/app/Cargo.toml': crate('fixture'),
  'crates/cli/tests/fixtures/app/src/lib.rs': '',
  'crates/ebpf/Cargo.toml': crate('assay-ebpf'),
  'crates/ebpf/src/main.rs': '',
  'fuzz/Cargo.toml': crate('assay-fuzz', '[workspace]\n'),
  'fuzz/src/main.rs': '',
  'xtask/Cargo.toml': crate('xtask', '[dependencies]\nhelper = { path = "../tools/helper" }\n'),
  'tools/helper/Cargo.toml': crate('helper'),
  'tools/helper/src/lib.rs': '',
  'tools/nested/Cargo.toml': '[workspace]\nmembers = ["a"]\n',
  'tools/nested/a/Cargo.toml': crate('nested-a'),
  'tools/nested/a/src/lib.rs': '',
  'examples/alone/Cargo.toml': crate('alone'),
  'examples/alone/src/main.rs': '',
  'docs/x.md': '',
};

const change = (path: string, text = 'x'): [Files, Files] => [WORKSPACE, { ...WORKSPACE, [path]: text }];
const without = (path: string): [Files, Files] => {
  const { [path]: _, ...rest } = WORKSPACE;
  return [WORKSPACE, rest];
};
const moved: [Files, Files] = [
  { ...WORKSPACE, 'crates/core/src/a.rs': 'fn a() {}' },
  { ...WORKSPACE, 'crates/cli/src/a.rs': 'fn a() {}' },
];
const root = (from: string, to: string): [Files, Files] => change('Cargo.toml', ROOT.replace(from, to));
const ALL = ['assay', 'assay-core', 'helper', 'xtask'];

test.each<[string, [Files, Files], string[]]>([
  ['nothing', [WORKSPACE, WORKSPACE], []],
  ['a document at the root', change('docs/x.md'), []],
  ['a member by glob, by its package name and not its folder', change('crates/cli/src/main.rs'), ['assay']],
  ['a member’s manifest', change('crates/core/Cargo.toml', crate('assay-core')), ['assay-core']],
  ['a file that goes', without('crates/core/src/lib.rs'), ['assay-core']],
  ['a file that moves touches both', moved, ['assay', 'assay-core']],
  ['a member by its path alone', change('xtask/src/main.rs'), ['xtask']],
  ['a path dependency of a member is one too', change('tools/helper/src/lib.rs'), ['helper']],
  ['a member of a nested workspace', change('tools/nested/a/src/lib.rs'), ['nested-a']],
  [
    'a fixture is a part of the package around it',
    change('crates/cli/tests/fixtures/app/src/lib.rs'),
    ['assay'],
  ],
  ['a package that is no member and in none', change('examples/alone/src/main.rs'), []],
  ['a crate that is removed', without('crates/cli/Cargo.toml'), []],
  ['a dependency of the workspace', root('serde = "1"', 'serde = "2"'), ['assay-core']],
  ['a feature of a dependency of the workspace', root('["rt"]', '["rt", "net"]'), ['assay']],
  ['what all inherit', root('2021', '2024'), ALL],
  ['a profile', root('[workspace.package]', '[profile.release]\nlto = true\n\n[workspace.package]'), ALL],
  ['comments and order', root('serde = "1"', '# pinned\nserde = "1"'), []],
  ['a member that leaves the others as they are', root('"xtask"', '"xtask", "examples/alone"'), ['alone']],
])('touched by %s', (_, [before, after], expected) => {
  const { crates, problems } = touched(before, after);
  expect(problems).toEqual([]);
  expect(crates).toEqual(expected);
});

test.each([
  ['by a glob’s exception', 'crates/ebpf/src/main.rs', 'assay-ebpf'],
  ['as a workspace of its own', 'fuzz/src/main.rs', 'assay-fuzz'],
])('excluded %s: told apart, not touched', (_, path, name) => {
  expect(touched(...change(path))).toEqual({ crates: [], excluded: [name], problems: [] });
});

test('what is a member by name stays one below an excluded folder, as in Cargo', () => {
  const before = {
    ...WORKSPACE,
    'Cargo.toml': '[workspace]\nmembers = ["crates/ebpf"]\nexclude = ["crates"]\n',
  };
  expect(touched(before, { ...before, 'crates/ebpf/src/main.rs': 'x' }).crates).toEqual(['assay-ebpf']);
});

test('a package without a workspace is a crate by itself', () => {
  const before: Files = { 'rust/Cargo.toml': crate('solo'), 'rust/src/lib.rs': '' };
  expect(touched(before, { ...before, 'rust/src/lib.rs': 'x' }).crates).toEqual(['solo']);
});

test('a root package with a workspace: files of members are not its own', () => {
  const before: Files = {
    'Cargo.toml': `${crate('top')}[workspace]\nmembers = ["sub"]\n`,
    'src/lib.rs': '',
    'sub/Cargo.toml': crate('sub'),
    'sub/src/lib.rs': '',
  };
  expect(touched(before, { ...before, 'sub/src/lib.rs': 'x' }).crates).toEqual(['sub']);
  expect(touched(before, { ...before, 'src/lib.rs': 'x' }).crates).toEqual(['top']);
});

test('a package that points to its workspace from beside it', () => {
  const before: Files = {
    'ws/Cargo.toml': '[workspace]\nmembers = []\n',
    'beside/Cargo.toml': '[package]\nname = "beside"\nworkspace = "../ws"\n',
    'beside/src/lib.rs': '',
  };
  expect(touched(before, { ...before, 'beside/src/lib.rs': 'x' }).crates).toEqual(['beside']);
});

describe('a manifest that cannot be read', () => {
  const broken = '[package]\nname = \n';
  test('is a problem where a changed path leads to it, with its line', () => {
    const { crates, problems } = touched(...change('crates/core/Cargo.toml', broken));
    expect(crates).toEqual([]);
    expect(problems).toMatchObject([{ path: 'crates/core/Cargo.toml', line: 2 }]);
  });

  test('is none elsewhere', () => {
    const before = { ...WORKSPACE, 'crates/cli/tests/bad/Cargo.toml': broken };
    expect(touched(before, { ...before, 'crates/core/src/lib.rs': 'x' })).toMatchObject({
      crates: ['assay-core'],
      problems: [],
    });
  });
});

describe('Cargo.lock', () => {
  const member = (name: string, ...dependencies: string[]): string =>
    `[[package]]\nname = "${name}"\nversion = "0.1.0"\ndependencies = ${JSON.stringify(dependencies)}\n`;
  const external = (name: string, version: string, ...dependencies: string[]): string =>
    `[[package]]\nname = "${name}"\nversion = "${version}"\nsource = "registry+x"\nchecksum = "${name}${version}"\ndependencies = ${JSON.stringify(dependencies)}\n`;
  const lock = (itoa: string, bytes = '1.0.0'): string =>
    [
      'version = 4\n',
      member('assay-core', 'serde'),
      member('assay', 'assay-core', 'tokio'),
      member('xtask'),
      external('serde', '1.0.0', 'itoa'),
      external('tokio', '1.0.0', 'bytes'),
      external('itoa', itoa),
      external('bytes', bytes),
    ].join('\n');
  const crates = (before: string, after: string): readonly string[] =>
    touched({ ...WORKSPACE, 'Cargo.lock': before }, { ...WORKSPACE, 'Cargo.lock': after }).crates;

  test('touches the crates that are built with another version, through other packages too', () => {
    expect(crates(lock('1.0.0'), lock('1.0.1'))).toEqual(['assay-core']);
    expect(crates(lock('1.0.0'), lock('1.0.0', '1.1.0'))).toEqual(['assay']);
    expect(crates(lock('1.0.0'), lock('1.0.1', '1.1.0'))).toEqual(['assay', 'assay-core']);
  });

  test('touches none by its order or format alone', () => {
    expect(crates(lock('1.0.0'), lock('1.0.0').replace('version = 4', 'version = 3'))).toEqual([]);
  });

  test('that cannot be read is a problem', () => {
    const after = { ...WORKSPACE, 'Cargo.lock': '[[package\n' };
    expect(touched(WORKSPACE, after).problems).toMatchObject([{ path: 'Cargo.lock', line: 1 }]);
  });
});

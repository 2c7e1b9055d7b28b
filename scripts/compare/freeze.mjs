const HOTSPOT = 'crates/assay-adapter-a2a/src/lib.rs';
const SCRIPT = 'scripts/ci/review-wave8a-step1.sh';
const CHECKLIST = 'docs/contributing/SPLIT-CHECKLIST-wave8a-step1-a2a.md';
const REVIEW_PACK = 'docs/contributing/SPLIT-REVIEW-PACK-wave8a-step1-a2a.md';

export const freeze = {
  title: 'Freeze: wave8a step 1',
  program: 'adapter-split.yml',
  script: SCRIPT,
  branch: 'codex/wave8a-step1',
  base: 'bd6b8cd142682ea8cbf90088a4c579d52485a798',
  head: '354004b5fe22d2e7c26e0b831212d6cc22a51f62',
  cases: [
    { name: 'a document more', right: 'fail', change: (room) => room.write('docs/notes.md', '# Notes\n') },
    {
      name: 'a workflow edited',
      right: 'fail',
      change: (room) => room.append('.github/workflows/ci.yml', '\n# later\n'),
    },
    {
      name: 'the frozen file edited',
      right: 'fail',
      change: (room) => room.append(HOTSPOT, '\nfn later() {}\n'),
    },
    {
      name: 'a comment in the frozen file',
      right: 'fail',
      change: (room) => room.append(HOTSPOT, '// later\n'),
    },
    { name: 'the frozen file made executable', right: 'fail', change: (room) => room.mode(HOTSPOT, 0o755) },
    {
      name: 'the crate’s manifest edited',
      right: 'fail',
      change: (room) => room.append('crates/assay-adapter-a2a/Cargo.toml', '\n# later\n'),
    },
    {
      name: 'a fixture of the tests removed',
      right: 'fail',
      change: (room) => room.delete('scripts/ci/fixtures/adr026/a2a/v0.2/a2a_negative_malformed.json'),
    },
    {
      name: 'another wave’s document renamed to this wave’s',
      right: 'fail',
      change: (room) =>
        room.move('docs/contributing/SPLIT-REVIEW-PACK-wave7c-step1-judge-json-strict.md', REVIEW_PACK),
    },
    { name: 'the checklist deleted', right: 'fail', change: (room) => room.delete(CHECKLIST) },
    { name: 'the checklist empty', right: 'fail', change: (room) => room.write(CHECKLIST, '\n') },
    {
      name: 'the review pack a symbolic link',
      right: 'fail',
      change: (room) => room.link(REVIEW_PACK, 'SPLIT-CHECKLIST-wave8a-step1-a2a.md'),
    },
    { name: 'the script not executable', right: 'fail', change: (room) => room.mode(SCRIPT, 0o644) },
    {
      name: 'the frozen file edited, and the script made to pass',
      right: 'fail',
      change(room) {
        room.append(HOTSPOT, '\nfn later() {}\n');
        room.replace(SCRIPT, '\n', '\nexit 0\n');
      },
    },
    {
      name: 'a file whose name the unescaped `.` of the allowlist matches',
      right: 'fail',
      change: (room) => room.write(CHECKLIST.replace('.md', '_md'), 'x\n'),
    },
    {
      name: 'a document more, with a name that is not ASCII',
      right: 'fail',
      change: (room) => room.write('docs/contributing/größe.md', 'x\n'),
    },
    {
      name: 'the checklist with Windows line ends',
      right: 'pass',
      change: (room) => room.replace(CHECKLIST, /\n/gu, '\r\n'),
    },
  ],
};

import type { Artifact } from '../program/schema.js';
import type { Snapshot } from '../snapshot/snapshot.js';
import { EXECUTABLE, isFile, SUBMODULE, SYMLINK } from '../snapshot/tree.js';
import { documentText, noText } from './document-text.js';
import type { Gate, Reason } from './gate.js';
import { headingsOf, headingTest } from './markdown.js';
import { count } from './words.js';

/** Where documents are looked for: a commit's files, and the contents of those that are asked for. */
type Contents = Pick<Snapshot, 'headTree' | 'documents'>;

/** The step's documents and scripts are there, with something in them. */
export const artifactsGate: Gate = {
  id: 'artifacts',
  title: 'Artifacts',
  steps: ['freeze', 'change', 'close'],
  needs: ({ step }) => ({ documents: step.artifacts.map(({ path }) => path), rules: [] }),
  evaluate(snapshot, { step }) {
    if (step.artifacts.length === 0) {
      return {
        verdict: 'pass',
        reasons: [{ message: 'The step asks for no document or script.' }],
        findings: [],
      };
    }
    const reasons = step.artifacts.flatMap((artifact) => artifactReasons(artifact, snapshot));
    if (reasons.length > 0) return { verdict: 'fail', reasons: withScaffold(reasons), findings: [] };
    const message = `${count(step.artifacts.length, 'document or script', 'documents and scripts')}, all there.`;
    return { verdict: 'pass', reasons: [{ message }], findings: [] };
  },
};

/** What a document or script lacks at head; nothing where it is as it should be. */
export function artifactReasons(artifact: Artifact, snapshot: Contents): Reason[] {
  const { path } = artifact;
  const entry = snapshot.headTree.get(path);
  if (entry === undefined) return [missing(path, snapshot)];
  if (!isFile(entry)) {
    const next = `Put a regular file at \`${path}\`.`;
    return [
      { message: `\`${path}\` is ${kinds[entry.mode] ?? 'no regular file'}, not a document.`, next, path },
    ];
  }
  const reasons = contentReasons(artifact, snapshot.documents.get(path) ?? new Uint8Array());
  if (artifact.executable && entry.mode !== EXECUTABLE) {
    const next = `Run \`git update-index --chmod=+x '${path}'\` and commit.`;
    reasons.push({ message: `\`${path}\` is not executable.`, next, path });
  }
  return reasons;
}

const kinds: Readonly<Record<string, string>> = { [SYMLINK]: 'a symbolic link', [SUBMODULE]: 'a submodule' };

function missing(path: string, { headTree }: Contents): Reason {
  const isFolder = [...headTree.keys()].some((other) => other.startsWith(`${path}/`));
  const otherCase = [...headTree.keys()].find((other) => other.toLowerCase() === path.toLowerCase());
  const found = isFolder
    ? `\`${path}\` is a folder, not a file.`
    : `\`${path}\` is missing${otherCase === undefined ? '' : `; there is \`${otherCase}\``}.`;
  return { message: found, next: otherCase === undefined ? `${ADD}${path}\`.` : `Rename it to \`${path}\`.` };
}

/** Where something is to be added, the first advice names the command that begins all of it. */
function withScaffold(reasons: readonly Reason[]): Reason[] {
  const first = reasons.findIndex(({ next }) => next?.startsWith(ADD));
  return reasons.map((reason, index) =>
    index === first ? { ...reason, next: `${reason.next} ${SCAFFOLD}` } : reason,
  );
}

const ADD = 'Add `';
const SCAFFOLD = '`wavegate scaffold --write`, run on this branch, begins every file that is missing.';

function contentReasons({ path, headings }: Artifact, bytes: Uint8Array): Reason[] {
  const text = documentText(bytes);
  if (text === null) return [noText(path)];
  if (text.trim() === '') return [{ message: `\`${path}\` is empty.`, next: 'Write it.', path }];
  const present = headingsOf(text);
  return headings
    .filter((heading) => !present.some(headingTest(heading)))
    .map((heading) => heading.replace(/\*+/gu, ' ').trim())
    .map((heading) => ({
      message: `\`${path}\` has no heading "${heading}".`,
      next: `Add a line \`## ${heading}\` and what belongs under it.`,
      path,
    }));
}

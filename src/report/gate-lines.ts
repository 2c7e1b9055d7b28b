/** When each gate passes, in one sentence of Markdown: docs/gates.md has the whole of it. */
export const GATE_LINES: Readonly<Record<string, string>> = {
  branch: "The branch's name matches the program's pattern and names a wave and a step that exist.",
  order:
    'The steps before this one, and the waves before its wave, have been merged and are in the history of the default branch, and nobody reverted them.',
  scope:
    "Every changed path is in the step's allowlist: both paths of a rename, removals, mode changes, links and submodules included. Workflow files count only when they are named one by one.",
  freeze: 'No production file is changed: a freeze takes stock, and the changes come in a later step.',
  artifacts:
    "The step's documents and scripts are there at head, are not empty, have the headings that are asked for, and scripts are executable.",
  inventory:
    "The inventory names every place where the wave's rules find something, as `path:line` or by path and function, and none where they do not.",
  drift:
    'No rule of the wave has a hit in its files that the merge base does not have, and nothing new comes up elsewhere in what the pull request changes.',
  closure: "The wave's rules find nothing in their files at head, changed or not.",
  'program-files':
    'The program and rule files that the pull request changes are valid, as merging would leave them. What they would change is told, and judges nothing yet.',
  tests:
    'The tests that the step asks for are there and run; where their number is frozen, none was removed or ignored.',
  patterns: 'The conditions on text that the wave and the step state hold for the files that they name.',
  validation:
    'The checks that the program names, and those that follow from what changed, are green at this head. Missing or running ones are waited for, as long as the program has patience.',
  slices:
    "Each commit stays within one slice of the step, in the slices' order, and the pull request within its budget.",
  promotion:
    'Stacked work sits on a wave branch, and a pull request promotes that branch to the default branch. `promote` opens it.',
  'auto-merge':
    'Auto-merge is off, or was turned on by the method of the program once all else was green. `automerge` does that.',
  ratchet: 'What a closed wave forbade stays away: its closing rules find nothing new, in any pull request.',
};

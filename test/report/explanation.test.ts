import { GATES } from '../../src/gates/gates.js';
import { explainGate, explainRule, explanationMarkdown } from '../../src/report/explanation.js';
import { GATE_LINES } from '../../src/report/gate-lines.js';
import { RULES } from './subjects.js';

test.each(GATES.map((gate) => ({ id: gate.id, gate })))('$id says when it passes', ({ id, gate }) => {
  expect(GATE_LINES[id]).toMatch(/^[A-Z].*\.$/s);
  expect(explanationMarkdown(explainGate(gate))).toContain(`**Passes when:** ${GATE_LINES[id]}`);
});

test('a rule is explained with all that it says of itself', () => {
  const [rule] = RULES.values();
  expect(explanationMarkdown(explainRule(rule!))).toBe(
    [
      '### `blocking-io-in-async` (error): Blocking I/O in async code',
      '**Why is this bad:** It holds a worker thread of the runtime, and other tasks wait.',
      '**Use instead:** Use `tokio::fs`, or `tokio::task::spawn_blocking`.',
      '**Found:**',
      '```rust\nx\n```',
      '**Not found:**',
      '```rust\ny\n```',
    ].join('\n\n'),
  );
});

test.each([
  ['closure', 'Those of kind `close`, where the program asks for it.'],
  ['scope', 'Those of kind `freeze`, `change` or `close`.'],
  ['slices', 'Those of kind `freeze`, `change` or `close`, where the program asks for it.'],
])('%s says of which steps it is', (id, words) => {
  const gate = GATES.find((one) => one.id === id)!;
  expect(explainGate(gate).sections).toContainEqual({ title: 'Steps', text: words });
});

import { expect, test } from '@jest/globals';
import { parseNative, type TreeCursor } from '../../src/rust/parser.js';
import { sweep } from '../../src/rust/sweep.js';
import { NONE, SyntaxTree } from '../../src/rust/syntax.js';
import { readCases } from '../rules/case-file.js';

/** What the parser's own cursor says of every node, in document order. */
function asked(cursor: TreeCursor): string[] {
  const nodes: string[] = [];
  for (;;) {
    const { nodeType, nodeIsNamed, startIndex, endIndex, currentFieldName } = cursor;
    nodes.push(`${nodeType} ${nodeIsNamed} ${currentFieldName ?? ''} ${startIndex} ${endIndex}`);
    if (cursor.gotoFirstChild()) continue;
    while (!cursor.gotoNextSibling()) if (!cursor.gotoParent()) return nodes;
  }
}

function copied(source: string): string[] {
  const native = parseNative(source)!;
  const tree = new SyntaxTree(source);
  sweep({ cursor: native.walk(), source, isClean: !native.rootNode.hasError, shift: 0 }, tree, () => false);
  return Array.from({ length: tree.size }, (_, node) =>
    [tree.kind(node), tree.isNamed(node), tree.fieldName(node), tree.start(node), tree.end(node)].join(' '),
  );
}

const TRAPS = [
  '',
  '\n\t // a\n',
  '\uFEFF\n fn\u00A0é(a: r#type) {}',
  'fn a() { "  b \\n c" ; r#" d "# ; b"e" ; c"f" ; \' \' ; b\'g\' }',
  '/// a\n//! b\n/** c */ /*! d */ /* e */ fn f() {}',
  'macro_rules! a { ($($b:ident),* ; $(c)+) => { $($b),* } }',
  "fn a<'b>(&'b mut self, _: u8) -> ! { 'c: loop { break 'c } }",
  'fn a() { b..=c; d.0.1; e?.f::<u8>(); &raw const g; !h; -i; j += 1 }',
  '#!/usr/bin/env run\nfn a() {}',
  'fn a( { b',
  'fn a() { let = ; }',
  "use a::{self, b as _, c::*};\nimpl<T: ?Sized> !Send for X<T> where T: for<'a> Fn(&'a u8) {}",
];

test.each(TRAPS)('what is not asked of the parser is as it would say: %j', (source) =>
  expect(copied(source)).toEqual(asked(parseNative(source)!.walk())),
);

test('in every case of the rules too', () => {
  const sources = readCases().flatMap(({ sections }) => sections.map(({ text }) => text));
  expect(sources.length).toBeGreaterThan(200);
  for (const source of sources) {
    // Compared first as one text: a diff of thousands of lines is for a failure only.
    const [ours, theirs] = [copied(source), asked(parseNative(source)!.walk())];
    if (ours.join('\n') !== theirs.join('\n')) expect(ours).toEqual(theirs);
  }
});

test('a node alone, at an offset', () => {
  const source = 'm(a, b);';
  const cursor = parseNative(source)!.walk();
  for (const kind of ['expression_statement', 'call_expression', 'arguments']) {
    cursor.gotoFirstChild();
    while (cursor.nodeType !== kind) cursor.gotoNextSibling();
  }
  const tree = new SyntaxTree('0123456789(a, b)');
  const root = sweep({ cursor, source, isClean: true, shift: 9 }, tree, () => false);
  expect([root, tree.parent(root), tree.kind(root), tree.start(root), tree.end(root)]).toEqual([
    0,
    NONE,
    'arguments',
    10,
    16,
  ]);
  expect(tree.source(tree.firstChild(root))).toBe('(');
});

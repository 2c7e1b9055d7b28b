import fc from 'fast-check';
import { table } from '../../src/report/blocks.js';
import {
  code,
  encodePath,
  fence,
  link,
  plain,
  prose,
  shorten,
  unwrapped,
  visible,
} from '../../src/report/markdown.js';
import { foreignTags, hostile, looseText, MENTION, markdown, REFERENCE } from './hostile.js';

describe('text of a pull request', () => {
  test.each([
    ['code', code, /^<\/?(p|code)>$/],
    ['plain', plain, /^<\/?p>$/],
    ['prose', prose, /^<\/?(p|code|br)>$/],
  ] as const)('%s can bring no tag, link, mention or reference', (_, write, own) => {
    fc.assert(
      fc.property(hostile, (text) => {
        const html = markdown.render(`Before ${write(text)} after`);
        expect(foreignTags(html, own)).toEqual([]);
        expect(looseText(html)).not.toMatch(MENTION);
        expect(looseText(html)).not.toMatch(REFERENCE);
      }),
      { numRuns: 1_000 },
    );
  });

  test.each(['x@octocat1.¢', 'x@example.com', 'a.b+c@é.org'])('makes no address for mail of %s', (text) => {
    expect(markdown.render(prose(text))).not.toContain('<a');
    expect(markdown.render(`Before ${plain(text)} after`)).not.toContain('<a');
  });

  test('keeps a table a table: as many rows and cells as were written', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(hostile, hostile, hostile), { minLength: 1, maxLength: 4 }), (rows) => {
        const block = table(
          ['A', 'B', 'C'],
          rows.map(([a, b, c]) => [code(a), prose(b), plain(c.replace(/\n/g, ' '))]),
        );
        const html = markdown.render([block.head, ...block.items].join('\n'));
        expect(html.match(/<tr>/g)).toHaveLength(rows.length + 1);
        expect(html.match(/<td>/g)).toHaveLength(3 * rows.length);
        expect(html.endsWith('</table>\n')).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('stays inside its fence', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const html = markdown.render(`${fence(text, 'suggestion')}\n\nafter`);
        expect(html.match(/<pre>/g)).toHaveLength(1);
        expect(html.endsWith('</code></pre>\n<p>after</p>\n')).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('stays inside the label and the address of its link', () => {
    fc.assert(
      fc.property(hostile, (path) => {
        const html = markdown.render(
          link(code(path), `https://github.com/o/r/blob/0/${encodePath(path)}#L1`),
        );
        expect(html).toMatch(
          /^<p><a href="https:\/\/github\.com\/o\/r\/blob\/0\/[^"<>]*#L1"><code>[\s\S]*<\/code><\/a><\/p>\n$/,
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe('code', () => {
  test.each([
    ['src/lib.rs', '`src/lib.rs`'],
    ['a `b` c', '<code>a &#96;b&#96; c</code>'],
    ['a|b', '<code>a&#124;b</code>'],
    ['@octocat', '`@octocat`'],
    ['', '<code></code>'],
    ['a\u202eb', '`a\\u{202e}b`'],
    ['a\nb', '`a\\u{a}b`'],
  ])('of %j is %s', (text, expected) => {
    expect(code(text)).toBe(expected);
  });

  test('shows what was given', () => {
    for (const text of ['a|b', '`', 'x ` y', '<b>', '&amp;', 'a\\|b']) {
      const shown = markdown.renderInline(code(text)).replace(/<\/?code>/g, '');
      const decoded = shown.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
      expect(decoded).toBe(text);
    }
  });
});

describe('prose', () => {
  test.each([
    ['`Regex::new` in `check`', '`Regex::new` in `check`'],
    ['an odd ` stays', 'an odd \\` stays'],
    ['one\ntwo', 'one<br>two'],
    ['a_b * c', 'a\\_b \\* c'],
    ['<b>', '&lt;b&gt;'],
    ['1. first', '1\u200b. first'],
  ])('of %j is %s', (text, expected) => {
    expect(prose(text)).toBe(expected);
  });
});

test('what cannot be seen is made visible', () => {
  expect(visible('a\u0000b\u200dc\u2066d\ufeffe\ud800')).toBe(
    'a\\u{0}b\\u{200d}c\\u{2066}d\\u{feff}e\\u{d800}',
  );
});

test.each([
  ['abcdef', 6, 'abcdef'],
  ['abcdef', 5, 'abcd…'],
  ['👩🏽👩🏽', 4, '👩🏽👩🏽'],
  ['🦀🦀🦀', 2, '🦀…'],
])('%j shortened to %i characters is %s', (text, most, expected) => {
  expect(shorten(text, most)).toBe(expected);
});

test.each([
  ['One\nparagraph.\n\nAnother\none.', 'One paragraph.\n\nAnother one.'],
  ['Either:\n- a\n- b', 'Either:\n- a\n- b'],
  ['Steps:\n1. a\n2. b', 'Steps:\n1. a\n2. b'],
  ['So:\n```rust\nlet a;\nlet b;\n```', 'So:\n```rust\nlet a;\nlet b;\n```'],
  ['A\n    code', 'A\n    code'],
])('%j unwrapped is %j', (text, expected) => {
  expect(unwrapped(text)).toBe(expected);
});

import { renderMarkdown } from '../../src/demo/pages/markdown.js';

const render = (markdown: string): string => renderMarkdown(markdown).text;

describe('Markdown as GitHub shows it', () => {
  test('a table with line breaks and hard spaces in its cells', () => {
    const shown = render('| gate | why |\n| --- | --- |\n| `scope` | ❌&nbsp;fail<br>twice |');
    expect(shown).toContain('<th>gate</th>');
    expect(shown).toContain('<td><code>scope</code></td>');
    expect(shown).toContain('<br>twice</td>');
  });

  test('the markers of an app are invisible, but not inside code', () => {
    expect(render('seen <!-- marker --> too')).toBe('<p>seen  too</p>\n');
    expect(render('<!-- marker -->\n\nseen')).not.toContain('marker');
    expect(render('```\n<!-- code -->\n```')).toContain('&lt;!-- code --&gt;');
  });

  test('a suggestion is a block of its own', () => {
    const shown = render('```suggestion\nlet a = b & c;\n```');
    expect(shown).toContain('Suggested change');
    expect(shown).toContain('let a = b &amp; c;');
  });

  test('details are let through', () => {
    expect(render('<details><summary>more</summary>\n\n*text*\n\n</details>')).toContain('<em>text</em>');
  });
});

describe('text of a pull request cannot reach the page around it', () => {
  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<details ontoggle=alert(1)>',
    '<svg/onload=alert(1)>',
    '<SCRIPT\n>alert(1)</SCRIPT\n>',
    '<style>* { display: none }</style>',
    '<iframe src="https://evil.example">',
    '<!-- a comment that never ends <script>alert(1)</script>',
  ])('%s', (hostile) => {
    for (const text of [hostile, `a ${hostile} b`, `- ${hostile}`, `| a |\n| --- |\n| ${hostile} |`]) {
      expect(render(text)).not.toMatch(/<(script|img|svg|style|iframe|details \w)/i);
    }
  });

  test.each(['[click](javascript:alert(1))', '[click](data:text/html,x)', '<javascript:alert(1)>'])(
    '%s is no link',
    (hostile) => expect(render(hostile)).not.toContain('href="javascript'),
  );

  test('an image is not fetched', () => {
    expect(render('![words](https://evil.example/pixel.png)')).toBe('<p>words</p>\n');
  });

  test('a stray closing tag closes nothing', () => {
    expect(render('a </details> b')).not.toContain('</details>');
  });
});

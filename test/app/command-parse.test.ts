import fc from 'fast-check';
import { parseCommands } from '../../src/app/commands/parse.js';

const names = (markdown: string): string[] =>
  parseCommands(markdown).map(({ program, name, words }) => [program, name, words].filter(Boolean).join(' '));

const RECHECK = ['wave8 recheck'];

describe('a command', () => {
  test.each<[string, string, string[]]>([
    ['alone', '/wave8 recheck', RECHECK],
    ['in capitals', '/Wave8 ReCheck', RECHECK],
    ['with spaces behind', '/wave8 recheck   ', RECHECK],
    ['with a tab between', '/wave8\trecheck', RECHECK],
    ['with several spaces between', '/wave8    recheck', RECHECK],
    ['indented by three spaces', '   /wave8 recheck', RECHECK],
    ['after text and a blank line', 'Fixed.\n\n/wave8 recheck', RECHECK],
    ['right after a line of text', 'Fixed.\n/wave8 recheck', RECHECK],
    ['before text', '/wave8 recheck\nThanks!', RECHECK],
    ['with Windows line ends', 'Fixed.\r\n/wave8 recheck\r\n', RECHECK],
    ['with old Mac line ends', 'Fixed.\r/wave8 recheck', RECHECK],
    ['of another program', '/q3-cleanup recheck', ['q3-cleanup recheck']],
    ['without a name', '/wave8', ['wave8']],
    ['with words', '/wave8 waive scope because of this', ['wave8 waive scope because of this']],
    [
      'with code in its words',
      '/wave8 waive `scope` for `a` and `b`',
      ['wave8 waive `scope` for `a` and `b`'],
    ],
    ['between lines of code', 'a `b`\n/wave8 recheck\n`c` d `e`', RECHECK],
    ['with a lone backtick', '/wave8 waive scope a ` b', ['wave8 waive scope a ` b']],
    ['unknown', '/wave8 dance', ['wave8 dance']],
    ['twice', '/wave8 recheck\n/wave8 recheck', RECHECK],
    ['twice, in other letters', '/wave8 recheck\n/WAVE8 RECHECK', RECHECK],
    ['beside another', '/wave8 recheck\n/wave8 help', ['wave8 recheck', 'wave8 help']],
    ['after a closed fence', '```\ncode\n```\n/wave8 recheck', RECHECK],
    ['after a closed comment', '<!-- note -->\n/wave8 recheck', RECHECK],
    ['after a quote and a blank line', '> said\n\n/wave8 recheck', RECHECK],
    ['after inline code that is closed', 'see `x`\n/wave8 recheck', RECHECK],
    ['after a lone backtick', 'a ` b\n/wave8 recheck', RECHECK],
    ['after an escaped backtick', 'a \\` b\n/wave8 recheck\nc ` d', RECHECK],
    ['after a list', '- done\n\n/wave8 recheck', RECHECK],
    ['in details', '<details>\n\n/wave8 recheck\n\n</details>', RECHECK],
    ['after a fence whose mark is shorter inside', '````\n```\n````\n/wave8 recheck', RECHECK],
    ['under a heading', '# Please\n/wave8 recheck', RECHECK],
  ])('is taken: %s', (_, markdown, expected) => {
    expect(names(markdown)).toEqual(expected);
  });

  test.each<[string, string]>([
    ['in a fence', '```\n/wave8 recheck\n```'],
    ['in a fence with a language', '```sh\n/wave8 recheck\n```'],
    ['in a fence of tildes', '~~~\n/wave8 recheck\n~~~'],
    ['in a fence that is never closed', '```\n/wave8 recheck'],
    ['in a longer fence', '````\n```\n/wave8 recheck\n```\n````'],
    ['in a fence of a list item', '- see\n\n    ```\n/wave8 recheck\n    ```'],
    ['in a fence that begins in a list item', '- ```\n  /wave8 recheck\n  ```'],
    ['in a fence behind other marks', '~~~\n```\n/wave8 recheck\n~~~'],
    ['in indented code', '    /wave8 recheck'],
    ['indented by a tab', '\t/wave8 recheck'],
    ['in a quote', '> /wave8 recheck'],
    ['in a quote of a quote', '> > /wave8 recheck'],
    ['in a quote in a list', '- > /wave8 recheck'],
    ['lazily continuing a quote', '> he said\n/wave8 recheck'],
    ['in inline code', '`/wave8 recheck`'],
    ['in inline code over lines', 'run `a\n/wave8 recheck\nb` now'],
    ['before code that begins on it and goes on', '/wave8 waive scope `a\nb` c'],
    ['after code on its line that it ends in', 'a `b\n/wave8 recheck` `c`'],
    ['in double inline code over lines', '``a ` b\n/wave8 recheck\n``'],
    ['in an HTML comment', '<!-- /wave8 recheck -->'],
    ['in an HTML comment over lines', '<!--\n/wave8 recheck\n-->'],
    ['in the second comment of a line', '<!-- a --> <!-- b\n/wave8 recheck\n-->'],
    ['in an HTML comment that is never closed', '<!--\n/wave8 recheck'],
    ['in pre', '<pre>\n/wave8 recheck\n</pre>'],
    ['in an HTML quote', '<blockquote>\n/wave8 recheck\n</blockquote>'],
    ['in a list item', '- /wave8 recheck'],
    ['in a sentence', 'please /wave8 recheck'],
    ['after a backslash', '\\/wave8 recheck'],
    ['as a path', '/etc/hosts'],
    ['with a space behind the slash', '/ wave8 recheck'],
    ['beginning with a digit', '/8wave recheck'],
    ['of two slashes', '//wave8 recheck'],
    ['in emphasis', '**/wave8 recheck**'],
    ['nothing', ''],
  ])('is not taken: %s', (_, markdown) => {
    expect(names(markdown)).toEqual([]);
  });

  test('is never taken from inside a fence, whatever stands there', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (before, after) => {
        const inside = [before, '/wave8 recheck', after].join('\n').replace(/[`~]/g, '');
        expect(names(`\`\`\`\n${inside}\n\`\`\``)).toEqual([]);
      }),
    );
  });

  test('is read in time that grows with the comment, not faster', () => {
    const hostile = `${'`'.repeat(30_000)}\n${'<!--'.repeat(8_000)}`;
    const begun = performance.now();
    parseCommands(hostile);
    parseCommands('` `` '.repeat(10_000));
    expect(performance.now() - begun).toBeLessThan(2_000);
  });
});

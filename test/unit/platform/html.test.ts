import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainLine } from '../../../src/platform/html/plain-line.ts';
import { sanitiseRemoteHtml } from '../../../src/platform/html/sanitise-remote-html.ts';
import { htmlToText, textToHtml } from '../../../src/platform/html/text.ts';
import { XSS } from './xss-corpus.ts';

const TAG =
  /^<\/?(?:p|br|a|span|strong|b|em|i|u|s|del|ul|ol|li|blockquote|pre|code)(?: (?:href="(?:https?:\/\/|mailto:)[^"<>]*"|rel="nofollow noopener noreferrer ugc"|class="[a-z -]+"|start="-?\d+"|reversed))*(?: \/)?>$/;

/** Every `<` opens one of the allowed tags, spelled in the one allowed way: nothing else can be markup. */
function expectOnlyAllowedMarkup(html: string) {
  for (const tag of html.match(/<[^>]*>?/g) ?? []) expect(tag).toMatch(TAG);
}

/** Pieces that mutation and confusion attacks are made of, strewn with random text. */
const hostileHtml = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...XSS) },
      {
        weight: 4,
        arbitrary: fc.constantFrom(...XSS.flatMap((attack) => attack.match(/<[^>]*>|[^<]+/g) ?? [])),
      },
      {
        weight: 4,
        arbitrary: fc.constantFrom(
          ...[
            '<p>',
            '</p>',
            '<h1>',
            '</h1>',
            '<b>',
            '</b>',
            '<a href="',
            '">',
            "'",
            '`',
            '<!--',
            '-->',
            '<![CDATA[',
          ],
          ...[
            ']]>',
            '&lt;',
            '&#60;',
            '&amp;',
            '&#x0;',
            '\u0000',
            '</',
            '<svg>',
            '<math>',
            '<li>',
            '</ul>',
            '<pre>\n',
          ],
        ),
      },
      { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
    ),
    { maxLength: 30 },
  )
  .map((pieces) => pieces.join(''));

describe('sanitiseRemoteHtml', () => {
  it.each(XSS)('leaves nothing active of %j', (attack) => {
    expectOnlyAllowedMarkup(sanitiseRemoteHtml(attack));
  });

  it('emits allowed markup only, and is idempotent, whatever comes', () => {
    fc.assert(
      fc.property(hostileHtml, (html) => {
        const once = sanitiseRemoteHtml(html);
        expectOnlyAllowedMarkup(once);
        expect(once.isWellFormed()).toBe(true);
        expect(once).not.toMatch(/[^\P{Cc}\t\n\r]/u);
        expect(sanitiseRemoteHtml(once)).toBe(once);
      }),
      { numRuns: 3000 },
    );
  });

  it('keeps what a post is made of', () => {
    const post =
      '<p>Ciao <span class="h-card"><a href="https://bosco.example/@anna" rel="nofollow noopener noreferrer ugc" class="u-url mention">@<span>anna</span></a></span><br /><em>a</em> <strong>b</strong> <del>c</del></p>' +
      '<ol start="3" reversed><li>tre</li></ol><ul><li>x</li></ul><blockquote><p>q</p></blockquote><pre><code>1 &lt; 2</code></pre>';
    expect(sanitiseRemoteHtml(post)).toBe(post);
  });

  it.each([
    ['<h2 class="x">Titolo</h2>', '<p><strong>Titolo</strong></p>'],
    ['<a href="/settings">a</a>', '<a>a</a>'],
    ['<a href="//evil.example">a</a>', '<a>a</a>'],
    ['<a href="ftp://bosco.example/f">a</a>', '<a>a</a>'],
    [
      '<a href="https://bosco.example" target="_top" rel="me" class="mention btn-danger" id="x" style="top:0">a</a>',
      '<a href="https://bosco.example/" rel="nofollow noopener noreferrer ugc" class="mention">a</a>',
    ],
    ['<span class="admin invisible" style="x">a</span>', '<span class="invisible">a</span>'],
    ['<ol start="1e9" reversed="x"><li>a</ol>', '<ol reversed><li>a</li></ol>'],
    ['<img src="https://bosco.example/i.png" alt="x">a<!-- c -->', 'a'],
  ])('reduces %s', (html, expected) => {
    expect(sanitiseRemoteHtml(html)).toBe(expected);
  });

  it('cuts what is too long and drops tags that nest too deep', () => {
    expect(sanitiseRemoteHtml('a'.repeat(1_000_000)).length).toBe(48 * 1024);
    expect(sanitiseRemoteHtml('<b>'.repeat(10_000)).match(/<b>/g)).toHaveLength(24);
  });
});

describe('htmlToText', () => {
  it('gives lines for breaks and blank lines for blocks', () => {
    expect(
      htmlToText(
        '<p>Pane &amp;\n  miele<br>1 &lt; 2</p><ul><li>a</li><li>b</li></ul><p>&amp;lt;fine&gt;</p>',
      ),
    ).toBe('Pane & miele\n1 < 2\n\na\nb\n\n&lt;fine>');
  });

  it('gives back the text that textToHtml took', () => {
    const line = fc
      .string({ unit: fc.constantFrom(...'ab<>&"\'.,()/: è') })
      .map((text) => text.trim().replace(/\s+/g, ' '));
    const text = fc
      .array(
        line.filter((words) => words !== ''),
        { minLength: 1 },
      )
      .map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, (typed) => {
        expect(htmlToText(textToHtml(typed))).toBe(typed);
      }),
    );
  });
});

describe('textToHtml', () => {
  it('makes paragraphs, line breaks and links', () => {
    expect(
      textToHtml(
        'Ciao <tutti>\r\nqui\n\n \n(vedi https://bosco.example/a_(b), o http://bosco.example?x=1&y="2).',
      ),
    ).toBe(
      '<p>Ciao &lt;tutti&gt;<br />qui</p>' +
        '<p>(vedi <a href="https://bosco.example/a_(b)" rel="nofollow noopener noreferrer ugc">https://bosco.example/a_(b)</a>, ' +
        'o <a href="http://bosco.example/?x=1&amp;y=" rel="nofollow noopener noreferrer ugc">http://bosco.example?x=1&amp;y=</a>&quot;2).</p>',
    );
  });

  it('writes what the sanitiser would leave as it is, but for quotes', () => {
    const typed = fc
      .array(
        fc.oneof(
          fc.constantFrom(...XSS, 'https://bosco.example/', 'javascript:alert(1)', '\n\n', '.', ')'),
          fc.string({ unit: 'binary' }),
        ),
      )
      .map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(typed, (text) => {
        const html = textToHtml(text);
        expectOnlyAllowedMarkup(html);
        expect(sanitiseRemoteHtml(html)).toBe(html.replace(/&quot;(?=[^<>]*(?:<|$))/g, '"'));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('plainLine', () => {
  it.each([
    ['  Forno\n\tdel   Ponte ', 'Forno del Ponte'],
    ['abc\u202Egpj.exe\u2066x\u2069', 'abcgpj.exex'],
    ['a\u0000b\u0007c\u0085d', 'abcd'],
    ['caffe\u0300', 'caff\u00e8'],
    ['a\ud800b', 'a\ufffdb'],
    ['\u202E\u0000', ''],
  ])('makes one line of %j', (text, expected) => {
    expect(plainLine(text, 100)).toBe(expected);
  });

  it('cuts between code points', () => {
    expect(plainLine('🍞🍞🍞', 2)).toBe('🍞🍞');
    expect(plainLine('pane e vino', 5)).toBe('pane');
    expect(plainLine('pane \u0007 vino', 50)).toBe('pane vino');
  });

  it('always gives a well-formed, normal, bounded line, and the same again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.nat(50), (text, max) => {
        const line = plainLine(text, max);
        expect(line.isWellFormed()).toBe(true);
        expect(line.normalize('NFC')).toBe(line);
        expect([...line].length).toBeLessThanOrEqual(max);
        expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u);
        expect(plainLine(line, max)).toBe(line);
      }),
    );
  });
});

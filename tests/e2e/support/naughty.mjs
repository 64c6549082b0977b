// Texts that break programs, each named by what is odd about it, and what the product promises to do
// with them: refused with the field named, or kept and shown as they are.

const repeated = (text, count) => text.repeat(count);

// rule -> text. Lone surrogates stand last: they can be written in JSON and are no text.
export const naughty = {
    // writing directions and marks without width
    'right to left letters': 'שלום עולם مرحبا',
    'mixed directions with digits': '菜 12 שקל 34 元',
    'a mark from right to left': 'a\u200Fb',
    'a mark from left to right': 'a\u200Eb',
    'an Arabic letter mark': 'a\u061Cb',
    'an override that turns a name round': '发票\u202Egpj.exe',
    'an embedding that is not closed': 'x\u202Bשלום',
    'isolates': '\u2066a\u2069b\u2067c\u2069',
    'a line separator': '一\u2028二',
    'a paragraph separator': '一\u2029二',
    'a space without width': '菜\u200B心',
    'a joiner and a non-joiner': '菜\u200D心\u200C尾',
    'a word joiner and a soft hyphen': '菜\u2060心\u00AD尾',
    'a byte-order mark inside': '菜\uFEFF心',
    'a byte-order mark in front': '\uFEFF菜心',
    'an invisible operator': '3\u2062x',
    // spaces
    'spaces around': '  菜心  ',
    'many spaces inside': '菜     心',
    'a no-break and an ideographic space': '菜\u00A0心\u3000尾',
    'spaces of all widths': 'a\u2002b\u2003c\u2009d\u200Ae\u202Ff\u205Fg',
    'nothing but spaces': '   ',
    'nothing but an ideographic space': '\u3000\u3000',
    'nothing but widthless marks': '\u200B\u200C\u200D\uFEFF',
    'a Hangul filler alone': '\u3164',
    'a blank Braille cell alone': '\u2800',
    'nothing': '',
    // combining and composing
    'a pile of marks': 'Z\u0351\u036B\u0343\u036A\u0302\u036B\u033D\u034F\u0334\u0319\u0324\u031E\u0349\u035A',
    'a mark without its letter': '\u0301菜',
    'one letter composed and decomposed': '\u00E9 e\u0301',
    'a ligature and a compatibility form': '\uFB01 \u2460 \uFF21\uFF11',
    'Hangul in parts': '\u1112\u1161\u11AB\u1100\u1173\u11AF',
    'Devanagari clusters': 'क्षत्रिय',
    'Thai without spaces': 'สวัสดีครับ',
    'variants of Han': '\u845B\uDB40\uDD00\u845B\uDB40\uDD01',
    'Han beyond the basic plane': '𠮷野家𡈽𩸽',
    'radicals and strokes': '\u2F00\u2E80\u31C0',
    'half and full width': 'ｶﾅ カナ ＡＢＣ',
    // pictographs
    'a family joined by joiners': '👨‍👩‍👧‍👦',
    'a flag of two letters': '🇨🇳🇪🇺',
    'a flag of tags': '🏴󠁧󠁢󠁳󠁣󠁴󠁿',
    'a skin tone and a presentation': '👍🏽 ☺️ ☺︎',
    'a keycap': '1️⃣#️⃣',
    'half of a pair of letters for a flag': '🇨',
    // odd code points
    'private use': '\uE000\uF8FF\u{F0000}\u{10FFFD}',
    'no characters at all': '\uFDD0\uFFFE\uFFFF\u{1FFFE}',
    'not assigned': '\u0378\u{2FE0}',
    'a replacement character': '\uFFFD\uFFFC',
    'the last code point': '\u{10FFFF}',
    // controls
    'a zero': '菜\u0000心',
    'a bell and a backspace': '菜\u0007\u0008心',
    'an escape sequence': '\u001B[31m红\u001B[0m',
    'a tab': '菜\t心',
    'a line feed': '菜\n心',
    'a carriage return': '菜\r心',
    'both ends of a line': '菜\r\n心',
    'a vertical tab and a form feed': '菜\u000B\u000C心',
    'a delete': '菜\u007F心',
    'a next line': '菜\u0085心',
    'a control of the second set': '菜\u009B心',
    // markup
    'a script': '<script>alert(1)</script>',
    'the end of an element': '</p></textarea></title><b>x',
    'an attribute': '" onmouseover="alert(1)',
    'an attribute in single quotes': "' autofocus onfocus='x",
    'an attribute without quotes': 'x onerror=alert(1)',
    'an image that fails': '<img src=x onerror=alert(1)>',
    'a comment': '<!-- x --> <!--',
    'a section': ']]><![CDATA[x]]>',
    'entities': '&lt;b&gt; &amp;amp; &#60; &NewLine;',
    'half an entity': '&lt &#x &',
    'an element in SVG': '<svg/onload=alert(1)>',
    'a link that runs': 'javascript:alert(1)',
    'the end of a script of data': '</script><script>x',
    'a style': '</style><style>*{display:none}',
    // templates and other languages
    'a template': '{{t.place}} {{{x}}} {{#a}}{{/a}}',
    'a section of a template': '{{=<% %>=}}',
    'placeholders of the catalogues': '{0} {name} {count} %s %d %n',
    'a template literal': '${7*7} #{7*7} <%= 7*7 %>',
    'a quote of SQL': "'; DROP TABLE orders; --",
    'a wildcard of SQL': '100% _x_ !y',
    'a formula': '=1+2',
    'a formula that calls': '=HYPERLINK("http://x";"y")',
    'a formula by plus': '+86 1',
    'a formula by minus': '-2+3',
    'a formula by at': '@SUM(1)',
    'a cell with quotes and commas': '"a","b"',
    'JSON': '{"a":[1,"b"]}',
    'backslashes': '\\ \\n \\u0041 \\"',
    'a path upwards': '../../etc/passwd',
    'a path of another system': 'C:\\CON\\..\\nul',
    'a command': '$(x) `y` | z; w &',
    'a header': 'x: y%0d%0aSet-Cookie: a=b',
    'percent escapes': '%00 %2F %E8%8F%9C %',
    'a regular expression': '(a+)+$ [z-a] \\',
    'a word of a program': 'null undefined NaN true __proto__',
    'numbers': '1e309 -0 0x1F ١٢٣ ²',
    'an address': 'http://x.example/?a=b&c=d#e',
    'marks of every kind': '`~!@#$%^*()_+-=[]{}|;:,./?',
    // lengths
    'forty-one Han': repeated('菜', 41),
    'a hundred Han': repeated('鲜', 100),
    'three hundred Han': repeated('心', 300),
    'three hundred and one Han': repeated('心', 301),
    'a word without an end': repeated('w', 90),
    'ten thousand Han': repeated('长', 10_000),
    'a hundred pictographs': repeated('🥬', 100),
    'a high surrogate alone': '菜\uD800心',
    'a low surrogate alone': '菜\uDC00心',
    'a pair the wrong way round': '\uDC00\uD800',
};

const turns = /[\u200E\u200F\u061C\u2028-\u202E\u2066-\u2069]/u;
const controls = /\p{Cc}/u;
const unmarked = /^[ \n\r\t\u00A0\u00AD\u2000-\u200F\u2028-\u202F\u205F-\u206F\u3000\u3164\u2800\uFEFF]*$/u;

export const code_points = (text) => [...text].length;

// What is promised for a text in a field { most, required, lines }: undefined when it is kept as it
// is, else the word of the refusal. Written from docs/SECURITY.md, not from the program's source.
export function promised(text, { most, required = false, lines = false }) {
    if (!text.isWellFormed()) return 'malformed';
    if (text === '' && !required) return undefined;
    if (required && unmarked.test(text)) return 'missing_field';
    if (turns.test(text) || controls.test(lines ? text.replaceAll('\n', '') : text)) return 'invalid_value';
    return code_points(text) > most ? 'out_of_range' : undefined;
}

// Those that a field keeps, as [rule, text].
export const kept_in = (field) => Object.entries(naughty).filter(([, text]) => promised(text, field) === undefined);

// Checks on words: notes to self, addresses of registries, paths of one machine, waits that do not wait,
// and sentences for people that stand outside the catalogues.

import { is_text, list_files, read } from './tree.mjs';

const own_lint = (file) => file.startsWith('tests/lint/');

function matches(root, wanted, pattern, message) {
    const problems = [];
    for (const file of list_files(root).filter((name) => is_text(name) && wanted(name))) {
        read(root, file).split('\n').forEach((line, at) => {
            if (pattern.test(line)) problems.push(`${file}:${at + 1}: ${message}`);
        });
    }
    return problems;
}

// The words are spelt with a class each, so that this line is none of them.
export const check_notes_to_self = (root) => matches(root,
    (file) => !own_lint(file) && /\.(cpp|hpp|h|mjs|js|css|cmake|sh|sql|html|mustache)$/.test(file),
    /\b(TO[D]O|FIX[M]E|XX[X]|HA[C]K)\b/, 'a note to self is left in the code');

export const check_registries = (root) => matches(root, (file) => !own_lint(file),
    /(deb|security|snapshot)\.debian\.org|registry\.(npmjs|yarnpkg|npmmirror)\.|"resolved":/,
    'names the host of a registry');

export const check_paths = (root) => matches(root, (file) => !own_lint(file),
    /(^|[^A-Za-z0-9_./-])\/(work|farm|home\/[a-z]|Users\/[A-Za-z])(\/|$|[^a-z])/, 'names a path of one machine');

export const check_skipped_tests = (root) => matches(root,
    (file) => file.startsWith('tests/') && !own_lint(file) && /\.(cpp|hpp|mjs)$/.test(file),
    /\b(test|it|describe)\.(skip|only|fixme)\b|\.only\(|doctest::(skip|may_fail|should_fail)\(/,
    'a test is skipped or singled out');

export const check_waits = (root) => matches(root, (file) => file.startsWith('tests/') && !own_lint(file) && file.endsWith('.mjs'),
    /waitForFunction\(async\b/, 'waitForFunction takes a promise for a yes: ask by until()');

// ---- sentences for people ------------------------------------------------------------------------

// Where words for people may stand: the two catalogues, the price sheet's vocabulary and the text
// rules of shared/domain (the words of the trade, read and not shown), tests and assets.
const catalogues = [
    /^client\/ui\/text\//, /^web\/text\//, /^web\/templates\//, /^tests\//, /^assets\//, /^docs\//,
    /^shared\/domain\/(price_sheet|catalog|chat_order|text_rules)[a-z_]*\.(cpp|hpp)$/,
    /^shared\/base\/(text|utf8|line_breaking|gb18030)[a-z0-9_]*\.(cpp|hpp)$/,
];
const han = /[\u3400-\u9fff\uf900-\ufaff\uff01-\uff5e\u3001-\u3017]/;

// The same text with comments blanked out; strings and line numbers stay.
export function without_comments(text) {
    const pattern = /R"([^(\s]*)\([\s\S]*?\)\1"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
    return text.replace(pattern, (piece) =>
        (piece.startsWith('//') || piece.startsWith('/*') ? piece.replace(/[^\n]/g, ' ') : piece));
}

export function check_sentences(root) {
    const problems = [];
    for (const file of list_files(root)) {
        if (!/^(shared|server|client|web)\//.test(file) || !/\.(cpp|hpp|h|js|mjs)$/.test(file)) continue;
        if (catalogues.some((each) => each.test(file))) continue;
        without_comments(read(root, file)).split('\n').forEach((line, at) => {
            if (han.test(line)) problems.push(`${file}:${at + 1}: words for people belong in a catalogue`);
        });
    }
    return problems;
}

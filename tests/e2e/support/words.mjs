// What the faces say, read from the client's own catalogues, so that a test names a word by its key
// and not by its text.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { root } from './places.mjs';

const folder = path.join(root, 'client/ui/text');

const strings = /"((?:[^"\\]|\\.)*)"/g;

const plain = (text) => text.replaceAll('\\n', '\n').replaceAll('\\"', '"');

// `.key = "text",` and `.key = {"text", "text"},` of one designated initialiser. Placeholders such
// as "{0}" hold braces, so that a list is told from a text by its first character.
function entries_of(source) {
    const found = {};
    const at = /\.(\w+)\s*=\s*/g;
    for (let match = at.exec(source); match; match = at.exec(source)) {
        const list = source[at.lastIndex] === '{';
        let position = at.lastIndex + (list ? 1 : 0);
        const texts = [];
        let text = null;
        for (; position < source.length; position += 1) {
            const letter = source[position];
            if (letter === '"') {
                strings.lastIndex = position;
                const [whole, inner] = strings.exec(source);
                text = (text ?? '') + plain(inner);
                position += whole.length - 1;
            } else if (letter === ',' || letter === '}') {
                if (text !== null) texts.push(text);
                text = null;
                if (!list || letter === '}') break;
            }
        }
        if (texts.length) found[match[1]] = list ? texts : texts[0];
        at.lastIndex = position;
    }
    return found;
}

function section(file, name) {
    const source = fs.readFileSync(path.join(folder, file), 'utf8');
    const start = source.search(new RegExp(`\\b${name}\\s*\\{`));
    if (start < 0) throw new Error(`${file} has no ${name}`);
    const end = source.indexOf('\n};', start);
    return entries_of(source.slice(start, end));
}

function catalogue(tag) {
    const parts = {};
    const declared = /constexpr \w+ (zh|en)_(\w+)\s*\{/g;
    for (const file of fs.readdirSync(folder).filter((name) => name.startsWith(`${tag}_`))) {
        const source = fs.readFileSync(path.join(folder, file), 'utf8');
        for (const [, , name] of source.matchAll(declared)) {
            parts[name] = section(file, `${tag}_${name}`);
        }
    }
    parts.kit = section('kit.cpp', tag === 'zh' ? 'chinese' : 'english_words');
    return parts;
}

export const zh = catalogue('zh');
export const en = catalogue('en');

// "还差 {0} 户" and 3 -> "还差 3 户"; "还差 {count} 户" and { count: 3 } likewise; "{0} item{0:s}" and 3 -> "3 items"
export const fill = (text, ...values) => text.replace(/\{(\w+)(?::(\w*))?\}/g, (_, gap, plural) => {
    const value = String(/^\d$/.test(gap) ? values[Number(gap)] : values[0][gap]);
    return plural === undefined ? value : value === '1' ? '' : plural;
});

// "还差 {0} 户" -> /还差 .+ 户/: any value in the gaps; whole: nothing before or behind
export function pattern(text, { whole = false } = {}) {
    const body = text.split(/(\{\w+(?::\w*)?\})/).map((part) => {
        const plural = part.match(/^\{\w+:(\w*)\}$/)?.[1];
        if (plural !== undefined) return `(?:${plural})?`;
        return /^\{\w+\}$/.test(part) ? '.+?' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    }).join('');
    return new RegExp(whole ? `^${body}$` : body);
}

// What the server's pages say; their gaps have names: "还差 {count} 户".
function page_catalogue(tag) {
    const source = [tag, `${tag}_staff`].map((name) => fs.readFileSync(path.join(root, `web/text/${name}.hpp`), 'utf8')).join('');
    return Object.fromEntries([...source.matchAll(/\{"(\w+)",\s*"((?:[^"\\]|\\.)*)"\}/g)]
        .map(([, key, text]) => [key, plain(text)]));
}

export const page_zh = page_catalogue('zh');
export const page_en = page_catalogue('en');

// The texts of a catalogue in one list, however deep they stand.
export const all_texts = (part) => typeof part === 'string' ? [part] : Object.values(part).flatMap(all_texts);

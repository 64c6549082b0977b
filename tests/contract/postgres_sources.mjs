// Every SQL text in the sources of server/store, as the statements that it must become. The few ways
// in which the store makes SQL are known here; a text made in another way is an error, so that
// nothing can be missed unseen. A folder named after an engine is that engine's own (sqlite/).

import * as fs from 'node:fs';
import * as path from 'node:path';

const looks_like_sql = /\b(SELECT|INSERT|UPDATE|DELETE|SAVEPOINT|FROM|WHERE|ORDER BY|LIMIT|AND|CREATE)\b/;
const whole_statement = /^(SELECT|INSERT|UPDATE|DELETE|SAVEPOINT|RELEASE|ROLLBACK|CREATE) /;

const quoted = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const unescape = (text) => text.replace(/\\(.)/g, (_, letter) => ({ n: '\n', t: '\t' })[letter] ?? letter);

// Words, signs and texts; neighbouring texts are one, comments and preprocessor lines are none.
export function tokens_of(source) {
    const tokens = [];
    const pattern = /\/\/[^\n]*|\/\*[^]*?\*\/|^[ \t]*#[^\n]*|"((?:[^"\\\n]|\\.)*)"|'(?:[^'\\]|\\.)+'|[A-Za-z_]\w*|[0-9][\w']*|[^\s\w]/gm;
    for (const match of source.matchAll(pattern)) {
        const last = tokens.at(-1);
        if (match[1] !== undefined) {
            if (last?.text !== undefined) last.text += unescape(match[1]);
            else tokens.push({ text: unescape(match[1]) });
        } else if (!/^(\/\/|\/\*|[ \t]*#)/.test(match[0])) {
            tokens.push({ word: match[0] });
        }
    }
    return tokens;
}

// The arguments of the call whose `(` or `{` stands at `from`, each a list of tokens.
function arguments_of(tokens, from) {
    const list = [[]];
    let depth = 0;
    for (let at = from; at < tokens.length; at += 1) {
        const { word } = tokens[at];
        if (word === '(' || word === '{' || word === '[') { depth += 1; if (depth === 1) continue; }
        if (word === ')' || word === '}' || word === ']') { depth -= 1; if (depth === 0) return { list, end: at }; }
        if (word === ',' && depth === 1) list.push([]);
        else list.at(-1).push({ ...tokens[at], at });
    }
    throw new Error('a call without an end');
}

function tables_of(folder) {
    const tokens = tokens_of(fs.readFileSync(path.join(folder, 'rows.hpp'), 'utf8'));
    const tables = new Map();
    tokens.forEach((token, at) => {
        if (token.word !== 'Table' || tokens[at + 2]?.word !== '{') return;
        const [name, columns] = arguments_of(tokens, at + 2).list;
        tables.set(tokens[at + 1].word, { name: name[0].text, columns: columns[0].text });
    });
    return tables;
}

// A pattern for what an expression of texts, constants and unknown words gives.
function pattern_of(parts, constants, used) {
    return parts.map((part) => {
        if (part.text !== undefined) { used.add(part.at); return quoted(part.text); }
        if (constants.has(part.word)) return quoted(constants.get(part.word));
        return /^[a-z]\w*$/.test(part.word) && part.word !== 'std' && part.word !== 'string' ? '.*' : '';
    }).join('');
}

// How a maker of SQL in server/store puts its arguments together: patterns of its statements.
function makers(tables, pattern) {
    const table_of = (argument, more) => {
        const table = tables.get(argument[0].word);
        if (more) pattern(more);
        return table && more ? { ...table, columns: `${table.columns}, ${more[0].text}` } : table;
    };
    const select = ({ name, columns }, rest) => `SELECT ${quoted(columns)} FROM ${name} WHERE community_id = \\$1 ${rest}`;
    const insert = ({ name, columns }) => `INSERT INTO ${name} \\(community_id, ${quoted(columns)}\\) VALUES \\([$0-9, ]*\\)`;
    const with_parts = (table, parts, condition, order, parts_order) => [
        select(tables.get(table), `${condition} ORDER BY ${order}`),
        select(tables.get(parts), `AND .* WHERE community_id = \\$1 ${condition}.* ORDER BY ${parts_order}`)];
    return {
        select_sql: ([table, rest, more]) => (table_of(table) ? [select(table_of(table, more), pattern(rest))] : null),
        insert_sql: ([table, more]) => (table_of(table) ? [insert(table_of(table, more))] : null),
        update_sql: ([table]) => (table_of(table) ? [`UPDATE ${table_of(table).name} SET .* WHERE community_id = \\$1 AND .*`] : null),
        upsert_sql: ([table]) => (table_of(table) ? [`${insert(table_of(table))} ON CONFLICT .*`] : null),
        orders_where: ([, condition, order]) => with_parts('order_table', 'order_line_table',
            pattern(condition), pattern(order), '.*'),
        groups_where: ([, condition]) => with_parts('group_buy_table', 'group_content_table',
            pattern(condition), '.*', '.*'),
    };
}

// [{ where, pattern }], each of which a statement of the store must match from end to end.
export function statements_in(folder) {
    const tables = tables_of(folder);
    const expected = [];
    const own_makers = ['table.cpp', 'table.hpp', 'rows.hpp'];
    const files = fs.readdirSync(folder).filter((name) => /\.[ch]pp$/.test(name) && !own_makers.includes(name));
    for (const file of files) {
        const tokens = tokens_of(fs.readFileSync(path.join(folder, file), 'utf8'));
        const used = new Set();
        const constants = new Map();
        tokens.forEach((token, at) => {
            if (token.text !== undefined && tokens[at - 1]?.word === '=' && tokens[at + 1]?.word === ';'
                && !whole_statement.test(token.text)) {
                constants.set(tokens[at - 2].word, token.text);
                used.add(at);
            }
        });
        const make = makers(tables, (parts) => pattern_of(parts, constants, used));
        tokens.forEach((token, at) => {
            if (!Object.hasOwn(make, token.word ?? '') || tokens[at + 1]?.word !== '(') return;
            if (tokens[at - 1].word === '>') {
                // A return type stands before a definition; what is in it is known here.
                const body = arguments_of(tokens, at + 1).end + 1;
                const { end } = arguments_of(tokens, body);
                for (let inside = body; inside < end; inside += 1) used.add(inside);
                return;
            }
            if (used.has(at)) return;
            const found = make[token.word](arguments_of(tokens, at + 1).list);
            if (!found) throw new Error(`${file}: ${token.word} of a table that rows.hpp does not have`);
            for (const pattern of found) expected.push({ where: `${file}: ${token.word}`, pattern });
        });
        tokens.forEach((token, at) => {
            if (token.text === undefined || used.has(at) || !looks_like_sql.test(token.text)) return;
            if (!whole_statement.test(token.text)) throw new Error(`${file}: how this becomes a statement is not known here: "${token.text}"`);
            expected.push({ where: file, pattern: `${quoted(token.text)}( LIMIT 20)?` });
        });
    }
    return expected;
}

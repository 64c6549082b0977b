// The arrows of DESIGN.md, checked on the include lines as they stand.

import { is_cpp, list_files, read } from './tree.mjs';

const shared = ['shared/base', 'shared/domain', 'shared/dispatch', 'shared/api'];

// room -> the rooms that it may look into (its own is always allowed); a file that puts the client
// together is a room of its own
const arrows = {
    'shared/base': [],
    'shared/domain': ['shared/base'],
    'shared/dispatch': ['shared/base', 'shared/domain'],
    'shared/api': ['shared/base', 'shared/domain', 'shared/dispatch'],

    'server/app': shared,
    'server/store': [...shared, 'server/app'],
    'server/http': [...shared, 'server/app'],
    'server/jobs': [...shared, 'server/app'],
    'server/adapters': [...shared, 'server/app'],
    'server/cli': [...shared, 'server/app', 'server/store', 'server/http', 'server/jobs', 'server/adapters'],
    'server/picture': [],
    'server': [...shared, 'server/app', 'server/store', 'server/http', 'server/jobs', 'server/adapters', 'server/cli'],

    'client/model': shared,
    'client/net': [...shared, 'client/model'],
    'client/ui': ['shared/base'],
    'client/screens': [...shared, 'client/model', 'client/ui'],
    'client/screens/app.cpp': [...shared, 'client/model', 'client/net', 'client/ui', 'client/screens'],
    'client/platform': ['shared/base', 'client/ui'],
    'client': [...shared, 'client/model', 'client/net', 'client/ui', 'client/screens', 'client/platform'],
};

// The canvas client's port to its platform: plain values and an interface, which the rooms above it call.
const ports = new Map([['client/platform/platform.hpp', ['client/net', 'client/ui', 'client/screens', 'client/screens/app.cpp']]]);

// Texts of web/ that the server's pages compile in.
const web_texts = /^web\/(text\/[a-z_]+\.hpp|templates\/[a-z_]+\.mustache)$/;

// foreign header -> the folders that may include it; tests may include all but imgui's insides
const foreign = [
    { header: /^imgui_internal\.h$/, rooms: ['client/platform'], tests: false },
    { header: /^(imgui(_[a-z0-9_]+)?\.h|imstb_.*|backends\/imgui.*)$/, rooms: ['client/ui', 'client/screens', 'client/platform'], tests: true },
    { header: /^sqlite3\.h$/, rooms: ['server/store'], tests: true },
    { header: /^(libpq-fe\.h|postgresql\/.*)$/, rooms: ['server/store'], tests: true },
    { header: /^vips\//, rooms: ['server/picture'], tests: false },
    { header: /^httplib\.h$/, rooms: ['server/http', 'server/adapters'], tests: true },
    { header: /^nlohmann\//, rooms: ['shared/api'], tests: true },
    { header: /^kainjow\//, rooms: ['server/http'], tests: true },
    { header: /^CLI\//, rooms: ['server', 'server/cli'], tests: false },
    { header: /^emscripten/, rooms: ['client/platform', 'client'], tests: true },
    { header: /^doctest\//, rooms: [], tests: true },
];

// what the rules may never do for themselves: no clock, no threads, no input or output
const kept_out_of_shared = /^(iostream|fstream|cstdio|stdio\.h|thread|mutex|shared_mutex|condition_variable|future|atomic|chrono|ctime|time\.h|filesystem|random|regex|unistd\.h|sys\/.*|netinet\/.*|date\/.*|sodium\.h)$/;
const kept_out_of_client = /^(iostream|fstream|thread|mutex|condition_variable|future|filesystem|regex|format)$/;

const excused = new Set([
    // A broken invariant says so before the program ends.
    'shared/base/assert.cpp <cstdio>',
    // The demo's own file is no part of the contract that shared/api states.
    'server/app/demo_file.cpp <nlohmann/json.hpp>',
]);

const known_rooms = Object.keys(arrows).sort((a, b) => b.length - a.length);

export const room_of = (file) => known_rooms.find((room) => file === room ||
    file.startsWith(`${room}/`) && (room.includes('/') || !file.slice(room.length + 1).includes('/')));

const includes_of = (text) => [...text.matchAll(/^[ \t]*#[ \t]*include[ \t]*(["<])([^">\n]+)[">]/gm)].map((found) => ({
    quoted: found[1] === '"',
    header: found[2],
    line: text.slice(0, found.index).split('\n').length,
}));

function foreign_problem(file, room, header) {
    const rule = foreign.find((each) => each.header.test(header));
    if (!rule) return null;
    if (file.startsWith('tests/')) return rule.tests ? null : `tests do not include ${header}`;
    return rule.rooms.includes(room) ? null : `${room} does not include ${header}`;
}

function own_problem(file, room, header) {
    const target = room_of(header);
    if (!target) return `${header} is in no room that DESIGN.md names`;
    if (file.startsWith('tests/') || target === room || arrows[room].includes(target)) return null;
    if (ports.get(header)?.includes(room)) return null;
    return `${room} does not look into ${target} (${header})`;
}

function problem_of(file, room, { quoted, header }) {
    if (/^(shared|server|client)\//.test(header)) return own_problem(file, room, header);
    if (web_texts.test(header)) return room === 'server/http' ? null : `${room} does not include ${header}`;
    if (quoted && !/^(tests|generated)\//.test(header)) {
        return `"${header}": our own headers start at the root, foreign ones stand in <>`;
    }
    if (excused.has(`${file} <${header}>`)) return null;
    const problem = foreign_problem(file, room, header);
    if (problem) return problem;
    if (room?.startsWith('shared/') && kept_out_of_shared.test(header)) return `shared/ has no use for <${header}>`;
    if (room?.startsWith('client/') && kept_out_of_client.test(header)) return `client/ has no use for <${header}>`;
    return null;
}

// The platform and the kit serve any canvas client: they know no word of what Louxia is about.
const of_the_domain = /\b(communit(y|ies)|households?|residents?|leaders?|couriers?|kiosks?|baskets?|orders\b|group.?buys?)\b|\/api\//i;
const reusable = /^(client\/platform\/.*\.(cpp|hpp|h|js)|web\/(boot|graphics)\.js)$/;

// "file:line: word" for each word of the domain in the reusable part of the client.
export function check_reusable(root) {
    return list_files(root).filter((file) => reusable.test(file)).flatMap((file) =>
        read(root, file).split('\n').flatMap((line, at) => {
            const word = of_the_domain.exec(line);
            return word ? [`${file}:${at + 1}: "${word[0]}" is of the domain`] : [];
        }));
}

// "file:line: what is wrong" for each include line that goes against an arrow.
export function check_layers(root) {
    const problems = [];
    for (const file of list_files(root).filter(is_cpp)) {
        if (!/^(shared|server|client|tests)\//.test(file)) continue;
        const room = room_of(file);
        if (!room && !file.startsWith('tests/')) {
            problems.push(`${file}:1: in no room that DESIGN.md names`);
            continue;
        }
        for (const include of includes_of(read(root, file))) {
            const problem = problem_of(file, room, include);
            if (problem) problems.push(`${file}:${include.line}: ${problem}`);
        }
    }
    return problems;
}

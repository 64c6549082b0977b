// Files that are not what they say, are larger than they say, or want to lie somewhere else.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import * as net from 'node:net';
import * as path from 'node:path';
import { gzipSync } from 'node:zlib';
import { Caller } from '../e2e/support/api.mjs';
import { figure } from '../e2e/support/figures.mjs';
import { Server } from '../e2e/support/server.mjs';
import { kill_process, noon, rfc3339 } from './support/market.mjs';
import { growth_during, percentile } from './support/measure.mjs';
import { jpeg, strange_files, zip_bomb } from './support/pictures.mjs';

const gigabyte = 1024 * 1024 * 1024;
const megabyte = 1024 * 1024;
const stored_name = /^[0-9a-z]{13}\.(jpg|png|webp)$/;
const sized_name = /^[0-9a-z]{13}-320\.webp$/;

// Every path below a folder, and how long each file is.
function listing(folder) {
    const found = new Map();
    for (const entry of fs.readdirSync(folder, { recursive: true })) {
        const about = fs.lstatSync(path.join(folder, entry));
        found.set(entry, about.isDirectory() ? -1 : about.size);
    }
    return found;
}

async function strange(market, random) {
    const kept = [];
    for (const [name, [bytes, type]] of strange_files(random)) {
        const reply = await market.resident.send('POST', '/api/v1/pictures', bytes, { headers: { 'Content-Type': 'image/png' } });
        if (type === null) {
            assert.ok(reply.status === 400 || reply.status === 413, `${name}: ${reply.status} ${reply.text}`);
            assert.equal(reply.body.field, 'bytes', `${name}: ${reply.text}`);
            continue;
        }
        assert.equal(reply.status, 200, `${name}: ${reply.text}`);
        const shown = await fetch(new URL(reply.body.url, market.server.origin));
        assert.ok(Buffer.from(await shown.arrayBuffer()).equals(bytes), `${name} comes back as something else`);
        assert.equal(shown.headers.get('content-type'), type, name);
        assert.equal(shown.headers.get('x-content-type-options'), 'nosniff', name);
        assert.equal(shown.headers.get('content-security-policy'), "default-src 'none'; sandbox", name);
        const small = await fetch(new URL(`${reply.body.url}?w=320`, market.server.origin), { headers: { Accept: 'image/webp' } });
        const made = Buffer.from(await small.arrayBuffer());
        assert.equal(small.status, 200, name);
        assert.equal(small.headers.get('x-content-type-options'), 'nosniff', name);
        assert.equal(small.headers.get('content-security-policy'), "default-src 'none'; sandbox", name);
        if (!made.equals(bytes)) {
            assert.equal(small.headers.get('content-type'), 'image/webp', name);
            assert.ok(!/script|%PDF|\0html|PK\x03\x04/.test(made.toString('latin1')), `${name} brings along what is no picture`);
        }
        kept.push(path.basename(reply.body.url));
    }
    return kept;
}

// Sends a request line as it stands and returns the whole answer.
function ask_raw(port, target) {
    return new Promise((resolve, reject) => {
        const socket = net.connect(port, '127.0.0.1', () => {
            socket.write(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
        });
        let heard = '';
        socket.setEncoding('latin1').on('data', (text) => { heard += text; });
        socket.on('error', reject);
        socket.on('close', () => resolve(heard));
    });
}

async function strange_names(market, [name]) {
    const id = name.slice(0, 13);
    const port = Number(new URL(market.server.origin).port);
    const names = ['../louxia.db', '../../etc/passwd', '..%2flouxia.db', '%2e%2e%2flouxia.db', '..%5clouxia.db', '%2e%2e/louxia.db',
        '....//louxia.db', '/etc/passwd', '%2fetc%2fpasswd', `${name}%00.html`, `${name}%2f..%2f..%2flouxia.db`, `${name}/`, `./${name}/../x`,
        `${id}.html`, `${id}.svg`, `${id}`, `${name}.new`, `${name.toUpperCase()}.`, 'x'.repeat(900), `${'x'.repeat(4000)}.png`,
        '%c0%ae%c0%ae/louxia.db', '%', '%zz', '*', '..', '.', '\x00', '\xff\xfe', `${name};.html`, `${name}%0d%0aX-Evil:1`];
    for (const each of names) {
        for (const folder of ['/m/', '/pictures/', '/static/']) {
            const answer = await ask_raw(port, folder + each);
            const status = Number(answer.match(/^HTTP\/1\.1 (\d+)/)?.[1] ?? 400);
            assert.ok(status >= 400 && status < 500, `${folder}${each.slice(0, 80)}: ${answer.slice(0, 200)}`);
            assert.ok(!/SQLite format|root:|\r\nX-Evil/.test(answer), `${folder}${each.slice(0, 80)} shows what it should not`);
        }
    }
}

// Streams a body of `bytes` until the server has enough: { status, sent }.
function stream_body({ port, caller, where, bytes, chunked }) {
    const piece = Buffer.alloc(megabyte, 0x5a);
    const head = `POST ${where}?community=${caller.community} HTTP/1.1\r\nHost: x\r\nCookie: ${caller.cookie}\r\n` +
        `Content-Type: image/jpeg\r\nIdempotency-Key: ${randomUUID()}\r\n` +
        (chunked ? 'Transfer-Encoding: chunked\r\n\r\n' : `Content-Length: ${bytes}\r\n\r\n`);
    return new Promise((resolve, reject) => {
        const socket = net.connect(port, '127.0.0.1');
        let heard = '';
        let sent = 0;
        let over = false;
        const limit = setTimeout(() => reject(new Error(`${where} goes on taking: ${sent} bytes`)), 60_000);
        const end = () => {
            over = true;
            clearTimeout(limit);
            socket.destroy();
            resolve({ status: Number(heard.match(/^HTTP\/1\.1 (\d+)/)?.[1] ?? 0), sent });
        };
        const go_on = () => {
            while (!over && sent < bytes) {
                const part = sent === 0 ? Buffer.concat([Buffer.from('ffd8ffe000104a46494600010100000100010000ffc000110801e0028003012200021101031101', 'hex'), piece]) : piece;
                sent += part.length;
                const wire = chunked ? Buffer.concat([Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n')]) : part;
                if (!socket.write(wire)) {
                    socket.once('drain', go_on);
                    return;
                }
            }
        };
        socket.on('connect', () => { socket.write(head); go_on(); });
        socket.setEncoding('latin1').on('data', (text) => {
            heard += text;
            if (heard.includes('\r\n\r\n')) end();
        });
        socket.on('error', () => {});
        socket.on('close', end);
    });
}

async function endless(market, at_once) {
    const port = Number(new URL(market.server.origin).port);
    let most = 0;
    for (const [caller, where] of [[market.resident, '/api/v1/pictures'], [market.leader, '/api/v1/leader/sheets/300']]) {
        for (const chunked of [false, true]) {
            const growth = await growth_during(market.server.pid, async () => {
                const ends = await Promise.all(Array.from({ length: at_once }, () => stream_body({ port, caller, where, bytes: gigabyte, chunked })));
                for (const { status, sent } of ends) {
                    assert.ok([0, 413, 503].includes(status), `${where}: ${status}`);
                    assert.ok(sent < 64 * megabyte, `${where}: ${sent} bytes were taken`);
                }
            });
            most = Math.max(most, growth);
            await market.resident.home();
        }
    }
    figure('memory_of_endless_uploads', most, 'MB', 128, { always: true });
}

// Many good ones of full size at once: as many as there is room for, the others are told to wait.
async function crowd(market, count) {
    const file = jpeg(7 * megabyte);
    let taken = 0;
    const reads = [];
    let over = false;
    const growth = await growth_during(market.server.pid, async () => {
        const reading = (async () => {
            while (!over) {
                const began = performance.now();
                await market.resident.home();
                reads.push(performance.now() - began);
            }
        })();
        const statuses = await Promise.all(Array.from({ length: count }, async () => {
            const reply = await market.resident.send('POST', '/api/v1/pictures', file).catch((problem) => ({ status: 0, text: String(problem.cause) }));
            assert.ok([0, 200, 503].includes(reply.status), `${reply.status} ${reply.text}`);
            if (reply.status === 503) assert.equal(reply.headers.get('retry-after'), '5');
            return reply.status;
        }));
        over = true;
        await reading;
        taken = statuses.filter((status) => status === 200).length;
        assert.ok(taken >= 1, statuses.join(' '));
    });
    console.log(`uploads: ${count} of 7 MB at once, ${taken} kept at the first try, reads beside them p99 ${percentile(reads, 0.99).toFixed(1)} ms`);
    figure('memory_of_uploads_at_once', growth, 'MB', 160, { always: true });
    return taken;
}

async function strange_sheets(market) {
    const cell = 'x'.repeat(1000);
    const sheets = {
        'a workbook': zip_bomb('xl/worksheets/sheet1.xml', 4),
        'a workbook that unpacks to 300 MB': zip_bomb('xl/worksheets/sheet1.xml', 300),
        'a packed sheet': gzipSync(Buffer.alloc(100 * megabyte, 0x2c)),
        'commas': Buffer.alloc(4 * megabyte - 1, 0x2c),
        'quotes': Buffer.alloc(4 * megabyte - 1, 0x22),
        'lines': Buffer.alloc(4 * megabyte - 1, 0x0a),
        'zeros': Buffer.alloc(megabyte),
        'a cell without an end': Buffer.from(`品名,平均价\n"${cell.repeat(3000)}`),
        'five megabytes': Buffer.alloc(5 * megabyte, 0x61),
        'a picture': jpeg(100_000),
    };
    const growth = await growth_during(market.server.pid, async () => {
        for (const [name, bytes] of Object.entries(sheets)) {
            const began = performance.now();
            const reply = await market.leader.send('POST', '/api/v1/leader/sheets/300', bytes).catch((problem) => ({ status: 0, text: String(problem.cause) }));
            assert.ok([0, 400, 413, 422].includes(reply.status) || (reply.status === 200 && reply.body.rows.every((row) => !row.usable)),
                `${name}: ${reply.status} ${reply.text.slice(0, 300)}`);
            assert.ok(performance.now() - began < 10_000, `${name} took too long`);
        }
        const packed = await market.leader.send('POST', '/api/v1/leader/sheets/300', gzipSync(Buffer.alloc(100 * megabyte)), { headers: { 'Content-Encoding': 'gzip' } })
            .catch((problem) => ({ status: 0, text: String(problem.cause) }));
        assert.ok([0, 400, 413, 415, 422].includes(packed.status), `a packed body: ${packed.status} ${packed.text}`);
    });
    figure('memory_of_strange_sheets', Math.max(0, growth), 'MB', 64, { always: true });
}

export async function uploads({ at_once, crowded, random }) {
    const server = await Server.start({ now: rfc3339(noon), any_rate: true });
    const around = path.dirname(server.data);
    try {
        const market = { server, resident: await Caller.sign_in(server.link('resident')), leader: await Caller.sign_in(server.link('leader')) };
        const before = listing(around);
        const kept = await strange(market, random);
        await strange_names(market, kept);
        await strange_sheets(market);
        await endless(market, at_once);
        const crowd_kept = await crowd(market, crowded);
        const fresh = [...listing(around).keys()].filter((name) => !before.has(name));
        const folder = path.join(path.basename(server.data), 'pictures');
        const sizes = fresh.filter((name) => path.dirname(name) === path.join(folder, 'sizes'));
        const pictures = fresh.filter((name) => path.dirname(name) === folder && path.basename(name) !== 'sizes');
        assert.deepEqual(fresh.filter((name) => !pictures.includes(name) && !sizes.includes(name) && name !== path.join(folder, 'sizes')), [], 'files have appeared outside the folder of pictures');
        for (const name of pictures) assert.match(path.basename(name), stored_name);
        for (const name of sizes) assert.match(path.basename(name), sized_name);
        assert.ok(sizes.length > 0 && sizes.length <= kept.length, `${sizes.length} sizes of ${kept.length} pictures`);
        assert.equal(pictures.length, kept.length + crowd_kept, 'more or fewer files than were acknowledged');
        await server.stop();
        await server.check();
    } finally {
        await kill_process(server.pid);
    }
    server.forget();
}

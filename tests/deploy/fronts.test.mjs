// deploy/nginx.conf and deploy/Caddyfile as they are shipped, in front of the shipped program.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as http from 'node:http';
import * as path from 'node:path';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { Server } from '../e2e/support/server.mjs';
import { web_folder } from '../e2e/support/places.mjs';
import { Front, name, why_no_front } from './support/fronts.mjs';

const origin = `https://${name}`;
const soon_ms = 2_000;

// A JPEG's head that says 640 x 480, and noise behind it that nothing packs.
function photo(bytes) {
    const head = Buffer.from('ffd8ffe000104a46494600010100000100010000ffc000110801e0028003012200021101031101', 'hex');
    return Buffer.concat([head, Buffer.alloc(bytes - head.length, 0x5a)]);
}

// Signs in through the front, as the page of an invite does.
async function sign_in(front, link, options = {}) {
    const url = new URL(link);
    const community = url.pathname.split('/')[2];
    const reply = await front.request('POST', `/api/v1/session?community=${community}`, {
        body: JSON.stringify({ secret: url.hash.slice(1) }),
        headers: { 'Content-Type': 'application/json', Origin: origin, 'Sec-Fetch-Site': 'same-origin' }, ...options,
    });
    assert.equal(reply.status, 200, reply.text);
    return { community, set_cookie: reply.headers['set-cookie'], cookie: reply.headers['set-cookie'][0].split(';')[0] };
}

const post = (front, who, where, body, type = 'application/json') =>
    front.request('POST', `${where}?community=${who.community}`, {
        body, headers: { Cookie: who.cookie, 'Content-Type': type, Origin: origin, 'Idempotency-Key': randomUUID() },
    });

const within = (promise, ms, what) => Promise.race([promise,
    new Promise((_, reject) => setTimeout(() => reject(new Error(`${what} took longer than ${ms} ms`)), ms).unref())]);

// Reads a stream until it holds `wanted`.
async function heard(reply, wanted, state) {
    while (!state.text.includes(wanted)) {
        const { value, done } = await state.reader.next();
        assert.ok(!done, `the stream ended before ${wanted}: ${state.text}`);
        state.text += value;
    }
}

for (const kind of ['nginx', 'caddy']) {
    describe(`behind the shipped ${kind === 'nginx' ? 'nginx.conf' : 'Caddyfile'}`, { skip: why_no_front(kind) || false }, () => {
        let server;
        let front;
        let resident;

        before(async () => {
            server = await Server.start({ now: '2026-11-23T12:00:00+08:00', more: ['--public-url', origin] });
            front = await Front.start(kind, server.origin);
            resident = await sign_in(front, server.link('resident'));
        });
        after(async () => {
            await front?.stop();
            await server?.stop();
            server?.forget();
        });

        test('a page comes packed, with its policies, and says https everywhere', async () => {
            const page = await front.request('GET', `/c/${server.community}`, { headers: { 'Accept-Encoding': 'br, gzip' } });
            assert.equal(page.status, 200);
            assert.match(page.headers['content-type'], /^text\/html/);
            assert.equal(page.headers['content-encoding'], 'br');
            assert.match(page.headers['content-security-policy'], /default-src 'self'/);
            assert.match(page.headers['strict-transport-security'], /max-age=\d+/);
            const plain = await front.request('GET', `/c/${server.community}`);
            assert.equal(plain.headers['content-encoding'], undefined);
            assert.match(plain.text, new RegExp(`<link rel="canonical" href="${origin}|property="og:url" content="${origin}`));
        });

        test('the plain port leads to the other one', async () => {
            const reply = await new Promise((resolve, reject) => {
                http.get({ host: '127.0.0.1', port: front.plain_port, path: '/c/x', headers: { Host: name } }, resolve).on('error', reject);
            });
            reply.resume();
            assert.equal(reply.statusCode, 308);
            assert.match(reply.headers.location, new RegExp(`^${origin}(:\\d+)?/c/x$`));
        });

        test('the cookie is bound to the host and to TLS', () => {
            assert.match(resident.cookie, /^__Host-louxia_/);
            for (const word of ['Secure', 'HttpOnly', 'Path=/', 'SameSite=Lax']) {
                assert.ok(resident.set_cookie[0].includes(word), resident.set_cookie[0]);
            }
            assert.doesNotMatch(resident.set_cookie[0], /Domain=/i);
        });

        test('files with a hash in their name are kept for ever and come packed', async () => {
            const wasm = fs.readdirSync(web_folder, { recursive: true }).find((each) => each.endsWith('.wasm'));
            assert.ok(wasm, `no .wasm in ${web_folder}`);
            for (const packing of ['br', 'gzip']) {
                const file = await front.request('GET', `/static/${wasm}`, { headers: { 'Accept-Encoding': packing } });
                assert.equal(file.status, 200);
                assert.equal(file.headers['content-encoding'], packing);
                assert.equal(file.headers['content-type'], 'application/wasm');
                assert.match(file.headers['cache-control'], /max-age=31536000.*immutable/);
                assert.match(file.headers.vary, /accept-encoding/i);
            }
        });

        test('an order goes through, and the open stream hears of it at once', async () => {
            const stream = await front.request('GET', `/api/v1/events?community=${resident.community}`,
                { headers: { Cookie: resident.cookie, Accept: 'text/event-stream' }, stream: true });
            assert.equal(stream.statusCode, 200);
            stream.setEncoding('utf8');
            const state = { text: '', reader: stream[Symbol.asyncIterator]() };
            await within(heard(stream, 'event: hello', state), soon_ms, 'the greeting');
            const home = JSON.parse((await front.request('GET', `/api/v1/home?community=${resident.community}`)).text);
            const item = home.list.items.find((each) => !each.in_group && each.available > 10 && each.price_fen < 2_000);
            const order = await post(front, resident, '/api/v1/orders', JSON.stringify({
                lines: [{ item: item.item, quantity: 3 }], fulfilment: 'pickup', hub: home.community.hubs[0].hub, payment: 'wallet',
            }));
            assert.equal(order.status, 200, order.text);
            await within(heard(stream, 'event: order_changed', state), soon_ms, 'the event of the order');
            stream.destroy();
        });

        test('bodies past their limit are refused, and a picture is not', async () => {
            const kept = await post(front, resident, '/api/v1/pictures', photo(3 * 1024 * 1024), 'image/jpeg');
            assert.equal(kept.status, 200, kept.text);
            const { url } = JSON.parse(kept.text);
            const shown = await front.request('GET', url);
            assert.equal(shown.headers['x-content-type-options'], 'nosniff');
            assert.equal(shown.headers['content-security-policy'], "default-src 'none'; sandbox");
            const limits = [['/api/v1/orders', 70], ['/api/v1/orders', 300], ['/api/v1/leader/lists/x/items', 3500],
                ['/api/v1/pictures', 13 * 1024], ['/api/v1/leader/sheets/preview', 120 * 1024]];
            for (const [where, kilobytes] of limits) {
                const refused = await post(front, resident, where, Buffer.alloc(kilobytes * 1024, 0x20)).catch((problem) => problem);
                // It may close as soon as it has read the length, while we are still sending.
                assert.ok(refused.status === 413 || ['EPIPE', 'ECONNRESET'].includes(refused.code), `${where}: ${refused.status ?? refused}`);
            }
        });

        test('the address that counts is the one that connects, whatever it says of itself', async () => {
            const guess = (address, number) => front.request('POST', `/api/v1/session?community=${server.community}`, {
                address, body: JSON.stringify({ code: `0000000${number}` }),
                headers: { 'Content-Type': 'application/json', Origin: origin, 'X-Forwarded-For': `10.9.8.${number}`, 'X-Forwarded-Proto': 'http' },
            });
            const statuses = [];
            for (let number = 1; number <= 6; number += 1) statuses.push((await guess('127.0.0.7', number)).status);
            assert.equal(statuses[5], 429, statuses.join(' '));
            assert.ok(statuses.slice(0, 4).every((status) => status >= 400 && status !== 429), statuses.join(' '));
            assert.notEqual((await guess('127.0.0.8', 1)).status, 429);
        });

        test('figures stay inside, and the log holds neither address nor cookie nor query', async () => {
            assert.equal((await front.request('GET', '/metrics')).status, 404);
            await front.request('GET', `/c/${server.community}?query=secretsecret`, { headers: { Cookie: resident.cookie } });
            const file = path.join(front.folder, 'access.log');
            const log = kind === 'nginx' ? fs.readFileSync(file, 'utf8') : front.log;
            if (kind === 'nginx') assert.equal(fs.readFileSync(path.join(front.folder, 'other.log'), 'utf8'), '');
            assert.match(log, /GET/);
            for (const word of ['secretsecret', resident.cookie.split('=')[1], '127.0.0.7']) {
                assert.ok(!log.includes(word), `${word} is in the log`);
            }
        });
    });
}

// Clients that are slow, endless or contradict themselves, while others read as always.

import assert from 'node:assert/strict';
import * as net from 'node:net';
import { Caller } from '../e2e/support/api.mjs';
import { figure } from '../e2e/support/figures.mjs';
import { Server } from '../e2e/support/server.mjs';
import { kill_process, noon, pause, rfc3339 } from './support/market.mjs';
import { growth_during, percentile } from './support/measure.mjs';

const slow_connections = 300;
const byte_every_ms = 2_000;
const readers = 4;
const hostile_at_once = 8;
const hostile_limit_ms = 45_000;

// Keeps one connection busy with a request that never ends, and begins anew when it is closed.
function dawdle(port, state) {
    const socket = net.connect(port, '127.0.0.1');
    const text = 'GET /api/v1/home HTTP/1.1\r\nHost: slow\r\nX-Slow: ';
    let at = 0;
    const send = () => {
        socket.write(at < text.length ? text[at] : 'x');
        at += 1;
    };
    const drip = setInterval(send, byte_every_ms);
    socket.on('connect', () => {
        state.opened += 1;
        send();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
        clearInterval(drip);
        state.sockets.delete(socket);
        if (!state.ended) dawdle(port, state);
    });
    socket.resume();
    state.sockets.add(socket);
}

async function read_for(origin, ms) {
    const end = Date.now() + ms;
    const took = [];
    await Promise.all(Array.from({ length: readers }, async () => {
        while (Date.now() < end) {
            const began = performance.now();
            const reply = await fetch(new URL('/api/v1/home', origin));
            await reply.arrayBuffer();
            assert.equal(reply.status, 200);
            took.push(performance.now() - began);
        }
    }));
    return took;
}

async function slow_beside_readers(server, duration_ms) {
    const port = Number(new URL(server.origin).port);
    await read_for(server.origin, 500);
    const alone = await read_for(server.origin, 1_000);
    const state = { sockets: new Set(), opened: 0, ended: false };
    let took;
    const growth = await growth_during(server.pid, async () => {
        for (let count = 0; count < slow_connections; count += 1) dawdle(port, state);
        while (state.opened < slow_connections) await pause(20);
        took = await read_for(server.origin, duration_ms);
    });
    state.ended = true;
    for (const socket of state.sockets) socket.destroy();
    console.log(`slow clients: ${slow_connections} at a time, ${state.opened} connections, beside them ${took.length} reads ` +
        `(p50 ${percentile(took, 0.5).toFixed(1)} ms; alone p50 ${percentile(alone, 0.5).toFixed(1)}, p99 ${percentile(alone, 0.99).toFixed(1)} ms)`);
    figure('read_p99_beside_300_slow', percentile(took, 0.99), 'ms', 50);
    figure('memory_of_300_slow', Math.max(0, growth), 'MB', 64, { always: true });
}

// Sends `pieces` until the server has enough; what it answered at first, or '' when it only closed.
function talk(port, pieces) {
    return new Promise((resolve, reject) => {
        const socket = net.connect(port, '127.0.0.1');
        let heard = '';
        let closed = false;
        const limit = setTimeout(() => {
            socket.destroy();
            reject(new Error(`neither answered nor closed: ${heard}`));
        }, hostile_limit_ms);
        const enough = () => {
            closed = true;
            clearTimeout(limit);
            socket.destroy();
            resolve(heard);
        };
        socket.setEncoding('latin1').on('data', (text) => {
            heard += text.slice(0, 4096);
            if (heard.includes('\r\n\r\n')) enough();
        });
        socket.on('error', () => {});
        socket.on('close', enough);
        const send = () => {
            while (!closed) {
                const { done, value } = pieces.next();
                if (done) return;
                if (!socket.write(value)) {
                    socket.once('drain', send);
                    return;
                }
            }
        };
        socket.on('connect', send);
    });
}

function* head(line, ...headers) {
    yield `${line} HTTP/1.1\r\nHost: hostile\r\n${headers.map((each) => `${each}\r\n`).join('')}`;
}

function* repeated(piece, times) {
    for (let count = 0; count < times; count += 1) yield piece;
}

function* in_turn(...parts) {
    for (const part of parts) yield* part;
}

const hostile_requests = ({ cookie, community }) => {
    const order = [`POST /api/v1/orders?community=${community}`, `Cookie: ${cookie}`, 'Content-Type: application/json'];
    const kilobyte = 'x'.repeat(1024);
    return {
        'a million headers': () => in_turn(head('GET /'), repeated('X-One: 1\r\n'.repeat(100), 10_000), ['\r\n']),
        'a header without an end': () => in_turn(head('GET /'), ['X-Long: '], repeated(kilobyte, 64 * 1024)),
        'a path without an end': () => in_turn(['GET /'], repeated(kilobyte, 64 * 1024)),
        'two lengths': () => in_turn(head(...order, 'Content-Length: 2', 'Content-Length: 40'), ['\r\n{}']),
        'a length and chunks': () => in_turn(head(...order, 'Content-Length: 2', 'Transfer-Encoding: chunked'), ['\r\n0\r\n\r\n']),
        'a negative length': () => in_turn(head(...order, 'Content-Length: -1'), ['\r\n{}']),
        'a length of everything': () => in_turn(head(...order, 'Content-Length: 999999999999'), ['\r\n'], repeated(kilobyte, 64 * 1024)),
        'chunks past the limit': () => in_turn(head(...order, 'Transfer-Encoding: chunked'), ['\r\n'],
            repeated(`400\r\n${kilobyte}\r\n`, 64 * 1024)),
        'a chunk of everything': () => in_turn(head(...order, 'Transfer-Encoding: chunked'), ['\r\n7fffffff\r\n'],
            repeated(kilobyte, 64 * 1024)),
        'a packed body': () => in_turn(head(...order, 'Content-Encoding: gzip', 'Content-Length: 20'), ['\r\n', 'x'.repeat(20)]),
    };
};

async function hostile(server, caller) {
    const port = Number(new URL(server.origin).port);
    let most = 0;
    for (const [name, pieces] of Object.entries(hostile_requests(caller))) {
        const growth = await growth_during(server.pid, async () => {
            const answers = await Promise.all(Array.from({ length: hostile_at_once }, () => talk(port, pieces())));
            for (const answer of answers) {
                assert.ok(answer === '' || /^HTTP\/1\.1 4\d\d /.test(answer), `${name}: ${answer.slice(0, 200)}`);
            }
        });
        assert.ok(growth <= 16, `${name}: ${growth.toFixed(1)} MB`);
        most = Math.max(most, growth);
        await caller.home();
    }
    figure('memory_of_hostile_requests', most, 'MB', 16, { always: true });
}

export async function slow_clients({ duration_ms }) {
    const server = await Server.start({ now: rfc3339(noon) });
    try {
        const caller = await Caller.sign_in(server.link('resident'));
        await slow_beside_readers(server, duration_ms);
        await hostile(server, caller);
        await server.stop();
    } finally {
        await kill_process(server.pid);
    }
    server.forget();
}

// How soon the server answers after its start, and what it takes while nobody asks.

import * as fs from 'node:fs';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { Server } from '../e2e/support/server.mjs';
import { figure, median } from '../e2e/support/figures.mjs';

const now = '2026-11-23T10:00:00+08:00';
const rounds = 3;

// From the start of the process until its first page has come.
async function start_ms(options) {
    const server = await Server.start(options);
    await (await fetch(server.origin)).arrayBuffer();
    const took = performance.now() - server.began;
    await server.stop();
    return { took, server };
}

test('the server is there within a second, with a fresh demo and with one that it has', async () => {
    const fresh = [];
    const again = [];
    for (let round = 0; round < rounds; round += 1) {
        const first = await start_ms({ now });
        fresh.push(first.took);
        again.push((await start_ms({ now, data: first.server.data })).took);
        first.server.forget();
    }
    figure('start_fresh_demo', median(fresh), 'ms', 1000);
    figure('start_again', median(again), 'ms', 1000);
});

test('the server is small at rest', async () => {
    const server = await Server.start({ now });
    for (const address of ['/', '/api/v1/home', '/api/v1/posts', '/healthz', '/metrics', '/api/openapi.json']) {
        await (await fetch(new URL(address, server.origin))).arrayBuffer();
    }
    // At rest means that a round of its own clock has passed too.
    await pause(1500);
    const kilobytes = Number(fs.readFileSync(`/proc/${server.pid}/status`, 'utf8').match(/^VmRSS:\s+(\d+)/m)[1]);
    await server.stop();
    server.forget();
    figure('memory_at_rest', kilobytes / 1024, 'MB', 40);
});

// Runs in a mount namespace of its own; see full_disk.mjs.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { figure } from '../e2e/support/figures.mjs';
import { Market, pause } from './support/market.mjs';

const disk_bytes = 12 * 1024 * 1024;
const recover_limit_ms = 5_000;
const picture = fs.readFileSync(new URL('../e2e/support/photo.png', import.meta.url));

// Takes all the room that is left.
function fill(file) {
    const ballast = fs.openSync(file, 'a');
    const block = Buffer.alloc(4096, 1);
    try {
        for (;;) fs.writeSync(ballast, block);
    } catch (problem) {
        assert.equal(problem.code, 'ENOSPC');
    } finally {
        fs.closeSync(ballast);
    }
}

async function refuses_changes_and_reads_on(market) {
    const buyer = market.buyers[0];
    const key = randomUUID();
    // What the log file still has room for is written; then comes the first refusal.
    let reply;
    const limit = Date.now() + 10_000;
    do {
        assert.ok(Date.now() < limit, 'the disk did not fill up');
        reply = await buyer.order(market.body(market.plenty[0]));
    } while (reply.status === 200);
    for (const refused of [reply, await buyer.order(market.body(market.plenty[1]), key)]) {
        assert.equal(refused.status, 507, refused.text);
        assert.equal(refused.body.error, 'unavailable');
        assert.equal(refused.body.field, 'disk');
    }
    const kept = await buyer.caller.send('POST', '/api/v1/pictures', picture);
    assert.equal(kept.status, 507, kept.text);
    // Everybody goes on reading.
    for (const address of ['/api/v1/home', '/api/v1/me', '/api/v1/orders', '/api/v1/posts', '/healthz']) {
        await buyer.caller.get(address);
    }
    const page = await buyer.caller.send('GET', `/c/${market.server.community}`);
    assert.equal(page.status, 200);
    return key;
}

const disk = fs.mkdtempSync(path.join(os.tmpdir(), 'louxia-disk-'));
execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${disk_bytes}`, 'tmpfs', disk]);
const options = { households: 3, server: { data: path.join(disk, 'market', 'data') } };
await Market.during(options, async (market) => {
    const ballast = path.join(disk, 'ballast');
    let slowest = 0;
    const rounds = Number(process.argv[2]);
    for (let round = 0; round < rounds; round += 1) {
        fill(ballast);
        const key = await refuses_changes_and_reads_on(market);
        fs.rmSync(ballast);
        const freed = performance.now();
        const buyer = market.buyers[0];
        const { body } = buyer.sent.get(key);
        while ((await buyer.order(body, key)).status !== 200) {
            assert.ok(performance.now() - freed < recover_limit_ms, 'there is room, and changes are still refused');
            await pause(20);
        }
        slowest = Math.max(slowest, performance.now() - freed);
        await market.settle_open_orders();
        await market.compare();
    }
    // Its lines are written a little later than what they tell of.
    for (let wait = 0; wait < 50 && !market.server.log.includes('the disk is full'); wait += 1) await pause(100);
    assert.match(market.server.log, /"store_failed".*the disk is full/);
    console.log(`full disk: ${rounds} times, ${market.acknowledged} orders acknowledged and kept`);
    figure('orders_again_after_full_disk', slowest, 'ms', recover_limit_ms, { always: true });
});

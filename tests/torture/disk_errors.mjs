// Each kind of writing and syncing call fails once, at its Nth time, under order load.

import assert from 'node:assert/strict';
import { Injection, writing_thread } from './support/inject.mjs';
import { Market, pause } from './support/market.mjs';
import { random_numbers } from './support/size.mjs';

const calls = ['pwrite64', 'fdatasync', 'fsync', 'ftruncate', 'write'];
// Of the others there are not so many in a few seconds.
const frequent_calls = calls.slice(0, 2);
const rare_until = 20;
const errors = ['EIO', 'ENOSPC'];
const recover_ms = 5_000;
const orders_to_show = 8;

// Sends orders until the fault has struck and a little longer; never longer than `limit_ms`.
async function load_through(market, random, injection, limit_ms) {
    const heard = [];
    const began = Date.now();
    let struck_at = 0;
    const watch = setInterval(() => {
        if (struck_at === 0 && injection.hits().length > 0) struck_at = Date.now();
    }, 20);
    const ended = () => Date.now() - began > limit_ms || (struck_at > 0 && Date.now() - struck_at > 60);
    await market.load(random, ended, (reply) => heard.push(reply)).finally(() => clearInterval(watch));
    return heard;
}

async function takes_orders_again(market, which) {
    const limit = Date.now() + recover_ms;
    for (;;) {
        const reply = await market.buyers[0].order(market.body(market.plenty[0]));
        if (reply.status === 200) return;
        assert.ok(Date.now() < limit, `${which}: still ${reply.status} ${reply.text}`);
        await pause(100);
    }
}

// numbers: every N of 1..until in the long form, some in the short one.
export async function disk_errors({ numbers, limit_ms, seed }) {
    const random = random_numbers(seed);
    const struck = new Map();
    let refused = 0;
    const options = { scarce: 500, wealth: numbers.length > 50 ? 200 : 4 };
    await Market.during(options, async (market) => {
        for (const [round, nth] of numbers.entries()) {
            // Every call with every error comes round, whatever the seed.
            const choice = nth > rare_until ? frequent_calls : calls;
            const call = choice[Math.floor(round / errors.length) % choice.length];
            const error = errors[round % errors.length];
            const which = `${call} ${error} at ${nth}`;
            // After a start nobody has written yet, and the writing thread does not show.
            for (let count = 0; count < orders_to_show; count += 1) await takes_orders_again(market, which);
            const { pid } = market.server;
            const writer = frequent_calls.includes(call) ? writing_thread(pid) : undefined;
            const injection = await Injection.begin(pid, call, error, nth, writer);
            const heard = await load_through(market, random, injection, limit_ms);
            const hits = await injection.end();
            if (hits.length > 0) struck.set(call, (struck.get(call) ?? 0) + 1);
            for (const reply of heard) {
                assert.notEqual(reply.status, 0, `${which}: the server broke off: ${reply.text}`);
                refused += reply.status >= 500 ? 1 : 0;
                assert.ok(reply.status === 503 || reply.status === 507 || reply.status < 500,
                    `${which}: ${reply.status} ${reply.text}`);
            }
            await takes_orders_again(market, which);
            await market.kill();
            await market.restart();
            await market.settle_open_orders();
            await market.compare({ only_new: round + 1 < numbers.length });
            if (round % 10 === 9) await market.server.check();
            if (round % 50 === 49) console.log(`disk errors: up to ${which}, ${refused} changes refused so far`);
        }
        console.log(`disk errors: ${numbers.length} rounds, struck ${JSON.stringify(Object.fromEntries(struck))}, ` +
            `${refused} changes refused, ${market.acknowledged} acknowledged, all of them kept`);
        assert.ok((struck.get('pwrite64') ?? 0) > 0 && (struck.get('fdatasync') ?? 0) + (struck.get('fsync') ?? 0) > 0,
            'no writing or syncing was struck');
        assert.ok(refused > 0, 'no failed commit was refused');
    });
}

// Paying online by a provider that loses, repeats, delays and reorders its notices and loses its own
// replies, while the server is killed at random moments. In the end every wallet is what was paid.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { fresh_folder, program } from '../e2e/support/places.mjs';
import { Market, kill_process, pause } from './support/market.mjs';
import { random_numbers } from './support/size.mjs';

// Six questions in the first minute, of which three in ten are lost.
const settle_ms = 60_000;

// `louxia simulate-payments`, told where it listens.
async function start_provider(key_file, seed) {
    const child = spawn(program, ['simulate-payments', '--key-file', key_file, '--seed', String(seed),
        '--misbehave', '30', '--delay-ms', '300'], { stdio: ['ignore', 'pipe', 'inherit'] });
    const origin = await new Promise((resolve, reject) => {
        child.once('exit', (code) => reject(new Error(`the provider ended with ${code}`)));
        child.stdout.setEncoding('utf8').on('data', (text) => {
            const found = text.match(/http:\/\/\S+/);
            if (found) resolve(found[0]);
        });
    });
    return { origin, pid: child.pid };
}

const unless_down = async (work) => {
    try {
        return await work();
    } catch (problem) {
        if (problem.code === 'ERR_ASSERTION') throw problem;
        return undefined;
    }
};

// One buyer after the other asks for a payment; each that has an address is paid there.
async function pay_all(market, random, paid) {
    await Promise.all(market.buyers.map(async (buyer) => {
        const amount_fen = 100 + Math.floor(random() * 900);
        await unless_down(() => buyer.caller.send('POST', '/api/v1/payments', { amount_fen }));
        await pause(200 + random() * 600);
        const list = await unless_down(() => buyer.caller.send('GET', '/api/v1/payments'));
        for (const { state, pay_url, payment } of list?.body?.payments ?? []) {
            if (state !== 'created' || !pay_url || paid.has(payment)) continue;
            const reply = await fetch(`${pay_url}/yes`, { method: 'POST', redirect: 'manual' });
            assert.equal(reply.status, 303);
            paid.add(payment);
        }
    }));
}

export async function pay_by_a_bad_provider({ rounds, seed }) {
    const random = random_numbers(seed);
    const folder = fresh_folder();
    const key_file = path.join(folder, 'key');
    fs.writeFileSync(key_file, 'a key that both ends have, 32 letters and more');
    const provider = await start_provider(key_file, 1 + Math.floor(random() * 1e6));
    const server = { more: ['--payments', provider.origin, '--payments-key-file', key_file] };
    const paid = new Set();
    try {
        await Market.during({ households: 8, wealth: 1, server }, async (market) => {
            for (let round = 0; round < rounds; round += 1) {
                const load = pay_all(market, random, paid);
                await pause(random() * 1200);
                await market.kill();
                await load;
                await market.server.check();
                await market.restart(server);
            }
            // What was asked for and not shown yet is paid too, so that all of it ends.
            const until = Date.now() + settle_ms;
            for (;;) {
                await pause(500);
                let open = 0;
                for (const buyer of market.buyers) {
                    const { payments } = await buyer.caller.get('/api/v1/payments');
                    for (const { state, pay_url, payment } of payments) {
                        open += state === 'created' || state === 'returning' ? 1 : 0;
                        if (state !== 'created' || !pay_url || paid.has(payment)) continue;
                        await fetch(`${pay_url}/yes`, { method: 'POST', redirect: 'manual' });
                        paid.add(payment);
                    }
                }
                if (open === 0) break;
                assert.ok(Date.now() < until, `${open} payments did not end`);
            }
            for (const buyer of market.buyers) {
                const { payments } = await buyer.caller.get('/api/v1/payments');
                const came = payments.reduce((sum, each) => sum + (each.state === 'used' ? each.amount_fen : 0), 0);
                for (const each of payments) assert.equal(each.state === 'used', paid.has(each.payment), each.state);
                assert.equal((await buyer.caller.get('/api/v1/me')).wallet_fen, buyer.wallet + came);
            }
            console.log(`payments: ${rounds} kills, ${paid.size} payments, each in its wallet once`);
        });
        assert.ok(paid.size > 0, 'nothing was paid');
    } finally {
        await kill_process(provider.pid);
        fs.rmSync(folder, { recursive: true, force: true });
    }
}

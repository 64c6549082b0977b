// Paying online by a provider that loses, repeats, delays and reorders its notices and loses its own
// replies, while the server is killed at random moments. In the end every wallet is what was paid.

import assert from 'node:assert/strict';
import { Provider } from '../e2e/support/provider.mjs';
import { Market, pause } from './support/market.mjs';
import { random_numbers } from './support/size.mjs';

// The provider is asked 1, 3, 7, 15, 31 and 63 s after a payment was wanted, and then each minute; three
// answers in ten are lost. One payment in some two hundred is settled by the question after 63 s.
const settle_ms = 240_000;

const unless_down = async (work) => {
    try {
        return await work();
    } catch (problem) {
        if (problem.code === 'ERR_ASSERTION') throw problem;
        return undefined;
    }
};

// paid: what was paid by payment, { buyer, amount_fen } of each. A buyer's list shows the newest fifty.
async function pay(paid, buyer, { payment, pay_url, amount_fen }) {
    const reply = await fetch(`${pay_url}/yes`, { method: 'POST', redirect: 'manual' });
    assert.equal(reply.status, 303);
    paid.set(payment, { buyer, amount_fen });
}

// One buyer after the other asks for a payment; each that has an address is paid there.
async function pay_all(market, random, paid) {
    await Promise.all(market.buyers.map(async (buyer) => {
        const amount_fen = 100 + Math.floor(random() * 900);
        await unless_down(() => buyer.caller.send('POST', '/api/v1/payments', { amount_fen }));
        await pause(200 + random() * 600);
        const list = await unless_down(() => buyer.caller.send('GET', '/api/v1/payments'));
        for (const each of list?.body?.payments ?? []) {
            if (each.state === 'created' && each.pay_url && !paid.has(each.payment)) await pay(paid, buyer, each);
        }
    }));
}

export async function pay_by_a_bad_provider({ rounds, seed }) {
    const random = random_numbers(seed);
    const provider = await Provider.start('--seed', String(1 + Math.floor(random() * 1e6)),
        '--misbehave', '30', '--delay-ms', '300');
    const server = { more: provider.parameters };
    const paid = new Map();
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
            const since = Date.now();
            for (;;) {
                await pause(500);
                let open = 0;
                for (const buyer of market.buyers) {
                    const { payments } = await buyer.caller.get('/api/v1/payments');
                    for (const each of payments) {
                        open += each.state === 'created' || each.state === 'returning' ? 1 : 0;
                        if (each.state === 'created' && each.pay_url && !paid.has(each.payment)) await pay(paid, buyer, each);
                    }
                }
                if (open === 0) break;
                assert.ok(Date.now() - since < settle_ms, `${open} payments did not end`);
            }
            const settled = Date.now();
            for (const buyer of market.buyers) {
                const { payments } = await buyer.caller.get('/api/v1/payments');
                const came = [...paid.values()].reduce((sum, each) => sum + (each.buyer === buyer ? each.amount_fen : 0), 0);
                for (const each of payments) assert.equal(each.state === 'used', paid.has(each.payment), each.state);
                assert.equal((await buyer.caller.get('/api/v1/me')).wallet_fen, buyer.wallet + came);
            }
            console.log(`payments: ${rounds} kills, ${paid.size} payments, each in its wallet once, the last ${((settled - since) / 1000).toFixed(1)} s after all was paid`);
        });
        assert.ok(paid.size > 0, 'nothing was paid');
    } finally {
        await provider.stop();
    }
}

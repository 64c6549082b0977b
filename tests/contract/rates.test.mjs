// Who asks without end is told to wait, and nobody else is: an account at the rate that the program has by
// itself, an address behind a front at one that a slow machine reaches, too.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { Caller } from '../e2e/support/api.mjs';
import { Server } from '../e2e/support/server.mjs';

let server;
let greedy;
let neighbour;
let order;

before(async () => {
    server = await Server.start({ now: '2026-11-23T14:00:00+08:00', more: ['--requests-per-address', '600'] });
    greedy = await Caller.sign_in(server.link('resident'));
    neighbour = await Caller.sign_in(server.link('second_resident'));
    const { list, community } = await greedy.home();
    const { item } = list.items.find((each) => !each.in_group);
    const shop = await Caller.sign_in(server.link('shop'));
    await shop.post('/api/v1/shop/stock', { item, on_hand: 90_000 });
    order = { lines: [{ item, quantity: 1 }], fulfilment: 'pickup', hub: community.hubs[0].hub, payment: 'on_handover' };
});

after(async () => {
    if (!server) return;
    await server.stop();
    await server.check();
    server.forget();
});

function in_words(reply) {
    assert.equal(reply.status, 429);
    const seconds = Number(reply.headers.get('retry-after'));
    assert.ok(seconds >= 1 && seconds <= 60, `Retry-After: ${reply.headers.get('retry-after')}`);
    return seconds;
}

test('an account orders 120 times at once, then as often as its rate allows, and nothing twice', async () => {
    const placed = new Set();
    let refused;
    for (let each = 0; !refused; each += 1) {
        assert.ok(each < 2000, 'nobody said stop');
        const key = randomUUID();
        const reply = await greedy.send('POST', '/api/v1/orders', order, { key });
        if (reply.status === 429) {
            refused = { key, seconds: in_words(reply) };
            assert.equal(reply.body.error, 'rate_limited');
        } else {
            assert.equal(reply.status, 200, reply.text);
            placed.add(reply.body.order);
        }
    }
    assert.ok(placed.size >= 100, `only ${placed.size} orders before it`);
    // Other homes go on.
    await neighbour.post('/api/v1/orders', order);
    // A page says so in words.
    const page = await greedy.send('GET', `/c/${greedy.community}/orders`);
    if (page.status === 429) assert.match(page.text, /点得太快了/);
    await pause(refused.seconds * 1000);
    const again = await greedy.post('/api/v1/orders', order, { key: refused.key });
    assert.ok(!placed.has(again.order));
    const repeated = await greedy.post('/api/v1/orders', order, { key: refused.key });
    assert.equal(repeated.order, again.order);
});

test('an address behind a front asks 300 times at once, and other addresses go on', async () => {
    const from = (address) => neighbour.send('GET', '/api/v1/home', undefined, { headers: { 'X-Forwarded-For': address, Cookie: '' } });
    let refused;
    for (let each = 0; !refused; each += 50) {
        assert.ok(each < 6_000, 'nobody said stop');
        const replies = await Promise.all(Array.from({ length: 50 }, () => from('203.0.113.7')));
        refused = replies.find(({ status }) => status !== 200);
        if (!refused) continue;
        in_words(refused);
        assert.ok(each >= 250, `refused after ${each}`);
    }
    assert.equal((await from('203.0.113.8')).status, 200);
});

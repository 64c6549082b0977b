// With --simulate-couriers nobody has to ride: what the shop has packed comes to the door by itself,
// and the resident watches it on the map.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Caller, open_stream } from './support/api.mjs';
import { Person, launch, watched } from './support/browser.mjs';
import { Server } from './support/server.mjs';
import { fill, zh } from './support/words.mjs';

let server;
let browser;
const people = [];

before(async () => {
    browser = await launch();
    server = await Server.start({ now: '2026-11-23T10:00:00+08:00', speed: 20, simulate_couriers: true });
});

after(async () => {
    await browser?.close();
    await server?.leave();
});

test('a packed order comes to the door by itself, on a way that never goes back', () => watched('simulated', () => people, async () => {
    const me = await Caller.sign_in(server.link('resident'));
    const shop = await Caller.sign_in(server.link('shop'));
    const item = await me.item_named('土豆');
    const order = await me.post('/api/v1/orders', {
        lines: [{ item: item.item, quantity: 6 }], fulfilment: 'delivery', payment: 'wallet',
    });
    assert.equal(order.hub, shop.me.hub);
    const resident = await Person.sit_down(browser, 'resident', { url: server.link('resident') });
    people.push(resident);
    await resident.at(`/c/${server.community}`);
    await resident.go(`/o/${order.order}`);
    await resident.page.evaluate(() => { window.stayed = true; });
    const stream = await open_stream(me);
    for (const to of ['accepted', 'picking', 'packed']) {
        await shop.post(`/api/v1/shop/orders/${order.order}/move`, { to });
    }
    await resident.sees(fill(zh.resident.arriving, order.address.building_number));
    const moves = [];
    await stream.until((event) => {
        if (event.name === 'courier_moved') moves.push(event.data);
        return event.name === 'order_changed' && event.data.state === 'done';
    });
    stream.close();
    assert.ok(moves.length >= 2, `the courier was seen ${moves.length} times`);
    for (let index = 1; index < moves.length; index += 1) {
        assert.ok(moves[index].seen_at_ms >= moves[index - 1].seen_at_ms);
    }
    await resident.sees(zh.resident.came_title);
    assert.equal(await resident.page.evaluate(() => window.stayed), true);
    const done = await me.get(`/api/v1/orders/${order.order}`);
    assert.equal(done.state, 'done');
    assert.equal(done.compensated, false, 'the simulated courier came late');
}));

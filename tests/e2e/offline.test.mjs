// In the lift there is no net: the list is still readable, an order is kept, and sent once.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Caller } from './support/api.mjs';
import { Person, launch, watched } from './support/browser.mjs';
import { Server } from './support/server.mjs';
import { pattern, zh } from './support/words.mjs';

let server;
let browser;
let resident;
let me;
const people = () => (resident ? [resident] : []);

before(async () => {
    server = await Server.start({ now: '2026-11-23T10:00:00+08:00' });
    browser = await launch();
    me = await Caller.sign_in(server.link('resident'));
    resident = await Person.sit_down(browser, 'resident', { url: server.link('resident') });
});

after(async () => {
    await browser?.close();
    await server?.leave();
});

// A browser on a machine without any net says "offline" from the start and has no change to tell; the
// test tells it then.
async function cut(page, offline, netless) {
    await page.context().setOffline(offline);
    if (netless) await page.evaluate((name) => dispatchEvent(new Event(name)), offline ? 'offline' : 'online');
}

test('after a first visit the list opens without the net', () => watched('offline-list', people, async () => {
    const { page } = resident;
    await resident.at(`/c/${server.community}`);
    await page.evaluate(() => navigator.serviceWorker.ready);
    // Once more under the service worker's eyes, as a second visit is.
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await page.reload();
    await resident.live();
    await resident.sees_node('link', '小白菜');
    await page.context().setOffline(true);
    await page.reload();
    await resident.live();
    await resident.sees_node('link', '小白菜');
    await resident.sees(pattern(zh.common.offline));
}));

test('an order made offline is kept, shown as waiting, and sent once when the net is back', () => watched('offline-order', people, async () => {
    const { page } = resident;
    const before = (await me.get('/api/v1/orders')).orders.length;
    await page.context().setOffline(false);
    await page.reload();
    await resident.live();
    await resident.put_in_basket('土豆', 2);
    await resident.press(zh.resident.checkout);
    await resident.at(/\/checkout$/);
    await resident.sees(zh.resident.total);

    await page.context().setOffline(true);
    await resident.press(pattern(zh.resident.place));
    await resident.sees(zh.resident.order_waiting_net);
    assert.equal((await me.get('/api/v1/orders')).orders.length, before);
    // Closing and opening the page does not lose it.
    await page.goto(`${server.origin}/c/${server.community}/orders`);
    await resident.live();
    await resident.sees(zh.resident.order_waiting_net);

    const sent = [];
    page.on('request', (request) => {
        if (request.method() === 'POST' && request.url().includes('/api/v1/orders')) sent.push(request);
    });
    await page.context().setOffline(false);
    await resident.sees(zh.common.order_states_delivery[0]);
    await resident.sees_no(zh.resident.order_waiting_net);
    const { orders } = await me.get('/api/v1/orders');
    assert.equal(orders.length, before + 1);
    assert.equal(orders[0].lines[0].quantity, 2);
    assert.ok(new Set(sent.map((each) => each.headers()['idempotency-key'])).size <= 1);
}));

test('a stream that broke goes on, and the page tells what happened meanwhile', () => watched('offline-stream', people, async () => {
    const { page } = resident;
    await resident.go(`/c/${server.community}`);
    await page.evaluate(() => { window.stayed = true; });
    const netless = await page.evaluate(() => !navigator.onLine);
    await cut(page, true, netless);
    await resident.sees(pattern(zh.common.offline));
    const leader = await Caller.sign_in(server.link('leader'));
    const home = await leader.home();
    const item = home.list.items.find((each) => each.name === '小白菜');
    const list = await leader.get(`/api/v1/leader/lists/${home.list.date}`);
    const { draft } = list.items.find((each) => each.item === item.item);
    await leader.post(`/api/v1/leader/items/${item.item}`, { draft: { ...draft, price_fen: 777 } });
    await cut(page, false, netless);
    await resident.sees(/7\.77/);
    assert.equal(await page.evaluate(() => window.stayed), true);
}));

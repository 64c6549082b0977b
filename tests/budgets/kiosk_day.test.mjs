// A kiosk that nobody looks after for a whole day must not grow: orders come to it and are fetched, and its
// memory (JavaScript's and the program's) stays flat. KIOSK_HOURS=12 plays that many hours at 20 times the
// speed, an order each simulated minute; without it some minutes' worth of events.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { Caller } from '../e2e/support/api.mjs';
import { Person, kiosk_screen, launch } from '../e2e/support/browser.mjs';
import { figure } from '../e2e/support/figures.mjs';
import { Server } from '../e2e/support/server.mjs';

const hours = Number(process.env.KIOSK_HOURS ?? 0);
const speed = 20;
const minute_ms = 60_000 / speed;
const orders_short = 16;
const growth_mb_max = 5;
const mega = 1 << 20;

let server;
let browser;
let kiosk;

before(async () => {
    server = await Server.start({ now: '2026-11-23T07:30:00+08:00', speed });
    browser = await launch();
    kiosk = await Person.sit_down(browser, 'kiosk', { url: server.link('kiosk'), viewport: kiosk_screen, scale: 1 });
});

after(async () => {
    await browser?.close();
    await server?.leave();
});

async function memory(page) {
    const session = await page.context().newCDPSession(page);
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    const { nodes } = await session.send('Memory.getDOMCounters');
    await session.detach();
    return { script: usedSize, program: await page.evaluate(() => Module.HEAPU8.length), nodes };
}

test('a day at the door leaves the kiosk as small as it was', { timeout: (hours * 4 + 6) * 60_000 }, async () => {
    const { page } = kiosk;
    const [me, shop, door] = await Promise.all(['resident', 'shop', 'kiosk'].map((face) => Caller.sign_in(server.link(face))));
    await page.evaluate(() => { window.stayed = true; });
    let events = 0;
    const board_reads = () => page.evaluate(() => performance.getEntriesByType('resource')
        .filter((each) => /\/kiosk\/board/.test(each.name)).length);

    const { item } = await me.item_named('土豆');
    await shop.post('/api/v1/shop/stock', { item, on_hand: 5000 });

    // One order from the list to the neighbour's hands, over the counter's code.
    async function fetch_one() {
        const order = await me.post('/api/v1/orders', {
            lines: [{ item, quantity: 4 }], fulfilment: 'pickup', hub: shop.me.hub, payment: 'on_handover' });
        for (const to of ['accepted', 'picking', 'packed', 'ready']) await shop.post(`/api/v1/shop/orders/${order.order}/move`, { to });
        const { pickup_code } = await me.get(`/api/v1/orders/${order.order}`);
        await door.post('/api/v1/kiosk/collect', { code: pickup_code });
        events += 6;
    }

    // What the first hour brings once and for all (glyphs, code compiled, pictures) is no growth.
    await page.evaluate(() => performance.setResourceTimingBufferSize(5000));
    const rounds = hours > 0 ? hours * 60 : orders_short;
    const warm = hours > 0 ? 60 : orders_short / 2;
    const samples = [];
    for (let round = 0; round < rounds; round += 1) {
        const began = performance.now();
        await fetch_one();
        if (hours > 0) await pause(Math.max(0, minute_ms - (performance.now() - began)));
        if (round + 1 >= warm && (round + 1) % (hours > 0 ? 60 : 4) === 0) {
            samples.push(await memory(page));
            await page.evaluate(() => performance.clearResourceTimings());
            const { script, program, nodes } = samples.at(-1);
            console.log(`  after ${round + 1} orders, ${events} events: script ${(script / mega).toFixed(2)} MB, ` +
                `program ${(program / mega).toFixed(2)} MB, ${nodes} nodes`);
        }
    }
    // It was awake all the time.
    await fetch_one();
    const end = performance.now() + 30_000;
    while (await board_reads() === 0) {
        assert.ok(performance.now() < end, 'the kiosk hears nothing any more');
        await pause(100);
    }
    assert.equal(await page.evaluate(() => window.stayed), true, 'it was loaded anew');
    assert.deepEqual(kiosk.problems, []);
    const whole = ({ script, program }) => script + program;
    const growth = Math.max(...samples.slice(1).map(whole)) - whole(samples[0]);
    figure('kiosk_memory_growth', growth / mega, 'MB', growth_mb_max, { always: true });
});

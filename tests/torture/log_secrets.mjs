// The server's log after a day in which everybody did everything that carries a number or a secret.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import { Caller, open_stream } from '../e2e/support/api.mjs';
import { Server } from '../e2e/support/server.mjs';
import { kill_process } from './support/market.mjs';

const phone = '13800001234'; // of nobody: typed into a note, a search and a page
const minute = 60_000;

// What must not stand in the log: the name of each for the failing test, and the text itself.
const secrets = new Map();
const secret = (name, text) => {
    assert.ok(text && String(text).length >= 4, `${name} is empty`);
    secrets.set(name, String(text));
    return text;
};

async function sign_in(server, face) {
    const caller = await Caller.sign_in(server.link(face));
    secret(`the link of ${face}`, new URL(server.link(face)).hash.slice(1));
    secret(`the cookie of ${face}`, caller.cookie.split('=')[1]);
    return caller;
}

async function handed_out(server, resident, shop, kiosk) {
    const item = (await resident.home()).list.items.find((each) => !each.in_group && each.available > 10);
    const key = secret('an idempotency key', randomUUID());
    const order = await resident.post('/api/v1/orders', {
        lines: [{ item: item.item, quantity: 3 }], fulfilment: 'pickup', hub: shop.me.hub, payment: 'wallet',
        note: secret('a note', `打${phone}`),
    }, { key });
    for (const to of ['accepted', 'picking', 'packed', 'ready']) {
        await shop.post(`/api/v1/shop/orders/${order.order}/move`, { to });
    }
    const { pickup_code } = await resident.get(`/api/v1/orders/${order.order}`);
    await kiosk.send('POST', '/api/v1/kiosk/collect', { code: `${pickup_code}1` });
    await kiosk.post('/api/v1/kiosk/find', { phone_last4: '1950' });
    await kiosk.post('/api/v1/kiosk/collect', { code: pickup_code });
    await resident.post('/api/v1/posts', { order: order.order, text: secret('a post', `找我 ${phone}`), pictures: [] });
    return order.order;
}

// A new phone's code and what it was opened with; a guest's link, opened, asked with and wrong.
async function other_ways_in(resident) {
    const fresh = new Caller(resident.origin, resident.community);
    const offered = await resident.post('/api/v1/me/new-phone', {});
    const claimed = await fresh.send('POST', '/api/v1/phone', { secret: secret('the code of a new phone', offered.path.split('#')[1]) });
    // The clock is fast: the minute may be over.
    const claim = secret('what a new phone holds', claimed.body.claim ?? `${'0'.repeat(26)}${'z'.repeat(26)}`);
    await fresh.send('POST', '/api/v1/phone/finish', { claim });
    const { groups, community } = await resident.home();
    if (groups.length > 0) {
        const { path } = await resident.post(`/api/v1/groups/${groups[0].group}/guest-link`, {});
        const guest = secret('the link of a guest', path.split('#')[1]);
        await fresh.send('POST', '/api/v1/guest', { secret: guest });
        await fresh.send('POST', '/api/v1/guest/ask', {
            secret: guest, nickname: secret('the name of a guest', '客人阿青'), building: community.buildings[0].building, unit: 1, room: 101,
        });
    }
    await fetch(new URL(`/c/${resident.community}/identity/back?state=${secret('a state', randomUUID())}&code=${secret('a code', randomUUID())}`, resident.origin));
}

// What goes wrong is logged most: each of these is refused.
async function refused(server, resident) {
    const astray = new Caller(server.origin, server.community, `louxia_${server.community}=${secret('a forged cookie', randomUUID())}`);
    await astray.send('GET', '/api/v1/me');
    await astray.send('POST', '/api/v1/session', { secret: secret('a wrong secret', 'wrong'.repeat(5) + 'x') });
    await resident.send('GET', `/api/v1/orders/${phone}`);
    await resident.send('GET', `/nowhere/${phone}?phone=${phone}`);
    await resident.send('POST', '/api/v1/orders', Buffer.from(`{"note":"${phone}`), { headers: { 'Content-Type': 'application/json' } });
    await resident.send('POST', '/api/v1/orders', { [phone]: 1 });
    await fetch(new URL(`/c/${server.community}?next=${phone}`, server.origin), {
        headers: { Cookie: resident.cookie, 'User-Agent': `phone ${phone}`, Referer: `http://shop/?q=${phone}` },
    });
    for (const address of ['', '/me', '/orders', '/posts']) {
        await (await fetch(new URL(`/c/${server.community}${address}`, server.origin), { headers: { Cookie: resident.cookie } })).text();
    }
}

export async function log_of_a_day() {
    const server = await Server.start({ now: '2026-11-23T06:59:58+08:00', speed: 60, simulate_couriers: true });
    try {
        const resident = await sign_in(server, 'resident');
        const leader = await sign_in(server, 'leader');
        const shop = await sign_in(server, 'shop');
        const kiosk = await sign_in(server, 'kiosk');
        const courier = await sign_in(server, 'courier');
        const stream = await open_stream(resident);
        while (!(await resident.home()).list) await new Promise((resolve) => setTimeout(resolve, 100));
        const { households } = await leader.get('/api/v1/leader/households');
        const { path } = await leader.post(`/api/v1/leader/households/${households[3].household}/invite`, {});
        secret('an invite', path.split('#')[1]);
        const guest = await Caller.sign_in(new URL(path, server.origin).href);
        secret('the cookie of a guest', guest.cookie.split('=')[1]);
        await other_ways_in(resident);
        await leader.post(`/api/v1/leader/households/${households[3].household}/top-up`, { amount_fen: 1000 });
        await courier.post('/api/v1/courier/position', { latitude_e7: 311485500, longitude_e7: 1211016000 });
        await handed_out(server, resident, shop, kiosk);
        await refused(server, resident);
        // The night's jobs too: in half a minute of a fast clock lies half an hour.
        const { now_ms } = await leader.home();
        while ((await leader.home()).now_ms < now_ms + 2 * minute) await new Promise((resolve) => setTimeout(resolve, 200));
        stream.close();
        await server.stop();
        const lines = server.log.split('\n').filter(Boolean);
        assert.ok(lines.length > 40, `only ${lines.length} lines were logged`);
        assert.match(server.log, /"route":"place_order"/);
        const data = JSON.parse(fs.readFileSync(`${server.data}/demo-links.json`, 'utf8'));
        for (const text of JSON.stringify(data).match(/[0-9a-z]{26}/g)) secret(`a kept link ${text.slice(0, 4)}`, text);
        for (const line of lines) {
            assert.doesNotMatch(line.replace(/"(at|us|bytes|seq)":[^,}]*/g, ''), /(?<!\d)\d{11}(?!\d)/, 'a phone number');
            for (const [name, text] of secrets) assert.ok(!line.includes(text), `${name} stands in the log: ${line.slice(0, 200)}`);
        }
        console.log(`log: ${lines.length} lines hold no phone number and none of ${secrets.size} secrets`);
    } finally {
        await kill_process(server.pid);
    }
    server.forget();
}

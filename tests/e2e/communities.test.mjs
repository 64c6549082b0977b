// Three communities on one server: none sees anything of another's.

import assert from 'node:assert/strict';
import * as path from 'node:path';
import { after, before, test } from 'node:test';
import { Caller, open_stream, sign_in_household } from './support/api.mjs';
import { price_sheet, root } from './support/places.mjs';
import { Server, run_command } from './support/server.mjs';
import { fresh_folder } from './support/places.mjs';

const slugs = ['east', 'west', 'north'];
const absent = '0000000000007'; // an id that no community has
let server;
const places = {};

async function command(...parameters) {
    const { code, output, errors } = await run_command(...parameters);
    assert.equal(code, 0, `${parameters.join(' ')}: ${output.slice(-500)}${errors}`);
    return output;
}

async function invite(data, slug, ...whom) {
    const output = await command('invite', '--community', slug, ...whom, '--data', data);
    return output.trim().split('\t').pop();
}

// Tonight, in the communities' own time.
const here = (at) => new Date(at + 8 * 3600_000).toISOString().slice(0, 10);

async function settle(slug, leader_path) {
    const leader = await Caller.sign_in(new URL(leader_path, server.origin).href);
    await leader.post(`/api/v1/leader/lists/${here(Date.now())}/publish`, {});
    const home = await leader.home();
    const hub = home.community.hubs[0];
    const item = home.list.items.find((each) => each.name === '土豆');
    const draft = { ...(await leader.get(`/api/v1/leader/lists/${here(Date.now())}`)).items
        .find((each) => each.item === item.item).draft, stock: [{ hub: hub.hub, on_hand: 50 }] };
    await leader.post(`/api/v1/leader/items/${item.item}`, { draft });
    const group = await leader.post('/api/v1/leader/groups', {
        title: `${slug} 的团`, hub: hub.hub, price_fen: 100, target_households: 3,
        cutoff_at_ms: Date.now() + 3600_000, deliver_before_ms: Date.now() + 7200_000,
        contents: [{ item: item.item, pieces: 1 }],
    });
    const resident = await sign_in_household(leader, (each) => each.wallet_fen >= 20000);
    const order = await resident.post('/api/v1/orders', {
        lines: [{ item: item.item, quantity: 5 }], fulfilment: 'pickup', payment: 'wallet',
    });
    return { leader, resident, item, group, order };
}

before(async () => {
    const data = path.join(fresh_folder(), 'data');
    const links = {};
    for (const slug of slugs) {
        await command('community', 'create', path.join(root, 'assets/demo/community.json'), '--slug', slug, '--data', data);
        await command('import-prices', price_sheet, '--community', slug, '--date', here(Date.now()), '--data', data);
        links[slug] = await invite(data, slug, '--role', 'leader');
    }
    server = await Server.start({ data, demo: false });
    for (const slug of slugs) places[slug] = await settle(slug, links[slug]);
});

after(async () => {
    await server?.leave();
});

test('the front door lists all three, and a link leads to its own', async () => {
    const page = await (await fetch(server.origin)).text();
    for (const slug of slugs) assert.match(page, new RegExp(`href="/c/${slug}"`));
    for (const slug of slugs) {
        const { group, item } = places[slug];
        for (const address of [`/g/${group.group}`, `/p/${item.item}`]) {
            const html = await (await fetch(new URL(address, server.origin))).text();
            assert.match(html, new RegExp(`data-community="${slug}"`), address);
        }
    }
    assert.equal((await fetch(new URL('/c/south', server.origin))).status, 404);
});

test('a foreign id and an absent one get the same answer, byte for byte', async () => {
    const { resident } = places.east;
    const { order, group, item } = places.west;
    const pairs = [
        ['GET', `/api/v1/orders/${order.order}`, `/api/v1/orders/${absent}`],
        ['POST', `/api/v1/orders/${order.order}/cancel`, `/api/v1/orders/${absent}/cancel`],
        ['POST', `/api/v1/orders/${order.order}/collect`, `/api/v1/orders/${absent}/collect`],
        ['GET', `/api/v1/groups/${group.group}`, `/api/v1/groups/${absent}`],
        ['POST', `/api/v1/groups/${group.group}/join`, `/api/v1/groups/${absent}/join`],
    ];
    for (const [method, foreign, missing] of pairs) {
        const one = await resident.send(method, foreign, {});
        const other = await resident.send(method, missing, {});
        assert.equal(one.status, 404, `${method} ${foreign}: ${one.text}`);
        assert.equal(one.text, other.text, foreign);
        assert.equal(other.status, 404);
    }
    const quote = (id) => resident.send('POST', '/api/v1/quote',
        { lines: [{ item: id, quantity: 1 }], fulfilment: 'pickup' });
    const [foreign, missing] = [await quote(item.item), await quote(absent)];
    assert.equal(foreign.text, missing.text);
    assert.notEqual(foreign.status, 200);
});

test('a neighbour of the same community cannot read an order either', async () => {
    const { leader, order } = places.east;
    const other = await sign_in_household(leader, (each) => each.wallet_fen === 15000);
    const foreign = await other.send('GET', `/api/v1/orders/${order.order}`);
    const missing = await other.send('GET', `/api/v1/orders/${absent}`);
    assert.equal(foreign.status, 404);
    assert.equal(foreign.text, missing.text);
    const page = await fetch(new URL(`/o/${order.order}`, server.origin), { headers: { Cookie: other.cookie } });
    const nothing = await fetch(new URL(`/o/${absent}`, server.origin), { headers: { Cookie: other.cookie } });
    assert.equal(page.status, 404);
    assert.equal(nothing.status, 404);
});

test('lists, groups, households and orders hold nothing of the others', async () => {
    for (const slug of slugs) {
        const { leader, resident, order } = places[slug];
        const home = await resident.home();
        assert.equal(home.community.slug, slug);
        assert.deepEqual(home.groups.map((each) => each.title), [`${slug} 的团`]);
        const { orders } = await resident.get('/api/v1/orders');
        assert.deepEqual(orders.map((each) => each.order), [order.order]);
        const today = await leader.get('/api/v1/leader/today');
        assert.equal(today.orders, 1);
        assert.deepEqual(today.running.map((each) => each.order), [order.order]);
    }
    const ids = slugs.map((slug) => places[slug].item.item);
    assert.equal(new Set(ids).size, 3);
});

test('a session counts in its own community alone', async () => {
    const { resident, leader } = places.east;
    for (const caller of [resident, leader]) {
        const astray = new Caller(server.origin, 'west', caller.cookie);
        assert.equal((await astray.send('GET', '/api/v1/me')).status, 401);
        assert.equal((await astray.send('GET', '/api/v1/orders')).status, 401);
        assert.equal((await astray.send('GET', '/api/v1/leader/households')).status, 401);
        // The cookie renamed to the other community's is no better.
        const renamed = new Caller(server.origin, 'west', caller.cookie.replaceAll('east', 'west'));
        assert.equal((await renamed.send('GET', '/api/v1/me')).status, 401);
    }
});

test('an event is heard in its own community alone', async () => {
    const streams = {};
    for (const slug of slugs) {
        streams[slug] = await open_stream(places[slug].resident);
        assert.equal((await streams[slug].next()).name, 'hello');
    }
    // One order in each, one after the other: whatever came astray would stand before the own.
    for (const slug of slugs) {
        const { resident, item } = places[slug];
        await resident.post('/api/v1/orders', {
            lines: [{ item: item.item, quantity: 1 }], fulfilment: 'pickup', payment: 'on_handover',
        });
    }
    for (const slug of slugs) {
        const { item } = places[slug];
        const first = await streams[slug].until((event) => event.name === 'items_changed');
        assert.deepEqual(first.data.items.map((each) => each.item), [item.item], `${slug} heard of a foreign item`);
        streams[slug].close();
    }
});

// Every text that an endpoint of the contract takes, filled with each text of naughty.mjs over HTTP:
// kept byte for byte, or refused with the field named. A text field that the table below does not have
// fails the test.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { after, before, test } from 'node:test';
import { Caller } from '../e2e/support/api.mjs';
import { code_points, naughty, promised } from '../e2e/support/naughty.mjs';
import { fresh_folder } from '../e2e/support/places.mjs';
import { Server } from '../e2e/support/server.mjs';

const minute = 60_000;
const tomorrow = '2026-11-24';
const secret = 'a'.repeat(26);

let server;
let resident;
let leader;
let shop;
let kiosk;
const couriers = [];
let item;
let hub;
let building;
let folder;
let address = 0;

before(async () => {
    folder = fresh_folder();
    const key_file = path.join(folder, 'key');
    fs.writeFileSync(key_file, '0123456789abcdef0123456789abcdef');
    // A provider that never answers is enough to be asked for.
    server = await Server.start({
        now: '2026-11-23T14:00:00+08:00',
        any_rate: true,
        more: ['--payments', 'http://127.0.0.1:9', '--payments-key-file', key_file],
    });
    resident = await Caller.sign_in(server.link('resident'));
    leader = await Caller.sign_in(server.link('leader'));
    shop = await Caller.sign_in(server.link('shop'));
    for (const { url } of server.lines.filter((line) => line.face === 'courier')) couriers.push(await Caller.sign_in(url));
    kiosk = await Caller.sign_in(server.link('kiosk'));
    const { list, community } = await leader.home();
    hub = shop.me.hub;
    building = community.buildings[0].building;
    ({ item } = list.items.find((each) => !each.in_group));
    await shop.post('/api/v1/shop/stock', { item, on_hand: 90_000 });
});

after(async () => {
    if (!server) return;
    await server.stop();
    await server.check();
    server.forget();
    fs.rmSync(folder, { recursive: true, force: true });
});

// Each from an address of its own, so that nothing is limited by how often it is tried.
function send(caller, target, body) {
    address += 1;
    const headers = { 'X-Forwarded-For': `10.${address >> 16}.${(address >> 8) & 255}.${address & 255}` };
    return caller.send('POST', target, body, { headers });
}

const basket = () => ({ lines: [{ item, quantity: 9 }], fulfilment: 'pickup', payment: 'on_handover' });
const draft = (more) => ({ name: '菜', category: 'other', unit: 'jin', price_fen: 300, ...more });
const batch = (more) => ({ farm: '', place: '', picture: '', clip: '', ...more });

async function group(more) {
    const { now_ms } = await leader.home();
    return {
        title: '团', hub, price_fen: 100, target_households: 5, cutoff_at_ms: now_ms + 30 * minute,
        deliver_before_ms: now_ms + 90 * minute, contents: [{ item, pieces: 1 }], ...more,
    };
}

async function collected() {
    const { order } = await resident.post('/api/v1/orders', basket());
    for (const to of ['accepted', 'picking', 'packed', 'ready']) await shop.post(`/api/v1/shop/orders/${order}/move`, { to });
    await resident.post(`/api/v1/orders/${order}/collect`, {});
    return order;
}

// Orders to write a post about, to claim of, and of which something is claimed: used until it is kept.
let to_show;
let to_claim;
let to_decline;
async function claimed() {
    const order = await collected();
    await resident.post(`/api/v1/orders/${order}/claim`, { reason: 'other' });
    return order;
}
let to_report;
// A delivery that lies packed for a courier. What the other texts left waiting goes first, since nobody
// is promised anything behind a hundred orders.
async function carried() {
    for (const { order, state } of (await shop.get('/api/v1/shop/board')).orders) {
        if (state === 'placed') await shop.post(`/api/v1/shop/orders/${order}/move`, { to: 'cancelled' });
    }
    const { order } = await resident.post('/api/v1/orders', { ...basket(), fulfilment: 'delivery' });
    for (const to of ['accepted', 'picking', 'packed']) await shop.post(`/api/v1/shop/orders/${order}/move`, { to });
    for (const caller of couriers) {
        const { stops } = await caller.get('/api/v1/courier/run');
        if (stops.some((stop) => stop.order === order)) return { order, caller };
    }
    return assert.fail('no courier has the order');
}
let to_hand_over;
async function taken() {
    const found = await carried();
    await found.caller.post(`/api/v1/courier/orders/${found.order}/take`, {});
    return found;
}
const problem_of = async (order) => (await leader.get('/api/v1/leader/fleet')).problems.find((each) => each.order === order);
const claim_of = async (order) => (await resident.get(`/api/v1/orders/${order}`)).claims[0];

const items = (more) => send(leader, `/api/v1/leader/lists/${tomorrow}/items`, { items: [draft(more)], replace: true });
const drafted = async () => (await leader.get(`/api/v1/leader/lists/${tomorrow}`)).items.at(-1).draft;

let changed_item;
async function change(more) {
    changed_item ??= (await leader.post('/api/v1/leader/lists/2026-11-25/items', { items: [draft({})] })).items[0].item;
    return send(leader, `/api/v1/leader/items/${changed_item}`, { draft: draft(more) });
}
const changed = async () => (await leader.get('/api/v1/leader/lists/2026-11-25')).items[0].draft;

async function poster() {
    return (await leader.post(`/api/v1/leader/buildings/${building}/code`, {})).path.split('#')[1];
}
let guest_group;
async function guest_secret() {
    guest_group ??= (await leader.post('/api/v1/leader/groups', await group({}))).group;
    return (await resident.post(`/api/v1/groups/${guest_group}/guest-link`, {})).path.split('#')[1];
}
// The one who has just asked; turned away, so that the building is not full.
async function who_asked() {
    const { waiting } = await leader.get('/api/v1/admissions');
    for (const { member } of waiting) await leader.post(`/api/v1/admissions/${member}/turn-away`, {});
    return waiting.at(-1).nickname;
}

// operation.field -> what it is:
//   kept { most, required, lines }: send(text), named (in a refusal), read() as it was kept
//   form: send(text) is refused, naming the field, unless it has the form that is wanted
const kept = (limits, named, send_text, read) => ({ limits, named, send: send_text, read });
const form = (named, send_text, unless = () => false) => ({ named, send: send_text, unless });

const item_texts = (operation, prefix, named, put, read) => ({
    [`${operation}.${prefix}.name`]: kept({ most: 40, required: true }, `${named}.name`, (name) => put({ name }), async () => (await read()).name),
    [`${operation}.${prefix}.spec`]: kept({ most: 80 }, `${named}.spec`, (spec) => put({ spec }), async () => (await read()).spec),
    [`${operation}.${prefix}.origin`]: kept({ most: 120 }, `${named}.origin`, (origin) => put({ origin }), async () => (await read()).origin),
    [`${operation}.${prefix}.picture`]: form(`${named}.picture`, (picture) => put({ picture }), (text) => text === '' || /^[w]+$/.test(text)),
    [`${operation}.${prefix}.batch.farm`]: kept({ most: 40 }, `${named}.batch.farm`, (farm) => put({ batch: batch({ farm, place: '青浦' }) }), async () => (await read()).batch.farm),
    [`${operation}.${prefix}.batch.place`]: kept({ most: 40 }, `${named}.batch.place`, (place) => put({ batch: batch({ place, farm: '王家农场' }) }), async () => (await read()).batch.place),
    [`${operation}.${prefix}.batch.picture`]: form(`${named}.batch.picture`, (picture) => put({ batch: batch({ picture, farm: '王家农场' }) }), (text) => text === ''),
    [`${operation}.${prefix}.batch.clip`]: form(`${named}.batch.clip`, (clip) => put({ batch: batch({ clip, farm: '王家农场' }) }), (text) => text === ''),
});

const sheet_head = '品名,最低价,平均价,最高价,规格,产地,单位,发布日期\n';
const cell = (text) => `"${text.replaceAll('"', '""')}"`;
const base64url = /^[\w-]+$/;

const texts = {
    'sign_in.secret': form('secret', (text) => send(new Caller(server.origin, server.community), '/api/v1/session', { secret: text })),
    'sign_in.code': form('code', (code) => send(new Caller(server.origin, server.community), '/api/v1/session', { secret: '', code }), (text) => text === ''),
    'quote_order.coupon': form('coupon', (coupon) => send(resident, '/api/v1/quote', { lines: basket().lines, fulfilment: 'pickup', coupon }), (text) => text === ''),
    'place_order.coupon': form('coupon', (coupon) => send(resident, '/api/v1/orders', { ...basket(), coupon }), (text) => text === ''),
    'place_order.note': kept({ most: 100 }, 'note', (note) => send(resident, '/api/v1/orders', { ...basket(), note }),
        async ({ order }) => (await resident.get(`/api/v1/orders/${order}`)).note),
    'start_payment.order.coupon': form('order.coupon', (coupon) => send(resident, '/api/v1/payments', { order: { ...basket(), coupon } }), (text) => text === '' || code_points(text) <= 16),
    // What is refused of a note is told before what else is missing; the order itself is above.
    'start_payment.order.note': form('order.note', (note) => send(resident, '/api/v1/payments', { order: { ...basket(), note } }), (text) => promised(text, { most: 100 }) === undefined),
    'add_post.text': kept({ most: 300, required: true, lines: true }, 'text', async (text) => {
        to_show ??= await collected();
        const reply = await send(resident, '/api/v1/posts', { order: to_show, text, pictures: [] });
        if (reply.status === 200) to_show = undefined;
        return reply;
    }, async ({ post }) => (await resident.get('/api/v1/posts')).posts.find((each) => each.post === post).text),
    'claim_refund.text': kept({ most: 200, lines: true }, 'text', async (text) => {
        to_claim ??= await collected();
        const reply = await send(resident, `/api/v1/orders/${to_claim}/claim`, { reason: 'spoiled', text });
        if (reply.status === 200) to_claim = undefined;
        return reply;
    }, async ({ order }) => (await claim_of(order)).text),
    'report_problem.text': kept({ most: 200, lines: true }, 'text', async (text) => {
        to_report ??= await carried();
        const { order, caller } = to_report;
        const reply = await send(caller, `/api/v1/courier/orders/${order}/problem`, { kind: 'other', text });
        if (reply.status !== 200) return reply;
        to_report = undefined;
        return { ...reply, body: { order } };
    }, async ({ order }) => (await problem_of(order)).text),
    'decline_refund.answer': kept({ most: 200, required: true, lines: true }, 'answer', async (answer) => {
        to_decline ??= await claimed();
        const reply = await send(leader, `/api/v1/leader/orders/${to_decline}/decline`, { claim: 1, answer });
        if (reply.status === 200) to_decline = undefined;
        return reply;
    }, async ({ order }) => (await claim_of(order)).answer),
    'keep_picture (raw)': form('bytes', (text) => send(resident, '/api/v1/pictures', Buffer.from(text))),
    'preview_sheet (raw)': {
        send: (text) => send(leader, '/api/v1/leader/sheets/300', Buffer.from(`${sheet_head}${cell(text)},1.00,1.20,1.40,,${cell(text)},斤,2026-11-23\n`)),
        sheet: true,
    },
    ...item_texts('add_items', 'items[]', 'items[0]', items, drafted),
    ...item_texts('change_item', 'draft', 'draft', change, changed),
    'open_group.title': kept({ most: 30, required: true }, 'title', async (title) => send(leader, '/api/v1/leader/groups', await group({ title })),
        async (made) => (await resident.get(`/api/v1/groups/${made.group}`)).title),
    'open_group.serves': kept({ most: 20 }, 'serves', async (serves) => send(leader, '/api/v1/leader/groups', await group({ serves })),
        async (made) => (await resident.get(`/api/v1/groups/${made.group}`)).serves),
    'open_group.picture': form('picture', async (picture) => send(leader, '/api/v1/leader/groups', await group({ picture })), (text) => text === '' || /^[w]+$/.test(text)),
    // Empty: derived from unit and pieces.
    'open_group.contents[].amount': kept({ most: 40 }, 'contents[0].amount', async (amount) => send(leader, '/api/v1/leader/groups', await group({ contents: [{ item, pieces: 1, amount }] })),
        async (made, text) => text === '' ? '' : (await resident.get(`/api/v1/groups/${made.group}`)).contents[0].amount),
    'collect_by_code.code': form('code', (code) => send(kiosk, '/api/v1/kiosk/collect', { code })),
    'courier_step.code': form('code', async (code) => {
        to_hand_over ??= await taken();
        return send(to_hand_over.caller, `/api/v1/courier/orders/${to_hand_over.order}/deliver`, { code });
    }, (text) => text === ''),
    'find_by_phone.phone_last4': form('phone_last4', (phone_last4) => send(kiosk, '/api/v1/kiosk/find', { phone_last4 })),
    'ask_in.secret': form('secret', (text) => send(new Caller(server.origin, server.community), '/api/v1/admissions', { secret: text, nickname: '来', unit: 1, room: 101 })),
    'ask_in.nickname': kept({ most: 24, required: true }, 'nickname',
        async (nickname) => send(new Caller(server.origin, server.community), '/api/v1/admissions', { secret: await poster(), nickname, unit: 1, room: 101 }),
        who_asked),
    'open_guest_link.secret': form('secret', (text) => send(new Caller(server.origin, server.community), '/api/v1/guest', { secret: text })),
    'ask_as_guest.secret': form('secret', (text) => send(new Caller(server.origin, server.community), '/api/v1/guest/ask', { secret: text, nickname: '来', building, unit: 1, room: 101 })),
    'ask_as_guest.nickname': kept({ most: 24, required: true }, 'nickname',
        async (nickname) => send(new Caller(server.origin, server.community), '/api/v1/guest/ask', { secret: await guest_secret(), nickname, building, unit: 1, room: 101 }),
        who_asked),
    'claim_phone.secret': form('secret', (text) => send(new Caller(server.origin, server.community), '/api/v1/phone', { secret: text })),
    'finish_phone.claim': form('claim', (claim) => send(new Caller(server.origin, server.community), '/api/v1/phone/finish', { claim })),
    'add_passkey.client_data': form('client_data', (client_data) => send(resident, '/api/v1/me/passkeys', { client_data, authenticator_data: 'AAAA' }), (text) => base64url.test(text)),
    'add_passkey.authenticator_data': form('authenticator_data', (authenticator_data) => send(resident, '/api/v1/me/passkeys', { client_data: 'AAAA', authenticator_data }), (text) => base64url.test(text)),
    ...Object.fromEntries(['credential', 'client_data', 'authenticator_data', 'signature'].map((name) => [`passkey_sign_in.${name}`,
        form(name, (text) => send(new Caller(server.origin, server.community), '/api/v1/passkey',
            { credential: 'AAAA', client_data: 'AAAA', authenticator_data: 'AAAA', signature: 'AAAA', [name]: text }), (text) => base64url.test(text))])),
};

// The texts of a schema: of type string, and neither an id, a day nor one of some words.
function text_fields(schema, components, prefix) {
    if (schema.$ref) return text_fields(components[schema.$ref.split('/').at(-1)], components, prefix);
    if (schema.anyOf) return schema.anyOf.flatMap((each) => text_fields(each, components, prefix));
    if (schema.items) return text_fields(schema.items, components, `${prefix}[]`);
    if (schema.properties) {
        return Object.entries(schema.properties).flatMap(([name, each]) =>
            text_fields(each, components, prefix.endsWith(' ') ? prefix + name : `${prefix}.${name}`));
    }
    const is_text = [schema.type].flat().includes('string') && !schema.pattern && !schema.format && !schema.enum;
    return is_text ? [prefix] : [];
}

test('every text that the contract takes stands in the table', async () => {
    const { paths, components } = await leader.get('/api/openapi.json');
    const found = Object.values(paths).flatMap((each) => Object.values(each)).flatMap((operation) => [
        ...(operation.parameters ?? []).filter((each) => each.schema)
            .flatMap((each) => text_fields(each.schema, components.schemas, `${operation.operationId}.${each.name}`)),
        ...Object.entries(operation.requestBody?.content ?? {}).flatMap(([type, { schema }]) => type === 'application/json'
            ? text_fields(schema, components.schemas, operation.operationId) : [`${operation.operationId} (raw)`]),
    ]);
    assert.deepEqual(Object.keys(texts).sort(), [...new Set(found)].sort());
});

function check_refused(reply, what) {
    assert.ok(reply.status >= 400 && reply.status < 500, `${what}: ${reply.status} ${reply.text.slice(0, 200)}`);
    return reply.body;
}

async function check_kept({ limits, named, send: send_text, read }, text, what) {
    const refusal = promised(text, limits);
    const reply = await send_text(text);
    if (refusal === undefined) {
        assert.equal(reply.status, 200, `${what}: ${reply.status} ${reply.text.slice(0, 200)}`);
        assert.equal(await read(reply.body, text), text, what);
        return 1;
    }
    const { error, field } = check_refused(reply, what);
    // A body that is too large for its endpoint is not looked into.
    if (error === 'too_large') return 0;
    assert.equal(error, refusal, `${what}: ${field}`);
    assert.equal(field, named, what);
    return 0;
}

async function check_form({ named, send: send_text, unless }, text, what) {
    const reply = await send_text(text);
    if (unless(text)) return;
    const { error, field } = check_refused(reply, what);
    if (error !== 'too_large') assert.equal(field, named, `${what}: ${error}`);
}

// A sheet's cells are cleaned: what stands around them goes. A row says what is wrong with it.
async function check_sheet({ send: send_text }, text, what) {
    if (!text.isWellFormed()) return;
    const reply = await send_text(text);
    if (reply.status !== 200) {
        assert.match(check_refused(reply, what).error, /^(sheet_|too_large)/, what);
        return;
    }
    const [row] = reply.body.rows;
    if (row.usable) {
        assert.equal(promised(row.raw_name, { most: 1024 }), undefined, what);
        assert.equal(row.raw_name.replaceAll(/\s/gu, ''), text.replaceAll(/[\s\uFEFF]/gu, ''), what);
        assert.ok(text.replaceAll(/\s/gu, '').includes(row.origin.replaceAll(/\s/gu, '')) || row.origin !== '', what);
    } else {
        assert.notEqual(row.issues.length, 0, what);
    }
}

for (const [field, entry] of Object.entries(texts)) {
    test(`${field} keeps a text as it is, or refuses it by name`, async () => {
        let count = 0;
        for (const [rule, text] of Object.entries(naughty)) {
            const what = `${field}, ${rule}`;
            if (entry.limits) count += await check_kept(entry, text, what);
            else if (entry.sheet) await check_sheet(entry, text, what);
            else await check_form(entry, text, what);
        }
        if (entry.limits) assert.ok(count >= 40, `${field} kept only ${count} of them`);
    });
}

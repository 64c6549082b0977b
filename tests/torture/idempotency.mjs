// Every change of the contract sent five times at once under one key, once more later, again after a
// kill, and with another body. What the contract has and the table below has not fails.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { Caller } from '../e2e/support/api.mjs';
import { fresh_folder } from '../e2e/support/places.mjs';
import { FakeAuthenticator } from '../e2e/support/fake_authenticator.mjs';
import { FakeIdentityProvider } from '../e2e/support/fake_identity_provider.mjs';
import { Server } from '../e2e/support/server.mjs';
import { kill_process } from './support/market.mjs';

const now = '2026-11-23T14:00:00+08:00';
const tomorrow = '2026-11-24';
const minute = 60_000;
const at_once = 5;
// A provider that never answers is enough to be asked for.
const key_file = path.join(fresh_folder(), 'key');
fs.writeFileSync(key_file, '0123456789abcdef0123456789abcdef');
const payments = ['--payments', 'http://127.0.0.1:9', '--payments-key-file', key_file];
const photo = fs.readFileSync(new URL('../e2e/support/photo.png', import.meta.url));

// Who takes part, and steps that bring about what a change needs before it.
class Village {
    async begin() {
        this.provider = await FakeIdentityProvider.start();
        this.server = await Server.start({ now, any_rate: true, more: [...payments, '--identity', this.provider.file] });
        for (const face of ['resident', 'second_resident', 'leader', 'shop', 'kiosk']) {
            this[face] = await Caller.sign_in(this.server.link(face));
        }
        this.couriers = [];
        this.others = [];
        for (const { url } of this.server.lines.filter((line) => line.face === 'courier')) {
            this.couriers.push(await Caller.sign_in(url));
        }
        const { list, community } = await this.leader.home();
        this.hub = this.shop.me.hub;
        this.hubs = community.hubs;
        const free = list.items.filter((item) => !item.in_group).slice(0, 2);
        [this.item, this.other] = free;
        for (const { item } of free) await this.shop.post('/api/v1/shop/stock', { item, on_hand: 5000 });
        const { households } = await this.leader.get('/api/v1/leader/households');
        this.household = households[20].household;
        for (const { nickname, household } of households) {
            if (nickname === this.resident.me.nickname) {
                await this.leader.post(`/api/v1/leader/households/${household}/top-up`, { amount_fen: 500_000 });
            }
        }
        return this;
    }

    get everyone() {
        return [this.resident, this.second_resident, this.leader, this.shop, this.kiosk, ...this.couriers, ...this.others];
    }

    basket(quantity, fulfilment) {
        return {
            lines: [{ item: this.item.item, quantity }], fulfilment, payment: 'wallet',
            ...(fulfilment === 'pickup' ? { hub: this.hub } : {}),
        };
    }

    async order(fulfilment, ...states) {
        const { order } = await this.resident.post('/api/v1/orders', this.basket(9, fulfilment));
        for (const to of states) await this.shop.post(`/api/v1/shop/orders/${order}/move`, { to });
        return order;
    }

    async group() {
        const { now_ms } = await this.leader.home();
        return {
            title: '幂等团', hub: this.hub, price_fen: 100, target_households: 5,
            cutoff_at_ms: now_ms + 30 * minute, deliver_before_ms: now_ms + 90 * minute,
            contents: [{ item: this.item.item, pieces: 1 }],
        };
    }

    async opened_group() {
        return (await this.leader.post('/api/v1/leader/groups', await this.group())).group;
    }

    // Another session of somebody, and its id.
    async also(face) {
        const caller = await Caller.sign_in(this.server.link(face));
        this.others.push(caller);
        const { devices } = await caller.get('/api/v1/me/devices');
        return { caller, session: devices.find((device) => device.current).session };
    }

    async building_code() {
        const { community } = await this.leader.home();
        const { path } = await this.leader.post(`/api/v1/leader/buildings/${community.buildings[0].building}/code`, {});
        return path.split('#')[1];
    }

    async somebody_waiting(room) {
        const asked = { secret: await this.building_code(), nickname: `新来的${room}`, unit: 1, room };
        const { status, text } = await this.leader.send('POST', '/api/v1/admissions', asked);
        assert.equal(status, 200, text);
        const { waiting } = await this.leader.get('/api/v1/admissions');
        return waiting.find((each) => each.nickname === asked.nickname).member;
    }

    // Passkeys know hosts with a name only.
    async passkey() {
        const origin = this.server.origin.replace('127.0.0.1', 'localhost');
        const named = Object.assign(new Caller(origin, this.server.community), { cookie: this.leader.cookie });
        const { challenge } = await named.post('/api/v1/me/passkeys/begin', {});
        const { passkeys } = await named.post('/api/v1/me/passkeys', new FakeAuthenticator(origin).made(challenge));
        return passkeys.at(-1).passkey;
    }

    // As a browser does it: the page of ways to sign in, the provider, and back.
    async identity() {
        const { origin, community } = this.server;
        const ways = `${origin}/c/${community}/me/ways`;
        const headers = { Cookie: this.leader.cookie };
        const field = (page, name) => page.match(new RegExp(`name="${name}" value="([^"]*)"`))[1];
        const page = await (await fetch(ways, { headers })).text();
        const begun = await fetch(ways, {
            method: 'POST', headers,
            body: new URLSearchParams({ token: field(page, 'token'), key: field(page, 'key'), step: 'link' }),
        });
        const flow = begun.headers.getSetCookie().find((each) => each.includes('_flow_')).split(';')[0];
        const url = (await begun.text()).match(/class="btn" href="([^"]*)"/)[1]
            .replace(/&#x([0-9A-Fa-f]+);|&#(\d+);|&amp;/g, (_, hex, number) =>
                hex ? String.fromCharCode(parseInt(hex, 16)) : number ? String.fromCharCode(number) : '&');
        const away = await fetch(url, { redirect: 'manual' });
        const back = await fetch(away.headers.get('location'), { redirect: 'manual', headers: { Cookie: flow } });
        assert.equal(back.status, 303, 'the identity was not linked');
        const { identities } = await this.leader.get('/api/v1/me/identities');
        return identities.at(-1).identity;
    }

    draft(name) {
        return { name, category: 'other', unit: 'jin', price_fen: 300 };
    }

    async drafted() {
        const list = await this.leader.post(`/api/v1/leader/lists/${tomorrow}/items`, { items: [this.draft(`菜${randomUUID().slice(0, 4)}`)] });
        return list.items.at(-1).item;
    }
}

// A delivery that lies packed, and the courier who has it.
async function carried(village) {
    const order = await village.order('delivery', 'accepted', 'picking', 'packed');
    for (const caller of village.couriers) {
        const { stops } = await caller.get('/api/v1/courier/run');
        if (stops.some((stop) => stop.order === order)) return { order, caller };
    }
    return assert.fail('no courier has the order');
}

const held = async (village) => (await village.resident.get('/api/v1/me')).held_fen;
const drafted = async (village) => (await village.leader.get(`/api/v1/leader/lists/${tomorrow}`)).items.length;
const waiting = async (village) => (await village.leader.get('/api/v1/admissions')).waiting.length;
const guest_links = async (village) => (await village.resident.get('/api/v1/me/guest-links')).links.length;
const groups = async (village) => (await village.leader.home()).groups.length;

// By the contract's name: who sends what where; `count` is a number that the change moves by `by`.
const changes = {
    join_group: async (village) => ({
        caller: village.resident, path: `/api/v1/groups/${await village.opened_group()}/join`, count: held, by: 100,
    }),
    leave_group: async (village) => {
        const group = await village.opened_group();
        await village.resident.post(`/api/v1/groups/${group}/join`, {});
        return { caller: village.resident, path: `/api/v1/groups/${group}/leave`, count: held, by: -100 };
    },
    place_order: async (village) => ({
        caller: village.resident, path: '/api/v1/orders', body: village.basket(3, 'pickup'),
        changed: village.basket(4, 'pickup'), count: held, by: (reply) => reply.total_fen,
    }),
    cancel_order: async (village) => ({
        caller: village.resident, path: `/api/v1/orders/${await village.order('pickup')}/cancel`,
        count: held, by: (reply) => -reply.total_fen,
    }),
    change_order: async (village) => {
        const path = `/api/v1/orders/${await village.order('pickup')}`;
        const body = { fulfilment: 'pickup', lines: [{ line: 0, quantity: 6 }] };
        const { terms } = await village.resident.post(`${path}/quote`, body);
        return {
            caller: village.resident, path: `${path}/change`, body: { ...body, terms },
            changed: { ...body, terms, fulfilment: 'delivery' }, count: held, by: -3 * village.item.price_fen,
        };
    },
    collect_order: async (village) => ({
        caller: village.resident, path: `/api/v1/orders/${await village.order('pickup', 'accepted', 'picking', 'packed', 'ready')}/collect`,
        count: held, by: (reply) => -reply.total_fen,
    }),
    add_post: async (village) => {
        const order = await village.order('pickup', 'accepted', 'picking', 'packed', 'ready');
        await village.resident.post(`/api/v1/orders/${order}/collect`, {});
        const body = { order, text: '新鲜', pictures: [] };
        return {
            caller: village.resident, path: '/api/v1/posts', body, changed: { ...body, text: '很新鲜' },
            count: async () => (await village.resident.get('/api/v1/posts')).posts.length, by: 1,
        };
    },
    keep_picture: async (village) => ({
        caller: village.resident, path: '/api/v1/pictures', body: photo, changed: Buffer.concat([photo, Buffer.alloc(1)]),
        count: () => fs.readdirSync(`${village.server.data}/pictures`).length, by: 1,
    }),
    add_items: async (village) => ({
        caller: village.leader, path: `/api/v1/leader/lists/${tomorrow}/items`, body: { items: [village.draft('一样')] },
        changed: { items: [village.draft('两样')] }, count: drafted, by: 1,
    }),
    change_item: async (village) => ({
        caller: village.leader, path: `/api/v1/leader/items/${await village.drafted()}`,
        body: { draft: village.draft('改一') }, changed: { draft: village.draft('改二') }, count: drafted, by: 0,
    }),
    remove_item: async (village) => ({
        caller: village.leader, path: `/api/v1/leader/items/${await village.drafted()}/remove`, count: drafted, by: -1,
    }),
    publish_list: async (village) => {
        await village.drafted();
        return { caller: village.leader, path: `/api/v1/leader/lists/${tomorrow}/publish`, count: drafted, by: 0 };
    },
    open_group: async (village) => {
        const body = await village.group();
        return { caller: village.leader, path: '/api/v1/leader/groups', body, changed: { ...body, price_fen: 101 }, count: groups, by: 1 };
    },
    close_group: async (village) => {
        const body = { ...await village.group(), target_households: 2 };
        const { group } = await village.leader.post('/api/v1/leader/groups', body);
        for (const who of [village.resident, village.second_resident]) await who.post(`/api/v1/groups/${group}/join`, {});
        return { caller: village.leader, path: `/api/v1/leader/groups/${group}/close` };
    },
    cancel_group: async (village) => {
        const group = await village.opened_group();
        await village.resident.post(`/api/v1/groups/${group}/join`, {});
        return { caller: village.leader, path: `/api/v1/leader/groups/${group}/cancel`, count: held, by: -100 };
    },
    invite_household: async (village) => ({
        caller: village.leader, path: `/api/v1/leader/households/${village.household}/invite`,
    }),
    top_up: async (village) => ({
        caller: village.leader, path: `/api/v1/leader/households/${village.household}/top-up`,
        body: { amount_fen: 700 }, changed: { amount_fen: 701 }, by: 700,
        count: async () => (await village.leader.get('/api/v1/leader/households')).households
            .find((each) => each.household === village.household).wallet_fen,
    }),
    move_order: async (village) => ({
        caller: village.shop, path: `/api/v1/shop/orders/${await village.order('pickup')}/move`,
        body: { to: 'accepted' }, changed: { to: 'cancelled' },
    }),
    weigh_line: async (village) => ({
        caller: village.shop, path: `/api/v1/shop/orders/${await village.order('pickup', 'accepted', 'picking')}/weigh`,
        body: { line: 0, pieces: 1 }, changed: { line: 0, pieces: 0 },
    }),
    refund_order: async (village) => {
        const order = await village.order('pickup', 'accepted', 'picking', 'packed', 'ready');
        const { total_fen } = await village.resident.post(`/api/v1/orders/${order}/collect`, {});
        return {
            caller: village.leader, path: `/api/v1/leader/orders/${order}/refund`,
            body: { reason: 'spoiled' }, changed: { reason: 'wrong' }, by: total_fen,
            count: async () => (await village.resident.get('/api/v1/me')).wallet_fen,
        };
    },
    claim_refund: async (village) => {
        const order = await village.order('pickup', 'accepted', 'picking', 'packed', 'ready');
        await village.resident.post(`/api/v1/orders/${order}/collect`, {});
        return {
            caller: village.resident, path: `/api/v1/orders/${order}/claim`,
            body: { reason: 'spoiled', text: '坏了' }, changed: { reason: 'spoiled', text: '少了' },
            count: async () => (await village.resident.get(`/api/v1/orders/${order}`)).claims.length, by: 1,
        };
    },
    decline_refund: async (village) => {
        const order = await village.order('pickup', 'accepted', 'picking', 'packed', 'ready');
        await village.resident.post(`/api/v1/orders/${order}/collect`, {});
        await village.resident.post(`/api/v1/orders/${order}/claim`, { reason: 'spoiled' });
        return {
            caller: village.leader, path: `/api/v1/leader/orders/${order}/decline`,
            body: { claim: 1, answer: '没坏' }, changed: { claim: 1, answer: '不退' },
        };
    },
    // Of goods that nobody else here orders, since they are sold no more afterwards.
    recall_item: async (village) => {
        const { list } = await village.leader.home();
        return {
            caller: village.leader, path: `/api/v1/leader/items/${list.items.at(-1).item}/recall`,
            body: {}, changed: { whole_batch: true },
        };
    },
    set_stock: async (village) => ({
        caller: village.shop, path: '/api/v1/shop/stock',
        body: { item: village.other.item, on_hand: 77 }, changed: { item: village.other.item, on_hand: 78 },
    }),
    set_shift: async (village) => ({
        caller: village.couriers.at(-1), path: '/api/v1/courier/shift', body: { on: true }, changed: { on: false },
    }),
    courier_step: async (village) => {
        const { order, caller } = await carried(village);
        return { caller, path: `/api/v1/courier/orders/${order}/take` };
    },
    report_problem: async (village) => {
        const { order, caller } = await carried(village);
        return {
            caller, path: `/api/v1/courier/orders/${order}/problem`, body: { kind: 'other', text: '楼下没门禁卡' },
            changed: { kind: 'other', text: '别的' }, by: 1, count: async () => (await village.leader.get('/api/v1/leader/fleet')).problems.length,
        };
    },
    solve_problem: async (village) => {
        const { order, caller } = await carried(village);
        await caller.post(`/api/v1/courier/orders/${order}/problem`, { kind: 'other' });
        return {
            caller: village.leader, path: `/api/v1/leader/orders/${order}/solve`,
            by: -1, count: async () => (await village.leader.get('/api/v1/leader/fleet')).problems.length,
        };
    },
    collect_by_code: async (village) => {
        const order = await village.order('pickup', 'accepted', 'picking', 'packed', 'ready');
        const { pickup_code } = await village.resident.get(`/api/v1/orders/${order}`);
        return {
            caller: village.kiosk, path: '/api/v1/kiosk/collect', body: { code: pickup_code }, changed: { code: '0000' },
            count: held, by: -(await village.resident.get(`/api/v1/orders/${order}`)).total_fen,
        };
    },
    end_device: async (village) => ({
        caller: village.resident, path: `/api/v1/me/devices/${(await village.also('resident')).session}/end`,
        by: -1, count: async () => (await village.resident.get('/api/v1/me/devices')).devices.length,
    }),
    end_other_devices: async (village) => ({
        caller: village.second_resident, path: '/api/v1/me/devices/end-others',
    }),
    end_staff_device: async (village) => ({
        caller: village.leader, path: `/api/v1/leader/devices/${(await village.also('kiosk')).session}/end`,
        by: -1, count: async () => (await village.leader.get('/api/v1/leader/devices')).devices.length,
    }),
    make_building_code: async (village) => {
        const { community } = await village.leader.home();
        return { caller: village.leader, path: `/api/v1/leader/buildings/${community.buildings[1].building}/code` };
    },
    offer_phone: async (village) => ({ caller: village.resident, path: '/api/v1/me/new-phone' }),
    confirm_phone: async (village) => {
        const { path } = await village.leader.post('/api/v1/me/new-phone', {});
        const { body, text } = await village.resident.send('POST', '/api/v1/phone', { secret: path.split('#')[1] });
        assert.ok(body.claim, text);
        return { caller: village.leader, path: '/api/v1/me/new-phone/confirm', body: { digits: body.digits }, changed: {} };
    },
    make_guest_link: async (village) => ({
        caller: village.resident, path: `/api/v1/groups/${await village.opened_group()}/guest-link`, count: guest_links, by: 1,
    }),
    end_guest_link: async (village) => {
        const { link } = await village.resident.post(`/api/v1/groups/${await village.opened_group()}/guest-link`, {});
        return { caller: village.resident, path: `/api/v1/me/guest-links/${link}/end`, count: guest_links, by: -1 };
    },
    end_identity: async (village) => ({
        caller: village.leader, path: `/api/v1/me/identities/${await village.identity()}/end`,
        by: -1, count: async () => (await village.leader.get('/api/v1/me/identities')).identities.length,
    }),
    end_passkey: async (village) => ({
        caller: village.leader, path: `/api/v1/me/passkeys/${await village.passkey()}/end`,
        by: -1, count: async () => (await village.leader.get('/api/v1/me/passkeys')).passkeys.length,
    }),
    admit: async (village) => ({
        caller: village.leader, path: `/api/v1/admissions/${await village.somebody_waiting(101)}/admit`, count: waiting, by: -1,
    }),
    // Of somebody who orders nothing here.
    pay_out: async (village) => {
        const wallets = async () => (await village.leader.get('/api/v1/leader/accounts')).wallets;
        const { owner, amount_fen } = (await wallets()).at(-1);
        return {
            caller: village.leader, path: '/api/v1/leader/payouts',
            body: { kind: 'wallet', owner, amount_fen, way: 'cash' },
            changed: { kind: 'wallet', owner, amount_fen, way: 'bank' }, by: -amount_fen,
            count: async () => (await wallets()).find((each) => each.owner === owner)?.amount_fen ?? 0,
        };
    },
    // Of goods that nobody else here orders: the waiting order loses a piece.
    share_shortage: async (village) => {
        const { list } = await village.leader.home();
        const { item, stock } = list.items.at(-2);
        const body = { lines: [{ item, quantity: 2 }], fulfilment: 'pickup', payment: 'on_handover' };
        const { order, hub } = await village.resident.post('/api/v1/orders', body);
        return {
            caller: village.leader, path: `/api/v1/shop/items/${item}/shortage`, body: { hub, pieces: 1 },
            changed: { hub, pieces: 0 }, by: 1,
            count: async () => (await village.resident.get(`/api/v1/orders/${order}`)).lines[0].missing,
        };
    },
    change_group: async (village) => {
        const group = await village.opened_group();
        const { deliver_before_ms } = await village.leader.get(`/api/v1/groups/${group}`);
        return {
            caller: village.leader, path: `/api/v1/leader/groups/${group}/change`,
            body: { deliver_before_ms: deliver_before_ms + minute }, changed: { cap_turnover_fen: 0 }, by: minute,
            count: async () => (await village.leader.get(`/api/v1/groups/${group}`)).deliver_before_ms,
        };
    },
    move_order_time: async (village) => {
        const order = await village.order('pickup');
        const due = async () => (await village.resident.get(`/api/v1/orders/${order}`)).due_at_ms;
        const at_ms = await due() + 60 * minute;
        return {
            caller: village.leader, path: `/api/v1/leader/orders/${order}/time`, body: { at_ms },
            changed: { at_ms: at_ms + minute }, by: 60 * minute, count: due,
        };
    },
    set_split: async (village) => ({
        caller: village.leader, path: '/api/v1/leader/split', body: { commission_permille: 80, courier_pay_fen: 350 },
        changed: { commission_permille: 80, courier_pay_fen: 300 },
    }),
    start_payment: async (village) => ({
        caller: village.resident, path: '/api/v1/payments', body: { amount_fen: 500 }, changed: { amount_fen: 501 },
        by: 1, count: async () => (await village.resident.get('/api/v1/payments')).payments.length,
    }),
    set_refund_to: async (village) => ({
        caller: village.second_resident, path: '/api/v1/payments/refund-to', body: { wallet: true }, changed: { wallet: false },
    }),
    issue_coupon: async (village) => {
        const { now_ms } = await village.leader.home();
        const body = { off_fen: 100, minimum_fen: 500, count: 3, ends_at_ms: now_ms + 60 * minute };
        return {
            caller: village.leader, path: '/api/v1/leader/coupons', body, changed: { ...body, count: 4 },
            by: 1, count: async () => (await village.leader.get('/api/v1/leader/coupons')).coupons.length,
        };
    },
    stop_coupon: async (village) => {
        const { now_ms } = await village.leader.home();
        const { coupon } = await village.leader.post('/api/v1/leader/coupons',
            { off_fen: 100, minimum_fen: 500, count: 3, ends_at_ms: now_ms + 60 * minute });
        return { caller: village.leader, path: `/api/v1/leader/coupons/${coupon}/stop` };
    },
    turn_away: async (village) => ({
        caller: village.leader, path: `/api/v1/admissions/${await village.somebody_waiting(102)}/turn-away`, count: waiting, by: -1,
    }),
};

// It needs an order that a rider of the crowd has lost: server/http/crowd_test.cpp sends it.
const beyond_reach = ['settle_lost_order'];

// A body that means the same and is another one: what has no fields has nothing else to change.
const same_but_other = Buffer.from('{ }');

async function five_at_once(village, name) {
    const { caller, path, body = {}, changed, count, by } = await changes[name](village);
    const key = randomUUID();
    const send = () => caller.send('POST', path, body, { key });
    const before = count ? await count(village) : 0;
    const replies = await Promise.all(Array.from({ length: at_once }, send));
    for (const reply of replies) {
        assert.equal(reply.status, 200, `${name}: ${reply.status} ${reply.text}`);
        assert.equal(reply.text, replies[0].text, `${name}: two replies to one key`);
    }
    const seq = (await caller.home()).seq;
    const settled = count ? await count(village) : 0;
    if (count) {
        const wanted = typeof by === 'function' ? by(replies[0].body) : by;
        assert.equal(settled - before, wanted, `${name}: the effect of ${at_once} at once`);
    }
    const other = changed === undefined
        ? await caller.send('POST', path, same_but_other, { key, headers: { 'Content-Type': 'application/json' } })
        : await caller.send('POST', path, changed, { key });
    assert.equal(other.status, 409, `${name} with another body: ${other.text}`);
    assert.equal(other.body.error, 'key_reused', name);
    assert.equal((await send()).text, replies[0].text, `${name}, sent once more`);
    assert.equal((await caller.home()).seq, seq, `${name}: a repetition had an event`);
    if (count) assert.equal(await count(village), settled, `${name}: a repetition had an effect`);
    return { name, caller, send, text: replies[0].text };
}

export async function same_key_same_reply() {
    const village = await new Village().begin();
    try {
        const { paths } = await village.leader.get('/api/openapi.json');
        const keyed = Object.values(paths).map((path) => path.post)
            .filter((operation) => operation?.parameters?.some((each) => each.$ref?.endsWith('/idempotency_key')))
            .map((operation) => operation.operationId);
        assert.deepEqual([...Object.keys(changes), ...beyond_reach].sort(), keyed.sort(), 'the table and the contract differ');
        const sent = [];
        for (const name of Object.keys(changes)) sent.push(await five_at_once(village, name));

        await kill_process(village.server.pid);
        village.server = await Server.start({ data: village.server.data, now, any_rate: true, more: payments });
        for (const caller of village.everyone) caller.origin = village.server.origin;
        const { seq } = await village.leader.home();
        for (const { name, send, text } of sent) {
            const again = await Promise.all(Array.from({ length: at_once }, send));
            for (const reply of again) assert.equal(reply.text, text, `${name} after a restart`);
        }
        assert.equal((await village.leader.home()).seq, seq, 'a repetition after a restart had an event');
        console.log(`idempotency: ${sent.length} changes, each sent ${2 * at_once + 1} times, one effect each`);
        await village.server.stop();
        await village.server.check();
    } finally {
        await kill_process(village.server.pid);
        village.provider.stop();
    }
    village.server.forget();
}

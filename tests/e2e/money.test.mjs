// Money beside the order: a coupon on the page and on the canvas, the leader's refund by the page of
// an order, and the settlement page on which the leader pays out.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Caller } from './support/api.mjs';
import { Person, launch, watched } from './support/browser.mjs';
import { Server } from './support/server.mjs';
import { fill, page_zh, pattern, zh } from './support/words.mjs';

const off_fen = 300;

let browser;
let server;
let leader;
let resident;
let shop;
let courier;
let code;
const people = [];
const yuan = (fen) => `¥${(fen / 100).toFixed(2)}`;

async function sit_down(name, options) {
    const person = await Person.sit_down(browser, name, { scale: 1, ...options });
    people.push(person);
    return person;
}

// The server's pages as they are without JavaScript.
async function reader(name, face) {
    const person = await sit_down(name, { more: { javaScriptEnabled: false } });
    const link = server.link(face);
    await person.page.goto(link);
    await person.page.getByLabel(page_zh.invite_code).fill(link);
    await person.page.getByRole('button', { name: page_zh.come_in }).click();
    await person.page.waitForURL((url) => !url.pathname.endsWith('/in'));
    return person;
}

// An order for two of the item, as far as it is handed over to `how`.
async function delivered(name, how, payment) {
    const { item } = await leader.item_named(name);
    const order = await resident.post('/api/v1/orders', {
        lines: [{ item, quantity: 2 }], fulfilment: how, payment, hub: how === 'pickup' ? shop.me.hub : undefined });
    const states = how === 'pickup' ? ['accepted', 'picking', 'packed', 'ready', 'done'] : ['accepted', 'picking', 'packed'];
    for (const to of states) await leader.post(`/api/v1/shop/orders/${order.order}/move`, { to });
    if (how === 'delivery') {
        for (const step of ['take', 'deliver']) await courier.post(`/api/v1/courier/orders/${order.order}/${step}`, {});
    }
    return resident.get(`/api/v1/orders/${order.order}`);
}

before(async () => {
    server = await Server.start({ now: '2026-11-23T10:00:00+08:00' });
    browser = await launch();
    leader = await Caller.sign_in(server.link('leader'));
    resident = await Caller.sign_in(server.link('resident'));
    shop = await Caller.sign_in(server.link('shop'));
    courier = await Caller.sign_in(server.link('courier'));
});

after(async () => {
    await browser?.close();
    if (!server) return;
    await server.stop();
    await server.check();
    server.forget();
});

test('the leader issues a coupon', () => watched('money-issue', () => people, async () => {
    const person = await reader('leader', 'leader');
    const { page } = person;
    await page.goto(`${server.origin}/c/${server.community}/me/devices`);
    await page.getByRole('link', { name: page_zh.coupons_title }).click();
    for (const [label, value] of [[page_zh.coupon_off, '3'], [page_zh.coupon_minimum, '5'], [page_zh.coupon_count, '2']]) {
        await page.getByLabel(label).fill(value);
    }
    await page.getByRole('button', { name: page_zh.coupon_issue }).click();
    await person.sees(fill(page_zh.coupon_terms, { minimum: yuan(500), off: yuan(off_fen) }));
    await person.sees(fill(page_zh.coupon_taken, { taken: 0, count: 2 }));
    ({ code } = (await leader.get('/api/v1/leader/coupons')).coupons[0]);
    await person.sees(code);
}));

test('a coupon takes its part off on the page, and is used once', () => watched('money-coupon-page', () => people, async () => {
    const person = await reader('resident', 'resident');
    const { page } = person;
    const checkout = async () => {
        await page.goto(`${server.origin}/c/${server.community}`);
        await page.getByRole('spinbutton', { name: '土豆', exact: true }).fill('3');
        await page.getByRole('button', { name: page_zh.to_checkout }).click();
        await person.at(/\/checkout$/);
        await page.getByRole('textbox', { name: page_zh.coupon_code }).fill(code.toLowerCase());
        await page.getByRole('button', { name: page_zh.coupon_use }).click();
    };
    await checkout();
    await person.sees(`−${yuan(off_fen)}`);
    await page.getByRole('radio', { name: page_zh.pickup }).check();
    await page.getByRole('button', { name: page_zh.place_order }).click();
    await person.at(/^\/o\//);
    await person.sees(`−${yuan(off_fen)}`);
    const { orders: [order] } = await resident.get('/api/v1/orders');
    assert.equal(order.discount_fen, off_fen);
    await checkout();
    assert.equal(await page.getByRole('alert').innerText(), page_zh.error_coupon_used);
}));

test('a coupon takes its part off on the canvas, and a wrong one says so', () => watched('money-coupon-canvas', () => people, async () => {
    const person = await sit_down('second', { url: server.link('second_resident') });
    const second = await Caller.sign_in(server.link('second_resident'));
    const before = (await second.get('/api/v1/me')).wallet_fen;
    await person.put_in_basket('土豆', 3);
    await person.press(zh.resident.checkout);
    await person.at(/\/checkout$/);
    await person.type(zh.resident.coupon, 'ZZZZZZZZ');
    await person.sees(zh.refusals.coupon);
    await person.type(zh.resident.coupon, code);
    await person.sees(`−${yuan(off_fen)}`);
    await person.press(pattern(zh.resident.place));
    await person.at(/^\/o\//);
    await person.sees(`−${yuan(off_fen)}`);
    const { orders: [order] } = await second.get('/api/v1/orders');
    assert.equal(order.discount_fen, off_fen);
    assert.equal((await second.get('/api/v1/me')).wallet_fen, before - (order.total_fen - off_fen));
}));

test('the leader refunds a line into the wallet, and cash by hand', () => watched('money-refund', () => people, async () => {
    const person = people.find((each) => each.name === 'leader');
    const { page } = person;
    const paid = await delivered('红薯', 'pickup', 'wallet');
    const owed = await delivered('玉米', 'pickup', 'on_handover');
    const open = async (order) => {
        await page.goto(`${server.origin}/c/${server.community}/leader/accounts`);
        await page.getByRole('link', { name: page_zh.find_orders_title }).click();
        await page.getByLabel(page_zh.find_number).fill(String(order.number));
        await page.getByRole('button', { name: page_zh.find_now, exact: true }).click();
        await page.getByRole('link', { name: new RegExp(order.lines[0].name) }).first().click();
        await person.at(/\/leader\/order$/);
    };
    const wallet = (await resident.get('/api/v1/me')).wallet_fen;
    await open(paid);
    await page.getByRole('radio', { name: new RegExp(`^${paid.lines[0].name}`) }).check();
    await page.getByRole('radio', { name: page_zh.refund_spoiled }).check();
    // What was paid from the wallet goes nowhere else.
    assert.equal(await page.getByRole('radio', { name: page_zh.refund_way_cash }).count(), 0);
    await page.getByRole('button', { name: page_zh.refund_now }).click();
    await person.sees(page_zh.refund_all_done);
    assert.equal((await resident.get('/api/v1/me')).wallet_fen, wallet + paid.total_fen);

    await open(owed);
    await page.getByRole('radio', { name: pattern(page_zh.refund_whole) }).check();
    await page.getByRole('radio', { name: page_zh.refund_missing }).check();
    await page.getByRole('radio', { name: page_zh.refund_way_cash }).check();
    await page.getByRole('button', { name: page_zh.refund_now }).click();
    await person.sees(page_zh.refund_all_done);
    assert.equal((await resident.get('/api/v1/me')).wallet_fen, wallet + paid.total_fen);
    const reader_of_it = people.find((each) => each.name === 'resident');
    await reader_of_it.page.goto(`${server.origin}/o/${owed.order}`);
    await reader_of_it.sees(pattern(fill(page_zh.refunded_cash, { amount: yuan(owed.total_fen), reason: page_zh.refund_missing, when: '{when}' })));
}));

test('the leader pays a courier out, and it can be read afterwards', () => watched('money-payout', () => people, async () => {
    const person = people.find((each) => each.name === 'leader');
    const { page } = person;
    await page.goto(`${server.origin}/c/${server.community}/leader/accounts`);
    await page.getByLabel(page_zh.accounts_courier_pay).fill('2.50');
    await page.getByRole('button', { name: page_zh.accounts_save }).click();
    await person.at(/\/leader\/accounts$/);
    await delivered('土豆', 'delivery', 'wallet');
    await page.reload();
    const { name } = (await leader.get('/api/v1/leader/accounts')).owed.find((each) => each.kind === 'courier');
    const who = fill(page_zh.accounts_of_courier, { name });
    await page.getByRole('link', { name: `${page_zh.pay_out} · ${who}` }).click();
    await person.at(/\/leader\/accounts\/pay$/);
    await person.sees(who);
    await page.getByRole('radio', { name: page_zh.payout_way_cash }).check();
    await page.getByRole('button', { name: fill(page_zh.payout_now, { amount: yuan(250) }) }).click();
    await person.at(/\/leader\/accounts$/);
    await person.sees(pattern(fill(page_zh.accounts_payout_line, { when: '{when}', way: page_zh.way_cash, who: leader.me.nickname })));
    const { owed } = await leader.get('/api/v1/leader/accounts');
    assert.equal(owed.some((each) => each.kind === 'courier'), false);
    // The phone of another tab that still shows the old sum pays nothing.
    assert.equal(await page.getByRole('link', { name: `${page_zh.pay_out} · ${who}` }).count(), 0);
    // And the one who earned it reads it.
    const rider = await sit_down('courier', { url: server.link('courier') });
    await rider.page.goto(`${server.origin}/c/${server.community}/courier/earnings`);
    await rider.sees(page_zh.earnings_paid);
}));

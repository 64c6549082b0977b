// Money beside the order, in browsers: coupons, money that goes back after a group has formed and
// after delivery, goods that sell out while somebody pays, and the page on which the leader pays out.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Caller, sign_in_household } from './support/api.mjs';
import { Person, launch, watched } from './support/browser.mjs';
import { Provider } from './support/provider.mjs';
import { Server } from './support/server.mjs';
import { fill, page_zh, pattern, zh } from './support/words.mjs';

const off_fen = 300;
const minimum_fen = 2000;
const greens = '小白菜';

let browser;
let provider;
let server;
const api = {};
const people = [];
const coupon = {};
const group = {};
const yuan = (fen) => `¥${(fen / 100).toLocaleString('en', { minimumFractionDigits: 2 })}`;
const wallet_of = async (caller) => (await caller.get('/api/v1/me')).wallet_fen;
const latest_order = async (caller) => (await caller.get('/api/v1/orders')).orders[0];
const place = () => `/c/${server.community}`;
const step = (name, title, work) => test(title, () => watched(`money-${name}`, () => people, work));

async function sit_down(name, options) {
    const person = await Person.sit_down(browser, name, { scale: 1, ...options });
    people.push(person);
    return person;
}

// Somebody on the server's pages as they are without JavaScript.
async function reader(name, link) {
    const person = await sit_down(name, { more: { javaScriptEnabled: false } });
    await person.page.goto(link);
    await person.page.getByLabel(page_zh.invite_code).fill(link);
    await person.page.getByRole('button', { name: page_zh.come_in }).click();
    await person.page.waitForURL((url) => !url.pathname.endsWith('/in'));
    return person;
}

// One more tab of the same browser.
async function other_tab(person) {
    const page = await person.page.context().newPage();
    return new Person(`${person.name}'s other tab`, page, person.words);
}

const by_name = (name) => people.find((each) => each.name === name);
const open = (person, path) => person.page.goto(server.origin + path);
const alert_of = (person) => person.page.getByRole('alert').innerText();

async function to_checkout(person, name, count, code) {
    const { page } = person;
    await open(person, place());
    await page.getByRole('spinbutton', { name, exact: true }).fill(String(count));
    await page.getByRole('button', { name: page_zh.to_checkout }).click();
    await person.at(/\/checkout$/);
    if (!code) return;
    await page.getByRole('textbox', { name: page_zh.coupon_code }).fill(code);
    await page.getByRole('button', { name: page_zh.coupon_use }).click();
}

// The price of picking it up, as the page says it.
const shown_pickup = async (person) => {
    const label = await person.page.locator('label', { has: person.page.locator('[value=pickup]') }).innerText();
    return Math.round(Number(label.match(/¥([\d.,]+)/)[1].replaceAll(',', '')) * 100);
};

async function move(order, ...states) {
    for (const to of states) await api.shop.post(`/api/v1/shop/orders/${order}/move`, { to });
}

async function deliver(order) {
    await move(order, 'picking', 'packed');
    for (const what of ['take', 'deliver']) await api.courier.post(`/api/v1/courier/orders/${order}/${what}`, {});
}

before(async () => {
    provider = await Provider.start();
    server = await Server.start({ now: '2026-11-23T10:00:00+08:00', more: provider.parameters });
    browser = await launch();
    for (const face of ['leader', 'resident', 'second_resident', 'shop', 'courier']) {
        api[face] = await Caller.sign_in(server.link(face));
    }
    await reader('leader', server.link('leader'));
    await reader('resident', server.link('resident'));
    await sit_down('second', { url: server.link('second_resident') });
});

after(async () => {
    await browser?.close();
    await provider?.stop();
    await server?.leave();
});

step('issue', 'the leader issues a coupon', async () => {
    const leader = by_name('leader');
    const { page } = leader;
    await open(leader, `${place()}/leader/devices`);
    await page.getByRole('link', { name: page_zh.coupons_title }).click();
    for (const [label, value] of [[page_zh.coupon_off, '3'], [page_zh.coupon_minimum, '20'], [page_zh.coupon_count, '2']]) {
        await page.getByLabel(label).fill(value);
    }
    await page.getByRole('button', { name: page_zh.coupon_issue }).click();
    await leader.sees(fill(page_zh.coupon_terms, { minimum: yuan(minimum_fen), off: yuan(off_fen) }));
    await leader.sees(fill(page_zh.coupon_taken, { taken: 0, count: 2 }));
    ({ code: coupon.code } = (await api.leader.get('/api/v1/leader/coupons')).coupons[0]);
    await leader.sees(coupon.code);
});

step('coupon-page', 'a coupon takes its part off on the page, once for a household', async () => {
    const resident = by_name('resident');
    const { price_fen } = await api.leader.item_named(greens);
    const before = await wallet_of(api.resident);
    await to_checkout(resident, greens, 5);
    assert.equal(await shown_pickup(resident), 5 * price_fen);
    await to_checkout(resident, greens, 5, coupon.code.toLowerCase().replace('-', ' '));
    await resident.sees(`−${yuan(off_fen)}`);
    assert.equal(await shown_pickup(resident), 5 * price_fen - off_fen);

    // The same basket, open in a second tab with the same coupon before the first is sent.
    const later = await other_tab(resident);
    await later.page.goto(resident.page.url());
    await resident.page.getByRole('radio', { name: page_zh.pickup }).check();
    await resident.page.getByRole('button', { name: page_zh.place_order }).click();
    await resident.at(/^\/o\//);
    await resident.sees(`−${yuan(off_fen)}`);
    const order = await latest_order(api.resident);
    assert.equal(order.discount_fen, off_fen);
    assert.equal(order.total_fen, 5 * price_fen - off_fen);
    assert.equal(await wallet_of(api.resident), before - order.total_fen);

    await later.page.getByRole('radio', { name: page_zh.pickup }).check();
    await later.page.getByRole('button', { name: page_zh.place_order }).click();
    assert.equal(await alert_of(later), page_zh.error_coupon_used);
    assert.equal(await shown_pickup(later), 5 * price_fen);
    assert.equal((await latest_order(api.resident)).order, order.order);
    assert.equal(await wallet_of(api.resident), before - order.total_fen);
    await later.page.close();
});

step('coupon-canvas', 'a coupon takes its part off on the canvas, and one that does not count says why', async () => {
    const second = by_name('second');
    const { price_fen } = await api.leader.item_named(greens);
    const before = await wallet_of(api.second_resident);
    const coupon_field = zh.resident.coupon;
    await second.put_in_basket(greens, 4);
    await second.press(zh.resident.checkout);
    await second.at(/\/checkout$/);
    await second.tap('radio', zh.resident.pickup);
    await second.tap('radio', new RegExp(`^${(await api.leader.home()).community.hubs[0].name}`));
    await second.type(coupon_field, 'ZZZZ-ZZZZ');
    await second.sees(zh.refusals.coupon_ended);
    await second.type(coupon_field, coupon.code);
    await second.sees(zh.refusals.below_coupon);
    await second.sees_node('button', fill(zh.resident.place, yuan(4 * price_fen)));
    // One more, and it is enough: nobody has to type the code again.
    await second.press(fill(zh.kit.add_one, greens));
    await second.sees_node('button', fill(zh.resident.place, yuan(5 * price_fen - off_fen)));
    await second.sees_no(zh.refusals.below_coupon);
    await second.press(fill(zh.resident.place, yuan(5 * price_fen - off_fen)));
    await second.at(/^\/o\//);
    const order = await latest_order(api.second_resident);
    assert.equal(second.path(), `/o/${order.order}`);
    assert.equal(order.discount_fen, off_fen);
    assert.equal(order.total_fen, 5 * price_fen - off_fen);
    assert.equal(await wallet_of(api.second_resident), before - order.total_fen);

    await second.go(place());
    await second.put_in_basket(greens, 5);
    await second.press(zh.resident.checkout);
    await second.type(coupon_field, coupon.code);
    await second.sees(zh.refusals.coupon_used);
    // What is asked for is the price without it, and that is what an order would cost.
    assert.equal((await latest_order(api.second_resident)).order, order.order);
    await second.tap('radio', zh.resident.pickup);
    await second.sees_node('button', fill(zh.resident.place, yuan(5 * price_fen)));
});

step('coupon-gone', 'a coupon that is all taken or stopped says so in words', async () => {
    const joined = new Set((await api.leader.home()).groups[0].neighbours.map((each) => each.nickname));
    const known = [api.resident, api.second_resident, api.leader].map((each) => each.me.nickname);
    group.third = await sign_in_household(api.leader, (each) => each.wallet_fen >= 20_000 &&
        !joined.has(each.nickname) && !known.includes(each.nickname));
    const { households } = await api.leader.get('/api/v1/leader/households');
    const { household } = households.find((each) => each.nickname === group.third.me.nickname);
    const { path } = await api.leader.post(`/api/v1/leader/households/${household}/invite`, {});
    const third = await reader('third', new URL(path, server.origin).href);
    await to_checkout(third, greens, 5, coupon.code);
    assert.equal(await alert_of(third), page_zh.error_coupon_gone);

    const leader = by_name('leader');
    await open(leader, `${place()}/leader/coupons`);
    await leader.sees(fill(page_zh.coupon_taken, { taken: 2, count: 2 }));
    await leader.press(`${page_zh.coupon_stop} · ${coupon.code}`);
    await leader.sees(page_zh.coupon_stopped);
    await to_checkout(third, greens, 5, coupon.code);
    assert.equal(await alert_of(third), page_zh.error_coupon_ended);
    const second = by_name('second');
    await second.type(zh.resident.coupon, '');
    await second.sees_no(zh.refusals.coupon_used);
    await second.type(zh.resident.coupon, coupon.code);
    await second.sees(zh.refusals.coupon_ended);
});

step('refund-group', 'after a group has formed the leader gives one share back, and the group stays formed', async () => {
    const [hot_pot] = (await api.leader.home()).groups;
    Object.assign(group, { id: hot_pot.group, price_fen: hot_pot.price_fen });
    const before = await wallet_of(api.second_resident);
    for (const caller of [api.resident, group.third, api.second_resident]) {
        await caller.post(`/api/v1/groups/${group.id}/join`, {});
    }
    assert.equal(await wallet_of(api.second_resident), before - group.price_fen);
    const order = await latest_order(api.second_resident);
    assert.equal(order.group, group.id);
    const second = by_name('second');
    await second.go(`/o/${order.order}`);
    await second.sees(fill(zh.resident.order_no, String(order.number).padStart(4, '0')));
    await second.page.evaluate(() => { window.stayed = true; });

    const console_of = await sit_down('console', { url: server.link('leader') });
    await console_of.go(`${place()}/leader/picking`);
    await console_of.press(`${zh.staff.cancel} · ${String(order.number).padStart(4, '0')}`);
    await console_of.sees(fill(zh.staff.cancel_ask, String(order.number).padStart(4, '0')));
    await console_of.press(zh.staff.cancel_now);
    await second.sees(zh.resident.cancelled_title);
    assert.equal(await second.page.evaluate(() => window.stayed === true), true, 'the page was loaded anew');
    assert.equal(await wallet_of(api.second_resident), before);
    const view = await api.second_resident.get(`/api/v1/groups/${group.id}`);
    assert.equal(view.state, 'formed');

    // And on the pages, for who was left in it and who looks at it without a script.
    const third = by_name('third');
    await open(third, `/g/${group.id}`);
    await third.sees(pattern(page_zh.group_formed));
});

step('refund-canvas', 'the leader refunds a line of a delivered share on the canvas, and the buyer sees it at once', async () => {
    const order = (await api.resident.get('/api/v1/orders')).orders.find((each) => each.group === group.id);
    await deliver(order.order);
    group.order = order;
    const buyer = await sit_down('buyer', { url: server.link('resident') });
    await buyer.go(`/o/${order.order}`);
    await buyer.sees(zh.resident.came_title);
    await buyer.page.evaluate(() => { window.stayed = true; });
    const before = await wallet_of(api.resident);

    const console_of = by_name('console');
    await console_of.go(`${place()}/leader`);
    const number = String(order.number).padStart(4, '0');
    await console_of.press(pattern(fill(zh.leader.refund_title, `${number} · `)));
    const [line] = order.lines;
    await console_of.tap('radio', new RegExp(`^${line.name}`));
    await console_of.tap('radio', zh.common.refund_reasons[0]);
    await console_of.press(fill(zh.leader.refund_now, yuan(line.total_fen)));
    await buyer.sees(`${fill(zh.common.refund_ways[0], yuan(line.total_fen))} · ${line.name} ${zh.common.refund_reasons[0]}`);
    assert.equal(await buyer.page.evaluate(() => window.stayed === true), true, 'the page was loaded anew');
    assert.equal(await wallet_of(api.resident), before + line.total_fen);
    await buyer.go(`${place()}/me`);
    await buyer.sees(yuan(before + line.total_fen));
});

step('claim', 'a buyer asks for a refund on the canvas and on the page, and the leader answers', async () => {
    const { order } = group;
    const [, line] = order.lines;
    const before = await wallet_of(api.resident);
    const buyer = by_name('buyer');
    await buyer.go(`/o/${order.order}`);
    await buyer.press(zh.resident.refund);
    await buyer.tap('radio', new RegExp(`^${line.name}`));
    await buyer.tap('radio', zh.common.refund_reasons[1]);
    await buyer.type(zh.resident.claim_text, '<b>袋子里没有</b>');
    await buyer.press(fill(zh.resident.claim_now, yuan(line.total_fen)));
    await buyer.sees(zh.resident.claim_waits);
    await buyer.page.evaluate(() => { window.stayed = true; });

    const console_of = by_name('console');
    await console_of.sees(fill(zh.leader.claims, 1));
    const leader = by_name('leader');
    await open(leader, `${place()}/leader/orders`);
    await leader.sees(page_zh.claim_waiting);
    await leader.sees('<b>袋子里没有</b>');
    await leader.page.getByRole('link', { name: pattern(`${line.name} · ${page_zh.refund_missing}`) }).click();
    await leader.page.getByLabel(page_zh.claim_decline_words).fill('交给你家老人了');
    await leader.page.getByRole('button', { name: page_zh.claim_decline }).click();
    await leader.sees(fill(page_zh.claim_declined, { answer: '交给你家老人了' }));
    await buyer.sees(fill(zh.resident.claim_declined, '交给你家老人了'));
    assert.equal(await buyer.page.evaluate(() => window.stayed === true), true, 'the page was loaded anew');

    // Once more, without a script, for all of it.
    const resident = by_name('resident');
    const { page } = resident;
    await open(resident, `/o/${order.order}`);
    await page.getByText(page_zh.claim_title).click();
    await page.getByRole('radio', { name: pattern(page_zh.refund_whole) }).check();
    await page.getByRole('radio', { name: page_zh.refund_missing }).check();
    await page.getByRole('button', { name: page_zh.claim_now }).click();
    await resident.sees(page_zh.claim_waits);
    assert.equal(await wallet_of(api.resident), before, 'asking alone moved money');
});

step('refund-page', 'the leader refunds the rest by the page, once, and the buyer reads it there', async () => {
    const leader = by_name('leader');
    const { order } = group;
    const before = await wallet_of(api.resident);
    const left = order.total_fen - order.lines[0].total_fen;
    await open(leader, `${place()}/leader/accounts`);
    await leader.page.getByRole('link', { name: page_zh.find_orders_title }).click();
    await leader.page.getByLabel(page_zh.find_number).fill(String(order.number));
    await leader.page.getByRole('button', { name: page_zh.find_now, exact: true }).click();
    await leader.page.getByRole('link', { name: new RegExp(order.lines[0].name) }).first().click();
    await leader.at(/\/leader\/order$/);
    const later = await other_tab(leader);
    await later.page.goto(leader.page.url());
    const refund = async (person) => {
        await person.page.getByRole('radio', { name: pattern(page_zh.refund_whole) }).check();
        await person.page.getByRole('radio', { name: page_zh.refund_missing }).check();
        // What the wallet paid goes back to the wallet and nowhere else.
        assert.equal(await person.page.getByRole('radio', { name: page_zh.refund_way_cash }).count(), 0);
        await person.page.getByRole('button', { name: page_zh.refund_now }).click();
    };
    await refund(leader);
    await leader.sees(page_zh.refund_all_done);
    await refund(later);
    assert.equal(await alert_of(later), page_zh.error_already_refunded);
    await later.page.close();
    assert.equal(await wallet_of(api.resident), before + left);

    const resident = by_name('resident');
    await open(resident, `/o/${order.order}`);
    const told = (fen, reason) => pattern(fill(page_zh.refunded_wallet, { amount: yuan(fen), reason, when: '{when}' }));
    await resident.sees(told(order.lines[0].total_fen, `${order.lines[0].name} ${page_zh.refund_spoiled}`));
    await resident.sees(told(left, page_zh.refund_missing));
    // The group goes on with the others.
    assert.equal((await api.resident.get(`/api/v1/groups/${group.id}`)).state, 'packing');
});

step('sold-out', 'who pays for goods that have sold out meanwhile is told so, and the money goes back', async () => {
    const resident = by_name('resident');
    const { page } = resident;
    const item = await api.leader.item_named('土豆');
    const before = await wallet_of(api.resident);
    const last = await latest_order(api.resident);
    await to_checkout(resident, item.name, 3);
    await page.getByRole('radio', { name: page_zh.pickup }).check();
    await page.getByRole('radio', { name: page_zh.pay_online }).check();
    await page.getByRole('button', { name: page_zh.place_order }).click();
    await resident.at(/\/me\/payments\/[^/]+$/);
    await page.getByRole('link', { name: page_zh.payment_go, exact: true }).click();
    const pay = page.getByRole('button', { name: 'Pay', exact: true });
    await pay.waitFor();
    // What is promised to others stays on the shelves, and nothing more.
    for (const { hub } of (await api.leader.home()).community.hubs) {
        const { stock } = await api.leader.get(`/api/v1/shop/board?hub=${hub}`);
        const { reserved } = stock.find((each) => each.item === item.item);
        await api.leader.post('/api/v1/shop/stock', { hub, item: item.item, on_hand: reserved });
    }
    await pay.click();
    await resident.at(/\/me\/payments\/[^/]+$/);
    await resident.sees(page_zh.error_sold_out);
    // The provider says when it is back; one that did not answer at once is asked again later and later.
    const payment = resident.path().split('/').at(-1);
    for (let tries = 0; tries < 200; tries += 1) {
        if ((await api.resident.get(`/api/v1/payments/${payment}`)).state === 'returned') break;
        await new Promise((done) => setTimeout(done, 250));
    }
    await page.reload();
    await resident.sees(fill(page_zh.payment_returned, { amount: yuan(3 * item.price_fen) }));
    await resident.sees(page_zh.error_sold_out);
    assert.equal(await wallet_of(api.resident), before);
    assert.equal((await latest_order(api.resident)).order, last.order);
    await open(resident, `${place()}/me/payments`);
    await resident.sees(fill(page_zh.payment_returned, { amount: yuan(3 * item.price_fen) }));
});

step('payout', 'the leader pays a courier out, a second press pays nothing more, and both read it', async () => {
    const leader = by_name('leader');
    const { page } = leader;
    const earned = (await api.leader.get('/api/v1/leader/accounts')).owed.find((each) => each.kind === 'courier');
    const who = fill(page_zh.accounts_of_courier, { name: earned.name });
    const link = page.getByRole('link', { name: `${page_zh.pay_out} · ${who}` });
    // From the console it is one tap away.
    const console_of = by_name('console');
    await console_of.go(`${place()}/leader`);
    await console_of.press(zh.leader.shortcuts[4]);
    await console_of.at(`${place()}/leader/accounts`);
    await console_of.sees(page_zh.accounts_owed);
    await open(leader, `${place()}/leader/accounts`);
    await link.click();
    await leader.at(/\/leader\/accounts\/pay$/);
    await leader.sees(who);
    const later = await other_tab(leader);
    await later.page.goto(page.url());
    const now = { name: fill(page_zh.payout_now, { amount: yuan(earned.amount_fen) }) };
    const payouts = async () => (await api.leader.get('/api/v1/leader/accounts')).payouts.length;
    const paid_before = await payouts();

    await page.getByRole('radio', { name: page_zh.payout_way_cash }).check();
    const { action, form } = await page.locator('form[method=post]').evaluate((each) =>
        ({ action: each.action, form: Object.fromEntries(new FormData(each)) }));
    await page.getByRole('button', now).click();
    await leader.at(/\/leader\/accounts$/);
    await leader.sees(pattern(fill(page_zh.accounts_payout_line, { when: '{when}', way: page_zh.way_cash, who: api.leader.me.nickname })));
    assert.equal(await link.count(), 0);
    assert.equal(await payouts(), paid_before + 1);

    // The same form once more, as an impatient thumb sends it, and the one of the other tab.
    const again = await page.context().request.post(action, { form, headers: { Origin: server.origin } });
    assert.equal(new URL(again.url()).pathname, `${place()}/leader/accounts`);
    await later.page.getByRole('radio', { name: page_zh.payout_way_bank }).check();
    await later.page.getByRole('button', now).click();
    assert.equal(await alert_of(later), page_zh.error_nothing_owed);
    assert.equal(await later.page.getByRole('button', now).count(), 0);
    await later.page.close();
    const accounts = await api.leader.get('/api/v1/leader/accounts');
    assert.equal(accounts.payouts.length, paid_before + 1);
    assert.equal(accounts.owed.some((each) => each.owner === earned.owner && each.amount_fen > 0), false);

    const courier = await reader('courier', server.link('courier'));
    await open(courier, `${place()}/courier/earnings`);
    await courier.sees(page_zh.earnings_paid);
    await courier.sees(yuan(0));
});

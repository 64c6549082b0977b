// Paying online on the server's pages, in a browser without JavaScript, with a provider whose own
// page is gone through as a person does; what becomes of money that came too late; where refunds go.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Caller } from './support/api.mjs';
import { Person, launch, watched } from './support/browser.mjs';
import { Provider } from './support/provider.mjs';
import { Server } from './support/server.mjs';
import { fill, page_zh, pattern } from './support/words.mjs';

// The simulated provider's page speaks English only.
const provider_words = { pay: 'Pay', decline: 'Do not pay', back: 'Back' };

let browser;
let provider;
let server;
let leader;
let person;
let me;
const people = [];
const yuan = (fen) => `¥${(fen / 100).toFixed(2)}`;
const me_now = () => me.get('/api/v1/me');

// From the page that asks for money to the provider's, and back: `choice` is the button there.
async function at_the_provider(choice) {
    const { page } = person;
    await person.at(/\/me\/payments\/[^/]+$/);
    // The page looks again by itself until the provider has answered.
    await page.getByRole('link', { name: page_zh.payment_go, exact: true }).click();
    await page.getByRole('button', { name: choice, exact: true }).click();
    await person.at(/\/me\/payments\/[^/]+$/);
}

async function to_checkout(item, count) {
    const { page } = person;
    await page.goto(`${server.origin}/c/${server.community}`);
    await page.getByRole('spinbutton', { name: item.name, exact: true }).fill(String(count));
    await page.getByRole('button', { name: page_zh.to_checkout }).click();
    await person.at(/\/checkout$/);
    await page.getByRole('radio', { name: page_zh.pickup }).check();
    await page.getByRole('radio', { name: page_zh.pay_online }).check();
}

before(async () => {
    provider = await Provider.start();
    server = await Server.start({ now: '2026-11-23T10:00:00+08:00', more: provider.parameters });
    browser = await launch();
    leader = await Caller.sign_in(server.link('leader'));
    person = await Person.sit_down(browser, 'payer', { scale: 1, more: { javaScriptEnabled: false } });
    people.push(person);
    const { page } = person;
    const link = server.link('resident');
    await page.goto(link);
    await page.getByLabel(page_zh.invite_code).fill(link);
    await page.getByRole('button', { name: page_zh.come_in }).click();
    await page.waitForURL(new RegExp(`/c/${server.community}$`));
    me = await Caller.sign_in(link);
});

after(async () => {
    await browser?.close();
    await provider?.stop();
    await server?.leave();
});

test('a household tops its wallet up online', () => watched('paying-top-up', () => people, async () => {
    const { page } = person;
    const before = (await me_now()).wallet_fen;
    await page.goto(`${server.origin}/c/${server.community}/me`);
    await page.getByRole('link', { name: page_zh.payments_title }).click();
    await page.getByRole('textbox', { name: page_zh.payments_amount }).fill('50');
    await page.getByRole('button', { name: page_zh.payments_top_up }).click();
    await at_the_provider(provider_words.pay);
    await person.sees(fill(page_zh.payment_used, { amount: yuan(5000) }));
    assert.equal((await me_now()).wallet_fen, before + 5000);
    // On a phone one comes back by the browser's Back or the link, and finds it in the list.
    await page.goto(`${server.origin}/c/${server.community}/me/payments`);
    await person.sees(fill(page_zh.payment_used, { amount: yuan(5000) }));
}));

test('an order is placed when it has been paid, and not before', () => watched('paying-order', () => people, async () => {
    const { page } = person;
    const item = await leader.item_named('土豆');
    await to_checkout(item, 2);
    await page.getByRole('button', { name: page_zh.place_order }).click();
    await person.at(/\/me\/payments\/[^/]+$/);
    assert.equal((await me.get('/api/v1/orders')).orders.length, 0);
    const before = await me_now();
    await at_the_provider(provider_words.pay);
    await page.getByRole('link', { name: page_zh.payment_see_order }).click();
    await person.at(/^\/o\//);
    await person.sees(page_zh.state_placed);
    const { orders: [order] } = await me.get('/api/v1/orders');
    assert.equal(order.total_fen, 2 * item.price_fen);
    assert.equal((await me_now()).wallet_fen, before.wallet_fen);
    // Cancelled, the money goes back to where it came from and not into the wallet.
    await page.getByRole('button', { name: page_zh.cancel_order }).click();
    await person.sees(page_zh.state_cancelled);
    assert.equal((await me_now()).wallet_fen, before.wallet_fen);
    await page.goto(`${server.origin}/c/${server.community}/me/payments`);
    await person.sees(pattern(page_zh.payment_partly_back));
}));

test('who does not pay after all has no order and no debt', () => watched('paying-not', () => people, async () => {
    const { page } = person;
    const before = (await me.get('/api/v1/orders')).orders.length;
    await to_checkout(await leader.item_named('红薯'), 1);
    await page.getByRole('button', { name: page_zh.place_order }).click();
    await at_the_provider(provider_words.decline);
    await person.sees(page_zh.payment_failed);
    assert.equal((await me.get('/api/v1/orders')).orders.length, before);
}));

test('a household that would rather have its refunds in the wallet gets them there', () => watched('paying-refund-to', () => people, async () => {
    const { page } = person;
    await page.goto(`${server.origin}/c/${server.community}/me/payments`);
    await page.getByRole('radio', { name: page_zh.refund_to_wallet }).check();
    await page.getByRole('button', { name: page_zh.refund_to_save }).click();
    await person.at(/\/me\/payments$/);
    assert.equal(await page.getByRole('radio', { name: page_zh.refund_to_wallet }).isChecked(), true);
    const item = await leader.item_named('土豆');
    await to_checkout(item, 3);
    await page.getByRole('button', { name: page_zh.place_order }).click();
    await at_the_provider(provider_words.pay);
    await page.getByRole('link', { name: page_zh.payment_see_order }).click();
    const before = (await me_now()).wallet_fen;
    await page.getByRole('button', { name: page_zh.cancel_order }).click();
    await person.sees(page_zh.state_cancelled);
    assert.equal((await me_now()).wallet_fen, before + 3 * item.price_fen);
}));

test('a share of the group is paid for online', () => watched('paying-share', () => people, async () => {
    const { page } = person;
    const [group] = (await leader.home()).groups;
    await page.goto(`${server.origin}/g/${group.group}/join`);
    await person.sees(page_zh.pay_online_group);
    await page.getByRole('button', { name: page_zh.pay_online }).click();
    await at_the_provider(provider_words.pay);
    await page.getByRole('link', { name: page_zh.see_group }).click();
    await person.at(`/g/${group.group}`);
    await person.sees(pattern(page_zh.share_waiting));
    assert.equal((await leader.get(`/api/v1/groups/${group.group}`)).households, group.households + 1);
}));

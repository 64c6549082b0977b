// The server's pages alone, in a browser without JavaScript: look, come in, order, join, cancel,
// see what became of it. And what a chat app's preview reads.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { Caller } from './support/api.mjs';
import { Person, launch, phone, watched } from './support/browser.mjs';
import { Server } from './support/server.mjs';
import { fill, page_en, page_zh, pattern } from './support/words.mjs';

let server;
let browser;
let leader;
const people = [];

async function reader(name, language = 'zh') {
    const person = await Person.sit_down(browser, name,
        { viewport: phone, scale: 1, more: { javaScriptEnabled: false } });
    person.words = language === 'zh' ? page_zh : page_en;
    people.push(person);
    return person;
}

// The link's fragment stays with the browser, so without JavaScript the link is pasted.
async function come_in(person, face) {
    const link = server.link(face);
    await person.page.goto(link);
    await person.page.getByLabel(person.words.invite_code).fill(link);
    await person.page.getByRole('button', { name: person.words.come_in }).click();
    await person.page.waitForURL(new RegExp(`/c/${server.community}$`));
}

const price_of = (text) => Math.round(Number(text.match(/¥([\d,]+\.\d\d)/)[1].replaceAll(',', '')) * 100);

before(async () => {
    server = await Server.start({ now: '2026-11-23T10:00:00+08:00' });
    browser = await launch();
    leader = await Caller.sign_in(server.link('leader'));
});

after(async () => {
    await browser?.close();
    await server?.leave();
});

test('a guest reads the list, an item, the group and the posts', () => watched('pages-guest', () => people, async () => {
    const guest = await reader('guest');
    const { page } = guest;
    await page.goto(server.origin);
    const home = await leader.home();
    await guest.sees(home.community.name);
    await guest.sees(page_zh.demo);
    await guest.sees(fill(page_zh.missing, { count: 3 }));
    const [first] = home.list.items;
    await page.getByRole('link', { name: first.name, exact: true }).first().click();
    await guest.at(`/p/${first.item}`);
    await guest.sees(`${first.batch.farm} ${first.batch.place}`);
    await page.goBack();
    await page.getByRole('navigation', { name: page_zh.nav }).getByRole('link', { name: page_zh.tab_posts }).click();
    await guest.at(`/c/${server.community}/posts`);
    const { posts } = await leader.get('/api/v1/posts');
    for (const post of posts) await guest.sees(post.text);
    // Ordering and joining ask who it is, and lead on from there.
    await page.goto(`${server.origin}/g/${home.groups[0].group}/join`);
    await guest.sees(page_zh.invite_needed);
}));

test('on narrow phones each item has its price and its field side by side', () => watched('pages-narrow', () => people, async () => {
    const guest = await reader('guest');
    const { page } = guest;
    for (const width of [320, 340, 360, 390]) {
        await page.setViewportSize({ width, height: 844 });
        await page.goto(server.origin);
        const rows = await page.evaluate(() => [...document.querySelectorAll('.rows > .item')].map((row) => {
            row.scrollIntoView();
            const [price, field] = ['.price', 'input.qty'].map((part) => row.querySelector(part)?.getBoundingClientRect());
            const { right, height } = row.getBoundingClientRect();
            return { name: row.querySelector('h3').textContent, right, height, price: price.right, field: field && [field.left, field.right] };
        }));
        assert.ok(rows.filter(({ field }) => field).length > 30);
        const faults = rows.filter(({ right, height, price, field }) =>
            height > 110 || price > right || (field && (price > field[0] || field[1] > right - 11)));
        assert.deepEqual(faults, [], `${width} px`);
    }
}));

test('a resident orders by forms, sees the promise, cancels, and has the money back', () => watched('pages-order', () => people, async () => {
    const resident = await reader('resident');
    const { page } = resident;
    await come_in(resident, 'resident');
    const before = (await (await Caller.sign_in(server.link('resident'))).get('/api/v1/me')).wallet_fen;

    const home = await leader.home();
    const item = home.list.items.find((each) => each.category === 'leafy' && each.available > 9);
    await page.getByRole('spinbutton', { name: item.name, exact: true }).fill('3');
    await page.getByRole('button', { name: page_zh.to_checkout }).click();
    await resident.at(`/c/${server.community}/checkout`);
    await page.getByRole('radio', { name: page_zh.delivery }).check();
    await page.getByRole('radio', { name: page_zh.pay_wallet }).check();
    await page.getByLabel(page_zh.order_note).fill('放门口就行');
    const { action, form } = await page.locator('form[method=post]').evaluate((each) =>
        ({ action: each.action, form: Object.fromEntries(new FormData(each)) }));
    await page.getByRole('button', { name: page_zh.place_order }).click();
    await resident.at(/^\/o\//);
    const address = page.url();
    await resident.sees(item.name);
    await resident.sees(pattern(page_zh.promise_delivery));
    await resident.sees(page_zh.state_placed);
    await resident.sees('放门口就行');

    const me = await Caller.sign_in(server.link('resident'));
    const { orders: [order] } = await me.get('/api/v1/orders');
    assert.equal(order.lines[0].quantity, 3);
    assert.equal((await me.get('/api/v1/me')).wallet_fen, before - order.total_fen);
    assert.equal(price_of(await page.locator('.sum.all').innerText()), order.total_fen);

    // The same form sent once more, as an impatient thumb does: the same order.
    const again = await page.context().request.post(action, { form, headers: { Origin: server.origin } });
    assert.equal(again.url(), address);
    assert.equal((await me.get('/api/v1/orders')).orders.length, 1);

    await page.getByRole('button', { name: page_zh.cancel_order }).click();
    await resident.sees(page_zh.state_cancelled);
    assert.equal((await me.get('/api/v1/me')).wallet_fen, before);
}));

test('a resident joins the group by its form and leaves it again', () => watched('pages-join', () => people, async () => {
    const second = await reader('second');
    const { page } = second;
    await come_in(second, 'second_resident');
    const [group] = (await leader.home()).groups;
    await page.goto(`${server.origin}/g/${group.group}`);
    await page.getByRole('link', { name: pattern(page_zh.join_amount) }).click();
    await page.getByRole('button', { name: pattern(page_zh.join_amount) }).click();
    await second.at(`/g/${group.group}`);
    await second.sees(pattern(page_zh.share_waiting));
    assert.equal((await leader.get(`/api/v1/groups/${group.group}`)).households, group.households + 1);
    await page.getByRole('button', { name: pattern(page_zh.leave_group) }).click();
    await second.at(`/g/${group.group}`);
    assert.equal((await leader.get(`/api/v1/groups/${group.group}`)).households, group.households);
}));

test('a pickup order shows its code when it is ready, and is collected by its form', () => watched('pages-pickup', () => people, async () => {
    const resident = await reader('collector');
    const { page } = resident;
    await come_in(resident, 'resident');
    const me = await Caller.sign_in(server.link('resident'));
    const shop = await Caller.sign_in(server.link('shop'));
    const hub = shop.me.hub;
    const item = await leader.item_named('土豆');
    const order = await me.post('/api/v1/orders', {
        lines: [{ item: item.item, quantity: 2 }], fulfilment: 'pickup', hub, payment: 'on_handover' });
    for (const to of ['accepted', 'picking', 'packed', 'ready']) {
        await shop.post(`/api/v1/shop/orders/${order.order}/move`, { to });
    }
    const { pickup_code } = await me.get(`/api/v1/orders/${order.order}`);
    await page.goto(`${server.origin}/o/${order.order}`);
    await resident.sees(pickup_code);
    await page.getByRole('button', { name: page_zh.collected }).click();
    await resident.sees(page_zh.step_done_pickup);
    await page.getByLabel(page_zh.post_ask).fill('土豆很面');
    await page.getByRole('button', { name: page_zh.post_order }).click();
    await page.goto(`${server.origin}/c/${server.community}/posts`);
    await resident.sees('土豆很面');
}));

test('a code is typed in instead of the link, and the page of devices signs the other phone out', () => watched('pages-code', () => people, async () => {
    const typist = await reader('typist');
    const { page } = typist;
    const { households } = await leader.get('/api/v1/leader/households');
    const { household, nickname } = households.at(-1);
    const invite = () => leader.post(`/api/v1/leader/households/${household}/invite`, {});
    const { code } = await invite();
    assert.match(code, /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    await page.goto(`${server.origin}/c/${server.community}/in`);
    await page.getByLabel(page_zh.invite_code).fill(` ${code.toLowerCase().replace('-', ' ')}`);
    await page.getByRole('button', { name: page_zh.come_in }).click();
    await page.waitForURL(new RegExp(`/c/${server.community}$`));

    const other = await Caller.sign_in(new URL((await invite()).path, server.origin).href);
    await page.goto(`${server.origin}/c/${server.community}/me`);
    await typist.sees(nickname);
    await page.getByRole('link', { name: page_zh.devices_title }).click();
    await typist.sees(page_zh.this_device);
    await page.getByRole('button', { name: page_zh.end_other_devices }).click();
    await typist.at(`/c/${server.community}/me/devices`);
    assert.equal((await other.send('GET', '/api/v1/me')).status, 401);

    const [file] = await Promise.all([page.waitForEvent('download'),
        page.getByRole('link', { name: page_zh.export_data }).click()]);
    const data = JSON.parse(await readFile(await file.path(), 'utf8'));
    assert.equal(data.household.nickname, nickname);
    await page.getByRole('link', { name: page_zh.forget_title }).click();
    await page.getByRole('checkbox', { name: page_zh.forget_sure }).check();
    await page.getByRole('button', { name: page_zh.forget_now }).click();
    // Refused with words: some of the demo's homes are in a group, and all have money.
    const refused = await page.getByRole('alert').innerText();
    assert.ok([page_zh.error_wallet_not_empty, page_zh.error_orders_running].includes(refused), refused);
}));

test('the pages speak English as well', () => watched('pages-english', () => people, async () => {
    const guest = await reader('visitor', 'en');
    await guest.page.goto(`${server.origin}/?lang=en`);
    await guest.page.getByRole('spinbutton').first().fill('1');
    await guest.sees(page_en.to_checkout);
    await guest.sees(fill(page_en.missing, { count: 3 }));
    assert.equal(await guest.page.locator('html').getAttribute('lang'), page_en.lang);
    await guest.page.getByRole('navigation').getByRole('link', { name: page_en.tab_posts }).click();
    await guest.sees(page_en.posts_title);
}));

test('every shared page says what it is to previews and search engines', async () => {
    const home = await leader.home();
    const { posts: [post] } = await leader.get('/api/v1/posts');
    const addresses = ['/', `/c/${server.community}`, `/g/${home.groups[0].group}`,
        `/p/${home.list.items[0].item}`, `/n/${post.post}`];
    for (const address of addresses) {
        const html = await (await fetch(new URL(address, server.origin))).text();
        const tag = (name) => html.match(new RegExp(`<meta (?:property|name)="${name}" content="([^"]+)"`))?.[1];
        for (const name of ['og:title', 'og:description', 'og:image', 'og:url', 'description']) {
            assert.ok(tag(name), `${address} has no ${name}`);
        }
        const json = html.match(/<script type="application\/ld\+json">(.*?)<\/script>/s)?.[1];
        assert.ok(json, `${address} has no JSON-LD`);
        assert.match(JSON.parse(json)['@context'], /schema\.org/);
        assert.ok(!/000\d{8}/.test(html), `${address} holds a phone number`);
    }
    const group = await (await fetch(new URL(addresses[2], server.origin))).text();
    assert.match(group, /89\.00/);
});

test('a page that the browser has kept works again', () => watched('pages-again', () => people, async () => {
    const guest = await reader('again');
    for (let visit = 0; visit < 3; visit += 1) {
        const refused = [];
        // What the next visit cut short (an icon, say) was not refused.
        guest.page.on('requestfailed', (request) => {
            if (request.failure()?.errorText !== 'net::ERR_ABORTED') refused.push(request.url());
        });
        await guest.page.goto(`${server.origin}/c/${server.community}`);
        assert.deepEqual(refused, [], `visit ${visit}`);
        assert.notEqual(await guest.page.evaluate(() => document.styleSheets.length), 0);
    }
}));

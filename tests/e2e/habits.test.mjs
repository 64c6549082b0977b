// What a phone's owner takes for granted: Back closes what lies on top, a double tap buys once, a
// foreign link shows nothing, the other language is complete, and without WebGL the page stays.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { after, before, test } from 'node:test';
import { PNG } from 'pngjs';
import { Caller } from './support/api.mjs';
import { Person, kiosk_screen, launch, watched } from './support/browser.mjs';
import { Server } from './support/server.mjs';
import { en, fill, page_zh, pattern, zh } from './support/words.mjs';

let server;
let browser;
let resident;
let me;
let home;
const people = [];

async function sit_down(name, options) {
    const person = await Person.sit_down(browser, name, options);
    people.push(person);
    return person;
}

before(async () => {
    server = await Server.start({ now: '2026-11-23T10:00:00+08:00' });
    browser = await launch();
    me = await Caller.sign_in(server.link('resident'));
    home = await me.home();
    resident = await sit_down('resident', { url: server.link('resident') });
    await resident.at(`/c/${server.community}`);
});

after(async () => {
    await browser?.close();
    await server?.leave();
});

test('Back closes a sheet and stays on the page, then leads back', () => watched('habits-back', () => people, async () => {
    const { page } = resident;
    const [group] = home.groups;
    await resident.tap('link', group.title);
    await resident.at(`/g/${group.group}`);
    await resident.press(zh.resident.poster);
    await resident.sheet();
    await page.goBack();
    await resident.no_sheet();
    assert.equal(resident.path(), `/g/${group.group}`);
    await page.goBack();
    await resident.at(`/c/${server.community}`);
    await page.goForward();
    await resident.at(`/g/${group.group}`);
    await resident.sees(group.title);
    await page.goBack();
    await resident.at(`/c/${server.community}`);
}));

test('the sheet closes by its cross and by Escape as well', () => watched('habits-sheet', () => people, async () => {
    const { page } = resident;
    await resident.tab(zh.resident.tab_me);
    for (const close of [() => resident.press(zh.kit.close), () => page.keyboard.press('Escape')]) {
        await resident.press(zh.resident.sign_out);
        await resident.sheet();
        await close();
        await resident.no_sheet();
        assert.equal(resident.path(), `/c/${server.community}/me`);
    }
    await resident.tab(zh.resident.tab_today);
    await resident.at(`/c/${server.community}`);
}));

test('a double tap places one order', () => watched('habits-double', () => people, async () => {
    const { page } = resident;
    const before = (await me.get('/api/v1/orders')).orders.length;
    await resident.put_in_basket('土豆', 2);
    await resident.press(zh.resident.checkout);
    await resident.at(/\/checkout$/);
    const button = resident.button(pattern(zh.resident.place));
    await resident.sees(zh.resident.total);
    const box = await button.boundingBox();
    await page.mouse.dblclick(box.x + box.width / 2, box.y + box.height / 2);
    await resident.at(/^\/o\//);
    await resident.sees(zh.resident.step_placed);
    assert.equal((await me.get('/api/v1/orders')).orders.length, before + 1);
}));

test('an order of another household shows nothing', () => watched('habits-foreign', () => people, async () => {
    const { orders: [order] } = await me.get('/api/v1/orders');
    const second = await sit_down('second', { url: server.link('second_resident') });
    const reply = await second.page.goto(`${server.origin}/o/${order.order}`);
    assert.equal(reply.status(), 404);
    const html = await reply.text();
    assert.ok(html.includes(page_zh.not_found_heading));
    assert.ok(!html.includes(order.lines[0].name));
    await second.live();
    await second.sees(zh.common.not_found_title);
    assert.ok(!(await second.page.content()).includes(order.lines[0].name));
    await second.leave();
    people.splice(people.indexOf(second), 1);
}));

test('a reload keeps the basket and the language', () => watched('habits-reload', () => people, async () => {
    const { page } = resident;
    await resident.go(`/c/${server.community}`);
    await resident.put_in_basket('白萝卜');
    await page.reload();
    await resident.live();
    await resident.find('白萝卜');
    await resident.sees(fill(zh.kit.counted, '白萝卜', 1));
    await resident.press(fill(zh.kit.remove_one, '白萝卜'));
    await resident.sees_node('button', fill(zh.kit.add_one, '白萝卜'));
}));

// Every text of the data, which is never translated.
function words_of_data(value, found = new Set()) {
    if (typeof value === 'string') found.add(value);
    else if (value && typeof value === 'object') for (const each of Object.values(value)) words_of_data(each, found);
    return found;
}

const faces = [
    ['resident', '', 'resident', ['groups', 'posts', 'orders', 'me']],
    ['leader', 'leader', 'leader', ['leader/list', 'leader/picking', 'leader/groups', 'leader/households']],
    ['shop', 'shop', 'shop', []],
    ['courier', 'courier', 'courier', []],
    ['kiosk', 'kiosk', 'kiosk', []],
];

for (const [name, link, , more] of faces) {
    test(`the ${name}'s face is complete in English`, () => watched(`english-${name}`, () => people, async () => {
        const visitor = await sit_down(`english ${name}`, {
            words: en, scale: 1, ...(link === 'kiosk' ? { viewport: kiosk_screen } : {}),
        });
        const { page } = visitor;
        await page.context().addCookies([{ name: 'louxia_lang', value: 'en', url: server.origin }]);
        await visitor.open(server.link(name));
        const caller = await Caller.sign_in(server.link(name));
        const data = words_of_data([home, caller.me, await me.get('/api/v1/posts'), await me.get('/api/v1/orders')]);
        if (name === 'leader') {
            words_of_data(await caller.get('/api/v1/leader/households'), data);
            words_of_data(await caller.get('/api/v1/leader/today'), data);
        }
        if (name === 'shop') words_of_data(await caller.get('/api/v1/shop/board'), data);
        if (name === 'courier') words_of_data(await caller.get('/api/v1/courier/run'), data);
        if (name === 'kiosk') words_of_data(await caller.get('/api/v1/kiosk/board'), data);
        data.add(zh.resident.chinese); // a language is named in its own
        const longest_first = [...data].filter((text) => /\p{Script=Han}/u.test(text))
            .sort((a, b) => b.length - a.length);
        for (const path of ['', ...more]) {
            if (path) await visitor.go(`/c/${server.community}/${path}`);
            await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
            const heard = await page.locator('#lx').evaluate((root) => [...root.querySelectorAll('*')].flatMap((node) => [
                ...[...node.childNodes].filter((child) => child.nodeType === 3).map((child) => child.data),
                node.getAttribute('aria-label'), node.getAttribute('aria-valuetext'),
                node.getAttribute('placeholder'), node.value,
            ]).filter(Boolean));
            assert.ok(heard.length > 3, `${name}/${path} says nothing`);
            const chinese = heard.map((text) => longest_first.reduce((rest, word) => rest.replaceAll(word, ''), String(text)))
                .filter((text) => /\p{Script=Han}/u.test(text));
            assert.deepEqual(chinese, [], `${name}/${path}`);
        }
        await visitor.leave();
        people.splice(people.indexOf(visitor), 1);
    }));
}

test('the poster is a picture: by long press over the drawn one, by download, and light at night', () => watched('habits-poster', () => people, async () => {
    const person = await sit_down('poster', { url: server.link('resident'), dark: true });
    await person.go(`/g/${home.groups[0].group}`);
    await person.press(zh.resident.poster);
    await person.sheet();
    const picture = person.page.locator('#lx img');
    await picture.waitFor({ state: 'visible' });
    const download = person.page.waitForEvent('download');
    await person.press(zh.resident.save_picture);
    const saved = PNG.sync.read(fs.readFileSync(await (await download).path()));
    assert.equal(saved.width, 390 * 2);
    assert.ok(saved.height > 390 * 2);
    // The right upper corner is the green of its head, the left lower one its paper; a sheet at night has neither.
    const point = (x, y) => [...saved.data.subarray(4 * (y * saved.width + x), 4 * (y * saved.width + x) + 3)];
    assert.deepEqual(point(2, saved.height - 3), [0xF8, 0xF3, 0xE9]);
    assert.ok(point(saved.width - 3, 3)[1] > point(saved.width - 3, 3)[0] + 20);
    const shown = await picture.evaluate((image) => image.decode().then(() => [image.naturalWidth, image.naturalHeight]));
    assert.deepEqual(shown, [saved.width, saved.height]);
    await person.leave();
}));

test('what left the basket comes back', () => watched('habits-undo', () => people, async () => {
    const person = await sit_down('undo', { url: server.link('second_resident') });
    await person.press(fill(zh.kit.add_one, '小白菜'));
    await person.press(fill(zh.kit.remove_one, '小白菜'));
    await person.press(zh.kit.undo);
    await person.sees(fill(zh.kit.counted, '小白菜', 1));
    await person.press(zh.resident.checkout);
    await person.press(zh.resident.clear_basket);
    await person.sees(zh.resident.basket_empty_title);
    await person.press(zh.kit.undo);
    await person.sees_node('heading', zh.resident.basket);
    await person.press(zh.resident.clear_basket);
    await person.leave();
}));

test('without WebGL the server page stays and works', async () => {
    const plain = await launch({ webgl: false });
    try {
        const guest = await Person.sit_down(plain, 'guest');
        await guest.page.goto(server.origin);
        await guest.page.locator('html[data-canvas=off]').waitFor({ state: 'attached' });
        const [first] = home.list.items;
        await guest.page.getByRole('spinbutton', { name: first.name, exact: true }).fill('1');
        await guest.sees(page_zh.to_checkout);
        await guest.page.getByRole('link', { name: first.name, exact: true }).first().click();
        await guest.at(`/p/${first.item}`);
    } finally {
        await plain.close();
    }
});

test('a lost context comes back without a reload', () => watched('habits-context', () => people, async () => {
    const { page } = resident;
    await page.evaluate(() => { window.stayed = true; louxia.lose_context(); });
    await resident.tab(zh.resident.tab_feed);
    await resident.at(`/c/${server.community}/posts`);
    await resident.sees(zh.resident.feed_title);
    assert.equal(await page.evaluate(() => window.stayed), true);
}));

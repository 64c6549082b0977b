// Texts of naughty.mjs in everything that people write, looked at where others read it: on the
// server's pages, parsed by a browser, and on the canvas, by what a reader would hear. They stand
// there as they were written, and are nothing but text.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Caller } from './support/api.mjs';
import { Person, launch, watched } from './support/browser.mjs';
import { kept_in } from './support/naughty.mjs';
import { Server } from './support/server.mjs';
import { zh } from './support/words.mjs';

const minute = 60_000;
const feed_posts = 50;
const hearing_ms_max = 30_000;
const plain = '平常的话';

const note_texts = kept_in({ most: 100, required: true }).map(([, text]) => text);
const post_texts = kept_in({ most: 300, required: true, lines: true }).map(([, text]) => text);
const name_texts = kept_in({ most: 40, required: true }).map(([, text]) => text);
const title_texts = kept_in({ most: 20, required: true }).map(([, text]) => text);
const nickname_texts = kept_in({ most: 24, required: true }).map(([, text]) => text);

let server;
let browser;
let parser;
let resident;
let leader;
let shop;
let item;
const people = [];
const problems = [];

before(async () => {
    server = await Server.start({ now: '2026-11-23T14:00:00+08:00', any_rate: true });
    resident = await Caller.sign_in(server.link('resident'));
    leader = await Caller.sign_in(server.link('leader'));
    shop = await Caller.sign_in(server.link('shop'));
    const { list } = await leader.home();
    ({ item } = list.items.find((each) => !each.in_group));
    await shop.post('/api/v1/shop/stock', { item, on_hand: 90_000 });
    browser = await launch();
    parser = await (await browser.newContext()).newPage();
});

after(async () => {
    await browser?.close();
    await server?.leave();
});

const basket = (note = '') => ({ lines: [{ item, quantity: 9 }], fulfilment: 'pickup', payment: 'on_handover', note });

async function collected(note) {
    const { order } = await resident.post('/api/v1/orders', basket(note));
    for (const to of ['accepted', 'picking', 'packed', 'ready']) await shop.post(`/api/v1/shop/orders/${order}/move`, { to });
    await resident.post(`/api/v1/orders/${order}/collect`, {});
    return order;
}

async function page_of(caller, address) {
    const reply = await fetch(new URL(address, server.origin), { headers: caller ? { Cookie: caller.cookie } : {} });
    const text = await reply.text();
    assert.equal(reply.status, 200, `${address}: ${reply.status}`);
    return text;
}

// What a browser makes of a page: every text that an element has for itself or with those in it, the
// elements with the names of their attributes, addresses, and the scripts' data.
const read_page = (html) => reads.get(html) ?? keep(html, parser.evaluate((source) => {
    const page = new DOMParser().parseFromString(source, 'text/html');
    const all = [...page.querySelectorAll('*')];
    return {
        texts: all.filter((each) => !each.querySelector('div,section,article,main')).map((each) => each.textContent),
        values: all.flatMap((each) => [...each.attributes].map(({ value }) => value)),
        shape: all.map((each) => `${each.tagName} ${[...each.attributes].map(({ name }) => name).sort().join(' ')}`),
        scripts: all.filter((each) => each.tagName === 'SCRIPT').map((each) => each.src || `${each.type} ${each.type ? '' : each.textContent}`),
        addresses: all.flatMap((each) => ['href', 'src', 'action', 'formaction'].map((name) => each.getAttribute(name))).filter(Boolean),
        data: [...page.querySelectorAll('script[type="application/ld+json"]')].map((each) => each.textContent),
    };
}, html));

// The harmless pages are looked at again and again.
const reads = new Map();
function keep(html, reading) {
    reads.set(html, reading);
    return reading;
}

// A page that shows `text`, beside the same page of something harmless.
async function check_page(html, like, text, what) {
    const page = await read_page(html);
    const model = await read_page(like);
    assert.deepEqual(page.shape, model.shape, `${what} has other elements than a harmless one`);
    assert.deepEqual(page.scripts, model.scripts, what);
    assert.ok(page.texts.some((each) => each.includes(text)), `${what} does not show it`);
    for (const address of page.addresses) assert.doesNotMatch(address, /^\s*(javascript|vbscript|data:text)/i, what);
    return page;
}

// A page with many of them, or several: no element and no attribute that they have not without them.
async function check_list(htmls, likes, texts, what) {
    const pages = await Promise.all([htmls].flat().map(read_page));
    const models = await Promise.all([likes].flat().map(read_page));
    const known = new Set(models.flatMap((each) => each.shape));
    for (const each of new Set(pages.flatMap((page) => page.shape))) assert.ok(known.has(each), `${what} has <${each}>`);
    const shown = pages.flatMap((page) => page.texts);
    for (const text of texts) {
        assert.ok(shown.some((each) => each.includes(text)), `${what} does not show ${JSON.stringify(text)}`);
    }
}

// All that a reader hears on the canvas, from the end to the top and round again: the texts stand at
// the end of the lists, and each place is drawn once. `whole`: each has a node of its own, with
// nothing before or behind it.
async function hears_all(person, texts, { whole = false } = {}) {
    const missing = await person.page.evaluate(({ texts, whole, limit }) => new Promise((resolve) => {
        const wanted = new Set(texts);
        const end = performance.now() + limit;
        let drawn = -1;
        const look = () => {
            for (const element of document.querySelectorAll('*')) {
                if (element.childElementCount > 0) continue;
                for (const heard of [element.textContent, element.getAttribute('aria-label') ?? '']) {
                    for (const text of wanted) if (whole ? heard === text : heard.includes(text)) wanted.delete(text);
                }
            }
            if (wanted.size === 0 || performance.now() > end) {
                resolve([...wanted]);
                return;
            }
            if (louxia.frames() > drawn) {
                drawn = louxia.frames();
                const bottom = document.documentElement.scrollHeight - innerHeight;
                scrollTo({ top: scrollY > 0 ? scrollY - innerHeight * 0.8 : bottom, behavior: 'instant' });
            }
            requestAnimationFrame(look);
        };
        look();
    }), { texts, whole, limit: hearing_ms_max });
    assert.deepEqual(missing, [], `${person.name} does not hear them at ${person.path()}`);
}

async function sit_down(name, face) {
    const person = await Person.sit_down(browser, name, { url: server.link(face), scale: 1 });
    person.page.on('console', (message) => {
        if (message.type() === 'error') problems.push(`${name}: ${message.text()}`);
    });
    people.push(person);
    return person;
}

const stand_up = async () => {
    for (const person of people.splice(0)) await person.leave();
    assert.deepEqual(problems.splice(0), [], 'the console had errors');
};

test('a post stands on its page, in its data and its preview as it was written', () => watched('texts-posts', () => people, async () => {
    const order = await collected('');
    const model = (await resident.post('/api/v1/posts', { order, text: plain, pictures: [] })).post;
    const like = await page_of(null, `/n/${model}`);
    const like_list = await page_of(null, `/c/${server.community}/posts`);
    const person = await sit_down('texts-feed', 'resident');
    for (let at = 0; at < post_texts.length; at += feed_posts - 1) {
        const some = post_texts.slice(at, at + feed_posts - 1);
        for (const text of some) {
            const { post } = await resident.post('/api/v1/posts', { order: await collected(''), text, pictures: [] });
            const page = await check_page(await page_of(null, `/n/${post}`), like, text, `the post ${JSON.stringify(text)}`);
            assert.ok(page.values.includes(text), `the preview of ${JSON.stringify(text)}`);
            assert.equal(JSON.parse(page.data[0]).articleBody, text);
        }
        await check_list(await page_of(null, `/c/${server.community}/posts`), like_list, some, 'the list of posts');
        await person.go(`/c/${server.community}/posts`);
        await hears_all(person, some);
    }
    await stand_up();
}));

test('a post of a form is kept as it was written, with line feeds for the ends of lines', async () => {
    const field = (page, name) => page.match(new RegExp(`name="${name}" value="([^"]*)"`))[1];
    for (const text of ['两行\n两行', ...post_texts.slice(-40)]) {
        const order = await collected('');
        const page = await page_of(resident, `/o/${order}`);
        const form = page.slice(page.indexOf(`action="/o/${order}/post"`));
        const reply = await fetch(`${server.origin}/o/${order}/post`, {
            method: 'POST', redirect: 'manual', headers: { Cookie: resident.cookie },
            body: new URLSearchParams({ text: text.replaceAll('\n', '\r\n'), token: field(form, 'token'), key: field(form, 'key') }),
        });
        assert.equal(reply.status, 303, JSON.stringify(text));
        const { posts } = await resident.get('/api/v1/posts');
        assert.equal(posts[0].text, text);
    }
});

test('a note stands on the order, and before those who pack and bring it', () => watched('texts-notes', () => people, async () => {
    const model = (await resident.post('/api/v1/orders', basket(plain))).order;
    const like = await page_of(resident, `/o/${model}`);
    await resident.post(`/api/v1/orders/${model}/cancel`, {});
    const person = await sit_down('texts-order', 'resident');
    const packer = await sit_down('texts-shop', 'shop');
    for (const [at, note] of note_texts.entries()) {
        const { order } = await resident.post('/api/v1/orders', basket(note));
        await check_page(await page_of(resident, `/o/${order}`), like, note, `the order's note ${JSON.stringify(note)}`);
        // All are drawn by the same few lines: some of them are enough for a browser.
        if (at % 8 === 0) {
            await person.go(`/o/${order}`);
            await hears_all(person, [note]);
            await hears_all(packer, [note]);
        }
        await resident.post(`/api/v1/orders/${order}/cancel`, {});
    }
    await stand_up();
}));

test('an item stands on the list and on its page as its leader has written it', () => watched('texts-items', () => people, async () => {
    const { list } = await leader.home();
    const list_pages = () => Promise.all(['', ...[1, 2, 3, 4, 5].map((page) => `/list?category=other&page=${page}`)]
        .map((page) => page_of(resident, `/c/${server.community}${page}`)));
    const add = async (texts) => {
        const drafts = texts.map((text) => ({
            name: text, spec: text, origin: text, category: 'other', unit: 'jin', price_fen: 300, cost_fen: 100,
            batch: { farm: text, place: text, picture: '', clip: '' }, stock: [{ hub: shop.me.hub, on_hand: 5 }],
        }));
        await leader.post(`/api/v1/leader/lists/${list.date}/items`, { items: drafts });
    };
    // As many harmless ones first, so that the list has all that a long one has.
    await add(name_texts.map((_, at) => `${plain}${at}`));
    const like_list = await list_pages();
    await add(name_texts);
    const made = (await leader.home()).list.items;
    const item_named = (name) => made.find((each) => each.name === name && each.spec === name);
    const like = await page_of(null, `/p/${item_named(`${plain}0`).item}`);
    for (const name of name_texts) {
        const page = await check_page(await page_of(null, `/p/${item_named(name).item}`), like, name, `the item ${JSON.stringify(name)}`);
        assert.equal(JSON.parse(page.data[0]).name, name);
    }
    await check_list(await list_pages(), like_list, name_texts, 'the list');
    const one = item_named(name_texts.at(-1));
    await page_of(resident, `/c/${server.community}/checkout?q.${one.item}=2`);
    // The list, the leader's own and the shop's shelf, as they are heard on the canvas.
    const person = await sit_down('texts-list', 'resident');
    await hears_all(person, name_texts, { whole: true });
    const writer = await sit_down('texts-writer', 'leader');
    await writer.go(`/c/${server.community}/leader/list/${list.date}`);
    await hears_all(writer, name_texts, { whole: true });
    const packer = await sit_down('texts-shelf', 'shop');
    await packer.press(zh.staff.stock);
    await hears_all(packer, name_texts, { whole: true });
    await stand_up();
}));

test('a group, what is in it, and who is asked in by it stand as they were written', () => watched('texts-groups', () => people, async () => {
    const { now_ms } = await leader.home();
    const group = (text) => leader.post('/api/v1/leader/groups', {
        title: text, serves: text, hub: shop.me.hub, price_fen: 100, target_households: 5,
        cutoff_at_ms: now_ms + 30 * minute, deliver_before_ms: now_ms + 90 * minute, contents: [{ item, pieces: 1, amount: text }],
    });
    const model = (await group(plain)).group;
    const like = { page: await page_of(null, `/g/${model}`), join: await page_of(resident, `/g/${model}/join`) };
    const like_list = await page_of(resident, `/c/${server.community}/groups`);
    for (const text of title_texts) {
        const { group: made } = await group(text);
        await check_page(await page_of(null, `/g/${made}`), like.page, text, `the group ${JSON.stringify(text)}`);
        await check_page(await page_of(resident, `/g/${made}/join`), like.join, text, `joining ${JSON.stringify(text)}`);
    }
    await check_list(await page_of(resident, `/c/${server.community}/groups`), like_list, title_texts, 'the list of groups');
    const person = await sit_down('texts-groups', 'resident');
    await person.go(`/c/${server.community}/groups`);
    await hears_all(person, title_texts);
    await stand_up();
}));

test('a name stands at the door, on the leader\'s list and under a post as it was given', () => watched('texts-names', () => people, async () => {
    const { community } = await leader.home();
    const admissions = `/c/${server.community}/neighbours`;
    const doors = community.buildings.flatMap(({ building, floors, rooms_per_floor }) =>
        Array.from({ length: Math.min(30, floors * rooms_per_floor) }, (_, at) =>
            ({ building, unit: 1, room: 100 * (1 + Math.floor(at / rooms_per_floor)) + 1 + at % rooms_per_floor })));
    let asked = 0;
    const ask = async (nickname) => {
        const { building, unit, room } = doors[asked];
        asked += 1;
        const { path } = await leader.post(`/api/v1/leader/buildings/${building}/code`, {});
        const guest = new Caller(server.origin, server.community);
        const reply = await guest.send('POST', '/api/v1/admissions', { secret: path.split('#')[1], nickname, unit, room },
            { headers: { 'X-Forwarded-For': `10.1.0.${asked}` } });
        assert.equal(reply.status, 200, reply.text);
    };
    await ask(plain);
    const like = await page_of(leader, admissions);
    for (const nickname of nickname_texts) await ask(nickname);
    await check_list(await page_of(leader, admissions), like, nickname_texts, 'who waits');
    const { waiting } = await leader.get('/api/v1/admissions');
    for (const { member } of waiting) await leader.post(`/api/v1/admissions/${member}/admit`, {});
    const person = await sit_down('texts-leader', 'leader');
    await person.go(`/c/${server.community}/leader/households`);
    const { households } = await leader.get('/api/v1/leader/households');
    const let_in = nickname_texts.filter((text) => households.some((each) => each.nickname === text));
    assert.ok(let_in.length > 20, `only ${let_in.length} names came in`);
    await hears_all(person, let_in);
    await stand_up();
}));

test('the file of the accounts holds no cell that a spreadsheet would run', async () => {
    const { list } = await leader.home();
    const formulas = name_texts.filter((text) => /^[=+@-]/.test(text));
    assert.ok(formulas.length >= 4, `only ${formulas.length} of the texts are formulas`);
    const farms = list.items.filter((each) => formulas.includes(each.batch?.farm));
    for (const { item: sold } of farms) {
        await shop.post('/api/v1/shop/stock', { item: sold, on_hand: 99 });
        const { order } = await resident.post('/api/v1/orders', { ...basket(), lines: [{ item: sold, quantity: 9 }] });
        for (const to of ['accepted', 'picking', 'packed', 'ready']) await shop.post(`/api/v1/shop/orders/${order}/move`, { to });
        await resident.post(`/api/v1/orders/${order}/collect`, {});
    }
    const file = await page_of(leader, `/c/${server.community}/leader/accounts/ledger.csv?date=2026-11-23`);
    const cells = [...file.matchAll(/(?:^|,|\r?\n)("(?:[^"]|"")*"|[^,\r\n]*)/g)]
        .map(([, cell]) => cell.replace(/^"|"$/g, '').replaceAll('""', '"'));
    for (const farm of formulas) {
        assert.ok(cells.some((each) => each !== farm && each.endsWith(farm)), `the farm ${farm} is not in the file, or as it is`);
    }
    for (const cell of cells) assert.doesNotMatch(cell, /^[=+@\t\r]|^-(?![\d.]+$)/, cell);
});

test('a character wider than others is drawn whole, and no larger one than the canvas has room for', () => watched('texts-wide', () => people, async () => {
    const person = await Person.sit_down(browser, 'wide', { scale: 3, more: { serviceWorkers: 'block' } });
    people.push(person);
    await person.page.addInitScript(() => {
        globalThis.read = [];
        const real = CanvasRenderingContext2D.prototype.getImageData;
        CanvasRenderingContext2D.prototype.getImageData = function (x, y, width, height) {
            read.push([width, height, this.canvas.width, this.canvas.height]);
            return real.call(this, x, y, width, height);
        };
    });
    await person.open(`${server.origin}/c/${server.community}`);
    await person.press(zh.resident.search);
    await person.type(zh.resident.search, '\u2e3b\ufdfd');
    await person.page.evaluate(() => document.activeElement.blur());
    await person.page.waitForFunction(() => read.some(([width]) => width > 128));
    const read = await person.page.evaluate(() => globalThis.read);
    for (const [width, height, wide, high] of read) assert.ok(width <= wide && height <= high, `${width}×${height} of ${wide}×${high}`);
    await stand_up();
}));

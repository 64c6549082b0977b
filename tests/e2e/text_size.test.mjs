// The usual font size and 200 % of it: on a phone 320 to 430 px wide nothing is cut that tells a price, a time
// or a count or that a button says, nothing stands beyond the edge, no word over another, and what acts is as
// large as before. The same for the server's pages, which no script lays out.
//
//   LARGE_TEXT=long node --test tests/e2e/text_size.test.mjs   at all widths, at 150 % and in both languages

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { Caller } from './support/api.mjs';
import { Person, launch_options, watched } from './support/browser.mjs';
import { covered_words, keep_frames } from './support/drawn.mjs';
import { fresh_folder } from './support/places.mjs';
import { Server } from './support/server.mjs';
import { all_texts, en, pattern, zh } from './support/words.mjs';

let server;
const at = {};
const long = process.env.LARGE_TEXT === 'long';
// Width in CSS pixels, the size chosen, the language; the first two are the hardest.
const languages = { zh, en };
const sizes = long
    ? [[320, 32], [390, 32], [390, 24], [320, 24], [320, 16], [360, 16], [390, 16], [430, 16]]
        .flatMap(([width, size]) => Object.keys(languages).map((tag) => [width, size, tag]))
    : [[320, 32, 'zh'], [320, 16, 'en']];
const people = [];
const folders = [];

before(async () => {
    server = await Server.start({ now: '2026-11-23T10:00:00+08:00' });
    for (const face of ['leader', 'resident', 'shop', 'courier']) at[face] = await Caller.sign_in(server.link(face));
    const { list, groups } = await at.resident.home();
    const item = list.items.find((each) => !each.in_group && each.available > 9);
    const { order } = await at.resident.post('/api/v1/orders', {
        lines: [{ item: item.item, quantity: 2 }], fulfilment: 'delivery', payment: 'wallet' });
    Object.assign(at, { place: `/c/${server.community}`, first: list.items[0], item, group: groups[0].group, order });
    // One order for each step at the counter, and one that was fetched.
    const steps = ['accepted', 'picking', 'packed', 'ready'];
    for (let taken = 1; taken <= steps.length + 1; taken += 1) {
        const made = await at.resident.post('/api/v1/orders', {
            lines: [{ item: item.item, quantity: 1 }], fulfilment: 'pickup', payment: 'wallet', hub: at.shop.me.hub });
        for (const to of steps.slice(0, taken)) await at.shop.post(`/api/v1/shop/orders/${made.order}/move`, { to });
        if (taken > steps.length) await at.resident.post(`/api/v1/orders/${made.order}/collect`, {});
    }
});

after(async () => {
    for (const person of [...people]) await leave(person);
    for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true });
    await server?.leave();
});

// A browser whose user has chosen that size in its settings.
async function sit_down(name, face, width, size, words = zh) {
    const folder = fresh_folder();
    folders.push(folder);
    fs.mkdirSync(path.join(folder, 'Default'));
    fs.writeFileSync(path.join(folder, 'Default/Preferences'),
        JSON.stringify({ webkit: { webprefs: { default_font_size: size } } }));
    const context = await chromium.launchPersistentContext(folder, {
        ...launch_options(), viewport: { width, height: 844 }, deviceScaleFactor: 1, hasTouch: true,
        locale: words === zh ? 'zh-CN' : 'en-GB', timezoneId: 'Asia/Shanghai',
    });
    if (words === en) await context.addCookies([{ name: 'louxia_lang', value: 'en', url: server.origin }]);
    const page = await context.newPage();
    await page.addInitScript(keep_frames);
    page.setDefaultTimeout(30_000);
    const person = new Person(name, page, words);
    person.usual_size = size === 16;
    person.problems = [];
    page.on('pageerror', (error) => person.problems.push(error.stack ?? String(error)));
    people.push(person);
    if (face) await person.open(server.link(face));
    return person;
}

async function leave(person) {
    people.splice(people.indexOf(person), 1);
    await person.page.context().close();
}

const frame = (page) => page.evaluate(() => new Promise((done) => {
    dispatchEvent(new Event('resize'));
    requestAnimationFrame(() => requestAnimationFrame(done));
}));

// Names of people, places and goods may end with "…"; numbers may not.
const tells = (text) => /[0-9]/.test(text);

// Nor may what the catalogue lets a button say; rows of goods and households are buttons named by their names.
const ours = (words) => all_texts(words).filter((text) => /\p{Script=Han}|\p{Letter}{2}/u.test(text)).map((text) => pattern(text, { whole: true }));
const patterns = { zh: ours(zh), en: ours(en) };
const said_by = (buttons, known) => (text) => buttons.some((name) => name.startsWith(text)) && known.some((each) => each.test(text));

// Down the page or down the sheet over it, a screen at a time: what was cut, and what stands where it
// cannot be seen or hit.
async function faults({ page, words, usual_size }, which) {
    const found = new Set();
    for (let step = 0; ; step += 1) {
        const end = await page.evaluate((times) => {
            const sheet = [...document.querySelectorAll('#lx [role=dialog]')].at(-1);
            const part = sheet ? sheet.querySelector('.sy') : document.documentElement;
            part?.scrollTo(0, 0.7 * times * part.clientHeight);
            return !part || part.scrollTop + part.clientHeight >= part.scrollHeight - 2 || part.scrollTop > 6000;
        }, step);
        await frame(page);
        const { cut, out, buttons } = await page.evaluate(() => {
            const name = (node) => node.getAttribute('aria-label') ?? node.textContent;
            return {
                cut: louxia.cut().split('\n').filter(Boolean).map((line) => line.split('\t')),
                out: [...document.querySelectorAll('#lx .n:not(.b)')].filter((node) => {
                    if (node.closest('.sx')) return false;
                    const box = node.getBoundingClientRect();
                    return box.width > 0 && (box.left < -1 || box.right > innerWidth + 1);
                }).map(name),
                buttons: [...document.querySelectorAll('#lx button')].map(name),
            };
        });
        const said = said_by(buttons, words === en ? patterns.en : patterns.zh);
        for (const [text, left_out] of cut) {
            if (tells(left_out) || said(text)) found.add(`${which}: cut: ${text}`);
        }
        for (const text of out) found.add(`${which}: beyond the edge: ${text}`);
        // With larger text lines stand closer than their letters' boxes are high.
        const covered = usual_size ? await page.evaluate(covered_words) : [];
        for (const text of covered) found.add(`${which}: one over the other: ${text}`);
        if (end) return [...found];
    }
}

const faces = {
    resident: () => ['', '/groups', '/posts', '/orders', '/me', '/checkout'].map((each) => at.place + each)
        .concat([`/g/${at.group}`, `/o/${at.order}`, `/p/${at.item.item}`]),
    courier: () => [`${at.place}/courier`],
    leader: () => ['', '/list', '/list/2026-11-24', '/picking', '/groups', '/households'].map((each) => `${at.place}/leader${each}`),
    shop: () => [`${at.place}/shop`],
};

// The sheets and views that buttons of those pages open.
const opened = (words) => ({
    [`${at.place}/leader`]: [pattern(words.leader.refund_title)],
    [`${at.place}/leader/list`]: [pattern(at.first.name)],
    [`${at.place}/leader/list/2026-11-24`]: [words.leader.by_hand],
    [`${at.place}/leader/groups`]: [words.leader.new_group, words.leader.cancel_group],
    [`${at.place}/leader/households`]: [pattern(words.common.address)],
    [`${at.place}/shop`]: [pattern(words.staff.weigh), new RegExp(`^${words.staff.cancel} · `), pattern(words.staff.view_hand_out),
        words.staff.totals, words.staff.stock],
});

async function read_at_size(person, { who, paths, width, size }) {
    const { page, words } = person;
    // It is laid out for half the width, and drawn as large as the screen.
    const height = (role, name) => page.getByRole('navigation').getByRole(role, { name }).first().boundingBox().then((box) => box.height);
    if (who === 'resident') {
        assert.equal(await height('link', pattern(words.resident.tab_groups)), size / 16 * 58);
        assert.equal(await page.locator('#lx-canvas').evaluate((canvas) => canvas.getBoundingClientRect().width), width);
        await person.put_in_basket(at.item.name, 1);
    }
    const found = [];
    for (const each of paths()) {
        if (each) await person.go(each);
        found.push(...await faults(person, each));
        for (const name of opened(words)[each] ?? []) {
            await page.evaluate(() => scrollTo(0, 0));
            await frame(page);
            await person.press(name);
            found.push(...await faults(person, `${each} ${name}`));
            await page.keyboard.press('Escape');
            await person.no_sheet();
        }
    }
    assert.deepEqual(found, []);
    if (who === 'resident') {
        // And it works: a finger on the buttons where they are seen.
        await person.go(`${at.place}/checkout`);
        await person.press(pattern(words.resident.place));
        await person.at(/^\/o\//);
    }
    await leave(person);
}

for (const [width, size, tag] of sizes) {
    for (const [who, paths] of Object.entries(faces)) {
        test(`${who}: text of ${size} px on ${width} px in ${tag}`, () => watched(`size-${who}-${width}-${size}-${tag}`, () => people, async () => {
            await read_at_size(await sit_down(`${who}${width}`, who, width, size, languages[tag]), { who, paths, width, size });
        }));
    }
}

test('the size of half as much again, and back, while the page is open', () => watched('large-live', () => people, async () => {
    const person = await sit_down('changing', 'resident', 390, 16);
    const { page } = person;
    const tab = () => page.getByRole('navigation').getByRole('link', { name: pattern(zh.resident.tab_groups) }).first().boundingBox().then((box) => box.height);
    assert.equal(await tab(), 58);
    for (const [size, high] of [['24px', 87], ['48px', 116], ['16px', 58]]) {
        // As the browser does to an open page: the root's size is another.
        await page.evaluate((to) => { document.documentElement.style.fontSize = to; }, size);
        await page.waitForFunction(([name, wanted]) => [...document.querySelectorAll('#lx nav a')]
            .some((link) => link.textContent.startsWith(name) && link.getBoundingClientRect().height === wanted), [zh.resident.tab_groups, high]);
    }
    await leave(person);
}));

for (const [width, size] of sizes) {
    test(`the server's pages with text of ${size} px on ${width} px`, () => watched(`large-pages-${width}-${size}`, () => people, async () => {
        const person = await sit_down(`pages${width}`, null, width, size);
        const { page } = person;
        await page.route('**/*.js', (request) => request.abort());
        const [name, value] = at.resident.cookie.split('=');
        await page.context().addCookies([{ name, value, url: server.origin }]);
        const found = [];
        for (const each of ['', '/groups', '/posts', '/orders', '/me', `/checkout?${at.item.item}=2`].map((end) => at.place + end)
            .concat([`/g/${at.group}`, `/g/${at.group}/join`, `/o/${at.order}`, `/p/${at.item.item}`])) {
            await page.goto(server.origin + each);
            const { wide, body, cut } = await page.evaluate(() => ({
                wide: document.documentElement.scrollWidth - innerWidth,
                body: parseFloat(getComputedStyle(document.body).fontSize),
                cut: [...document.querySelectorAll('#page *')].filter((node) => node.children.length === 0 && node.textContent.trim() &&
                    getComputedStyle(node).overflowX !== 'visible' && node.scrollWidth > node.clientWidth + 1).map((node) => node.textContent),
            }));
            assert.equal(body, size * 15 / 16, `${each}: the text is ${body} px`);
            if (wide > 0) found.push(`${each}: ${wide} px too wide`);
            found.push(...cut.filter(tells).map((text) => `${each}: cut: ${text}`));
        }
        assert.deepEqual(found, []);
        await leave(person);
    }));
}

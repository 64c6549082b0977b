// The kiosk stands by itself: without the net, with a broken page, a wrong clock, a server that went
// away; with a scanner and a camera before it; and says no more than it may.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { Caller, sign_in_household } from './support/api.mjs';
import { Person, kiosk_screen, launch, launch_options, phone as phone_screen, until, watched } from './support/browser.mjs';
import { write_film } from './support/fake_camera.mjs';
import { fresh_folder } from './support/places.mjs';
import { Server } from './support/server.mjs';
import { fill, pattern, zh } from './support/words.mjs';

const words = zh.staff;
const screen = { viewport: kiosk_screen, scale: 1 };

let server;
let browser;
let folder;
let leader;
let shop;
let api;
let households;
let waiting; // who waits at the pickup point: { caller, order, code, household }
const here = {};
const people = () => Object.values(here);
const step = (name, work) => test(name, () => watched(`kiosk ${name}`, people, work));
// Waits for a page that begins anew: what it broke of, and its pause, come before.
const patient = { timeout: 90_000 };

async function wait_at_the_pickup_point(household) {
    const caller = await sign_in_household(leader, (each) => each.household === household.household);
    const { list } = await caller.home();
    const item = list.items.find((each) => each.name === '红薯').item;
    const made = await caller.post('/api/v1/orders', {
        lines: [{ item, quantity: 2 }], payment: 'wallet', hub: shop.me.hub, fulfilment: 'pickup',
    });
    for (const to of ['accepted', 'picking', 'packed', 'ready']) await shop.post(`/api/v1/shop/orders/${made.order}/move`, { to });
    const { pickup_code: code } = await caller.get(`/api/v1/orders/${made.order}`);
    return { caller, order: made.order, code, household };
}
const state_of = async ({ caller, order }) => (await caller.get(`/api/v1/orders/${order}`)).state;
async function becomes(look, wanted, tries_max = 300) {
    for (let tries = 0; tries < tries_max; tries += 1) {
        const value = await look();
        if (wanted(value)) return value;
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`it stays ${JSON.stringify(await look())}`);
}
// As a scanner types: no key waits for the one before.
const typed_at_once = (page, text) => Promise.all([...text, 'Enter'].flatMap((key) => [page.keyboard.down(key), page.keyboard.up(key)]));
const delivered = (one) => becomes(() => state_of(one), (state) => state === 'done');

before(async () => {
    folder = fresh_folder();
    server = await Server.start({ now: '2026-11-23T13:41:00+08:00' });
    browser = await launch();
    leader = await Caller.sign_in(server.link('leader'));
    shop = await Caller.sign_in(server.link('shop'));
    api = await Caller.sign_in(server.link('kiosk'));
    ({ households } = await leader.get('/api/v1/leader/households'));
    const rich = households.filter((each) => each.wallet_fen >= 15000);
    waiting = [];
    for (const household of rich.filter((_, at) => at % 9 === 0).slice(0, 6)) waiting.push(await wait_at_the_pickup_point(household));
});

after(async () => {
    await browser?.close();
    await server?.leave();
    fs.rmSync(folder, { recursive: true, force: true });
});

async function sit_down(name, options = {}) {
    here[name] = await Person.sit_down(options.browser ?? browser, name, { url: server.link('kiosk'), ...screen, ...options });
    const { rows } = await api.get('/api/v1/kiosk/board');
    await here[name].sees(`${rows[0].waiting[0].masked_name} ${fill(zh.common.pieces, rows[0].waiting[0].pieces)}`);
    return here[name];
}
async function leave(name) {
    await here[name].leave();
    delete here[name];
}

step('what stands on it, in it and on its device names nobody in full', async () => {
    const { page } = await sit_down('kiosk');
    const { rows, groups } = await api.get('/api/v1/kiosk/board');
    const kept = await page.evaluate(() => [localStorage, sessionStorage].flatMap((each) => Object.values({ ...each })).join('\n'));
    const shown = await page.evaluate(() => document.documentElement.outerHTML);
    const heard = await here.kiosk.hears();
    assert.ok(rows.length > 2 && groups.length > 0 && groups[0].neighbours.length > 0);
    for (const row of rows) {
        assert.ok(heard.includes(fill(zh.common.building, row.building_number)));
        for (const one of row.waiting) {
            assert.match(one.masked_name, /^\p{L}{1,2}\*\*$/u);
            assert.ok(heard.includes(one.masked_name) && kept.includes(one.masked_name));
        }
    }
    for (const { nickname, phone_last4, address } of households) {
        assert.ok(!shown.includes(nickname) && !kept.includes(nickname), nickname);
        // A number of four digits may be an hour or an id by chance, the field that holds it not.
        assert.ok(!kept.includes(`"${phone_last4}"`) && !new RegExp(`[^0-9]${phone_last4}[^0-9]`).test(heard), phone_last4);
        assert.ok(!heard.includes(`-${address.room}`) && !kept.includes('"room'));
    }
    for (const { code } of waiting) assert.ok(!heard.includes(code) && !kept.includes(`"${code}"`));
    assert.ok(!heard.includes('红薯') && !kept.includes('红薯'));
    const board = JSON.parse(await page.evaluate((key) => localStorage.getItem(key), `board.${server.community}`));
    assert.deepEqual(board.groups, []);
    for (const row of board.rows) {
        assert.deepEqual(Object.keys(row).sort(), ['building_number', 'waiting']);
        for (const one of row.waiting) assert.deepEqual(Object.keys(one).sort(), ['chilled', 'collect_before_ms', 'masked_name', 'pieces']);
    }
    await leave('kiosk');
});

step('a scanner is understood wherever the focus is, and garbage refused in words', async () => {
    const { page } = await sit_down('scanner');
    // As the browser itself keeps count; a worker between hides requests from the test's tools.
    const sent = () => page.evaluate(() => performance.getEntriesByType('resource')
        .filter((each) => each.name.includes('/kiosk/collect')).length);
    const scan = (text) => typed_at_once(page, text);
    // An Enter presses what has the focus, else; the key 7 would be typed.
    await page.getByRole('button', { name: '7', exact: true }).focus();
    for (const garbage of ['https://example.com/x?code=2024', '6901234567892', 'ABC-0042']) {
        await scan(garbage);
        await here.scanner.sees(words.not_a_code);
        await here.scanner.sees(fill(zh.kit.digits_typed, 0, 4));
        await here.scanner.press(words.clear);
        await here.scanner.sees_no(words.not_a_code);
    }
    assert.equal(await sent(), 0);
    await page.getByRole('button', { name: '7', exact: true }).focus();
    const [one] = waiting.splice(0, 1);
    await scan(one.code);
    await delivered(one);
    // The browser counts a request once its answer is there.
    await becomes(sent, (count) => count > 0);
    // By hand it is a key after a key, and Enter is the focus' own.
    await page.getByRole('button', { name: '7', exact: true }).focus();
    await page.keyboard.press('1', { delay: 20 });
    await here.scanner.sees(fill(zh.kit.digits_typed, 1, 4));
    await page.keyboard.press('Enter');
    await here.scanner.sees(fill(zh.kit.digits_typed, 2, 4));
    await page.keyboard.press('Backspace');
    await here.scanner.sees(fill(zh.kit.digits_typed, 1, 4));
    assert.equal(await sent(), 1);
    await leave('scanner');
});

step('the screen is kept awake, and once more after it was taken away', async () => {
    const options = { more: {} };
    const person = here.awake = await Person.sit_down(browser, 'awake', { ...screen, ...options });
    // Only listens: the lock is the browser's own.
    await person.page.addInitScript(() => {
        globalThis.locks = [];
        const request = WakeLock.prototype.request;
        WakeLock.prototype.request = async function (...kind) {
            const lock = await request.apply(this, kind);
            globalThis.locks.push(lock);
            return lock;
        };
    });
    await person.open(server.link('kiosk'));
    await person.page.waitForFunction(() => globalThis.locks.length === 1);
    await person.page.evaluate(() => globalThis.locks[0].release());
    await person.page.waitForFunction(() => globalThis.locks.length === 2 && !globalThis.locks[1].released);
    await leave('awake');
});

// A real trap: the program is told of a text that lies outside its memory.
const trap = () => setTimeout(() => globalThis.Module._lx_on_scan(0xfffffff0), 0);

// Each of these mostly waits, so they wait together.
test('what breaks mends itself', { concurrency: true }, async (all) => {
    const parts = [];
    const part = (who, name, work) => parts.push(all.test(name, () =>
        watched(`kiosk ${name}`, () => (here[who] ? [here[who]] : []), work)));

    part('broken', 'a page that broke begins anew, and one that always breaks does not hammer', async () => {
        const person = await sit_down('broken');
        const { page } = person;
        await page.evaluate(() => { globalThis.stayed = true; });
        await page.evaluate(trap);
        await page.waitForFunction(() => globalThis.stayed === undefined && document.documentElement.dataset.canvas === 'live', undefined, patient);
        await person.sees(words.ready_title);
        const loads = [];
        page.on('load', () => loads.push(Date.now()));
        await page.addInitScript(`document.addEventListener('DOMContentLoaded', () =>
            document.documentElement.addEventListener('louxia-live', ${trap}));`);
        await page.evaluate(trap);
        // 2 s, then 4, then 8, each less a quarter at most.
        await becomes(() => loads.length, (count) => count >= 2, 900);
        assert.ok(loads[1] - loads[0] >= 6000, `it was loaded again after ${loads[1] - loads[0]} ms`);
        person.problems.length = 0; // they were wanted
        await leave('broken');
    });

    part('lost', 'a picture that the browser lost for good is begun anew', async () => {
        const person = await sit_down('lost');
        const { page } = person;
        await page.evaluate(() => {
            globalThis.stayed = true;
            document.getElementById('lx-canvas').getContext('webgl2').getExtension('WEBGL_lose_context').loseContext();
        });
        await page.waitForFunction(() => globalThis.stayed === undefined && document.documentElement.dataset.canvas === 'live', undefined, patient);
        await person.sees(words.ready_title);
        await leave('lost');
    });

    part('clock', 'a clock that is put five hours on, or back, changes nothing that it says', async () => {
        const person = await sit_down('clock');
        const { page } = person;
        const hour_of = async () => {
            const { now_ms } = await api.get('/api/v1/kiosk/board');
            return new Date(now_ms + 8 * 3600_000).toISOString().slice(11, 16);
        };
        const shows_the_hour = async () => {
            const before = await hour_of();
            const heard = await person.hears();
            const now = await hour_of();
            return heard.includes(before) || heard.includes(now);
        };
        assert.ok(await shows_the_hour());
        for (const hours of [5, -10]) {
            await page.evaluate((jump) => {
                const before = Date.now;
                Date.now = () => before() + jump;
            }, hours * 3600_000);
            // The next look at it is at most ten seconds away; then two more frames have been drawn.
            const drawn = await page.evaluate(() => louxia.frames());
            await page.waitForFunction((count) => louxia.frames() > count + 1, drawn, patient);
            assert.ok(await shows_the_hour(), await person.hears());
            await person.sees(pattern(words.open_until));
        }
        await leave('clock');
    });

    await Promise.all(parts);
});

step('a code that is held before the camera is read', async () => {
    const [one] = waiting.splice(0, 1);
    // A neighbour's phone shows it.
    const { path: link } = await leader.post(`/api/v1/leader/households/${one.household.household}/invite`, {});
    const phone = here.phone = await Person.sit_down(browser, 'phone', { url: new URL(link, server.origin).href });
    await phone.go(`/o/${one.order}`);
    const code = phone.text(one.code);
    await code.waitFor({ state: 'attached' });
    const box = await code.boundingBox();
    const file = path.join(folder, 'phone.y4m');
    // The card with the digits and, below them, their QR code.
    await write_film(phone.page, await phone.page.screenshot({ scale: 'css' }),
        { x: 0, y: box.y, width: phone_screen.width, height: 320 }, file);
    await leave('phone');
    const with_camera = await chromium.launch({ ...launch_options(), args: [...launch_options().args,
        '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', `--use-file-for-fake-video-capture=${file}`] });
    try {
        const person = await sit_down('camera', { browser: with_camera });
        const loaded = [];
        person.page.on('request', (request) => loaded.push(new URL(request.url())));
        // Allowed beforehand, it looks without a tap.
        await person.page.locator('video').waitFor({ state: 'visible' });
        await delivered(one);
        await person.sees(pattern(words.collected));
        assert.ok(await person.page.locator('video').isVisible());
        assert.deepEqual(loaded.filter((url) => url.origin !== server.origin && url.protocol !== 'data:').map(String), []);
        await person.press(words.camera_off);
        await person.page.locator('video').waitFor({ state: 'detached' });
        await person.press(words.camera_on);
        await person.page.locator('video').waitFor({ state: 'visible' });
        await leave('camera');
    } finally {
        await with_camera.close();
    }
});

step('a screen that the leader has ended says so, and keeps nothing', async () => {
    const ended = await sit_down('ended');
    const { page } = ended;
    const { devices } = await leader.get('/api/v1/leader/devices');
    const kiosks = devices.filter((each) => each.role === 'kiosk').sort((a, b) => b.first_seen_ms - a.first_seen_ms);
    await leader.post(`/api/v1/leader/devices/${kiosks[0].session}/end`, {});
    await ended.sees(words.unpaired_title);
    assert.equal(await page.evaluate((key) => localStorage.getItem(key), `board.${server.community}`), null);
    assert.ok(!(await ended.hears()).includes('**'));
    await page.reload();
    await ended.live();
    await ended.sees(words.unpaired_title);
    // The way back: an invite, scanned.
    await typed_at_once(page, server.link('kiosk'));
    await page.waitForURL(/\/kiosk$/);
    await ended.live();
    await ended.sees(words.ready_title);
    await leave('ended');
});

step('without the net it keeps its last board, with the age, also after a new start', async () => {
    const profile = path.join(folder, 'profile');
    const start = () => chromium.launchPersistentContext(profile, { ...launch_options(), viewport: kiosk_screen, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
    let context = await start();
    let person = here.alone = new Person('alone', await context.newPage(), zh);
    person.problems = [];
    person.page.setDefaultTimeout(30_000);
    await person.open(server.link('kiosk'));
    const { rows: [row] } = await api.get('/api/v1/kiosk/board');
    const line = `${row.waiting[0].masked_name} ${fill(zh.common.pieces, row.waiting[0].pieces)}`;
    await person.sees(line);
    // The worker has what a start needs: the page, and what it loads.
    await until('the page and its files are kept', () => person.page.evaluate(async () => {
        const page = await caches.match(location.pathname, { ignoreVary: true });
        const addresses = [...document.querySelectorAll('script[src],link[rel=stylesheet]')].map((each) => each.src || each.href);
        return page && (await Promise.all(addresses.map((each) => caches.match(each)))).every(Boolean);
    }));
    const home = person.page.url();
    await server.stop();
    await person.sees(pattern(words.board_of));
    await person.sees(line);
    await context.close();
    context = await start();
    person = here.alone = new Person('alone', await context.newPage(), zh);
    person.problems = [];
    person.page.setDefaultTimeout(30_000);
    await person.open(home);
    await person.sees(line);
    await person.sees(pattern(words.board_of));
    const age = (await person.hears()).match(/\d\d:\d\d/g);
    assert.ok(age.some((each) => /^13:4\d$|^13:5\d$/.test(each)), age.join(' '));
    // The server is there again: so is the board, by itself.
    server = await Server.start({ data: server.data, now: '2026-11-23T15:20:00+08:00', port: new URL(home).port });
    await person.sees(pattern(words.open_until));
    await context.close();
    delete here.alone;
});

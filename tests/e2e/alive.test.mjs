// A page that stays open: the graphics go and come back, it sleeps for an hour, the server is started again,
// the net goes in the middle of an order, a new version is deployed. Nothing is lost, nothing happens twice.
// CONTEXT_LOSSES=20 loses the graphics as often as that.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { after, before, test } from 'node:test';
import { Caller } from './support/api.mjs';
import { Person, launch, until, watched } from './support/browser.mjs';
import { difference } from './support/pixels.mjs';
import { fresh_folder, root, web_folder } from './support/places.mjs';
import { Relay } from './support/relay.mjs';
import { Server } from './support/server.mjs';
import { fill, pattern, zh } from './support/words.mjs';

const now = '2026-11-23T10:00:00+08:00';
const context_losses = Number(process.env.CONTEXT_LOSSES ?? 5);

let server;
let browser;
let relay;
let leader;
let me;
const people = [];

before(async () => {
    server = await Server.start({ now });
    relay = await Relay.start(server);
    browser = await launch();
    leader = await Caller.sign_in(server.link('leader'));
    me = await Caller.sign_in(server.link('resident'));
});

after(async () => {
    await browser?.close();
    await relay?.close();
    await server?.leave();
});

async function sit_down(name, { workers = false, prepare = async () => {} } = {}) {
    const person = await Person.sit_down(browser, name, { more: { serviceWorkers: workers ? 'allow' : 'block' } });
    people.push(person);
    await prepare(person.page);
    await person.open(relay.through(server.link('resident')));
    await person.at(`/c/${server.community}`);
    return person;
}

async function leave(person) {
    await person.leave();
    people.splice(people.indexOf(person), 1);
}

// No frame for a while: the picture stands.
const settled = (page, quiet_ms = 400) => page.evaluate((quiet) => new Promise((resolve) => {
    let last = -1;
    const look = () => {
        const frames = louxia.frames();
        if (frames === last) return resolve();
        last = frames;
        setTimeout(look, quiet);
    };
    look();
}), quiet_ms);

async function set_price(name, price_fen) {
    const { list } = await leader.home();
    const item = list.items.find((each) => each.name === name);
    const whole = await leader.get(`/api/v1/leader/lists/${list.date}`);
    const { draft } = whole.items.find((each) => each.item === item.item);
    await leader.post(`/api/v1/leader/items/${item.item}`, { draft: { ...draft, price_fen } });
}

// The stream that the page reads now has said where it stands.
const streaming = () => until('an open stream', () => /event: hello/.test(relay.streams.at(-1) ?? ''));
const ids_of = (stream) => [...stream.matchAll(/^id: ?(\d+)$/gm)].map(([, id]) => Number(id));

// ---- the graphics ---------------------------------------------------------------------------------

// Counts what the graphics hold: made and not deleted since the context came.
const count_graphics = () => {
    const live = globalThis.graphics = { Texture: 0, Program: 0, Buffer: 0, Shader: 0, restored: 0 };
    for (const type of [WebGLRenderingContext, WebGL2RenderingContext]) {
        for (const kind of ['Texture', 'Program', 'Buffer', 'Shader']) {
            for (const [verb, step] of [['create', 1], ['delete', -1]]) {
                const real = type.prototype[verb + kind];
                type.prototype[verb + kind] = function (...given) {
                    if (this.canvas.id === 'lx-canvas') live[kind] += step;
                    return real.apply(this, given);
                };
            }
        }
    }
    addEventListener('webglcontextlost', (event) => {
        if (event.target.id === 'lx-canvas') for (const kind of ['Texture', 'Program', 'Buffer', 'Shader']) live[kind] = 0;
    }, true);
    addEventListener('webglcontextrestored', (event) => { if (event.target.id === 'lx-canvas') live.restored += 1; }, true);
};

async function heap_bytes(page) {
    const session = await page.context().newCDPSession(page);
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    await session.detach();
    return usedSize + await page.evaluate(() => Module.HEAPU8.length);
}

test(`the context is lost ${context_losses} times: the same picture each time, nothing piles up`, () =>
    watched('alive-context', () => people, async () => {
        const resident = await sit_down('resident', { prepare: (page) => page.addInitScript(count_graphics) });
        const { page } = resident;
        // Past the group's countdown, where nothing moves by itself.
        await page.evaluate(() => { window.stayed = true; scrollTo({ top: 1600, behavior: 'instant' }); });
        await settled(page, 1100);
        const picture = await page.screenshot();
        const held = [];
        for (let round = 1; round <= context_losses; round += 1) {
            await page.evaluate(() => louxia.lose_context());
            await page.waitForFunction((count) => graphics.restored === count, round);
            await settled(page);
            const again = await page.screenshot();
            if (!again.equals(picture)) {
                const { share } = await difference(browser, picture, again, { tolerance: 0 });
                assert.equal(share, 0, `after loss ${round}`);
            }
            const { Texture, Program, Buffer, Shader } = await page.evaluate(() => graphics);
            held.push({ Texture, Program, Buffer, Shader, heap: await heap_bytes(page) });
        }
        const [first, last] = [held[0], held.at(-1)];
        console.log(`  held after the first loss ${JSON.stringify(first)}, after the last ${JSON.stringify(last)}`);
        for (const kind of ['Texture', 'Program', 'Buffer', 'Shader']) {
            assert.ok(first[kind] > 0, `${kind} was not counted`);
            assert.equal(last[kind], first[kind], kind);
        }
        assert.ok(last.heap - first.heap < 1 << 20, `the heap grew from ${first.heap} to ${last.heap}`);
        assert.equal(await page.evaluate(() => window.stayed), true);
        await leave(resident);
    }));

// ---- time and the net ------------------------------------------------------------------------------

test('a page that was hidden for an hour hears what it missed, each once', () => watched('alive-hidden', () => people, async () => {
    const resident = await sit_down('resident', {
        // The tab's visibility and the device's clock, which a test cannot turn otherwise.
        prepare: (page) => page.addInitScript(() => {
            const real = Date.now;
            let ahead = 0;
            let state = 'visible';
            Date.now = () => real() + ahead;
            Object.defineProperty(Document.prototype, 'visibilityState', { get: () => state });
            Object.defineProperty(Document.prototype, 'hidden', { get: () => state === 'hidden' });
            globalThis.turn = (now_state, ms) => {
                ahead += ms;
                state = now_state;
                document.dispatchEvent(new Event('visibilitychange'));
            };
        }),
    });
    const { page } = resident;
    await streaming();
    await resident.find('小白菜');
    await settled(page);
    await page.evaluate(() => { window.stayed = true; turn('hidden', 0); });
    const reads = () => relay.requests.filter(({ line }) => / \/api\/v1\/home/.test(line)).length;
    const reads_before = reads();
    const streams_before = relay.streams.length;
    const [stands_at] = relay.streams.at(-1).match(/"seq":\d+/).map((each) => Number(each.slice(6)));
    // While it sleeps its connection dies without a word, and the list changes three times.
    relay.go_silent();
    for (const price of [711, 722, 733]) await set_price('小白菜', price);
    await resident.sees_no(/7\.33/);
    await page.evaluate(() => turn('visible', 3_600_000));
    await resident.sees(/7\.33/);
    assert.equal(relay.streams.length, streams_before + 1);
    const { line } = relay.requests.findLast((each) => / \/api\/v1\/events/.test(each.line));
    const from = Number(line.match(/last_event_id=(\d+)/)[1]);
    assert.ok(from >= stands_at, `resumed at ${from}, stood at ${stands_at}`);
    const ids = ids_of(relay.streams.at(-1));
    assert.ok(ids.length >= 3, `heard only ${ids}`);
    assert.deepEqual(ids, [...new Set(ids)].sort((a, b) => a - b), 'each once, in order');
    assert.ok(ids.every((id) => id > from), `${ids} after ${from}`);
    // By the events alone: the list was not read again.
    assert.equal(reads(), reads_before);
    assert.equal(await page.evaluate(() => window.stayed), true);
    await leave(resident);
}));

test('the server is started again: the page says so, tries less and less often, and goes on', () =>
    watched('alive-restart', () => people, async () => {
        const resident = await sit_down('resident');
        const { page } = resident;
        await streaming();
        await resident.find('小白菜');
        await page.evaluate(() => { window.stayed = true; });
        const tries = [];
        page.on('request', (request) => {
            if (/\/api\/v1\/events/.test(request.url())) tries.push(performance.now());
        });
        await server.stop();
        await resident.sees(pattern(zh.common.offline));
        await until('four tries', () => tries.length >= 4);
        const gaps = tries.slice(1, 4).map((at, index) => at - tries[index]);
        console.log(`  waited ${gaps.map((gap) => Math.round(gap)).join(', ')} ms between tries`);
        // Each wait lies somewhere in the upper half of 2 s, 4 s, 8 s; what the machine takes comes on top.
        gaps.forEach((gap, index) => assert.ok(gap >= 1000 * 2 ** index * 0.9, `wait ${index} was ${gap} ms`));
        assert.ok(new Set(gaps.map((gap, index) => Math.round(gap / 2 ** index))).size > 1, 'no jitter');
        await start_again();
        await set_price('小白菜', 744);
        await resident.sees(/7\.44/);
        await resident.sees_no(pattern(zh.common.offline));
        assert.equal(await page.evaluate(() => window.stayed), true);
        await leave(resident);
    }));

// The same store under a new process, at the same address for who comes by the relay.
async function start_again(options = {}) {
    server = await Server.start({ now, data: server.data, ...options });
    relay.aim(server);
    leader = await Caller.sign_in(server.link('leader'));
    me = await Caller.sign_in(server.link('resident'));
}

test('the net goes when the order has arrived and before its answer: one order, the same key', () =>
    watched('alive-order', () => people, async () => {
        const resident = await sit_down('resident');
        const { page } = resident;
        const orders = (await me.get('/api/v1/orders')).orders.length;
        await resident.put_in_basket('土豆', 2);
        await resident.press(zh.resident.checkout);
        await resident.at(/\/checkout$/);
        await resident.sees(zh.resident.total);
        const keys = [];
        page.on('request', (request) => {
            if (request.method() === 'POST' && /\/api\/v1\/orders\?/.test(request.url())) keys.push(request.headers()['idempotency-key']);
        });
        const lost = relay.lose_answer_to(/POST \/api\/v1\/orders\?/);
        await resident.press(pattern(zh.resident.place));
        const answer = await lost;
        assert.match(answer, /^HTTP\/1\.1 200/, 'the server had taken it');
        await resident.sees(zh.resident.order_waiting_net);
        assert.equal((await me.get('/api/v1/orders')).orders.length, orders + 1);
        relay.mend();
        await resident.sees_no(zh.resident.order_waiting_net);
        await until('the same order sent again', () => keys.length >= 2);
        await resident.go(`/c/${server.community}/orders`);
        await resident.sees(zh.common.order_states_delivery[0]);
        assert.equal((await me.get('/api/v1/orders')).orders.length, orders + 1);
        assert.equal(new Set(keys).size, 1);
        await leave(resident);
    }));

// ---- a new version ----------------------------------------------------------------------------------

// The client's files as a later build would stage them: other contents, other names, another version.
function staged_anew() {
    const source = fresh_folder();
    for (const name of ['assets', 'node_modules']) fs.symlinkSync(path.join(root, name), path.join(source, name));
    fs.cpSync(path.join(root, 'web'), path.join(source, 'web'), { recursive: true });
    fs.appendFileSync(path.join(source, 'web/css/shell.css'), '\n.of-the-next-version { color: inherit; }\n');
    const wasm = path.join(source, 'wasm');
    fs.mkdirSync(wasm);
    for (const name of ['app.js', 'app.wasm']) {
        fs.copyFileSync(path.join(root, 'build/wasm', name), path.join(wasm, name));
    }
    fs.appendFileSync(path.join(wasm, 'app.js'), '\nglobalThis.nextVersion = true;\n');
    const out = path.join(source, 'staged');
    execFileSync(process.execPath, [path.join(root, 'cmake/stage_web.mjs'), '--source', source, '--wasm', wasm, '--out', out,
        '--cache', path.join(root, 'build/wasm/stage-cache'), '--shrink', 'no'], { stdio: ['ignore', 'ignore', 'inherit'] });
    return { folder: out, forget: () => fs.rmSync(source, { recursive: true, force: true }) };
}

const version_in = (folder) => JSON.parse(fs.readFileSync(path.join(folder, 'assets.json'))).version;

test('a new version is deployed: the page says so and comes back with its basket', () =>
    watched('alive-version', () => people, async () => {
        const next = staged_anew();
        try {
            const resident = await sit_down('resident', { workers: true });
            const { page } = resident;
            await page.evaluate(() => navigator.serviceWorker.ready);
            await resident.put_in_basket('白萝卜', 2);
            const version = () => page.locator('html').getAttribute('data-version');
            assert.equal(await version(), version_in(web_folder));
            assert.notEqual(version_in(next.folder), version_in(web_folder));
            assert.equal(await resident.text(zh.common.update_ready).count(), 0);
            await server.stop();
            await start_again({ web: next.folder });
            await resident.sees(zh.common.update_ready);
            // Nothing happens to who reads on.
            assert.equal(await version(), version_in(web_folder));
            await Promise.all([page.waitForEvent('load'), resident.press(zh.common.update_now)]);
            await resident.live();
            assert.equal(await version(), version_in(next.folder));
            assert.equal(await page.evaluate(() => globalThis.nextVersion), true, 'it runs the new program');
            await resident.find('白萝卜');
            await resident.sees(fill(zh.kit.counted, '白萝卜', 2));
            assert.equal(await resident.text(zh.common.update_ready).count(), 0);
            // Kept for when there is no net: the new files, and no longer the old ones.
            await until('the new files alone', () => page.evaluate(async (wanted) => {
                const names = (await caches.keys()).filter((name) => name.startsWith('shell-'));
                return names.length === 1 && names[0] === `shell-${wanted}`;
            }, version_in(next.folder)));
            await leave(resident);
        } finally {
            await server.stop();
            await start_again();
            next.forget();
        }
    }));

// ---- one's place -------------------------------------------------------------------------------------

const place = (page) => page.evaluate(() => Math.round(scrollY));
const stands = (page, y) => page.waitForFunction((wanted) => Math.abs(scrollY - wanted) < 3, y);
const rows = (page) => page.locator('#lx').evaluate((host) => [...host.querySelectorAll('a')]
    .filter((each) => /\/p\//.test(each.getAttribute('href'))).map((each) => each.textContent || each.ariaLabel));

test('Back and a reload lead to the place on the list that was left', () => watched('alive-place', () => people, async () => {
    const resident = await sit_down('resident');
    const { page } = resident;
    const y = 7777;
    const drawn = await page.evaluate((top) => {
        scrollTo({ top, behavior: 'instant' });
        return louxia.frames();
    }, y);
    await page.waitForFunction((before) => louxia.frames() > before, drawn);
    await settled(page);
    const seen = await rows(page);
    assert.ok(seen.length > 3);
    const picture = await page.screenshot();
    const item = page.locator('#lx a[href*="/p/"]').nth(3);
    await item.click();
    await resident.at(/^\/p\//);
    await settled(page);
    assert.equal(await place(page), 0, 'a new page begins at its top');
    await page.evaluate(() => scrollTo({ top: 40, behavior: 'instant' }));
    await page.goBack();
    await resident.at(`/c/${server.community}`);
    await stands(page, y);
    await settled(page);
    assert.deepEqual(await rows(page), seen);
    const { share } = await difference(browser, picture, await page.screenshot());
    assert.ok(share < 0.001, `${share} of the picture is another`);
    await page.goForward();
    await resident.at(/^\/p\//);
    await page.goBack();
    await stands(page, y);
    await page.reload();
    await resident.live();
    await stands(page, y);
    await settled(page);
    assert.deepEqual(await rows(page), seen);
    await leave(resident);
}));

test('the browser may pull the page down to refresh: nothing takes the pull away, and no row is pressed by it', () =>
    watched('alive-pull', () => people, async () => {
        const resident = await sit_down('resident');
        const { page } = resident;
        const of_page = await page.evaluate(() => ({
            over: [document.documentElement, document.body].map((each) => getComputedStyle(each).overscrollBehaviorY),
            touch: getComputedStyle(document.getElementById('lx')).touchAction,
            scrolls: document.scrollingElement === document.documentElement,
        }));
        assert.deepEqual(of_page.over, ['auto', 'auto']);
        assert.match(of_page.touch, /pan-y/);
        assert.ok(of_page.scrolls);
        await page.evaluate(() => {
            globalThis.taken = [];
            for (const name of ['touchstart', 'touchmove']) {
                addEventListener(name, (event) => setTimeout(() => { if (event.defaultPrevented) taken.push(name); }, 0), { passive: true });
            }
        });
        const session = await page.context().newCDPSession(page);
        const touch = (type, y) => session.send('Input.dispatchTouchEvent',
            { type, touchPoints: type === 'touchEnd' ? [] : [{ x: 195, y }] });
        await touch('touchStart', 420);
        for (let y = 440; y <= 760; y += 40) await touch('touchMove', y);
        await touch('touchEnd');
        await settled(page);
        assert.deepEqual(await page.evaluate(() => taken), []);
        assert.equal(resident.path(), `/c/${server.community}`, 'a drag pressed something');
        // What the pull does: the page comes anew, with what has changed meanwhile.
        relay.cut();
        await set_price('小白菜', 755);
        relay.mend();
        await page.reload();
        await resident.live();
        await resident.find('小白菜');
        await resident.sees(/7\.55/);
        await leave(resident);
    }));

// Photos on the canvas only in the width that is needed and where somebody looks; clips that play
// where somebody looks.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { after, before, test } from 'node:test';
import { Caller } from './support/api.mjs';
import { Person, launch, watched } from './support/browser.mjs';
import { keep_picture, put_on_list } from './support/listed.mjs';
import { root } from './support/places.mjs';
import { Server } from './support/server.mjs';
import { zh } from './support/words.mjs';

const photo = fs.readFileSync(path.join(root, 'tests/e2e/support/photo.png'));
// A second of changing colours in VP8.
const film = fs.readFileSync(path.join(root, 'tests/e2e/support/clip.webm'));
const photos_on_list = 24;

let server;
let browser;
let leader;
const people = [];

async function sit_down(name, options) {
    const person = await Person.sit_down(browser, name, options);
    people.push(person);
    return person;
}

// A page that is still being laid out has no room to scroll yet, and may grow while it is scrolled.
async function scroll_to(page, top) {
    await page.waitForFunction((to) => {
        scrollTo({ top: to, behavior: 'instant' });
        const most = document.documentElement.scrollHeight - innerHeight;
        return to ? most > 0 && scrollY >= Math.min(to, most) - 1 : scrollY === 0;
    }, top);
}

const keep = (bytes) => keep_picture(leader, bytes);

before(async () => {
    server = await Server.start({ now: '2026-11-23T10:00:00+08:00' });
    browser = await launch();
    leader = await Caller.sign_in(server.link('leader'));
});

after(async () => {
    await browser?.close();
    await server?.leave();
});

test('the list asks for small photos, and for those in sight alone', () => watched('media-list', () => people, async () => {
    const urls = [];
    for (let at = 0; at < photos_on_list; at += 1) urls.push(await keep(photo));
    const items = await put_on_list(server, leader, urls.map((picture, at) => ({ name: `照片菜${at}`, picture })));
    const order = items.map((item) => urls.indexOf(item.batch?.picture)).filter((at) => at >= 0);
    assert.equal(order.length, photos_on_list);
    const looker = await sit_down('looker');
    const asked = new Map();
    looker.page.on('request', (request) => {
        const url = new URL(request.url());
        if (url.pathname.startsWith('/m/')) asked.set(url.pathname, url.search);
    });
    await looker.open(`${server.origin}/c/${server.community}`);
    const last = urls[order.at(-1)];
    const settle = () => looker.page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); }));
    await settle();
    assert.ok(!asked.has(last) && asked.size < photos_on_list, `${asked.size} photos were fetched before anybody scrolled`);
    for (let tries = 0; asked.size < photos_on_list || !asked.has(last); tries += 1) {
        assert.ok(tries < 200, `${asked.size} of ${photos_on_list} photos after scrolling to the end`);
        await looker.page.evaluate(() => scrollBy({ top: 300, behavior: 'instant' }));
        await settle();
    }
    assert.deepEqual([...new Set(asked.values())], ['?w=320']);
}));

test('a clip plays while it is seen, and not for who wants no motion', () => watched('media-clip', () => people, async () => {
    const clip = await keep(film);
    const item = (await put_on_list(server, leader, [{ name: '带视频的菜', clip }])).find((each) => each.batch?.clip === clip);
    const small = { width: 390, height: 480 };
    const watcher = await sit_down('watcher', { viewport: small });
    let fetched = 0;
    watcher.page.on('request', (request) => { if (request.url().endsWith(clip)) fetched += 1; });
    await watcher.open(`${server.origin}/p/${item.item}`);
    const video = watcher.page.locator(`video[aria-label="${zh.resident.watch_clip}"]`);
    await video.waitFor({ state: 'attached' });
    const is = (wanted) => watcher.page.waitForFunction((words) => {
        const found = document.querySelector('#lx video');
        return words === 'playing' ? !found.paused && found.currentTime > 0 : found.paused;
    }, wanted);
    const scroll = (top) => scroll_to(watcher.page, top);
    assert.deepEqual(await video.evaluate((found) => [found.muted, found.loop, found.playsInline, found.paused, found.preload]),
        [true, true, true, true, 'none']);
    assert.equal(fetched, 0, 'the clip was fetched before it was seen');
    await scroll(10_000);
    await is('playing');
    await scroll(0);
    await is('paused');
    await scroll(10_000);
    await is('playing');
    // Who stops it finds it stopped.
    await scroll(10_000);
    await is('playing');
    await video.evaluate((found) => found.pause());
    await scroll(0);
    await watcher.page.waitForFunction(() => !document.querySelector('#lx video').lxOn);
    await scroll(10_000);
    await watcher.page.waitForFunction(() => document.querySelector('#lx video').lxOn);
    assert.ok(await video.evaluate((found) => found.paused), 'it goes on by itself');

    const calm = await sit_down('calm', { more: { reducedMotion: 'reduce' } });
    await calm.open(`${server.origin}/p/${item.item}`);
    await scroll_to(calm.page, 10_000);
    await calm.page.waitForFunction(() => document.querySelector('#lx video')?.lxOn);
    const still = calm.page.locator('#lx video');
    assert.ok(await still.evaluate((found) => found.paused && found.currentTime === 0), 'it moves for who wants no motion');
    await still.evaluate((found) => found.play());
    await calm.page.waitForFunction(() => document.querySelector('#lx video').currentTime > 0);
}));

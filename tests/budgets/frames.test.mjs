// What a resident's page costs the phone: nothing while it is idle, no long task while it scrolls.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Caller } from '../e2e/support/api.mjs';
import { Person, launch, watched } from '../e2e/support/browser.mjs';
import { Server } from '../e2e/support/server.mjs';
import { figure } from '../e2e/support/figures.mjs';

const idle_ms = 10_000;
let server;
let browser;
let resident;
const people = () => (resident ? [resident] : []);

before(async () => {
    // No orders, no other person, no group that counts its seconds: past its cut-off and delivered.
    server = await Server.start({ now: '2026-11-23T10:00:00+08:00' });
    browser = await launch();
    resident = await Person.sit_down(browser, 'resident', { url: server.link('resident') });
    await resident.at(`/c/${server.community}`);
});

after(async () => {
    await browser?.close();
    await server?.stop();
    server?.forget();
});

// Resolves when no frame has been drawn for a second: pictures are there, nothing moves any more.
const settled = (page) => page.evaluate(() => new Promise((resolve) => {
    let last = -1;
    const look = () => {
        const now = louxia.frames();
        if (now === last) resolve();
        last = now;
        setTimeout(look, 1000);
    };
    look();
}));

const frames_in = (page, ms) => page.evaluate((time) => new Promise((resolve) => {
    const began = louxia.frames();
    setTimeout(() => resolve(louxia.frames() - began), time);
}), ms);

test('an idle page draws no frame', () => watched('budget-idle', people, async () => {
    const { page } = resident;
    // Past the group's card, whose countdown is the one thing that may move by itself.
    await page.evaluate(() => scrollTo(0, 3000));
    await settled(page);
    figure('idle_frames', await frames_in(page, idle_ms), 'frames', 0, { always: true });
}));

test('a countdown in sight draws one frame a second at most', () => watched('budget-countdown', people, async () => {
    const { page } = resident;
    await page.evaluate(() => scrollTo(0, 0));
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1500)));
    figure('countdown_frames', await frames_in(page, 5000), 'frames', 6, { always: true });
}));

test('scrolling the whole list makes no long task', () => watched('budget-scroll', people, async () => {
    const { page } = resident;
    const { list } = await Caller.sign_in(server.link('leader')).then((leader) => leader.home());
    assert.ok(list.items.length >= 400, `the list has ${list.items.length} items only`);
    const longest = await page.evaluate(async () => {
        const tasks = [];
        const observer = new PerformanceObserver((found) => tasks.push(...found.getEntries()));
        observer.observe({ type: 'longtask' });
        const end = document.documentElement.scrollHeight - innerHeight;
        const step = 400;
        for (let y = 0; y <= end; y += step) {
            scrollTo(0, y);
            await new Promise((resolve) => requestAnimationFrame(resolve));
        }
        await new Promise((resolve) => setTimeout(resolve, 200));
        tasks.push(...observer.takeRecords());
        observer.disconnect();
        return { longest: Math.max(0, ...tasks.map((task) => task.duration)), count: tasks.length, height: end };
    });
    assert.ok(longest.height > 20_000, `the page is only ${longest.height} high`);
    console.log(`  ${longest.count} tasks over 50 ms; frame ${await page.evaluate(() => louxia.frame_ms?.().toFixed(1))} ms`);
    figure('longest_task_while_scrolling', longest.longest, 'ms', 50);
}));

// The client in Debian's Chromium against the served product: make bench-client. Lighthouse's four grades of
// the pages that strangers open, the first seconds on a low-end phone, and the work of a frame with a
// hundred items and with ten thousand. BENCH=lighthouse,phone,frames runs only some.

import * as fs from 'node:fs';
import * as net from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import lighthouse from 'lighthouse';
import { Caller } from '../e2e/support/api.mjs';
import { Person, launch_options } from '../e2e/support/browser.mjs';
import { median } from '../e2e/support/figures.mjs';
import { root } from '../e2e/support/places.mjs';
import { Server } from '../e2e/support/server.mjs';
import { Bench, quiet_figure } from './serving.mjs';

const now = '2026-11-23T10:00:00+08:00';
const rounds = Number(process.env.ROUNDS ?? 3);
const parts = (process.env.BENCH ?? 'lighthouse,phone,frames').split(',');

const grades = { performance: 95, accessibility: 100, 'best-practices': 100, seo: 100 };
// Lighthouse's own name of it: "slow 4G".
const low_end = { cpu_slowdown: 4, kbit_per_s: 1600, latency_ms: 150 };
const readable_ms = 1500;
const live_ms = 4000;
const frame_ratio = 1.3;

function free_port() {
    return new Promise((resolve) => {
        const listener = net.createServer().listen(0, '127.0.0.1', () => {
            const { port } = listener.address();
            listener.close(() => resolve(port));
        });
    });
}

function launch(more = []) {
    const options = launch_options();
    return chromium.launch({ ...options, args: [...options.args, ...more] });
}

// A window of Chromium's loads parts of its own for seconds after it has opened, on the same two processors.
// Nobody's phone does that when a link is pressed: until the machine has been at rest for a second (or half
// a minute has passed, on a machine that never is).
async function at_rest() {
    const spent = () => os.cpus().reduce(([busy, all], { times }) => {
        const sum = Object.values(times).reduce((total, each) => total + each, 0);
        return [busy + sum - times.idle, all + sum];
    }, [0, 0]);
    for (let quiet = 0, step = 0; quiet < 2 && step < 60; step += 1) {
        const [busy, all] = spent();
        await pause(500);
        const [busy_then, all_then] = spent();
        quiet = busy_then - busy < 0.1 * (all_then - all) ? quiet + 1 : 0;
    }
}

// ---- grades -----------------------------------------------------------------------------------------

// Audits that cost something, worst first, with what Lighthouse says of them.
function shortcomings(lhr, category) {
    return lhr.categories[category].auditRefs
        .map(({ id, weight }) => ({ weight, ...lhr.audits[id] }))
        .filter(({ score, weight }) => weight > 0 && score !== null && score < 0.95)
        .map(({ id, title, displayValue, details }) => `    ${category}: ${id}: ${title} ${displayValue ?? ''} ` +
            (details?.items ?? []).slice(0, 3).map((item) => item.node?.snippet ?? item.description ?? item.url ?? '').join(' | '));
}

async function grade(addresses) {
    const kept = path.join(root, 'build/lighthouse');
    fs.mkdirSync(kept, { recursive: true });
    for (const [name, address] of Object.entries(addresses)) {
        const seen = Object.fromEntries(Object.keys(grades).map((each) => [each, []]));
        const notes = new Set();
        for (let round = 0; round < rounds; round += 1) {
            const port = await free_port();
            const browser = await launch([`--remote-debugging-port=${port}`]);
            try {
                // Its window, in which Lighthouse opens a tab.
                await (await browser.newBrowserCDPSession()).send('Target.createTarget', { url: 'about:blank' });
                await at_rest();
                const { lhr } = await lighthouse(address, {
                    port, output: 'json', logLevel: 'error', onlyCategories: Object.keys(grades),
                });
                fs.writeFileSync(path.join(kept, `${name}-${round}.json`), JSON.stringify(lhr, null, 1));
                for (const each of Object.keys(grades)) {
                    seen[each].push(Math.round(lhr.categories[each].score * 100));
                    for (const note of shortcomings(lhr, each)) notes.add(note);
                }
            } finally {
                await browser.close();
            }
        }
        for (const [each, target] of Object.entries(grades)) {
            quiet_figure(`lighthouse_${each.replace('-', '_')}_${name}`, median(seen[each]), 'of_100', target, { more_is_better: true });
        }
        for (const note of notes) console.log(note);
    }
}

// ---- the first seconds --------------------------------------------------------------------------------

async function first_seconds(addresses) {
    const browser = await launch();
    for (const [name, address] of Object.entries(addresses)) {
        const readable = [];
        const live = [];
        const moved = [];
        for (let round = 0; round < rounds; round += 1) {
            const guest = await Person.sit_down(browser, 'guest', { more: { serviceWorkers: 'block' } });
            const { page } = guest;
            await page.addInitScript(() => {
                document.addEventListener('louxia-live', () => { globalThis.live_at = performance.now(); }, true);
                globalThis.shifted = 0;
                new PerformanceObserver((list) => {
                    for (const each of list.getEntries()) if (!each.hadRecentInput) shifted += each.value;
                }).observe({ type: 'layout-shift', buffered: true });
            });
            const session = await page.context().newCDPSession(page);
            await session.send('Network.enable');
            await session.send('Network.emulateNetworkConditions', {
                offline: false, latency: low_end.latency_ms,
                downloadThroughput: low_end.kbit_per_s * 125, uploadThroughput: low_end.kbit_per_s * 125 / 2,
            });
            // What slows the processor down works itself all the time.
            await at_rest();
            await session.send('Emulation.setCPUThrottlingRate', { rate: low_end.cpu_slowdown });
            await page.goto(address, { waitUntil: 'load' });
            await page.locator('html[data-canvas]').waitFor({ state: 'attached' });
            const seen = await page.evaluate(() => ({
                canvas: document.documentElement.dataset.canvas, live_at: globalThis.live_at, shifted,
                readable: performance.getEntriesByName('first-contentful-paint')[0].startTime,
            }));
            readable.push(seen.readable);
            // Never, when it gave up: the page stays.
            live.push(seen.canvas === 'live' ? seen.live_at : Infinity);
            moved.push(seen.shifted);
            await guest.leave();
        }
        quiet_figure(`low_end_readable_${name}`, median(readable), 'ms', readable_ms);
        quiet_figure(`low_end_canvas_live_${name}`, median(live), 'ms', live_ms);
        quiet_figure(`low_end_layout_shift_${name}`, median(moved), 'of_1', 0.02);
    }
    await browser.close();
}

// ---- a frame of a long list ------------------------------------------------------------------------------

const digits = '0123456789abcdefghjkmnpqrstvwxyz';

function id_after(id, step) {
    let value = [...id].reduce((sum, letter) => sum * 32n + BigInt(digits.indexOf(letter)), 0n) + BigInt(step);
    let text = '';
    for (let place = 0; place < id.length; place += 1) {
        text = digits[Number(value % 32n)] + text;
        value /= 32n;
    }
    return text;
}

// The served list cut or repeated to `count` items, each copy with an id and a name of its own.
function list_of(home, count) {
    const { items } = home.list;
    return {
        ...home,
        list: {
            ...home.list,
            items: Array.from({ length: count }, (_, at) => {
                const copy = Math.floor(at / items.length);
                const item = items[at % items.length];
                return copy === 0 ? item : { ...item, item: id_after(item.item, copy * 100_000), name: `${item.name}${copy}` };
            }),
        },
    };
}

async function frame_work(server) {
    const { pathname } = new URL(server.link('resident'));
    const browser = await launch();
    const taken = {};
    for (const count of [100, 10_000]) {
        const person = await Person.sit_down(browser, `list of ${count}`, { more: { serviceWorkers: 'block' } });
        const { page } = person;
        await page.route(/\/api\/v1\/home/, async (route) => {
            const reply = await route.fetch();
            await route.fulfill({ response: reply, json: list_of(await reply.json(), count) });
        });
        await person.open(`${server.origin}/c/${pathname.split('/')[2]}`);
        await page.waitForFunction((least) => document.documentElement.scrollHeight > least, count * 60);
        const times = [];
        for (let round = 0; round < rounds; round += 1) {
            times.push(await page.evaluate(async (frames) => {
                const end = document.documentElement.scrollHeight - innerHeight;
                const seen = [];
                const drawn = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
                // The same way through every list: whole screens, from top to end.
                for (let step = 0; step <= frames; step += 1) {
                    scrollTo({ top: end * step / frames, behavior: 'instant' });
                    await drawn();
                    scrollBy({ top: step < frames ? 7 : -7, behavior: 'instant' });
                    // The second frame of a place has its glyphs already: the work of scrolling, not of the first sight.
                    await drawn();
                    seen.push(louxia.frame_ms());
                }
                return seen.sort((a, b) => a - b)[Math.floor(seen.length / 2)];
            }, 60));
        }
        taken[count] = median(times);
        quiet_figure(`frame_list_of_${count}`, taken[count], 'ms');
        await person.leave();
    }
    quiet_figure('frame_list_of_10000_against_100', taken[10_000] / taken[100], 'times', frame_ratio);
    await browser.close();
}

// ---- all of it ---------------------------------------------------------------------------------------------

const server = await Server.start({ now });
try {
    const home = await (await Caller.sign_in(server.link('leader'))).home();
    const addresses = {
        home: server.origin,
        group: `${server.origin}/g/${home.groups[0].group}`,
        item: `${server.origin}/p/${home.list.items[0].item}`,
    };
    if (parts.includes('lighthouse')) await grade(addresses);
    if (parts.includes('phone')) await first_seconds(addresses);
    if (parts.includes('frames')) await frame_work(server);
} finally {
    await server.leave();
}
Bench.end();

// What the browser and the system offer for reading works on the canvas: the system's colours, dark and
// still while the page is open, find in page, selecting and copying, and live regions that speak when
// there is something to say.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Caller, sign_in_household } from './support/api.mjs';
import { Person, launch, watched } from './support/browser.mjs';
import { Server } from './support/server.mjs';
import { fill, zh } from './support/words.mjs';

let server;
let browser;
const at = {};
const people = [];
const words = zh.resident;

before(async () => {
    server = await Server.start({ now: '2026-11-23T10:00:00+08:00' });
    browser = await launch();
    for (const face of ['leader', 'resident', 'shop']) at[face] = await Caller.sign_in(server.link(face));
    const { list, groups } = await at.resident.home();
    at.item = list.items.find((each) => !each.in_group && each.available > 9);
    at.group = groups[0];
    at.place = `/c/${server.community}`;
    const order = (how) => at.resident.post('/api/v1/orders', {
        lines: [{ item: at.item.item, quantity: 2 }], fulfilment: how, payment: 'wallet',
        ...(how === 'pickup' ? { hub: at.shop.me.hub } : {}) });
    at.delivery = (await order('delivery')).order;
    at.pickup = (await order('pickup')).order;
    for (const to of ['accepted', 'picking', 'packed', 'ready']) await at.shop.post(`/api/v1/shop/orders/${at.pickup}/move`, { to });
    at.code = (await at.resident.get(`/api/v1/orders/${at.pickup}`)).pickup_code;
});

after(async () => {
    await browser?.close();
    await server?.leave();
});

async function sit_down(name, options = {}) {
    const person = await Person.sit_down(browser, name, { url: server.link('resident'), scale: 1, ...options });
    people.push(person);
    return person;
}

async function leave(person) {
    people.splice(people.indexOf(person), 1);
    await person.leave();
}

const frame = (page) => page.evaluate(() => new Promise((done) => {
    dispatchEvent(new Event('resize'));
    requestAnimationFrame(() => requestAnimationFrame(done));
}));

// The colours on the screen and how often, the most first: "255,255,255".
async function colours(page) {
    const shot = (await page.screenshot()).toString('base64');
    return page.evaluate(async (data) => {
        const image = new Image();
        image.src = `data:image/png;base64,${data}`;
        await image.decode();
        const canvas = new OffscreenCanvas(image.width, image.height);
        const context = canvas.getContext('2d');
        context.drawImage(image, 0, 0);
        const { data: bytes } = context.getImageData(0, 0, image.width, image.height);
        const counts = new Map();
        for (let index = 0; index < bytes.length; index += 4) {
            const key = `${bytes[index]},${bytes[index + 1]},${bytes[index + 2]}`;
            counts.set(key, (counts.get(key) ?? 0) + 1);
        }
        return [...counts].sort((a, b) => b[1] - a[1]).slice(0, 40).map(([key]) => key);
    }, shot);
}

const until = async (look, wanted, what) => {
    const end = Date.now() + 15_000;
    for (;;) {
        const now = await look();
        if (wanted(now)) return now;
        assert.ok(Date.now() < end, `${what} did not come: ${JSON.stringify(now).slice(0, 300)}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
};

const paper = { light: '248,243,233', dark: '18,21,15' };

test('dark and light follow the system while the page is open', () => watched('reading-dark', () => people, async () => {
    const person = await sit_down('dark');
    const { page } = person;
    for (const scheme of ['light', 'dark', 'light']) {
        await page.emulateMedia({ colorScheme: scheme });
        await until(() => colours(page), (found) => found.slice(0, 4).includes(paper[scheme]), scheme);
    }
    await leave(person);
}));

test("the system's colours are the only ones, with edges where tints divided", () => watched('reading-forced', () => people, async () => {
    const person = await sit_down('forced');
    const { page } = person;
    for (const scheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme: scheme, forcedColors: 'active' });
        const system = await page.evaluate(() => {
            const probe = document.body.appendChild(document.createElement('i'));
            const found = Object.fromEntries(['Canvas', 'CanvasText', 'LinkText', 'ButtonFace', 'Highlight', 'HighlightText'].map((name) => {
                probe.style.color = name;
                return [name, getComputedStyle(probe).color.match(/\d+/g).slice(0, 3).join(',')];
            }));
            probe.remove();
            return found;
        });
        const shown = await until(() => colours(page), (found) => found[0] === system.Canvas && !found.includes(paper[scheme]), `forced ${scheme}`);
        assert.ok(shown.includes(system.CanvasText), `${scheme}: no words or edges in ${system.CanvasText}: ${shown}`);
        // Of the look's own colours nothing large is left.
        const own = ['255,253,249', '241,234,220', '228,239,223', '29,33,25', '39,44,34', '31,90,58', '17,56,34'].filter((each) => shown.includes(each));
        assert.deepEqual(own, [], scheme);
        // The edge of the search field's card: a line of the text's colour across its ground.
        await person.go(`${at.place}/checkout`);
        await person.go(at.place);
        // The browser must not paint the mirror's words over the canvas's.
        const doubled = await page.evaluate(() => [...document.querySelectorAll('#lx .t')]
            .filter((node) => getComputedStyle(node).color !== 'rgba(0, 0, 0, 0)').length);
        assert.equal(doubled, 0);
    }
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
    await until(() => colours(page), (found) => found.slice(0, 4).includes(paper.light), 'light');
    await leave(person);
}));

test('nothing moves on its way once less motion is asked for, also while the page is open', () => watched('reading-still', () => people, async () => {
    const person = await sit_down('still');
    const { page } = person;
    await person.tab(words.tab_me);
    // The frames between opening a sheet and its standing still.
    const frames = async () => {
        const from = await page.evaluate(() => louxia.frames());
        await person.press(words.sign_out);
        await person.sheet();
        const still = await until(async () => {
            const before = await page.evaluate(() => louxia.frames());
            await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done)))));
            return { before, after: await page.evaluate(() => louxia.frames()) };
        }, ({ before, after: later }) => before === later, 'stillness');
        await page.keyboard.press('Escape');
        await person.no_sheet();
        return still.after - from;
    };
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    const moving = await frames();
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const at_once = await frames();
    assert.ok(at_once <= 6, `${at_once} frames with less motion, ${moving} without`);
    assert.ok(moving > at_once, `${moving} frames with motion, ${at_once} with less`);
    await leave(person);
}));

// Looks for a text as the browser's own find does; where the hit stands once the page has scrolled to it.
async function find(page, text) {
    const hit = await page.evaluate(async (wanted) => {
        getSelection().removeAllRanges();
        if (!window.find(wanted, false, false, true)) return null;
        const next = () => new Promise((done) => { requestAnimationFrame(done); });
        for (let still = 0, before = -1; still < 10; before = scrollY, await next()) still = scrollY === before ? still + 1 : 0;
        const box = getSelection().getRangeAt(0).getBoundingClientRect();
        return { text: getSelection().getRangeAt(0).toString(), top: box.top, left: box.left, width: box.width, height: box.height, scroll: scrollY };
    }, text);
    await frame(page);
    return hit;
}

test('find in page reaches names, prices, codes and addresses, and the canvas goes along', () => watched('reading-find', () => people, async () => {
    const person = await sit_down('finder');
    const { page } = person;
    const { address } = at.resident.me;
    const address_words = fill(zh.common.address, address.building_number, address.unit, address.room);
    for (const [path, wanted] of [
        [at.place, at.item.name], [`/p/${at.item.item}`, at.item.name], [`/p/${at.item.item}`, `¥${(at.item.price_fen / 100).toFixed(2)}`],
        [`/o/${at.delivery}`, at.item.name], [`${at.place}/me`, address_words], [`/o/${at.pickup}`, at.code],
        [`/g/${at.group.group}`, at.group.contents.at(-1).name],
    ]) {
        await person.go(path);
        await page.locator('#lx').getByText(wanted).first().waitFor({ state: 'attached' });
        const hit = await find(page, wanted);
        assert.ok(hit, `${path}: ${wanted} is not found`);
        // What lies under something to tap is found, but cannot be selected: its text is empty then.
        assert.ok(hit.text === wanted || hit.text === '', `${path}: found ${hit.text} for ${wanted}`);
        // It stands on the screen, as wide as words are.
        assert.ok(hit.top >= 0 && hit.top < 844 && hit.left >= 0 && hit.left < 390 && (hit.width > 8 || !hit.text), `${path}: ${wanted} at ${JSON.stringify(hit)}`);
    }
    // The last hit lies far below: the page was scrolled to it, and the canvas shows what is there.
    const hit = await find(page, words.call);
    assert.ok(hit && hit.scroll > 100, JSON.stringify(hit));
    const drawn = await page.locator('#lx-canvas').evaluate((canvas) => canvas.getBoundingClientRect().top);
    assert.equal(drawn, 0);
    const heading = await page.getByRole('heading', { name: words.call }).boundingBox();
    assert.ok(Math.abs(heading.y - hit.top) < 30, `${heading.y} beside ${hit.top}`);
    await leave(person);
}));

test('what is meant to be copied can be selected and comes out as it is', () => watched('reading-copy', () => people, async () => {
    const person = await sit_down('copier');
    const { page } = person;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.origin });
    const { address } = at.resident.me;
    const address_words = fill(zh.common.address, address.building_number, address.unit, address.room);
    for (const [path, wanted] of [
        [`/p/${at.item.item}`, at.item.name], [`/p/${at.item.item}`, new RegExp(`^¥${(at.item.price_fen / 100).toFixed(2)}`)],
        [`${at.place}/me`, address_words], [`/o/${at.pickup}`, at.code],
    ]) {
        await person.go(path);
        const node = page.locator('#lx .c').filter({ hasText: typeof wanted === 'string' ? new RegExp(`^${wanted}$`) : wanted }).first();
        await node.waitFor();
        await node.scrollIntoViewIfNeeded();
        const exact = await node.textContent();
        // A drag over the words, from before the first to behind the last.
        const box = await node.evaluate((element) => {
            const range = document.createRange();
            range.selectNodeContents(element);
            const { left, right, top, bottom } = range.getBoundingClientRect();
            return { left, right, y: (top + bottom) / 2 };
        });
        await page.mouse.move(box.left + 1, box.y);
        await page.mouse.down();
        await page.mouse.move(box.left + 8, box.y, { steps: 2 });
        await page.mouse.move(box.right - 1, box.y, { steps: 4 });
        await page.mouse.up();
        await page.keyboard.press('Control+C');
        assert.equal(await page.evaluate(() => navigator.clipboard.readText()), exact, `${path}: ${wanted}`);
    }
    await leave(person);
}));

// Every word that a live region says, with the page's own time.
const listen = (page) => page.evaluate(() => {
    window.said = [];
    const live = '[role=status],[role=alert],[aria-live]';
    new MutationObserver((records) => {
        for (const { target, addedNodes } of records) {
            const node = (target.nodeType === 3 ? target.parentNode : target)?.closest?.(live);
            if (node) window.said.push({ at: Date.now(), text: node.textContent });
            for (const added of addedNodes) {
                if (added.matches?.(live)) window.said.push({ at: Date.now(), text: added.textContent, fresh: true });
            }
        }
    }).observe(document.querySelector('#lx'), { subtree: true, childList: true, characterData: true });
});

test('live regions say what matters, never each second', () => watched('reading-live', () => people, async () => {
    const person = await sit_down('listener', { url: null });
    const { page } = person;
    await page.clock.install({ time: new Date('2026-11-23T10:00:00+08:00') });
    await person.open(server.link('resident'));
    await person.go(`/g/${at.group.group}`);
    await person.sees(fill(zh.common.missing, at.group.target_households - at.group.households));
    await listen(page);
    const said = () => page.evaluate(() => window.said);
    const seconds = page.getByText(/\d\d:\d\d:\d\d/).first();
    const before = await seconds.textContent();
    // A minute and a half, each second of which is drawn.
    await page.clock.runFor(90_000);
    assert.notEqual(await seconds.textContent(), before, 'the countdown stands');
    assert.deepEqual(await said(), [], 'time alone makes no noise');
    // Somebody joins: that is heard, once, without a number of seconds.
    const { households } = await at.leader.get('/api/v1/leader/households');
    const joined = new Set(at.group.neighbours.map((each) => each.nickname));
    const other = households.find((each) => each.wallet_fen >= 15000 && !joined.has(each.nickname) && each.nickname !== at.resident.me.nickname);
    const neighbour = await sign_in_household(at.leader, (each) => each.household === other.household);
    await neighbour.post(`/api/v1/groups/${at.group.group}/join`, {});
    const fewer = fill(zh.common.missing, at.group.target_households - at.group.households - 1);
    await until(async () => { await page.clock.runFor(200); return said(); }, (all) => all.some((each) => each.text.includes(fewer)), fewer);
    assert.equal((await said()).filter((each) => each.text.includes(fewer)).length, 1);
    // The last minutes are heard at ten, five and one.
    await page.evaluate(() => { window.said = []; });
    const left = at.group.cutoff_at_ms - await page.evaluate(() => Date.now());
    await page.clock.fastForward(left - 11 * 60_000);
    await page.clock.runFor(2 * 60_000);
    const late = (await said()).filter((each) => !each.fresh);
    assert.deepEqual(late.map((each) => each.text.split(' · ').at(-1)).filter((each) => /\d 分/.test(each)),
        [fill(words.cutoff_left, '', fill(zh.kit.minutes, 10)).split(' · ').at(-1)], JSON.stringify(late));
    for (const [index, each] of late.entries()) {
        assert.ok(!/\d\d:\d\d:\d\d/.test(each.text), each.text);
        if (index > 0) assert.ok(each.at - late[index - 1].at >= 60_000 || each.text !== late[index - 1].text, JSON.stringify(late));
    }
    await leave(person);
}));

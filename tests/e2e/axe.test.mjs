// axe-core over every face on the canvas and every page of the server: no violation of any of its
// rules, in light and dark. A new page of the server fails here until it is listed.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { after, before, test } from 'node:test';
import { Caller } from './support/api.mjs';
import { Person, kiosk_screen, launch, watched } from './support/browser.mjs';
import { Provider } from './support/provider.mjs';
import { root } from './support/places.mjs';
import { Server } from './support/server.mjs';

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let provider;
let server;
let browser;
const at = {};
const people = [];

// Names the rules that are broken, where and why.
async function violations(page) {
    await page.evaluate(source);
    const { violations: found, passes } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations', 'passes'] }));
    // A page that it cannot see has nothing wrong.
    assert.ok(passes.length > 8, `${page.url()}: only ${passes.length} rules found something to look at`);
    return found.flatMap(({ id, nodes }) => nodes.slice(0, 3).map((node) =>
        `${id}: ${node.target.join(' ')}: ${node.failureSummary.split('\n').slice(1).join(';').trim()}\n    ${node.html.slice(0, 200)}`));
}

async function looked_at(page, which) {
    return (await violations(page)).map((each) => `${which}: ${each}`);
}

const none = (found) => assert.equal(found.length, 0, `\n${found.join('\n')}`);

async function sit_down(name, options) {
    const person = await Person.sit_down(browser, name, { scale: 1, ...options });
    people.push(person);
    return person;
}

before(async () => {
    provider = await Provider.start();
    server = await Server.start({ now: '2026-11-23T10:00:00+08:00', more: provider.parameters });
    browser = await launch();
    for (const face of ['leader', 'resident', 'shop', 'courier']) at[face] = await Caller.sign_in(server.link(face));
    const { list, groups, now_ms } = await at.resident.home();
    const item = list.items.find((each) => !each.in_group && each.available > 9);
    const order = (how) => at.resident.post('/api/v1/orders', {
        lines: [{ item: item.item, quantity: 2 }], fulfilment: how, payment: 'wallet',
        ...(how === 'pickup' ? { hub: at.shop.me.hub } : {}),
    });
    at.delivery = (await order('delivery')).order;
    at.pickup = (await order('pickup')).order;
    for (const to of ['accepted', 'picking', 'packed', 'ready']) {
        await at.shop.post(`/api/v1/shop/orders/${at.pickup}/move`, { to });
    }
    at.done = (await order('pickup')).order;
    for (const to of ['accepted', 'picking', 'packed', 'ready']) {
        await at.shop.post(`/api/v1/shop/orders/${at.done}/move`, { to });
    }
    await at.resident.post(`/api/v1/orders/${at.done}/collect`, {});
    await at.leader.post('/api/v1/leader/coupons', { off_fen: 300, minimum_fen: 2000, count: 2, ends_at_ms: now_ms + 86_400_000 });
    at.item = item.item;
    at.group = groups[0].group;
    at.post = (await at.leader.get('/api/v1/posts')).posts[0].post;
    at.place = `/c/${server.community}`;
});

after(async () => {
    await browser?.close();
    await provider?.stop();
    await server?.leave();
});

// The canvas of each face, by who looks at it.
const faces = {
    resident: () => ['', '/groups', '/posts', '/orders', '/me', '/checkout', '/nowhere'].map((each) => at.place + each)
        .concat([`/g/${at.group}`, `/o/${at.delivery}`, `/o/${at.pickup}`, `/o/${at.done}`, `/p/${at.item}`, `/n/${at.post}`]),
    leader: () => ['/leader', '/leader/list/2026-11-24', '/leader/picking', '/leader/groups', '/leader/households'].map((each) => at.place + each),
    shop: () => [`${at.place}/shop`],
    courier: () => [`${at.place}/courier`],
};
for (const [who, paths] of Object.entries(faces)) {
    for (const dark of [false, true]) {
        test(`${who}: no violation on the canvas, ${dark ? 'dark' : 'light'}`, () => watched(`axe-${who}-${dark}`, () => people, async () => {
            const person = await sit_down(`${who}${dark}`, { url: server.link(who), dark });
            const found = [];
            for (const each of paths()) {
                await person.go(each);
                found.push(...await looked_at(person.page, each));
            }
            await person.leave();
            none(found);
        }));
    }
}

test('kiosk: no violation on the board', () => watched('axe-kiosk', () => people, async () => {
    const kiosk = await sit_down('kiosk', { url: server.link('kiosk'), viewport: kiosk_screen });
    none(await looked_at(kiosk.page, 'kiosk'));
    await kiosk.leave();
}));

// Addresses of the server's pages, by their routes; by whom they are looked at.
const pages = {
    '/': ['resident', () => '/'],
    '/c/{community}': ['guest', () => at.place],
    '/c/{community}/ask': ['guest', () => `${at.place}/ask`],
    '/c/{community}/checkout': ['resident', () => `${at.place}/checkout?${at.item}=2`],
    '/c/{community}/courier/earnings': ['courier', () => `${at.place}/courier/earnings`],
    '/c/{community}/groups': ['guest', () => `${at.place}/groups`],
    '/c/{community}/guest': ['guest', () => `${at.place}/guest`],
    '/c/{community}/in': ['guest', () => `${at.place}/in`],
    '/c/{community}/leader/accounts': ['leader', () => `${at.place}/leader/accounts`],
    '/c/{community}/leader/accounts/wallets': ['leader', () => `${at.place}/leader/accounts/wallets`],
    '/c/{community}/leader/fleet': ['leader', () => `${at.place}/leader/fleet?from=17:00&until=19:00`],
    '/c/{community}/leader/coupons': ['leader', () => `${at.place}/leader/coupons`],
    '/c/{community}/leader/devices': ['leader', () => `${at.place}/leader/devices`],
    '/c/{community}/leader/group': ['leader', () => `${at.place}/leader/group?group=${at.group}`],
    '/c/{community}/leader/order': ['leader', () => `${at.place}/leader/order?order=${at.done}`],
    '/c/{community}/leader/orders': ['leader', () => `${at.place}/leader/orders`],
    '/c/{community}/list': ['guest', () => `${at.place}/list`],
    '/c/{community}/me': ['resident', () => `${at.place}/me`],
    '/c/{community}/me/devices': ['resident', () => `${at.place}/me/devices`],
    '/c/{community}/me/forget': ['resident', () => `${at.place}/me/forget`],
    '/c/{community}/me/payments': ['resident', () => `${at.place}/me/payments`],
    '/c/{community}/me/phone': ['resident', () => `${at.place}/me/phone`],
    '/c/{community}/me/ways': ['resident', () => `${at.place}/me/ways`],
    '/c/{community}/orders': ['resident', () => `${at.place}/orders`],
    '/c/{community}/phone': ['guest', () => `${at.place}/phone`],
    '/c/{community}/posts': ['guest', () => `${at.place}/posts`],
    '/c/{community}/shop/shortage': ['shop', () => `${at.place}/shop/shortage`],
    '/g/{group}': ['guest', () => `/g/${at.group}`],
    '/g/{group}/join': ['resident', () => `/g/${at.group}/join`],
    '/n/{post}': ['guest', () => `/n/${at.post}`],
    '/o/{order}': ['resident', () => `/o/${at.done}`],
    '/p/{item}': ['guest', () => `/p/${at.item}`],
};

// Sent as files, for a face of the canvas that has a page of its own, or only after a form.
const not_pages = new Set(['/api/openapi.json', '/favicon.ico', '/healthz', '/manifest.webmanifest', '/metrics', '/sw.js', '/kiosk',
    '/m/{file}', '/pictures/{file}', '/c/{community}/me/export', '/c/{community}/leader/accounts/ledger.csv',
    '/c/{community}/leader/accounts/pay', '/c/{community}/identity/back', '/c/{community}/me/payments/{payment}']);

test('every page of the server is listed here', async () => {
    const folder = path.join(root, 'server/http');
    const { readdir } = await import('node:fs/promises');
    const files = (await readdir(folder, { recursive: true })).filter((each) => each.endsWith('.cpp'));
    const routes = new Set();
    for (const file of files) {
        for (const [, route] of (await readFile(path.join(folder, file), 'utf8')).matchAll(/"GET",\s*"(\/[^"]*)"/g)) routes.add(route);
    }
    const unlisted = [...routes].filter((route) => !pages[route] && !not_pages.has(route) && !route.startsWith('/static/'));
    assert.deepEqual(unlisted, []);
    assert.ok(routes.size > Object.keys(pages).length);
});

for (const dark of [false, true]) {
    test(`no violation on the server's pages, ${dark ? 'dark' : 'light'}`, () => watched(`axe-pages-${dark}`, () => people, async () => {
        const readers = new Map();
        const found = [];
        for (const [route, [who, address]] of Object.entries(pages)) {
            if (!readers.has(who)) {
                // The page as it stands before and without the canvas; axe itself needs scripts.
                const person = await sit_down(`${who}${dark}`, { dark });
                await person.page.route('**/*.js', (request) => request.abort());
                if (who !== 'guest') await person.page.context().addCookies([cookie_of(at[who])]);
                readers.set(who, person);
            }
            const { page } = readers.get(who);
            const reply = await page.goto(server.origin + address());
            assert.ok(reply.status() < 400, `${route}: ${reply.status()}`);
            found.push(...await looked_at(page, route));
        }
        for (const person of readers.values()) await person.leave();
        none(found);
    }));
}

function cookie_of(caller) {
    const [name, value] = caller.cookie.split('=');
    return { name, value, url: server.origin };
}

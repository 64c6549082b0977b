// How each text field of each face asks for the keyboard: which keys, which Enter, what is filled in by
// itself, how much goes in. One row per field; a field that no row names, or a row that no field has,
// fails. And pinyin under way stays as it is while the list beneath changes.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Caller } from './support/api.mjs';
import { Person, launch, watched } from './support/browser.mjs';
import { price_sheet } from './support/places.mjs';
import { Server } from './support/server.mjs';
import { fill, pattern, zh } from './support/words.mjs';

let server;
let browser;
const at = {};
const people = [];
const { resident, leader, staff } = zh;

before(async () => {
    server = await Server.start({ now: '2026-11-23T10:00:00+08:00' });
    browser = await launch();
    for (const face of ['leader', 'resident', 'shop', 'courier']) at[face] = await Caller.sign_in(server.link(face));
    const { list } = await at.resident.home();
    at.item = list.items.find((each) => !each.in_group && each.available > 9 && each.unit === 'jin');
    at.place = `/c/${server.community}`;
    const order = async (...states) => {
        const made = await at.resident.post('/api/v1/orders', {
            lines: [{ item: at.item.item, quantity: 2 }], fulfilment: 'pickup', hub: at.shop.me.hub, payment: 'wallet' });
        for (const to of states) await at.shop.post(`/api/v1/shop/orders/${made.order}/move`, { to });
        return made.order;
    };
    at.picking = await order('accepted', 'picking');
    at.done = await order('accepted', 'picking', 'packed', 'ready');
    await at.resident.post(`/api/v1/orders/${at.done}/collect`, {});
    for (const { url } of server.lines.filter((said) => said.face === 'courier')) {
        await (await Caller.sign_in(url)).post('/api/v1/courier/shift', { on: url === server.link('courier') });
    }
    const out = await at.resident.post('/api/v1/orders', { lines: [{ item: at.item.item, quantity: 1 }], fulfilment: 'delivery', payment: 'wallet' });
    for (const to of ['accepted', 'picking', 'packed']) await at.shop.post(`/api/v1/shop/orders/${out.order}/move`, { to });
    await at.courier.post(`/api/v1/courier/orders/${out.order}/take`, {});
});

after(async () => {
    await browser?.close();
    await server?.leave();
});

async function sit_down(name, face) {
    const person = await Person.sit_down(browser, name, { url: face && server.link(face), scale: 1 });
    people.push(person);
    return person;
}

async function leave(person) {
    people.splice(people.indexOf(person), 1);
    await person.leave();
}

// name: inputmode, enterkeyhint, autocomplete, maxlength, kind of element
const one_line = (most, mode = 'text', enter = 'done') => ({ mode, enter, fills: 'off', most, tag: 'INPUT' });
const lines = (most) => ({ mode: 'text', enter: 'enter', fills: 'off', most, tag: 'TEXTAREA' });
const search = one_line(40, 'search', 'search');

const places = [
    ['the list', 'resident', (who) => who.press(resident.search), { [resident.search]: search }],
    ['the checkout', 'resident', async (who) => {
        await who.go(at.place);
        await who.put_in_basket(at.item.name, 1);
        await who.press(resident.checkout);
        await who.at(/\/checkout$/);
    }, { [resident.note]: one_line(100), [resident.coupon]: one_line(16) }],
    ['a claim', 'resident', async (who) => {
        await who.go(`/o/${at.done}`);
        await who.press(resident.refund);
    }, { [resident.claim_text]: lines(200) }],
    ['a post', 'resident', async (who) => {
        await who.go(`/o/${at.done}`);
        await who.press(resident.came_button);
    }, { [resident.post_title]: lines(300) }],
    ['a draft of the list', 'leader', async (who) => {
        await who.go(`${at.place}/leader/list/2026-11-24`);
        const chooser = who.page.waitForEvent('filechooser');
        await who.press(leader.import_file);
        await (await chooser).setFiles(price_sheet);
        await who.sees(pattern(leader.rows_usable));
    }, { [leader.markup]: one_line(3, 'numeric') }],
    ['goods by hand', 'leader', async (who) => {
        await who.go(`${at.place}/leader/list/2026-11-24`);
        await who.press(leader.by_hand);
        await who.sheet();
    }, {
        [leader.item_name]: one_line(40), [leader.item_spec]: one_line(40), [leader.item_price]: one_line(10, 'decimal'),
        [leader.item_origin]: one_line(40), [leader.batch_farm]: one_line(40), [leader.batch_place]: one_line(40),
        hubs: one_line(6, 'numeric'),
    }],
    ["today's list", 'leader', (who) => who.go(`${at.place}/leader/list/2026-11-23`), { [leader.find_item]: search }],
    ['a new group', 'leader', async (who) => {
        await who.go(`${at.place}/leader/groups`);
        await who.press(leader.new_group);
        await who.sheet();
    }, {
        [leader.group_title]: one_line(30), [leader.group_serves]: one_line(20), [leader.group_price]: one_line(10, 'decimal'),
    }],
    ['what is in a group', 'leader', async (who) => {
        await who.go(`${at.place}/leader/groups`);
        await who.press(leader.new_group);
        await who.sheet();
        await who.press(leader.add_content);
        await who.page.getByRole('dialog', { name: leader.add_content }).waitFor({ state: 'attached' });
    }, {
        [leader.find_item]: search,
        [leader.group_title]: one_line(30), [leader.group_serves]: one_line(20), [leader.group_price]: one_line(10, 'decimal'),
    }],
    ['the households', 'leader', (who) => who.go(`${at.place}/leader/households`), { [leader.find_household]: search }],
    ['a household', 'leader', async (who) => {
        await who.go(`${at.place}/leader/households`);
        await who.page.getByRole('listitem').first().getByRole('button').first().click();
        await who.sheet();
    }, { [leader.find_household]: search, [leader.top_up_other]: one_line(8, 'decimal') }],
    ['the stock', 'shop', (who) => who.press(staff.stock), { [staff.find_stock]: search, goods: one_line(6, 'numeric') }],
    ['the scales', 'shop', async (who) => {
        await who.go(`${at.place}/shop`);
        await who.press(fill(staff.weigh, at.item.name));
    }, {
        [fill(staff.in_the_bag, zh.common.unit_names[0])]: one_line(7, 'numeric'), [staff.weight]: one_line(7, 'numeric') }],
    ['a door', 'courier', async (who) => {
        await who.go(`${at.place}/courier`);
        await who.press(staff.hand_over);
    }, { [staff.door_code]: { ...one_line(4, 'numeric'), fills: 'one-time-code' } }],
];

const read = (page) => page.locator('#lx input, #lx textarea').evaluateAll((all) => all.map((node) => ({
    name: node.getAttribute('aria-label'), mode: node.inputMode, enter: node.enterKeyHint,
    fills: node.getAttribute('autocomplete'), most: node.maxLength, tag: node.tagName })));

for (const [where, face, open, wanted] of places) {
    test(`the keyboard for ${where}`, () => watched(`fields-${where}`, () => people, async () => {
        const who = at[`${face} sits`] ??= await sit_down(face, face);
        await open(who);
        const { hubs, goods, ...named } = wanted;
        await who.page.locator('#lx').getByRole('textbox', { name: Object.keys(named)[0], exact: true }).waitFor({ state: 'attached' });
        const hub_names = new Set((await at.resident.home()).community.hubs.map((hub) => hub.name));
        const seen = new Set();
        for (const { name, ...field } of await read(who.page)) {
            const row = named[name] ?? (hub_names.has(name) ? hubs : goods);
            assert.ok(row, `no row names ${name}`);
            assert.deepEqual(field, row, name);
            seen.add(named[name] ? name : hub_names.has(name) ? 'hubs' : 'goods');
        }
        assert.deepEqual([...seen].sort(), Object.keys(wanted).sort());
    }));
}

test('pinyin under way stays while the list beneath it changes', () => watched('fields-composing', () => people, async () => {
    const who = await sit_down('composing', 'resident');
    const { page } = who;
    const { list } = await at.resident.home();
    const item = list.items.find((each) => !each.in_group && each.available > 9 && list.items.filter(({ name }) => name === each.name).length === 1);
    await who.press(resident.search);
    const field = page.getByRole('textbox', { name: resident.search, exact: true });
    await field.focus();
    const session = await page.context().newCDPSession(page);
    // The candidate window is open and nothing is decided.
    const open = item.name;
    await session.send('Input.imeSetComposition', { text: open, selectionStart: open.length, selectionEnd: open.length });
    await who.sees(fill(zh.common.left, item.available));
    await page.evaluate(() => {
        const input = document.activeElement;
        window.heard = [];
        for (const each of ['compositionend', 'blur', 'input']) input.addEventListener(each, () => window.heard.push(each));
        window.typed_into = input;
    });
    await at.resident.post('/api/v1/orders', {
        lines: [{ item: item.item, quantity: 3 }], fulfilment: 'pickup', hub: at.shop.me.hub, payment: 'wallet' });
    await who.sees(fill(zh.common.left, item.available - 3));
    const state = () => page.evaluate(() => ({
        same: document.activeElement === window.typed_into, value: document.activeElement.value,
        at: document.activeElement.selectionStart, heard: window.heard.splice(0) }));
    assert.deepEqual(await state(), { same: true, value: open, at: open.length, heard: [] });
    await session.send('Input.insertText', { text: '土豆' });
    const after_it = await state();
    assert.deepEqual([after_it.same, after_it.value, after_it.at], [true, '土豆', 2]);
    await who.sees_node('link', '土豆');
    await leave(who);
}));

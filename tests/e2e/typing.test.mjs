// Fields beside a plain input of the browser: the same keys, pinyin and pasted text through the
// browser's debugging protocol into both, and after every step the same text and selection. Meanwhile
// the canvas goes on drawing, as it does when the list changes beneath an open candidate window.
//
//   TYPING_SCRIPTS=200 node --test tests/e2e/typing.test.mjs   so many scripts for each field, other ones each time
//   TYPING_SEED=N                                              the same ones again

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { random_numbers } from '../torture/support/size.mjs';
import { Caller } from './support/api.mjs';
import { Person, launch, watched } from './support/browser.mjs';
import { Server } from './support/server.mjs';
import { zh } from './support/words.mjs';

const asked = process.env.TYPING_SCRIPTS;
const scripts = Number(asked ?? 3);
const seed = Number(process.env.TYPING_SEED ?? (asked ? Math.floor(Math.random() * 2 ** 31) : 1));
const steps = 14;

let server;
let browser;
const people = [];
const at = {};

const words = ['门口', '别敲门', '宝宝在睡', 'abc', '2栋', '👩‍🌾', '🥬', 'é', '  ', '，', '"x"', '<b>', '\u200d', '龘', '１２'];
const pinyin = [['n', 'ni', "ni'h", "ni'hao", '你好'], ['f', 'fa', 'fang', '放'], ['x', 'xi', "xi'e", "xi'e'x", "xi'e'xie", '谢谢'], ['q', 'qing', '青']];
const keys = ['Backspace', 'Delete', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'Shift+ArrowLeft', 'Shift+ArrowRight', 'Shift+Home',
    'Control+A', 'Control+Backspace'];
// How much one undo takes back is the browser's matter: it ends a piece wherever a node of the page
// goes. So it is compared where nothing beside the field changes, by typing or by the clock.
const undo_keys = ['Control+Z', 'Control+Shift+Z'];

// A script is a list of steps that each side does alike.
function script_of(random, undo) {
    const all = undo ? keys.concat(undo_keys) : keys;
    return Array.from({ length: steps }, () => {
        const choice = random(10);
        if (choice < 4) return { insert: words[random(words.length)] };
        if (choice < 6) {
            const parts = pinyin[random(pinyin.length)];
            // Given up half way as often as one in three.
            return { compose: parts.slice(0, -1), commit: random(3) ? parts.at(-1) : null };
        }
        return { key: all[random(all.length)] };
    });
}

async function take(page, session, step, nudge) {
    if (step.insert !== undefined) return session.send('Input.insertText', { text: step.insert });
    if (step.key) return page.keyboard.press(step.key);
    for (const text of step.compose) {
        await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    }
    await nudge?.();
    if (step.commit !== null) return session.send('Input.insertText', { text: step.commit });
    return session.send('Input.imeSetComposition', { text: '', selectionStart: 0, selectionEnd: 0 });
}

const shown = (locator) => locator.evaluate((field) => ({ text: field.value, from: field.selectionStart, to: field.selectionEnd }));

// What one field is typed into, and the plain one beside it.
class Pair {
    static async of(person, label) {
        const pair = new Pair();
        pair.person = person;
        pair.field = person.page.getByRole('textbox', { name: label });
        await pair.field.waitFor();
        // Where a line ends decides where Home and End lead.
        const { tag, most, shape } = await pair.field.evaluate((each) => {
            const { boxSizing, width, height, padding, border, font, whiteSpace } = getComputedStyle(each);
            return { tag: each.tagName.toLowerCase(), most: each.maxLength, shape: { boxSizing, width, height, padding, border, font, whiteSpace } };
        });
        assert.ok(most > 0, 'the field has no limit');
        // In a window of its own: a tab in the background draws once a second.
        pair.plain = await (await browser.newContext()).newPage();
        await pair.plain.setContent(tag === 'textarea' ? `<textarea maxlength=${most}></textarea>` : `<input maxlength=${most}>`);
        pair.oracle = pair.plain.locator(tag);
        await pair.oracle.evaluate((each, same) => Object.assign(each.style, same), shape);
        pair.ours = await person.page.context().newCDPSession(person.page);
        pair.theirs = await pair.plain.context().newCDPSession(pair.plain);
        return pair;
    }

    async agree(which) {
        assert.deepEqual(await shown(this.field), await shown(this.oracle), which);
    }

    async play(script, which) {
        const { person: { page } } = this;
        // A frame of the canvas, with whatever it has to tell the field.
        const nudge = () => page.evaluate(() => new Promise((done) => {
            dispatchEvent(new Event('resize'));
            requestAnimationFrame(() => requestAnimationFrame(done));
        }));
        for (const each of [this.field, this.oracle]) {
            await each.focus();
            await each.press('Control+A');
            await each.press('Delete');
        }
        for (const [index, step] of script.entries()) {
            await take(page, this.ours, step, nudge);
            await take(this.plain, this.theirs, step);
            await this.agree(`${which}: ${JSON.stringify(script.slice(0, index + 1))}`);
        }
        await nudge();
        await this.agree(`${which}, a frame later`);
    }

    async leave() {
        await this.plain.context().close();
        await this.person.leave();
    }
}

before(async () => {
    server = await Server.start({ now: '2026-11-23T10:00:00+08:00' });
    browser = await launch();
    at.leader = await Caller.sign_in(server.link('leader'));
    at.resident = await Caller.sign_in(server.link('resident'));
    at.shop = await Caller.sign_in(server.link('shop'));
    const { list } = await at.resident.home();
    const { order } = await at.resident.post('/api/v1/orders', {
        lines: [{ item: list.items[0].item, quantity: 2 }], fulfilment: 'pickup', hub: at.shop.me.hub, payment: 'wallet' });
    for (const to of ['accepted', 'picking', 'packed', 'ready']) await at.shop.post(`/api/v1/shop/orders/${order}/move`, { to });
    await at.resident.post(`/api/v1/orders/${order}/collect`, {});
    at.done = order;
    console.log(`seed: typing ${seed}`);
});

after(async () => {
    await browser?.close();
    await server?.leave();
});

async function sit_down(name, face) {
    const person = await Person.sit_down(browser, name, { url: server.link(face), scale: 1 });
    people.push(person);
    return person;
}

async function at_checkout(name) {
    const buyer = await sit_down(name, 'resident');
    const { list } = await at.resident.home();
    const item = list.items.find((each) => !each.in_group && each.available > 9);
    await buyer.put_in_basket(item.name, 1);
    await buyer.press(zh.resident.checkout);
    await buyer.at(/\/checkout$/);
    return buyer;
}

async function at_what_came(name, button) {
    const buyer = await sit_down(name, 'resident');
    await buyer.go(`/o/${at.done}`);
    await buyer.press(button);
    return buyer;
}

async function at_an_item(name) {
    const leader = await sit_down(name, 'leader');
    await leader.go(`/c/${server.community}/leader/list/2026-11-24`);
    await leader.press(zh.leader.by_hand);
    return leader;
}

const fields = [
    ['the note of an order', zh.resident.note, at_checkout, { undo: false }],
    ['a coupon, which is looked up while it is typed', zh.resident.coupon, at_checkout, { undo: false }],
    ['what is wrong with an order, in lines', zh.resident.claim_text, (name) => at_what_came(name, zh.resident.refund)],
    ['what the neighbours read, in lines', zh.resident.post_title, (name) => at_what_came(name, zh.resident.came_button)],
    ['the name of goods', zh.leader.item_name, at_an_item, { undo: false }],
];

const at_once = 5;
for (const [index, [title, label, open, { undo = true } = {}]] of fields.entries()) {
    let pair;
    const share = random_numbers(seed + index * 7919);
    const random = (below) => Math.floor(share() * below);
    for (let from = 0; from < scripts; from += at_once) {
        const upto = Math.min(from + at_once, scripts);
        test(`typed as in any page: ${title}, ${from + 1} to ${upto}`, () => watched(`typing-${index}-${from}`, () => people, async () => {
            pair ??= await Pair.of(await open(`typist${index}`), label);
            for (let round = from; round < upto; round += 1) {
                await pair.play(script_of(random, undo), `script ${round + 1} of seed ${seed}`);
            }
            if (upto === scripts) await pair.leave();
        }));
    }
}

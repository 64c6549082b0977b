// "Find spinach, add two, join the open group, order": once by roles and names alone, as a reader's
// user goes through the page, and once by the keyboard alone. No mouse, no coordinates.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Caller } from './support/api.mjs';
import { Person, launch, watched } from './support/browser.mjs';
import { Server } from './support/server.mjs';
import { fill, pattern, zh } from './support/words.mjs';

const spinach = '菠菜';

let server;
let browser;
const people = [];
const words = zh.resident;

before(async () => {
    server = await Server.start({ now: '2026-11-23T10:00:00+08:00' });
    browser = await launch();
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

// What both ways must have brought: an order of two, and a window in the group.
async function came_about(face, person, households) {
    const caller = await Caller.sign_in(server.link(face));
    const { lines } = await caller.get(`/api/v1/orders/${person.path().split('/').at(-1)}`);
    assert.deepEqual(lines.map((line) => [line.name, line.quantity]), [[spinach, 2]]);
    const { groups: [group] } = await caller.home();
    assert.equal(group.households, households + 1);
    assert.ok(group.neighbours.some((each) => each.nickname === caller.me.nickname), 'no window is lit');
}

async function open_group(face) {
    const { groups: [group] } = await (await Caller.sign_in(server.link(face))).home();
    return group;
}

test('spinach, the group and the order by roles and names alone', () => watched('by-roles', () => people, async () => {
    const person = await sit_down('reader', 'resident');
    const { page } = person;
    // What a reader's "click" is: an event of the element, not of a place on the screen.
    const act = async (role, name, within = page) => {
        // A reader says when a button is dimmed: one waits, as for the price of an order.
        const ready = role === 'button' ? { disabled: false } : {};
        const node = within.getByRole(role, { name, exact: typeof name === 'string', ...ready }).first();
        await node.waitFor({ state: 'attached' });
        await node.evaluate((element) => element.click());
    };
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await act('button', words.search);
    await page.getByRole('textbox', { name: words.search, exact: true }).fill(spinach);
    await page.getByRole('link', { name: spinach, exact: true }).first().waitFor({ state: 'attached' });
    await act('button', fill(zh.kit.add_one, spinach));
    await person.sees(fill(zh.kit.counted, spinach, 1));
    await act('button', fill(zh.kit.add_one, spinach));
    await person.sees(fill(zh.kit.counted, spinach, 2));
    const group = await open_group('resident');
    await page.getByRole('textbox', { name: words.search, exact: true }).fill('');
    await act('link', group.title);
    await person.at(`/g/${group.group}`);
    await page.getByRole('heading', { name: words.group_title, exact: true, level: 1 }).waitFor({ state: 'attached' });
    await act('button', pattern(words.join));
    await person.sees(pattern(words.joined_waiting));
    await act('button', zh.kit.back);
    await person.at(`/c/${server.community}`);
    await act('button', words.checkout);
    await person.at(/\/checkout$/);
    await act('button', pattern(words.place));
    await person.at(/^\/o\//);
    await came_about('resident', person, group.households);
    await person.leave();
    people.length = 0;
}));

// Hands on the keyboard. A name is what a reader says of the element that has the focus.
class Keys {
    constructor(person) {
        this.person = person;
        this.page = person.page;
    }

    // What has the focus, and how it shows it.
    focused() {
        return this.page.evaluate(() => {
            const node = document.activeElement;
            const roles = { A: 'link', BUTTON: 'button', INPUT: 'textbox', TEXTAREA: 'textbox' };
            return {
                role: node.getAttribute('role') ?? roles[node.tagName] ?? node.tagName.toLowerCase(),
                name: node.getAttribute('aria-label') ?? node.textContent,
                inside: Boolean(node.closest('[role=dialog]')),
            };
        });
    }

    // Presses Tab (or Shift+Tab) until the focus is there.
    async to(role, name, key = 'Tab', most = 60) {
        const passed = [];
        for (let presses = 0; presses < most; presses += 1) {
            const now = await this.focused();
            if (now.role === role && (typeof name === 'string' ? now.name === name : name.test(now.name))) return now;
            passed.push(`${now.role} ${now.name}`);
            await this.page.keyboard.press(key);
        }
        throw new Error(`${key} does not lead to ${role} ${name}, but to\n${passed.join('\n')}`);
    }

    async press(role, name, key = 'Enter', by = 'Tab') {
        await this.to(role, name, by);
        await this.page.keyboard.press(key);
    }
}

test('spinach, the group and the order by the keyboard alone', () => watched('by-keys', () => people, async () => {
    const person = await sit_down('typist', 'second_resident');
    const { page } = person;
    const keys = new Keys(person);
    const group = await open_group('second_resident');
    await page.getByRole('link', { name: group.title }).first().waitFor({ state: 'attached' });
    await keys.press('button', words.search, 'Space');
    await keys.to('textbox', words.search);
    await page.keyboard.type(spinach);
    await person.sees_node('link', spinach);
    const add = fill(zh.kit.add_one, spinach);
    await keys.press('button', add, 'Space');
    await person.sees(fill(zh.kit.counted, spinach, 1));
    // The plus still has the focus, although a minus came before it.
    assert.equal((await keys.focused()).name, add);
    await page.keyboard.press('Enter');
    await person.sees(fill(zh.kit.counted, spinach, 2));
    await keys.to('textbox', words.search, 'Shift+Tab');
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Backspace');
    await person.sees_node('link', group.title);
    await keys.press('link', group.title);
    await person.at(`/g/${group.group}`);
    await person.sees(pattern(words.join));
    // The new page is where the focus goes on from: its heading.
    await page.locator('h1:focus').waitFor({ state: 'attached' });
    await keys.press('button', zh.resident.poster);
    await person.sheet();
    // The sheet keeps the focus until it closes, and gives it back.
    for (let presses = 0; presses < 12; presses += 1) {
        await page.keyboard.press(presses % 3 ? 'Tab' : 'Shift+Tab');
        const now = await keys.focused();
        assert.ok(now.inside || now.role === 'body', `the focus went out of the sheet, to ${now.role} ${now.name}`);
    }
    await page.keyboard.press('Escape');
    await person.no_sheet();
    assert.equal((await keys.focused()).name, zh.resident.poster);
    await keys.press('button', pattern(words.join));
    await person.sees(pattern(words.joined_waiting));
    await keys.press('button', zh.kit.back, 'Enter', 'Shift+Tab');
    await person.at(`/c/${server.community}`);
    // Back where it left: on the group.
    await page.locator('a:focus').waitFor({ state: 'attached' });
    await keys.to('link', group.title, 'Tab', 1);
    // Past the list at once, to the bars.
    await keys.press('button', zh.kit.to_bar, 'Enter', 'Shift+Tab');
    await keys.press('button', words.checkout);
    await person.at(/\/checkout$/);
    // One of the ways by the arrows, as in any group of choices, and back.
    await keys.to('radio', words.delivery);
    await page.keyboard.press('ArrowRight');
    await page.locator('[role=radio][aria-checked=true]').filter({ hasText: words.pickup }).waitFor({ state: 'attached' });
    assert.equal((await keys.focused()).name, words.pickup);
    await page.keyboard.press('ArrowLeft');
    await page.locator('[role=radio][aria-checked=true]').filter({ hasText: words.delivery }).waitFor({ state: 'attached' });
    await page.getByRole('button', { name: pattern(words.place), disabled: false }).waitFor({ state: 'attached' });
    await keys.press('button', pattern(words.place));
    await person.at(/^\/o\//);
    await came_about('second_resident', person, group.households);
    await person.leave();
    people.length = 0;
}));

// Faces in Debian's Chromium, one context each, driven by the accessible names alone: what a reader
// or a keyboard finds on the canvas is what a test finds.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { chromium } from 'playwright-core';
import { remains } from './places.mjs';
import { fill, pattern, zh } from './words.mjs';

export const phone = { width: 390, height: 844 };
export const kiosk_screen = { width: 1080, height: 1920 };

// Long for a person, but a busy machine draws in software.
const wait_ms = 30_000;
const test_ms_max = 120_000;

// Of Chromium's own windows, which no phone opens with a page: what its address line would show is two pages
// that each window loads, for three seconds of a processor. Chromium hears the last list of features to leave
// out and no other, so that playwright's goes before ours.
function left_out() {
    const require = createRequire(import.meta.url);
    const core = path.dirname(require.resolve('playwright-core/package.json'));
    const { chromiumSwitches } = require(path.join(core, 'lib/server/chromium/chromiumSwitches.js'));
    const list = chromiumSwitches().find((each) => each.startsWith('--disable-features='));
    assert.ok(list, 'playwright-core leaves no feature out any more');
    return `${list},WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup`;
}

export function launch_options({ webgl = true } = {}) {
    return {
        executablePath: process.env.LOUXIA_CHROMIUM ?? '/usr/bin/chromium',
        args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking',
            '--disable-component-update', '--disable-sync', left_out(),
            ...(webgl ? ['--use-angle=swiftshader', '--enable-unsafe-swiftshader']
                : ['--disable-gpu', '--disable-3d-apis'])],
    };
}

export const launch = (options) => chromium.launch(launch_options(options));

// Asks until it is so. For what the page can only say later, too: page.waitForFunction takes a promise for a yes.
export async function until(what, met) {
    const end = performance.now() + wait_ms;
    while (!await met()) {
        assert.ok(performance.now() < end, `${what} did not come about`);
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
}

// One person in front of one screen.
export class Person {
    constructor(name, page, words) {
        this.name = name;
        this.page = page;
        this.words = words;
    }

    // options: viewport, scale, words, dark, url (else none is opened), more (for newContext)
    static async sit_down(browser, name, options = {}) {
        const { viewport = phone, scale = 2, words = zh, dark = false } = options;
        const context = await browser.newContext({
            viewport,
            deviceScaleFactor: scale,
            hasTouch: true,
            locale: words === zh ? 'zh-CN' : 'en-GB',
            timezoneId: 'Asia/Shanghai',
            colorScheme: dark ? 'dark' : 'light',
            ...options.more,
        });
        const page = await context.newPage();
        page.setDefaultTimeout(wait_ms);
        const person = new Person(name, page, words);
        person.problems = [];
        page.on('pageerror', (error) => person.problems.push(error.stack ?? String(error)));
        if (options.url) await person.open(options.url);
        return person;
    }

    async leave() {
        await this.page.context().close();
    }

    // Opens an address and waits until the canvas has taken over.
    async open(url) {
        await this.page.goto(url, { waitUntil: 'commit' });
        // An invite's page signs in and goes on by itself.
        if (/\/in#/.test(url)) {
            await this.page.waitForURL((at) => !at.pathname.endsWith('/in'), { waitUntil: 'commit' });
        }
        await this.live();
    }

    async live() {
        for (let tries = 1; ; tries += 1) {
            const root = this.page.locator('html[data-canvas]');
            await root.waitFor({ state: 'attached' });
            const said = await root.evaluate((html) => `${html.dataset.canvas} ${html.dataset.canvasReason ?? ''}`.trim());
            if (said === 'live') return;
            // The page's patience is three seconds: a machine that compiles beside may need more.
            assert.ok(said === 'off late' && tries < 6, `${this.name} at ${this.page.url()}: the canvas is ${said}`);
            await this.page.reload({ waitUntil: 'commit' });
        }
    }

    // Goes to a path as a link inside the page would: the session and the state stay.
    async go(address) {
        await this.open(new URL(address, this.page.url()).href);
    }

    path() {
        return new URL(this.page.url()).pathname;
    }

    async at(wanted) {
        await this.page.waitForURL((url) => typeof wanted === 'string'
            ? url.pathname === wanted : wanted.test(url.pathname));
    }

    node(role, name, options = {}) {
        return this.page.getByRole(role, { name, exact: typeof name === 'string', ...options }).first();
    }

    button(name, options) {
        return this.node('button', name, options);
    }

    text(wanted) {
        return this.page.getByText(wanted).filter({ visible: true }).first();
    }

    // What a reader would hear now, for messages of failed tests.
    async hears() {
        return this.page.locator('body').ariaSnapshot().catch(() => '(nothing)');
    }

    async tap(role, name, options) {
        await this.node(role, name, options).click();
    }

    async press(name, options) {
        await this.button(name, options).click();
    }

    // Waits until a text stands there, in whatever role.
    async sees(wanted) {
        await this.#found(this.text(wanted), String(wanted));
    }

    async sees_node(role, name) {
        await this.#found(this.node(role, name), `${role} ${name}`);
    }

    async #found(locator, what) {
        try {
            await locator.waitFor({ state: 'attached' });
        } catch {
            throw new Error(`${this.name} does not see "${what}" at ${this.path()}, but\n${await this.hears()}`);
        }
    }

    // The sheet that lies on top; its own box is empty, what it holds is not.
    async sheet() {
        await this.page.getByRole('dialog').waitFor({ state: 'attached' });
    }

    async no_sheet(name) {
        await this.page.getByRole('dialog', name ? { name, exact: true } : {}).waitFor({ state: 'detached' });
    }

    async sees_no(wanted) {
        await this.text(wanted).waitFor({ state: 'detached' });
    }

    // A sheet that still slides up takes the focus once more, so a text may have to be typed again.
    async type(label, value) {
        const field = this.node('textbox', label);
        for (let tries = 1; tries <= 3; tries += 1) {
            await field.fill(value);
            if (await field.inputValue() === value) return;
        }
        throw new Error(`${this.name} cannot type into ${label}`);
    }

    // ---- what residents do ---------------------------------------------------------------------

    // A tab may carry a counter behind its name.
    async tab(name) {
        await this.page.getByRole('navigation').getByRole('link', { name: new RegExp(`^${name}( \\d+)?$`) }).click();
    }

    // Finds an item on the list, far down as it may be.
    async find(name) {
        const field = this.node('textbox', this.words.resident.search);
        if (!(await field.isVisible())) await this.press(this.words.resident.search);
        await this.type(this.words.resident.search, name);
        await this.sees_node('link', name);
    }

    async put_in_basket(name, times = 1) {
        await this.find(name);
        for (let count = 1; count <= times; count += 1) {
            await this.press(fill(this.words.kit.add_one, name));
            await this.sees(fill(this.words.kit.counted, name, count));
        }
    }

    // From the basket to the order's own page; choose(): delivery or pickup, how to pay.
    async check_out(choose = async () => {}) {
        await this.press(this.words.resident.checkout);
        await this.at(/\/checkout$/);
        await choose();
        await this.press(pattern(this.words.resident.place));
        await this.at(/^\/o\//);
    }

    async picture(file, { full = false } = {}) {
        fs.mkdirSync(path.dirname(file), { recursive: true });
        await this.page.screenshot({ path: file, fullPage: full, animations: 'disabled' });
    }
}

// A test with people in it: when it fails, what each of them saw is kept under build/e2e.
export async function watched(name, people, work) {
    let clock;
    const limit = new Promise((_, reject) => {
        clock = setTimeout(() => reject(new Error(`${name} took longer than ${test_ms_max / 1000} s`)), test_ms_max);
    });
    try {
        await Promise.race([work(), limit]);
        for (const person of people()) {
            const problems = person.problems.splice(0);
            assert.deepEqual(problems, [], `${person.name}'s page failed`);
        }
    } catch (error) {
        for (const person of people()) {
            const file = path.join(remains, `${name}-${person.name}`.replaceAll(/[^\p{L}\p{N}-]+/gu, '_') + '.png');
            await person.picture(file).catch(() => {});
        }
        throw error;
    } finally {
        clearTimeout(clock);
    }
}

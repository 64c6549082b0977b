// The first second: the server's page is there at once, the canvas takes its place without a jump, and
// where the client cannot run the page stays and an order can be placed on it.

import assert from 'node:assert/strict';
import * as path from 'node:path';
import { after, before, test } from 'node:test';
import { Caller } from './support/api.mjs';
import { Person, launch, watched } from './support/browser.mjs';
import { difference } from './support/pixels.mjs';
import { remains } from './support/places.mjs';
import { Server } from './support/server.mjs';
import { en, page_zh, zh } from './support/words.mjs';

const shift_max = 0.02;
// Points of the first screen that change when the canvas takes over. What differs, and is meant to:
// glyphs are drawn by another rasteriser (edges), the lamp's glow is softer, tabs carry icons, a stepper
// stands where the form has its number field, and the basket's bar comes with the first item only.
const changed_max = { home: 0.12, group: 0.1, item: 0.1 };

let server;
let browser;
let me;
let home;
const people = [];

before(async () => {
    server = await Server.start({ now: '2026-11-23T10:00:00+08:00' });
    browser = await launch();
    me = await Caller.sign_in(server.link('resident'));
    home = await me.home();
});

after(async () => {
    await browser?.close();
    await server?.leave();
});

// Somebody who is signed in already; prepare(page) before anything is loaded.
async function sit_down(name, prepare = async () => {}, options = {}) {
    const person = await Person.sit_down(browser, name, { ...options, more: { serviceWorkers: 'block' } });
    const [cookie, value] = me.cookie.split(/=(.*)/s);
    await person.page.context().addCookies([{ name: cookie, value, url: server.origin }]);
    await prepare(person.page);
    people.push(person);
    return person;
}

async function leave(person) {
    await person.leave();
    people.splice(people.indexOf(person), 1);
}

const pages = {
    home: () => `/c/${server.community}`,
    group: () => `/g/${home.groups[0].group}`,
    item: () => `/p/${home.list.items[0].item}`,
};

// Every picture that it asked for has come and been drawn; a countdown may go on.
const settled = (page) => page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    for (let known = -1, calm = 0; calm < 3;) {
        await frame();
        await new Promise((resolve) => setTimeout(resolve, 250));
        const come = performance.getEntriesByType('resource').length;
        calm = come === known ? calm + 1 : 0;
        known = come;
    }
    dispatchEvent(new Event('resize'));
    await frame();
});

// As most have it; and where the words have the least room.
const looks = [
    ...Object.keys(pages).map((name) => ({ name, what: 'page', words: zh, width: 390 })),
    ...['home', 'group'].map((name) => ({ name, what: 'page in English on 320 px', words: en, width: 320 })),
];

for (const { name, what, words, width } of looks) {
    const address = () => `${pages[name]()}?lang=${words === en ? 'en' : 'zh'}`;
    const options = { words, viewport: { width, height: 844 } };
    test(`the canvas takes over the ${name} ${what} without a jump`, () => watched(`takeover-${name}-${width}`, () => people, async () => {
        // As the server sent it, with its pictures.
        const reader = await sit_down('reader', (page) => page.route(/\/app\.\w+\.js$/, (route) => route.abort()), options);
        await reader.page.goto(server.origin + address(), { waitUntil: 'networkidle' });
        await reader.page.locator('html[data-canvas=off]').waitFor({ state: 'attached' });
        const served = await reader.page.screenshot();
        await leave(reader);

        const resident = await sit_down('resident', (page) => page.addInitScript(() => {
            globalThis.shifts = [];
            new PerformanceObserver((list) => shifts.push(...list.getEntries().map((each) => ({
                value: each.value, input: each.hadRecentInput,
                what: each.sources.map(({ node }) => node?.outerHTML?.slice(0, 120) ?? String(node)),
            })))).observe({ type: 'layout-shift', buffered: true });
        }), options);
        await resident.open(server.origin + address());
        await settled(resident.page);
        const drawn = await resident.page.screenshot();
        const shifts = await resident.page.evaluate(() => shifts);
        const sum = shifts.filter((each) => !each.input).reduce((all, each) => all + each.value, 0);
        const { share, bands } = await difference(browser, served, drawn);
        console.log(`  ${name} ${width}: layout shift ${sum.toFixed(4)}, changed ${(share * 100).toFixed(2)} %; ` +
            `by 64 px: ${bands.map((each) => Math.round(each * 100)).join(' ')}`);
        if (process.env.TAKEOVER_PICTURES) {
            const { writeFileSync, mkdirSync } = await import('node:fs');
            mkdirSync(remains, { recursive: true });
            writeFileSync(path.join(remains, `takeover-${name}-${width}-served.png`), served);
            writeFileSync(path.join(remains, `takeover-${name}-${width}-drawn.png`), drawn);
        }
        assert.ok(sum <= shift_max, `shifted by ${sum}: ${JSON.stringify(shifts)}`);
        assert.ok(share <= changed_max[name], `${(share * 100).toFixed(1)} % of the points changed`);
        await leave(resident);
    }));
}

// ---- how the program comes ------------------------------------------------------------------------

test('who comes without a session is not asked for it, and is refused nothing', () => watched('takeover-stranger', () => people, async () => {
    const asked_of = async (person, address) => {
        const asked = [];
        person.page.on('response', (reply) => asked.push(`${reply.status()} ${new URL(reply.url()).pathname}`));
        await person.open(server.origin + address);
        await settled(person.page);
        return asked;
    };
    for (const address of Object.values(pages)) {
        const guest = await Person.sit_down(browser, 'guest', { more: { serviceWorkers: 'block' } });
        people.push(guest);
        const asked = await asked_of(guest, address());
        assert.deepEqual(asked.filter((each) => !/^(200|206) /.test(each)), [], address());
        assert.ok(asked.includes('200 /api/v1/home'), asked.join('\n'));
        assert.ok(!asked.some((each) => /\/me$/.test(each)), asked.join('\n'));
        await leave(guest);
    }
    const resident = await sit_down('resident');
    const asked = await asked_of(resident, pages.home());
    assert.equal(asked.filter((each) => each === '200 /api/v1/me').length, 1, asked.join('\n'));
    await leave(resident);
}));

test('the program is compiled while it streams in', () => watched('takeover-stream', () => people, async () => {
    const resident = await sit_down('resident', (page) => page.addInitScript(() => {
        globalThis.compiled = [];
        for (const name of ['instantiateStreaming', 'instantiate']) {
            const real = WebAssembly[name];
            WebAssembly[name] = function (...given) {
                compiled.push(name);
                return real.apply(this, given);
            };
        }
    }));
    await resident.open(server.origin + pages.home());
    assert.deepEqual(await resident.page.evaluate(() => compiled), ['instantiateStreaming']);
    await leave(resident);
}));

test('program, glue and list are asked for once, the program while the page is being read', () => watched('takeover-asked', () => people, async () => {
    const guest = await Person.sit_down(browser, 'guest', { more: { serviceWorkers: 'block' } });
    people.push(guest);
    await guest.open(server.origin + pages.home());
    await settled(guest.page);
    const asked = await guest.page.evaluate(() => performance.getEntriesByType('resource').map((each) =>
        [each.name.replace(/^.*\/(app|home)(\.\w+)?(\.\w+|\?.*)$/, '$1$3'), each.initiatorType, each.startTime]));
    const of = (wanted) => asked.filter(([name]) => wanted.test(name));
    assert.deepEqual(of(/^app\.wasm$/).map(([, by]) => by), ['link']);
    assert.equal(of(/^app\.js$/).length, 1);
    assert.equal(of(/^home\?/).length, 1, asked.join('\n'));
    const parsed = await guest.page.evaluate(() => performance.getEntriesByType('navigation')[0].domInteractive);
    assert.ok(of(/^app\.wasm$/)[0][2] < parsed, `the program at ${of(/^app\.wasm$/)[0][2]}, the page at ${parsed}`);
    await leave(guest);
}));

test('who it is and the list are asked for before the program has come; an answer that is lost is asked for again', () => watched('takeover-early', () => people, async () => {
    for (const lost of [false, true]) {
        const asked = { home: 0, me: 0 };
        let both;
        const both_asked = new Promise((resolve) => { both = resolve; });
        const resident = await sit_down('early', async (page) => {
            await page.route(/\/api\/v1\/(home|me)\?/, (route) => {
                const name = new URL(route.request().url()).pathname.split('/').at(-1);
                asked[name] += 1;
                if (asked.home && asked.me) both();
                return lost && asked[name] === 1 ? route.abort() : route.fallback();
            });
            await page.route(/\.wasm$/, async (route) => {
                await both_asked;
                await route.fallback();
            });
        });
        await resident.open(server.origin + pages.home());
        await resident.sees_node('link', home.list.items[0].name);
        assert.deepEqual(asked, lost ? { home: 2, me: 2 } : { home: 1, me: 1 });
        resident.problems = resident.problems.filter((each) => !/ERR_FAILED/.test(each));
        await leave(resident);
    }
    const named = async (address, headers) =>
        /<meta name="early" content="([^"]*)">/.exec(await (await fetch(server.origin + address, { headers })).text())?.[1];
    const of = `?community=${server.community}`;
    assert.equal(await named(pages.home()), `/api/v1/home${of}`);
    assert.equal(await named(pages.home(), { Cookie: me.cookie }), `/api/v1/me${of} /api/v1/home${of}`);
    assert.equal(await named('/kiosk'), undefined);
}));

test('it comes as bytes where streaming is refused or unknown', () => watched('takeover-bytes', () => people, async () => {
    const ways = {
        'wrong type': (page) => page.route(/\.wasm$/, async (route) => {
            const reply = await route.fetch();
            await route.fulfill({ response: reply, headers: { ...reply.headers(), 'content-type': 'application/octet-stream' } });
        }),
        'no streaming': (page) => page.addInitScript(() => { delete WebAssembly.instantiateStreaming; }),
    };
    for (const [name, prepare] of Object.entries(ways)) {
        const resident = await sit_down(name, prepare);
        await resident.open(server.origin + pages.home());
        await resident.sees_node('link', home.list.items[0].name);
        await leave(resident);
    }
}));

test('a worker that cannot have WebGL, or does not come, does not stop a page that can', () => watched('takeover-worker', () => people, async () => {
    const ways = {
        'has no WebGL': (page) => page.route(/\/graphics\.\w+\.js$/, (route) =>
            route.fulfill({ status: 200, contentType: 'text/javascript', body: 'postMessage("awake")' })),
        'is not there': (page) => page.route(/\/graphics\.\w+\.js$/, (route) => route.abort()),
        'has no canvas': (page) => page.addInitScript(() => { delete globalThis.OffscreenCanvas; }),
    };
    for (const [name, prepare] of Object.entries(ways)) {
        const resident = await sit_down(name, prepare);
        await resident.open(server.origin + pages.home());
        await resident.sees_node('link', home.list.items[0].name);
        resident.problems = resident.problems.filter((each) => !/ERR_FAILED/.test(each));
        await leave(resident);
    }
}));

test('the page waits for no graphics: its own context comes after the worker has one', () => watched('takeover-graphics', () => people, async () => {
    const resident = await sit_down('resident', (page) => page.addInitScript(() => {
        globalThis.order = [];
        const terminate = Worker.prototype.terminate;
        Worker.prototype.terminate = function () {
            order.push('worker');
            return terminate.call(this);
        };
        const real = HTMLCanvasElement.prototype.getContext;
        HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
            if (/webgl/.test(kind)) order.push(this.id);
            return real.call(this, kind, ...more);
        };
    }));
    await resident.open(server.origin + pages.home());
    assert.deepEqual(await resident.page.evaluate(() => order), ['worker', 'lx-canvas']);
    await leave(resident);
}));

test('a page that nobody looks at waits, and the canvas comes when somebody does', () => watched('takeover-unseen', () => people, async () => {
    // As in a tab behind others: no frames until it is shown.
    const resident = await sit_down('resident', (page) => page.addInitScript(() => {
        const real = globalThis.requestAnimationFrame;
        const waiting = [];
        globalThis.requestAnimationFrame = (then) => waiting.push(then);
        globalThis.look = () => {
            globalThis.requestAnimationFrame = real;
            waiting.forEach((each) => real(each));
        };
    }));
    const { page } = resident;
    await page.goto(server.origin + pages.home());
    // Longer than the patience of a page that is looked at.
    await page.waitForTimeout(4000);
    assert.equal(await page.locator('html[data-canvas]').count(), 0);
    await page.evaluate(() => look());
    await resident.live();
    await leave(resident);
}));

test('until it is shown the graphics are asked nothing that the page would have to wait for', () => watched('takeover-waits', () => people, async () => {
    const resident = await sit_down('resident', (page) => page.addInitScript(() => {
        globalThis.waited = [];
        const of_shader_or_program = ['getUniformLocation', 'getAttribLocation', 'getActiveUniform', 'getActiveAttrib',
            'getShaderParameter', 'getShaderInfoLog', 'getProgramInfoLog', 'checkFramebufferStatus', 'getError', 'readPixels', 'finish'];
        for (const name of of_shader_or_program) {
            const real = WebGL2RenderingContext.prototype[name];
            WebGL2RenderingContext.prototype[name] = function (...given) {
                waited.push(name);
                return real.apply(this, given);
            };
        }
        // Its state may be asked for, and is what the first drawing waits for without holding up the page.
        let done = false;
        const parameter = WebGL2RenderingContext.prototype.getProgramParameter;
        WebGL2RenderingContext.prototype.getProgramParameter = function (program, name) {
            const told = parameter.call(this, program, name);
            if (name !== 0x91B1) waited.push(`parameter ${name}`);
            else done = told;
            return told;
        };
        const use = WebGL2RenderingContext.prototype.useProgram;
        WebGL2RenderingContext.prototype.useProgram = function (program) {
            if (this.getExtension('KHR_parallel_shader_compile') && !done) waited.push('useProgram');
            return use.call(this, program);
        };
        // Another size is another surface.
        const size = Object.getOwnPropertyDescriptor(HTMLCanvasElement.prototype, 'width');
        Object.defineProperty(HTMLCanvasElement.prototype, 'width', {
            ...size,
            set(value) {
                if (this.id === 'lx-canvas' && this.drawn) waited.push('width');
                size.set.call(this, value);
            },
        });
        const context = HTMLCanvasElement.prototype.getContext;
        HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
            if (/webgl/.test(kind)) this.drawn = true;
            return context.call(this, kind, ...more);
        };
    }));
    await resident.open(server.origin + pages.home());
    await settled(resident.page);
    assert.deepEqual(await resident.page.evaluate(() => waited), []);
    await leave(resident);
}));

// ---- where it cannot run ---------------------------------------------------------------------------

// A real trap in the first thing that the glue calls.
const trap_at_start = () => {
    // (module (func (export "f") unreachable))
    const bytes = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0,
        10, 5, 1, 3, 0, 0, 11]);
    const real = WebAssembly.instantiateStreaming;
    WebAssembly.instantiateStreaming = async (...given) => {
        const made = await real.apply(WebAssembly, given);
        const { f } = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
        const exports = Object.fromEntries(Object.entries(made.instance.exports)
            .map(([name, each]) => [name, typeof each === 'function' ? f : each]));
        return { module: made.module, instance: { exports } };
    };
};

const failing = {
    'the program is not there': [/aborted/, (page) => page.route(/\.wasm$/, (route) => route.fulfill({ status: 404 }))],
    'the program does not arrive': [/aborted/, (page) => page.route(/\.wasm$/, (route) => route.abort())],
    'the program is cut short': [/aborted/, (page) => page.route(/\.wasm$/, async (route) => {
        const body = await (await route.fetch()).body();
        await route.fulfill({ status: 200, contentType: 'application/wasm', body: body.subarray(0, 1000) });
    })],
    'the glue does not arrive': [/unreachable/, (page) => page.route(/\/app\.\w+\.js$/, (route) => route.abort())],
    'the program traps at its start': [/trapped/, (page) => page.addInitScript(trap_at_start)],
    'no frame comes in time': [/late/, (page) => page.addInitScript(() => {
        // Two for the graphics, and none for the program.
        const real = globalThis.requestAnimationFrame;
        let left = 2;
        globalThis.requestAnimationFrame = (then) => left-- > 0 ? real(then) : 1;
    })],
    'the graphics are lost while the program comes': [/lost/, async (page) => {
        await page.addInitScript(() => {
            const real = HTMLCanvasElement.prototype.getContext;
            HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
                const context = real.call(this, kind, ...more);
                if (this.id === 'lx-canvas') context.getExtension('WEBGL_lose_context').loseContext();
                return context;
            };
        });
    }],
    'there is no WebGL': [/unsupported/, (page) => page.addInitScript(() => {
        delete globalThis.OffscreenCanvas;
        const real = HTMLCanvasElement.prototype.getContext;
        HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
            return /webgl/.test(kind) ? null : real.call(this, kind, ...more);
        };
    })],
    'WebGL is promised and then fails': [/unsupported/, (page) => page.addInitScript(() => {
        const real = HTMLCanvasElement.prototype.getContext;
        HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
            return this.id === 'lx-canvas' && /webgl/.test(kind) ? null : real.call(this, kind, ...more);
        };
    })],
    'there is no WebAssembly': [/unsupported/, (page) => page.addInitScript(() => { delete globalThis.WebAssembly; })],
    'the browser is of 2018': [/unsupported/, (page) => page.addInitScript(() => {
        delete Document.prototype.adoptedStyleSheets;
        delete HTMLElement.prototype.inert;
        delete Array.prototype.at;
        delete Array.prototype.flat;
        delete String.prototype.replaceAll;
        delete Object.fromEntries;
        delete globalThis.structuredClone;
        delete globalThis.ResizeObserver;
    })],
};

for (const [what, [reason, prepare]] of Object.entries(failing)) {
    test(`the page stays and takes an order: ${what}`, () => watched(`stays-${what}`, () => people, async () => {
        const resident = await sit_down('resident', prepare);
        const { page } = resident;
        const off = async () => {
            await page.locator('html[data-canvas=off]').waitFor({ state: 'attached' });
            assert.equal(await page.locator('#lx').count(), 0, 'the canvas is still there');
        };
        const orders = (await me.get('/api/v1/orders')).orders.length;
        await page.goto(server.origin + pages.home());
        await off();
        assert.match(await page.locator('html').getAttribute('data-canvas-reason'), reason);
        await page.getByRole('spinbutton', { name: '土豆', exact: true }).fill('2');
        await page.getByRole('button', { name: page_zh.to_checkout }).click();
        await resident.at(`/c/${server.community}/checkout`);
        await off();
        await page.getByRole('button', { name: page_zh.place_order }).click();
        await resident.at(/^\/o\//);
        await off();
        await resident.sees(page_zh.state_placed);
        assert.equal((await me.get('/api/v1/orders')).orders.length, orders + 1);
        // What failed on purpose may say so; nothing else may.
        resident.problems = resident.problems.filter((each) => !/RuntimeError: unreachable/.test(each));
        await leave(resident);
    }));
}

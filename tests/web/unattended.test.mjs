// web/unattended/stand.js in a real browser, under the policy that the server sends, with a page that
// stands for the program: what it is told, and when the page begins anew.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as http from 'node:http';
import * as path from 'node:path';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { launch_options, until } from '../e2e/support/browser.mjs';
import { write_film } from '../e2e/support/fake_camera.mjs';
import { fresh_folder, root } from '../e2e/support/places.mjs';

const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; " +
    "media-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const reader = path.join(root, 'node_modules/zxing-wasm/dist');

// The program's side: it is live at once, and keeps what it is told.
const program = `
    globalThis.told = { typed: '', scanned: [], camera: [] };
    globalThis.louxia = {
        typed: (key) => { told.typed += key; },
        scanned: (text) => { told.scanned.push(text); },
        camera: (state) => { told.camera.push(state); },
    };
    globalThis.pressed = 0;
    document.querySelector('button').onclick = () => { pressed += 1; };
    document.documentElement.dataset.canvas = 'live';`;
// (module (func (export "f") unreachable))
const trap = Buffer.from('0061736d010000000104016000000302010007050101660000' + '0a05010300000b', 'hex');
const files = {
    '/': () => ['text/html', '<!doctype html><html><body><div id="lx"><canvas id="lx-canvas"></canvas></div><button>7</button><input>' +
        '<script src="/static/program.js"></script><script type="module" src="/static/unattended/stand.js"></script></body></html>'],
    '/static/program.js': () => ['text/javascript', program],
    '/trap.wasm': () => ['application/wasm', trap],
    '/static/unattended/stand.js': () => ['text/javascript', fs.readFileSync(path.join(root, 'web/unattended/stand.js'), 'utf8')
        .replaceAll(/\{\{asset:([^}]+)\}\}/g, '/static/$1')],
    '/static/assets.json': () => ['application/json', '{}'],
    '/sw.js': () => ['text/javascript', fs.readFileSync(path.join(root, 'web/service_worker.js'), 'utf8')
        .replace("'{{shell}}'", '["/static/program.js"]')],
    '/static/unattended/zxing_reader.js': () => ['text/javascript', fs.readFileSync(path.join(reader, 'iife/reader/index.js'))],
    '/static/unattended/zxing_reader.wasm': () => ['application/wasm', fs.readFileSync(path.join(reader, 'reader/zxing_reader.wasm'))],
};

let site;
let origin;
let folder;
let visits = [];
let browser;

before(async () => {
    folder = fresh_folder();
    site = http.createServer((request, reply) => {
        const file = files[new URL(request.url, 'http://x').pathname]?.();
        if (request.url === '/') visits.push(performance.now());
        if (!file) return reply.writeHead(404).end();
        reply.writeHead(200, { 'Content-Type': file[0], 'Content-Security-Policy': policy }).end(file[1]);
    });
    await new Promise((resolve) => site.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${site.address().port}`;
    browser = await chromium.launch(launch_options({ webgl: false }));
});
after(async () => {
    await browser?.close();
    site.closeAllConnections();
    await new Promise((resolve) => site.close(resolve));
    fs.rmSync(folder, { recursive: true, force: true });
});

async function open(from = browser) {
    const page = await (await from.newContext()).newPage();
    page.refused = [];
    page.on('console', (message) => { if (/Content Security Policy/.test(message.text())) page.refused.push(message.text()); });
    await page.goto(origin);
    return page;
}
const told = (page) => page.evaluate(() => ({ ...globalThis.told, pressed: globalThis.pressed }));
// All keys at once: none waits for the one before, as a scanner's do not.
const scan = (page, ...keys) => Promise.all(keys.flatMap((key) => [page.keyboard.down(key), page.keyboard.up(key)]));
const want = (page, place) => page.evaluate((detail) => dispatchEvent(new CustomEvent('louxia-camera', { detail })), place);

test('keys that come together are one text, keys that come one by one are keys', async () => {
    const page = await open();
    const scans = (count) => page.waitForFunction((wanted) => globalThis.told.scanned.length === wanted, count);
    await page.getByRole('button').focus();
    await scan(page, ...'0713', 'Enter');
    await scans(1);
    await scan(page, ...'https://example.com/a b?code=2024', 'Enter');
    await scans(2);
    await scan(page, ...'6901234567892'); // by a scanner that sends no Enter
    await scans(3);
    const first = await told(page);
    assert.deepEqual(first.scanned, ['0713', 'https://example.com/a b?code=2024', '6901234567892']);
    assert.equal(first.typed, '');
    assert.equal(first.pressed, 0);
    for (const key of '071') {
        await page.keyboard.press(key);
        await page.waitForFunction((end) => globalThis.told.typed.endsWith(end), key);
    }
    // Alone, Enter and space press what has the focus, and Tab leads on.
    await page.keyboard.press('Enter');
    await page.keyboard.press(' ');
    await page.waitForFunction(() => globalThis.pressed === 2);
    await page.keyboard.press('Tab');
    await scan(page, ...'0713', 'Enter'); // a field has the focus: it is somebody's writing
    assert.equal(await page.locator('input').inputValue(), '0713');
    const last = await told(page);
    assert.equal(last.typed, '071');
    assert.equal(last.scanned.length, 3);
    await page.context().close();
});

test('a trap begins the page anew, and the pauses grow', async () => {
    const page = await open();
    visits = [];
    const pauses = [];
    for (let times = 1; times <= 3; times += 1) {
        const before = performance.now();
        const loaded = page.waitForEvent('load');
        await page.evaluate(() => {
            fetch('/trap.wasm').then((reply) => reply.arrayBuffer()).then((bytes) => WebAssembly.instantiate(bytes))
                .then(({ instance }) => setTimeout(instance.exports.f, 0));
        });
        await loaded;
        pauses.push(visits.at(-1) - before);
    }
    // 2 s, 4 s, 8 s, each less a quarter at most.
    assert.ok(pauses[0] >= 1500 && pauses[1] >= 3000 && pauses[2] >= 6000, pauses.map(Math.round).join(', '));
    assert.equal(visits.length, 3);
    await page.context().close();
});

test('another error is no reason to begin anew, a client that gave up is', async () => {
    const page = await open();
    visits = [];
    await page.evaluate(() => new Promise((resolve) => {
        addEventListener('error', () => setTimeout(resolve, 0));
        setTimeout(() => { throw new Error('an ordinary one'); }, 0);
    }));
    assert.equal(await page.evaluate(() => sessionStorage.getItem('unattended.tries')), null);
    const loaded = page.waitForEvent('load');
    await page.evaluate(() => { document.documentElement.dataset.canvas = 'off'; });
    await loaded;
    assert.equal(visits.length, 1);
    await page.context().close();
});

// A still film of a QR code.
async function film_of(text) {
    const { prepareZXingModule, writeBarcode } = await import('zxing-wasm/writer');
    prepareZXingModule({ overrides: { wasmBinary: fs.readFileSync(path.join(reader, 'writer/zxing_writer.wasm')).buffer } });
    const { image } = await writeBarcode(text, { format: 'QRCode', scale: 8 });
    const png = Buffer.from(await image.arrayBuffer());
    const side = png.readUInt32BE(16);
    const file = path.join(folder, 'code.y4m');
    const page = await (await browser.newContext()).newPage();
    await write_film(page, png, { x: 0, y: 0, width: side, height: side }, file);
    await page.context().close();
    return file;
}

const with_flags = (...flags) => {
    const options = launch_options({ webgl: false });
    return chromium.launch({ ...options, args: [...options.args, '--use-fake-device-for-media-stream', ...flags] });
};

test('the camera is opened when it is wanted, reads a code once, and is closed', async () => {
    const camera = await with_flags('--use-fake-ui-for-media-stream', `--use-file-for-fake-video-capture=${await film_of('0713')}`);
    try {
        const page = await open(camera);
        await page.waitForFunction(() => globalThis.told.camera.length === 1);
        assert.equal(await page.locator('video').count(), 0);
        await want(page, '10,20,300,200');
        await page.waitForFunction(() => globalThis.told.scanned.length > 0);
        assert.deepEqual((await told(page)).scanned, ['0713']);
        assert.deepEqual(await page.locator('video').boundingBox(), { x: 10, y: 20, width: 300, height: 200 });
        // It stays in sight and is not read again, for seconds.
        const seen = await page.evaluate(() => document.querySelector('video').currentTime);
        await page.waitForFunction((before) => document.querySelector('video').currentTime > before + 4, seen);
        await want(page, '30,20,300,200');
        assert.equal((await page.locator('video').boundingBox()).x, 30);
        assert.deepEqual((await told(page)).scanned, ['0713']);
        await want(page, '');
        assert.equal(await page.locator('video').count(), 0);
        assert.equal((await told(page)).camera.at(-2), 2, 'it was told that it is open');
        assert.deepEqual(page.refused, []);
    } finally {
        await camera.close();
    }
});

test('a camera that the browser refuses is told of', async () => {
    const strict = await with_flags('--deny-permission-prompts');
    try {
        const page = await open(strict);
        await page.waitForFunction(() => globalThis.told.camera.length === 1);
        await want(page, '10,20,300,200');
        await page.waitForFunction(() => globalThis.told.camera.at(-1) === 3);
        assert.equal(await page.locator('video').count(), 0);
    } finally {
        await strict.close();
    }
});

test('what stands there starts again without the net', async () => {
    const page = await open();
    await page.evaluate(() => navigator.serviceWorker.register('/sw.js'));
    await until('the page and its files are kept', () => page.evaluate(async () =>
        (await Promise.all(['/', '/static/program.js', '/static/unattended/stand.js'].map((address) => caches.match(address)))).every(Boolean)));
    await page.context().setOffline(true);
    await page.reload();
    await page.locator('button').focus();
    await scan(page, ...'0713', 'Enter');
    await page.waitForFunction(() => globalThis.told.scanned[0] === '0713');
    await page.context().close();
});

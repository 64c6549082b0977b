// What a phone has to load. These do not depend on the machine, so they always fail when short.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as http from 'node:http';
import * as path from 'node:path';
import { after, before, test } from 'node:test';
import { web_folder } from '../e2e/support/places.mjs';
import { Server } from '../e2e/support/server.mjs';
import { figure } from '../e2e/support/figures.mjs';

const kilo = 1024;
let server;

before(async () => { server = await Server.start({ now: '2026-11-23T10:00:00+08:00' }); });
after(async () => {
    await server?.stop();
    server?.forget();
});

// The bytes of an answer as they travel, packed by brotli.
function packed(address) {
    return new Promise((resolve, reject) => {
        http.get(new URL(address, server.origin), { headers: { 'Accept-Encoding': 'br' } }, (reply) => {
            const parts = [];
            reply.on('data', (part) => parts.push(part));
            reply.on('end', () => resolve({
                status: reply.statusCode,
                coding: reply.headers['content-encoding'],
                bytes: Buffer.concat(parts),
            }));
        }).on('error', reject);
    });
}

function staged() {
    return fs.readdirSync(web_folder, { recursive: true })
        .map((name) => ({ name: String(name), file: path.join(web_folder, String(name)) }))
        .filter((each) => fs.statSync(each.file).isFile());
}

// What screens that stand unattended load, and no phone.
const unattended = (each) => each.name.startsWith('unattended/');

test('the program and its JavaScript are small', () => {
    const parts = staged().filter((each) => /\.(js|wasm)\.br$/.test(each.name) && !unattended(each));
    assert.ok(parts.some((each) => each.name.endsWith('.wasm.br')), 'there is no client in build/web');
    const bytes = parts.reduce((sum, each) => sum + fs.statSync(each.file).size, 0);
    for (const each of parts) console.log(`  ${each.name} ${(fs.statSync(each.file).size / kilo).toFixed(1)} KB`);
    figure('client_bytes_brotli', bytes / kilo, 'KB', 240, { always: true });
});

test('what a kiosk loads besides is loaded by nobody else', () => {
    const parts = staged().filter((each) => /\.(js|wasm)\.br$/.test(each.name) && unattended(each));
    for (const each of parts) console.log(`  ${each.name} ${(fs.statSync(each.file).size / kilo).toFixed(1)} KB`);
    const bytes = (wanted) => parts.filter((each) => wanted.test(each.name)).reduce((sum, each) => sum + fs.statSync(each.file).size, 0) / kilo;
    figure('kiosk_script_bytes_brotli', bytes(/\/stand\./), 'KB', 3, { always: true });
    figure('kiosk_reader_bytes_brotli', bytes(/\/zxing_reader\./), 'KB', 400, { always: true });
    const { shell } = JSON.parse(fs.readFileSync(path.join(web_folder, 'assets.json'), 'utf8'));
    assert.ok(shell.length > 3 && !shell.some((address) => address.includes('/unattended/')));
});

test('the first page and its style are small', async () => {
    const page = await packed('/');
    assert.equal(page.status, 200);
    assert.equal(page.coding, 'br');
    const zlib = await import('node:zlib');
    const html = zlib.brotliDecompressSync(page.bytes).toString();
    let bytes = page.bytes.length;
    for (const [, address] of html.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)) {
        const style = await packed(address);
        assert.equal(style.status, 200, address);
        bytes += style.bytes.length;
    }
    figure('first_page_bytes_brotli', bytes / kilo, 'KB', 14, { always: true });
});

test('no font is shipped', () => {
    const all = staged();
    const fonts = all.filter((each) => /\.(woff2?|ttf|otf|eot)(\.|$)/.test(each.name));
    const named = all.filter((each) => /\.(css|js)$/.test(each.name) &&
        /@font-face|new FontFace/.test(fs.readFileSync(each.file, 'utf8')));
    assert.deepEqual(named.map((each) => each.name), []);
    figure('font_bytes', fonts.reduce((sum, each) => sum + fs.statSync(each.file).size, 0), 'B', 0, { always: true });
});

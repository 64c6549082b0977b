// What cmake/stage_web.mjs lays out for the browser.

import { before, after, test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as zlib from 'node:zlib';
import { project_root } from '../lint/tree.mjs';

const script = path.join(project_root, 'cmake/stage_web.mjs');
const foreign_script = 'var  Reader = 1; // as it comes\n';
let home;

const stage = () => execFileSync(process.execPath, [script, '--source', path.join(home, 'source'),
    '--wasm', path.join(home, 'wasm'), '--out', path.join(home, 'out'), '--cache', path.join(home, 'cache')],
{ encoding: 'utf8', stdio: 'pipe' });

const write = (name, text) => {
    const file = path.join(home, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
};
const out = (name) => fs.readFileSync(path.join(home, 'out', name));
const index = () => JSON.parse(out('assets.json'));
const all_staged = () => fs.readdirSync(path.join(home, 'out'), { recursive: true }).map(String);

before(() => {
    home = fs.mkdtempSync(path.join(os.tmpdir(), 'louxia stage '));
    write('source/web/shell.css', 'body { background: url({{asset:icons/lamp.svg}}); }\n');
    write('source/web/platform/boot.js', 'load("{{asset:app.js}}");\n');
    write('source/web/platform/glyphs.lib.js', 'never staged');
    write('source/web/unattended/stand.js', 'read("{{asset:unattended/zxing_reader.js}}", "{{asset:unattended/zxing_reader.wasm}}");\n');
    write('source/node_modules/zxing-wasm/dist/iife/reader/index.js', foreign_script);
    write('source/node_modules/zxing-wasm/dist/reader/zxing_reader.wasm', Buffer.from([0, 97, 115, 109, 2, 0, 0, 0]));
    write('source/web/templates/home.mustache', 'never staged');
    write('source/web/manifest.webmanifest', '{"icons":[{"src":"{{asset:icons/lamp-192.png}}"}]}');
    write('source/web/service_worker.js', 'const shell = "{{shell}}"; const version = "{{version}}";\n');
    write('source/assets/icons/lamp.svg', '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="3"/></svg>');
    write('source/assets/pictures/dot.svg', '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="3"/></svg>');
    write('source/assets/pictures/pictures.json',
        '{"sizes":[16],"fallback":"dot","pictures":{"dot":{"svg":"dot.svg","tile":"leaf"}}}');
    write('wasm/app.js', 'fetch("app.wasm");');
    write('wasm/app.wasm', Buffer.from([0, 97, 115, 109, 1, 0, 0, 0]));
    stage();
});

after(() => fs.rmSync(home, { recursive: true }));

test('each name carries the hash of its content', () => {
    for (const [name, file] of Object.entries(index().files)) {
        if (name === 'manifest.webmanifest' || name === 'service_worker.js') {
            assert.equal(file, name);
            continue;
        }
        const hash = createHash('sha256').update(out(file)).digest('hex').slice(0, 10);
        assert.ok(file.includes(`.${hash}.`), `${file} should carry ${hash}`);
    }
});

test('addresses are filled in with the hashed names', () => {
    const { files } = index();
    assert.ok(out(files['shell.css']).includes(`/static/${files['icons/lamp.svg']}`));
    assert.ok(out(files['platform/boot.js']).includes(`/static/${files['app.js']}`));
    assert.equal(JSON.parse(out('manifest.webmanifest')).icons[0].src, `/static/${files['icons/lamp-192.png']}`);
    assert.ok(out(files['app.js']).includes(`"${files['app.wasm']}"`));
});

test('the compressed forms beside a file are that file', () => {
    const { files } = index();
    for (const name of ['app.js', 'app.wasm', 'shell.css', 'service_worker.js', 'manifest.webmanifest']) {
        assert.deepEqual(zlib.brotliDecompressSync(out(`${files[name]}.br`)), out(files[name]));
        assert.deepEqual(zlib.gunzipSync(out(`${files[name]}.gz`)), out(files[name]));
    }
    assert.ok(!all_staged().some((name) => /\.(png|webp)\.(br|gz)$/.test(name)));
});

test('what reads codes is staged as it comes, for screens that stand unattended, and is no part of the shell', () => {
    const { files, shell } = index();
    assert.equal(out(files['unattended/zxing_reader.js']).toString(), foreign_script);
    for (const name of ['unattended/zxing_reader.js', 'unattended/zxing_reader.wasm']) {
        assert.ok(out(files['unattended/stand.js']).includes(`"/static/${files[name]}"`), name);
    }
    assert.ok(shell.includes(`/static/${files['app.js']}`));
    assert.deepEqual(shell.filter((address) => address.includes('unattended/')), []);
});

test('the service worker knows the shell and its version', () => {
    const { shell, version, files } = index();
    const text = out('service_worker.js').toString();
    assert.ok(text.includes(`const shell = ${JSON.stringify(shell)};`));
    assert.ok(text.includes(`"${version}"`));
    for (const name of ['app.js', 'app.wasm', 'shell.css', 'platform/boot.js']) {
        assert.ok(shell.includes(`/static/${files[name]}`), `${name} belongs to the shell`);
    }
});

test('pictures come in each size, with their tile', () => {
    const { pictures, fallback_picture } = index();
    assert.equal(fallback_picture, 'dot');
    assert.equal(pictures.dot.tile, 'leaf');
    assert.equal(out(pictures.dot['16'].replace('/static/', '')).subarray(8, 12).toString(), 'WEBP');
});

test('what only the server or the linker reads is not staged', () => {
    assert.ok(!all_staged().some((name) => name.includes('mustache') || name.includes('glyphs')));
});

test('a second run changes nothing, a changed file replaces its old name', () => {
    const earlier = all_staged().map((name) => [name, fs.statSync(path.join(home, 'out', name)).mtimeMs]);
    stage();
    assert.deepEqual(all_staged().map((name) => [name, fs.statSync(path.join(home, 'out', name)).mtimeMs]), earlier);
    const old = index().files['shell.css'];
    const old_version = index().version;
    write('source/web/shell.css', 'body { margin: 0; }\n');
    stage();
    assert.ok(!all_staged().includes(old));
    assert.ok(!all_staged().includes(`${old}.br`));
    assert.notEqual(index().version, old_version);
});

test('a name that nothing answers to is an error', () => {
    write('source/web/wrong.css', '{{asset:nowhere.svg}}');
    assert.throws(stage, /nowhere\.svg/);
    fs.rmSync(path.join(home, 'source/web/wrong.css'));
});

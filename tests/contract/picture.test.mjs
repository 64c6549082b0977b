// louxia-picture, the program that decodes what strangers send: what it makes, what it refuses, and
// what it could reach if a picture took it over.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { deflateSync } from 'node:zlib';
import { fresh_folder, program, root } from '../e2e/support/places.mjs';
import { jpeg_head, png, png_chunk, strange_files, webp_head } from '../torture/support/pictures.mjs';

const decoder = path.join(path.dirname(program), 'louxia-picture');
const folder = fresh_folder();
after(() => fs.rmSync(folder, { recursive: true, force: true }));

const refused = 3;
const photo = fs.readFileSync(path.join(root, 'tests/e2e/support/photo.png'));
const page = Buffer.from('<!doctype html><script>alert(1)</script>');
// 16 x 8, Adobe's inverted CMYK: full magenta and yellow, which is red.
const cmyk = Buffer.from('/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwANCQoLCggNCwoLDg4NDxMgFRMSEhMnHB4XIC4pMTAuKS0sMzpKPjM2RjcsLUBXQUZMTlJTUjI+WmFaUGBK' +
    'UVJP/8AAFAgACAAQBEMRAE0RAFkRAEsRAP/EABUAAQEAAAAAAAAAAAAAAAAAAAAH/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAA4EQwBNAFkASwAAPwCnJgmCnAD/2Q==', 'base64');

function start(...words) {
    return spawn(decoder, words.map(String), { env: {}, stdio: ['pipe', 'pipe', 'ignore'] });
}

// { code, signal, bytes, ms }
function run(bytes, width = 320, format = 'webp') {
    return new Promise((resolve, reject) => {
        const began = performance.now();
        const child = start(width, format);
        const parts = [];
        child.stdout.on('data', (part) => parts.push(part));
        child.on('error', reject);
        child.on('close', (code, signal) => resolve({ code, signal, bytes: Buffer.concat(parts), ms: performance.now() - began }));
        child.stdin.on('error', () => {});  // it may have heard enough
        child.stdin.end(bytes);
    });
}

async function made(bytes, width, format) {
    const end = await run(bytes, width, format);
    assert.deepEqual([end.code, end.signal], [0, null]);
    return end.bytes;
}

// By Debian's own decoder: { width, height, at(x, y) } with red, green, blue.
function pixels(webp) {
    assert.equal(webp.toString('latin1', 0, 4) + webp.toString('latin1', 8, 12), 'RIFFWEBP');
    const file = path.join(folder, 'one.webp');
    fs.writeFileSync(file, webp);
    const ppm = execFileSync('dwebp', ['-quiet', '-ppm', file, '-o', '-'], { maxBuffer: 64 << 20, stdio: ['ignore', 'pipe', 'ignore'] });
    const [head, width, height] = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(ppm.toString('latin1', 0, 64));
    return { width: Number(width), height: Number(height), at: (x, y) => [...ppm.subarray(head.length + 3 * (y * width + x)).subarray(0, 3)] };
}

function size_of_jpeg(bytes) {
    assert.equal(bytes.toString('hex', 0, 3), 'ffd8ff');
    for (let at = 2; ;) {
        const marker = bytes[at + 1];
        if (marker >= 0xc0 && marker <= 0xc2) return [bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5)];
        at += 2 + bytes.readUInt16BE(at + 2);
    }
}

// A PNG whose samples are given for each pixel. color: 0 grey, 2 RGB, 6 RGB with alpha
function colored(width, height, depth, color, pixel) {
    const samples = { 0: 1, 2: 3, 6: 4 }[color];
    const rows = Buffer.alloc((1 + width * samples * depth / 8) * height);
    let at = 0;
    for (let y = 0; y < height; y += 1) {
        at += 1;
        for (let x = 0; x < width; x += 1) {
            for (const value of pixel(x, y)) at = depth === 16 ? rows.writeUInt16BE(value, at) : rows.writeUInt8(value, at);
        }
    }
    const head = Buffer.alloc(13);
    head.writeUInt32BE(width, 0);
    head.writeUInt32BE(height, 4);
    head.set([depth, color], 8);
    return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), png_chunk('IHDR', head), png_chunk('IDAT', deflateSync(rows)), png_chunk('IEND', Buffer.alloc(0))]);
}

const near = (found, wanted, what) => assert.ok(found.every((value, at) => Math.abs(value - wanted[at]) < 40), `${what}: ${found} instead of ${wanted}`);

test('a picture becomes that wide at most, keeps its shape, and never grows', async () => {
    const wide = png(2000, 1000);
    for (const width of [320, 640, 1280]) {
        const { width: is, height } = pixels(await made(wide, width));
        assert.deepEqual([is, height], [width, width / 2]);
    }
    const small = pixels(await made(png(100, 50), 640));
    assert.deepEqual([small.width, small.height], [100, 50]);
    const tall = pixels(await made(png(100, 9000), 320));
    assert.ok(tall.height <= 1280, `${tall.height} px`);
    assert.deepEqual(size_of_jpeg(await made(wide, 640, 'jpeg')), [640, 320]);
    // What it has made it takes itself: a WebP, a JPEG.
    assert.equal(pixels(await made(await made(wide, 1280), 320)).width, 320);
    assert.equal(pixels(await made(await made(wide, 1280, 'jpeg'), 320)).width, 320);
});

test('colours come out right, of 16 bits, with alpha, grey, and of four inks', async () => {
    near(pixels(await made(colored(64, 64, 16, 2, () => [0xffff, 0x8000, 0]))).at(32, 32), [255, 128, 0], '16 bits');
    near(pixels(await made(colored(64, 64, 16, 0, () => [0x8000]))).at(32, 32), [128, 128, 128], '16 bits of grey');
    near(pixels(await made(colored(64, 64, 8, 6, () => [0, 0, 255, 255]))).at(32, 32), [0, 0, 255], 'alpha');
    const red = pixels(await made(cmyk)).at(8, 4);
    assert.ok(red[0] > 180 && red[1] < 90 && red[2] < 90, `four inks: ${red}`);
    // What can be seen through stands on white where the format knows no alpha.
    const paper = await made(await made(colored(64, 64, 8, 6, () => [0, 0, 0, 0]), 64, 'jpeg'), 64);
    near(pixels(paper).at(32, 32), [255, 255, 255], 'nothing, as JPEG');
});

test('a photo is turned upright, and says no more where it was taken', async () => {
    const red_above_blue = await made(colored(64, 32, 8, 2, (_, y) => (y < 16 ? [255, 0, 0] : [0, 0, 255])), 64, 'jpeg');
    const place = 'shot at 31.2304 N 121.4737 E';
    // Orientation 6: turn it right by a quarter. Then a description.
    const tiff = Buffer.concat([Buffer.from('4d4d002a00000008' + '0002' + '0112000300000001' + '00060000' + '010e000200000020' + '00000026' + '00000000', 'hex'), Buffer.from(place.padEnd(32, '\0'))]);
    const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(exif.length + 2);
    const shot = Buffer.concat([red_above_blue.subarray(0, 2), Buffer.from('ffe1', 'hex'), length, exif, red_above_blue.subarray(2)]);
    const webp = await made(shot, 320);
    const upright = pixels(webp);
    assert.deepEqual([upright.width, upright.height], [32, 64]);
    near(upright.at(24, 32), [255, 0, 0], 'what was above is on the right');
    near(upright.at(8, 32), [0, 0, 255], 'what was below is on the left');
    for (const bytes of [webp, await made(shot, 320, 'jpeg')]) {
        assert.ok(!bytes.includes('31.2304') && !bytes.includes('shot at'), 'it still says where');
        // libvips may write an empty block of its own: with resolution and size, from the pixels.
        const block = bytes.indexOf('Exif\0\0');
        assert.ok(block < 0 || bytes.length - block < 256, 'a block of metadata came along');
    }
});

test('of a moving picture the first frame stays', async () => {
    const frames = [[255, 0, 0], [0, 0, 255]].map((color, at) => {
        const file = path.join(folder, `frame${at}.png`);
        fs.writeFileSync(file, colored(64, 64, 8, 2, () => color));
        return file;
    });
    const moving = path.join(folder, 'moving.webp');
    execFileSync('img2webp', [...frames, '-o', moving], { stdio: 'ignore' });
    const bytes = fs.readFileSync(moving);
    assert.ok(bytes.includes('ANIM'), 'img2webp has made nothing that moves');
    const still = await made(bytes, 320);
    assert.ok(!still.includes('ANIM'));
    near(pixels(still).at(32, 32), [255, 0, 0], 'the first frame');
});

test('nothing of a page or a program behind or inside a picture comes out', async () => {
    const with_text = Buffer.concat([photo.subarray(0, 33), png_chunk('tEXt', page), photo.subarray(33)]);
    for (const bytes of [Buffer.concat([photo, page]), with_text]) {
        for (const format of ['webp', 'jpeg']) {
            assert.ok(!(await made(bytes, 320, format)).includes('script'), 'a script came through');
        }
    }
});

test('what is no whole JPEG, PNG or WebP is refused at once and gives nothing', async () => {
    const jpeg = await made(photo, 320, 'jpeg');
    const webp = await made(photo, 320);
    const hostile = new Map([
        ['nothing', Buffer.alloc(0)],
        ['half a PNG', photo.subarray(0, photo.length >> 1)],
        ['half a JPEG', jpeg.subarray(0, jpeg.length >> 1)],
        ['half a WebP', webp.subarray(0, webp.length >> 1)],
        ['30,000 x 30,000 of a PNG', png(3, 2, [30_000, 30_000])],
        ['30,000 x 30,000 of a JPEG', jpeg_head(30_000, 30_000)],
        ['16,000 x 16,000 of a WebP', webp_head(16_000, 16_000)],
        ['a PNG that says it is larger', png(3, 2, [4000, 4000])],
        ['a head of a JPEG', jpeg_head(640, 480)],
        ['a TIFF', Buffer.concat([Buffer.from('49492a00', 'hex'), Buffer.alloc(4096)])],
        ['a GIF', Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')],
        ['a picture for ImageMagick', Buffer.from('push graphic-context\nviewbox 0 0 640 480\nimage over 0,0 0,0 "/etc/passwd"\n')],
        ['a PPM', Buffer.from('P6 1 1 255 abc')],
        ['17 MB of zeros', Buffer.alloc(17 << 20)],
        ['17 MB behind a PNG', Buffer.concat([photo, Buffer.alloc(17 << 20)])],
        ...[...strange_files(Math.random)].filter(([, [, type]]) => type === null).map(([name, [bytes]]) => [name, bytes]),
    ]);
    for (const [name, bytes] of hostile) {
        const end = await run(bytes);
        assert.deepEqual([end.code, end.signal, end.bytes.length], [refused, null, 0], name);
        assert.ok(end.ms < 10_000, `${name} took ${end.ms} ms`);
    }
});

test('noise in the middle ends it in order, whatever it hits', async () => {
    const seeds = [photo, await made(photo, 320, 'jpeg'), await made(photo, 320)];
    let state = 20261123;
    const random = (below) => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) % below;
    for (let round = 0; round < 12; round += 1) {
        const bytes = Buffer.from(seeds[round % seeds.length]);
        for (let hit = 0; hit < 8; hit += 1) bytes[16 + random(bytes.length - 16)] = random(256);
        const end = await run(bytes);
        assert.ok(end.signal === null && (end.code === 0 || end.code === refused), `round ${round}: ${end.code ?? end.signal}`);
    }
});

test('wrong words are told apart from wrong pictures', async () => {
    for (const words of [[], ['320'], ['0', 'webp'], ['99999', 'webp'], ['320', 'avif'], ['320', 'webp', 'more']]) {
        const child = start(...words);
        child.stdin.on('error', () => {}).end();
        assert.equal(await new Promise((resolve) => child.on('close', resolve)), 2, words.join(' '));
    }
});

test('before it reads a byte it has locked itself in', async () => {
    const child = start(320, 'webp');
    try {
        const limits = async () => Object.fromEntries(fs.readFileSync(`/proc/${child.pid}/limits`, 'utf8').split('\n')
            .map((line) => /^(Max .+?) {2,}(\S+)/.exec(line)).filter(Boolean).map(([, name, soft]) => [name, soft]));
        const patience = AbortSignal.timeout(60_000);
        while ((await limits())['Max open files'] !== '3' || !/NoNewPrivs:\t1/.test(fs.readFileSync(`/proc/${child.pid}/status`, 'utf8'))) {
            patience.throwIfAborted();
            await sleep(20);
        }
        const found = await limits();
        assert.equal(found['Max file size'], '0');
        assert.equal(found['Max core file size'], '0');
        assert.equal(found['Max cpu time'], '8');
        assert.equal(found['Max address space'], String(1 << 30));
        // No descriptor but its three, and room for no fourth: no file, no socket.
        assert.deepEqual(fs.readdirSync(`/proc/${child.pid}/fd`).sort(), ['0', '1', '2']);
    } finally {
        child.stdin.on('error', () => {}).end();
    }
    assert.equal(await new Promise((resolve) => child.on('close', resolve)), refused);
});

// Kept photos in three widths, as the server makes them and as its pages ask for them.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { after, before, test } from 'node:test';
import { png } from '../torture/support/pictures.mjs';
import { Caller, sign_in_household } from './support/api.mjs';
import { keep_picture, put_on_list } from './support/listed.mjs';
import { root } from './support/places.mjs';
import { Server } from './support/server.mjs';

const photo = fs.readFileSync(path.join(root, 'tests/e2e/support/photo.png'));
const browser_accept = 'image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8';

let server;
let leader;

const keep = (bytes, caller = leader) => keep_picture(caller, bytes);
const ask = (address, accept = browser_accept) => fetch(new URL(address, server.origin), { headers: { Accept: accept } });
const bytes_of = async (reply) => Buffer.from(await reply.arrayBuffer());
const sizes = () => {
    const folder = path.join(server.data, 'pictures/sizes');
    return fs.existsSync(folder) ? fs.readdirSync(folder) : [];
};

before(async () => {
    server = await Server.start({ now: '2026-11-23T10:00:00+08:00' });
    leader = await Caller.sign_in(server.link('leader'));
});

after(async () => {
    await server?.leave();
});

test('a photo comes in three widths, as WebP or JPEG, made once', async () => {
    const large = await keep(png(2000, 1500));
    for (const width of [320, 640, 1280]) {
        const reply = await ask(`${large}?w=${width}`);
        assert.equal(reply.status, 200);
        assert.equal(reply.headers.get('content-type'), 'image/webp');
        assert.equal(reply.headers.get('cache-control'), 'public, max-age=31536000, immutable');
        assert.match(reply.headers.get('vary'), /Accept/);
        assert.equal(reply.headers.get('x-content-type-options'), 'nosniff');
        assert.equal(reply.headers.get('content-security-policy'), "default-src 'none'; sandbox");
        const first = await bytes_of(reply);
        const id = path.basename(large, '.png');
        const file = path.join(server.data, 'pictures/sizes', `${id}-${width}.webp`);
        const made_at = fs.statSync(file).mtimeMs;
        assert.ok(first.equals(fs.readFileSync(file)), 'what is kept is another than what was sent');
        assert.ok(first.equals(await bytes_of(await ask(`${large}?w=${width}`))));
        assert.equal(fs.statSync(file).mtimeMs, made_at, 'it was made again');
    }
    const old = await ask(`${large}?w=320`, 'image/png,image/*;q=0.8,*/*;q=0.5');
    assert.equal(old.headers.get('content-type'), 'image/jpeg');
    assert.equal((await bytes_of(old)).toString('hex', 0, 3), 'ffd8ff');
    // As it came, it still comes.
    assert.ok(png(2000, 1500).equals(await bytes_of(await ask(large))));
});

test('other widths are refused by name, and a clip or a damaged photo comes as it is', async () => {
    const url = await keep(photo);
    for (const width of ['0', '321', '9999999999', '-320', '320.0', ' 320', '', 'wide']) {
        const reply = await ask(`${url}?w=${encodeURIComponent(width)}`);
        assert.equal(reply.status, 400, width);
        assert.equal((await reply.json()).field, 'w');
    }
    assert.equal((await ask('/m/0000000000001.png?w=320')).status, 404);
    const damaged = Buffer.concat([photo.subarray(0, photo.length >> 1)]);
    const half = await keep(damaged);
    for (let time = 0; time < 2; time += 1) {
        const reply = await ask(`${half}?w=320`);
        assert.equal(reply.status, 200);
        assert.equal(reply.headers.get('content-type'), 'image/png');
        assert.ok(damaged.equals(await bytes_of(reply)));
    }
});

test('many at once make each size once, and nobody goes without a picture', async () => {
    const urls = await Promise.all([0, 1, 2].map((at) => keep(png(3000, 2000 + at))));
    const replies = await Promise.all(Array.from({ length: 24 }, (_, at) => ask(`${urls[at % 3]}?w=640`)));
    for (const reply of replies) {
        assert.equal(reply.status, 200);
        const lasting = reply.headers.get('cache-control').includes('immutable');
        // Those for whom there was no room got the whole one, which no cache may keep under this address.
        assert.equal(reply.headers.get('content-type'), lasting ? 'image/webp' : 'image/png');
        if (!lasting) assert.equal(reply.headers.get('cache-control'), 'no-store');
        await reply.arrayBuffer();
    }
    for (const url of urls) assert.equal((await ask(`${url}?w=640`)).headers.get('content-type'), 'image/webp');
    assert.ok(sizes().every((name) => !name.endsWith('.new')), 'a half one lies there');
});

test('with a photo go its sizes', async () => {
    const household = await sign_in_household(leader, (each) => each.wallet_fen === 0);
    const url = await keep(photo, household);
    await (await ask(`${url}?w=320`)).arrayBuffer();
    const of_photo = () => sizes().filter((name) => name.startsWith(path.basename(url, '.png')));
    assert.equal(of_photo().length, 1);
    await household.post('/api/v1/me/forget', { sure: true });
    assert.equal((await ask(`${url}?w=320`)).status, 404);
    assert.deepEqual(of_photo(), []);
});

test('without the canvas the page offers the clip and the photo in its widths', async () => {
    const picture = await keep(photo);
    const clip = await keep(Buffer.from('1a45dfa39f4286810142f7810142f2810442f381084282847765626d42878104428581020000', 'hex'));
    const item = (await put_on_list(server, leader, [{ name: '有图有视频', picture, clip }])).find((each) => each.batch?.picture === picture);
    const html = await (await fetch(new URL(`/p/${item.item}`, server.origin))).text();
    assert.match(html, new RegExp(`<video src="${clip}"[^>]* muted playsinline`));
    for (const width of [320, 640, 1280]) assert.ok(html.includes(`${picture}?w=${width} ${width}w`), html);
});

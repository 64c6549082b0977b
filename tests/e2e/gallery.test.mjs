// The kit's gallery, /dev/gallery of a debug server: every widget in its states, as its pictures in
// docs/pictures/gallery; and no release serves it.

import assert from 'node:assert/strict';
import * as path from 'node:path';
import { after, before, test } from 'node:test';
import { Person, launch } from './support/browser.mjs';
import { looks_as_kept, other_fonts, settled } from './support/looks.mjs';
import { remains, root } from './support/places.mjs';
import { Server } from './support/server.mjs';

const pages = ['home', 'kit', 'states', 'track', 'keys'];

let debug;
let browser;
before(async () => {
    debug = await Server.start({
        program: path.join(root, 'build/dev/louxia'), web: path.join(root, 'build/gallery'), now: '2026-11-23T13:41:00+08:00',
    });
    browser = await launch();
});
after(async () => {
    await browser?.close();
    await debug?.leave();
});

for (const dark of [false, true]) {
    for (const page of pages) {
        const name = `${page}${dark ? '-dark' : ''}`;
        test(`the gallery's ${name} looks as its kept picture`, { skip: other_fonts() }, async () => {
            const person = await Person.sit_down(browser, name, {
                url: `${debug.origin}/dev/gallery/${page}`, dark, scale: 1, viewport: { width: 390, height: 1200 }, more: { reducedMotion: 'reduce' },
            });
            await settled(person.page);
            const taken = path.join(remains, 'look', 'gallery', `${name}.png`);
            await person.picture(taken);
            looks_as_kept(taken, path.join('gallery', `${name}.png`));
            assert.deepEqual(person.problems, []);
            await person.leave();
        });
    }
}

test('a release has no gallery', async () => {
    const release = await Server.start({});
    try {
        assert.equal((await fetch(`${release.origin}/dev/gallery`)).status, 404);
    } finally {
        await release.leave();
    }
});

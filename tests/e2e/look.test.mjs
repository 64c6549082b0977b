// Each screen looks as its picture in docs/pictures: a change of look is a reviewed change, made by
// tests/e2e/pictures.mjs. Hours and codes are left out, and fonts are drawn a little differently
// from one version of the browser to the next, so that a few points may differ.
//
//   LOOK=long node --test tests/e2e/look.test.mjs   those that have no reference in the look as well

import assert from 'node:assert/strict';
import * as path from 'node:path';
import { after, before, test } from 'node:test';
import { PNG } from 'pngjs';
import { Looks, compare, looks_as_kept, other_fonts, part_differing_max } from './support/looks.mjs';
import { remains } from './support/places.mjs';

let looks;
before(async () => { looks = await Looks.open(); });
after(async () => { await looks?.close(); });

test('each screen looks as its kept picture', { skip: other_fonts() }, async (context) => {
    for (const look of looks.all) {
        if (!look.reference && process.env.LOOK !== 'long') continue;
        await context.test(look.name, async () => {
            const file = path.join(remains, 'look', `${look.name}.png`);
            const varying = await looks.take(look, file);
            looks_as_kept(file, `${look.name}.png`, varying);
        });
    }
});

test('a moved card, another colour and another word are seen', () => {
    const width = 780;
    const height = 1688;
    const page = (draw) => {
        const png = new PNG({ width, height });
        for (let at = 0; at < png.data.length; at += 4) png.data.set([0xF8, 0xF3, 0xE9, 255], at);
        const box = (x, y, w, h, color) => {
            for (let row = y; row < y + h; row += 1) {
                for (let column = x; column < x + w; column += 1) png.data.set([...color, 255], 4 * (row * width + column));
            }
        };
        draw(box);
        return PNG.sync.write(png);
    };
    const leaf = [0x1E, 0x6A, 0x3C];
    const kept = page((box) => box(32, 400, 716, 96, leaf));
    assert.equal(compare(kept, page((box) => box(32, 400, 716, 96, leaf))).part, 0);
    assert.equal(compare(kept, page((box) => box(32, 408, 716, 96, leaf)), [[32, 400, 748, 504]]).part, 0);
    for (const other of [(box) => box(32, 408, 716, 96, leaf), (box) => box(32, 400, 716, 96, [0x28, 0x65, 0x7F])]) {
        assert.ok(compare(kept, page(other)).part > part_differing_max);
    }
});

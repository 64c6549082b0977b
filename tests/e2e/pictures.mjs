// Takes the pictures of docs/pictures from the running product on the demo community:
//
//   make build && node tests/e2e/pictures.mjs [NAME …]
//   LOOK=FOLDER node tests/e2e/pictures.mjs     also each beside its reference, in docs/pictures/compare
//
// tests/e2e/look.test.mjs compares what the product shows with them.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { execFileSync } from 'node:child_process';
import { Looks, fonts_file, fonts_here } from './support/looks.mjs';
import { root } from './support/places.mjs';

const wanted = process.argv.slice(2);
if (wanted.length === 0) fs.writeFileSync(fonts_file, fonts_here());
const folder = path.join(root, 'docs/pictures');
const bytes_max = 300 * 1024;

// 256 colours of its own, by libvips where there is one; else the file is only larger.
function make_small(file) {
    const small = `${file}.small.png`;
    try {
        execFileSync('vips', ['pngsave', file, small, '--palette', '--Q', '95', '--compression', '9'], { stdio: 'ignore' });
        fs.renameSync(small, file);
    } catch {
        fs.rmSync(small, { force: true });
    }
    const bytes = fs.statSync(file).size;
    console.log(`${path.relative(folder, file)} ${(bytes / 1024).toFixed(0)} KB`);
    if (bytes > bytes_max) process.exitCode = 1;
}

const address = (file) => `data:image/png;base64,${fs.readFileSync(file).toString('base64')}`;

// What was meant at the left, what is at the right.
async function beside(browser, reference, taken, file) {
    const page = await browser.newPage({ viewport: { width: 1240, height: 900 } });
    await page.setContent(`<body style="margin:0;padding:16px;display:flex;gap:16px;align-items:flex-start;background:#888;width:max-content">
        ${[reference, taken].map((file) => `<img src="${address(file)}" style="max-height:780px;max-width:600px">`).join('')}</body>`);
    await page.locator('body').screenshot({ path: file });
    await page.close();
}

const looks = await Looks.open();
for (const look of looks.all) {
    if (wanted.length && !wanted.includes(look.name)) {
        await look.before?.();
        continue;
    }
    const file = path.join(folder, `${look.name}.png`);
    try {
        await looks.take(look, file);
        const reference = process.env.LOOK && look.reference && path.join(process.env.LOOK, `${look.reference}.png`);
        if (reference) {
            const compared = path.join(folder, 'compare', `${look.name}.png`);
            fs.mkdirSync(path.dirname(compared), { recursive: true });
            await beside(looks.browser, reference, file, compared);
            make_small(compared);
        }
        make_small(file);
    } catch (error) {
        console.error(`${look.name}: ${error.message}`);
        process.exitCode = 1;
    }
}
await looks.close();

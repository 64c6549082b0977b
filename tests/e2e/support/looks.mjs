// Every screen as a picture: the demo community at 13:41 with a few orders under way, made through
// the API as people would make them; nothing is drawn for the picture.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { Caller, sign_in_household } from './api.mjs';
import { Person, kiosk_screen, launch } from './browser.mjs';
import { price_sheet, root } from './places.mjs';
import { Server } from './server.mjs';
import { fill, zh } from './words.mjs';

const tablet = { width: 820, height: 1180 };
const tablet_lying = { width: 1180, height: 820 };
const others_baskets = [{ '红薯': 2 }, { '砂糖橘': 2, '猕猴桃': 1 }, { '土豆': 2 }, { '娃娃菜': 2, '金针菇': 2 }, { '玉米': 3 }, { '香菜': 1, '茄子': 2 }];

const color_distance_max = 0.075; // pixelmatch's, 0 to 1; the kept pictures may have 256 colours of their own
export const part_differing_max = 0.004;

// The part of points that differ, 0 to 1; the difference as a picture. What stands in `varying`, rectangles
// [left, top, right, bottom] in the pictures' points, is not compared.
export function compare(kept, taken, varying = []) {
    const [a, b] = [PNG.sync.read(kept), PNG.sync.read(taken)];
    assert.deepEqual([b.width, b.height], [a.width, a.height], 'another size');
    for (const [left, top, right, bottom] of varying) {
        for (let y = Math.max(0, top); y < Math.min(a.height, bottom); y += 1) {
            for (const { data } of [a, b]) data.fill(128, 4 * (y * a.width + Math.max(0, left)), 4 * (y * a.width + Math.min(a.width, right)));
        }
    }
    const difference = new PNG({ width: a.width, height: a.height });
    const points = pixelmatch(a.data, b.data, difference.data, a.width, a.height, { threshold: color_distance_max });
    return { part: points / (a.width * a.height), picture: PNG.sync.write(difference) };
}

// Fails when the picture in `taken` looks otherwise than `name` in docs/pictures. KEEP_LOOK=1 makes it the kept one.
export function looks_as_kept(taken, name, varying) {
    const kept = path.join(root, 'docs/pictures', name);
    if (process.env.KEEP_LOOK) {
        fs.mkdirSync(path.dirname(kept), { recursive: true });
        fs.copyFileSync(taken, kept);
    }
    assert.ok(fs.existsSync(kept), `docs/pictures has no ${name}: KEEP_LOOK=1 keeps the one that was taken`);
    const { part, picture } = compare(fs.readFileSync(kept), fs.readFileSync(taken), varying);
    console.log(`look: ${name} ${(100 * part).toFixed(3)} % of the points differ`);
    if (part > part_differing_max) fs.writeFileSync(taken.replace(/\.png$/, '-differs.png'), picture);
    assert.ok(part <= part_differing_max, `${(100 * part).toFixed(2)} % of the points differ: look at ${taken}, and if it is meant so keep it`);
}

// The fonts that this machine draws with; docs/pictures/fonts.txt has those of the kept pictures. With other fonts every
// letter differs: then nothing can be compared.
export const fonts_here = () => ['sans-serif:lang=zh-cn', 'sans-serif:lang=en', 'emoji']
    .map((wanted) => execFileSync('fc-match', ['-f', '%{family} %{fontversion}', wanted], { encoding: 'utf8' })).join('\n') + '\n';
export const fonts_file = path.join(root, 'docs/pictures/fonts.txt');
export const other_fonts = () => (fonts_here() === fs.readFileSync(fonts_file, 'utf8') ? false : `the kept pictures were drawn with other fonts: ${fonts_here()}`);

export class Looks {
    static async open() {
        const looks = new Looks();
        looks.server = await Server.start({ now: '2026-11-23T13:41:00+08:00' });
        looks.browser = await launch();
        for (const who of ['leader', 'resident', 'second_resident', 'shop', 'courier']) {
            looks[who] = await Caller.sign_in(looks.server.link(who));
        }
        looks.home = await looks.leader.home();
        await looks.#fill();
        return looks;
    }

    async close() {
        await this.browser.close();
        await this.server.stop();
        this.server.forget();
    }

    #item(name) {
        return this.home.list.items.find((each) => each.name === name).item;
    }

    async #order(caller, lines, how) {
        return caller.post('/api/v1/orders', {
            lines: Object.entries(lines).map(([name, quantity]) => ({ item: this.#item(name), quantity })),
            payment: 'wallet', hub: how === 'pickup' ? this.shop.me.hub : undefined, fulfilment: how,
        });
    }

    async #move(made, ...states) {
        for (const to of states) await this.shop.post(`/api/v1/shop/orders/${made.order}/move`, { to });
    }

    // A few households that wait at the pickup point, one on the way, some at the counter.
    async #fill() {
        const { leader, resident, second_resident: second } = this;
        this.pickup = await this.#order(second, { '小白菜': 1, '番茄': 2, '白玉北豆腐': 1 }, 'pickup');
        await this.#move(this.pickup, 'accepted', 'picking', 'packed', 'ready');
        this.delivery = await this.#order(resident, { '小白菜': 1, '番茄': 2, '土豆': 2, '香菇': 1 }, 'delivery');
        await this.#move(this.delivery, 'accepted', 'picking', 'packed');
        const { households } = await leader.get('/api/v1/leader/households');
        const joined = new Set(this.home.groups[0].neighbours.map((each) => each.nickname));
        const known = [leader, resident, second].map((caller) => caller.me.nickname);
        const others = households.filter((each) =>
            each.wallet_fen >= 15000 && !joined.has(each.nickname) && !known.includes(each.nickname));
        for (const [index, household] of others.filter((_, at) => at % 11 === 0).slice(0, others_baskets.length).entries()) {
            const caller = await sign_in_household(leader, (each) => each.household === household.household);
            const made = await this.#order(caller, others_baskets[index], index < 4 ? 'pickup' : 'delivery');
            if (index < 3) await this.#move(made, 'accepted', 'picking', 'packed', 'ready');
            if (index === 4) await this.#move(made, 'accepted', 'picking');
        }
    }

    // { name, face: whose link, path, reference: in the look's own pictures, before: API, act: hands,
    //   lot: a rectangle that is drawn by lot, the code's QR, in CSS pixels, and sit_down's options },
    // in the order in which they are taken: the courier sets out after its own face was taken.
    get all() {
        const place = `/c/${this.server.community}`;
        const first = this.home.list.items[0];
        const basket = async (person) => {
            await person.press(fill(zh.kit.add_one, first.name));
            await person.sees(fill(zh.kit.counted, first.name, 1));
            await person.page.waitForTimeout(3000); // the toast goes
        };
        const upright = { viewport: kiosk_screen, scale: 1 };
        return [
            { name: 'resident-home', face: 'resident', reference: 'resident-home' },
            { name: 'resident-home-dark', face: 'resident', dark: true, reference: 'resident-home-dark' },
            { name: 'resident-home-tablet', face: 'resident', viewport: tablet, scale: 1, act: basket },
            { name: 'resident-basket', face: 'resident', act: basket },
            { name: 'resident-groups', face: 'resident', path: `${place}/groups` },
            { name: 'resident-orders', face: 'resident', path: `${place}/orders` },
            { name: 'resident-me', face: 'resident', path: `${place}/me` },
            { name: 'resident-me-dark', face: 'resident', path: `${place}/me`, dark: true },
            { name: 'item', face: 'resident', path: `/p/${first.item}` },
            { name: 'checkout', face: 'resident', act: async (person) => {
                await basket(person);
                await person.press(zh.resident.checkout);
                await person.sees(/^下单/);
            } },
            { name: 'group', face: 'resident', path: `/g/${this.home.groups[0].group}`, reference: 'group' },
            { name: 'group-tablet', face: 'resident', path: `/g/${this.home.groups[0].group}`, viewport: tablet_lying, scale: 1 },
            { name: 'poster', face: 'resident', path: `/g/${this.home.groups[0].group}`, reference: 'poster', lot: [55, 620, 135, 730], act: async (person) => {
                await person.press(zh.resident.poster);
                await person.sheet();
            } },
            { name: 'feed', face: 'resident', path: `${place}/posts`, reference: 'feed' },
            { name: 'order-pickup', face: 'second_resident', path: `/o/${this.pickup.order}`, reference: 'order-pickup', lot: [98, 258, 292, 454] },
            { name: 'courier', face: 'courier', reference: 'courier' },
            { name: 'order-tracking', face: 'resident', path: `/o/${this.delivery.order}`, reference: 'order-tracking', before: async () => {
                await this.courier.post(`/api/v1/courier/orders/${this.delivery.order}/take`, {});
                await this.courier.post('/api/v1/courier/position', { latitude_e7: 311484300, longitude_e7: 1211017000 });
            } },
            { name: 'order-tracking-dark', face: 'resident', path: `/o/${this.delivery.order}`, dark: true },
            { name: 'leader-today', face: 'leader', reference: 'leader-console' },
            { name: 'leader-today-tablet', face: 'leader', viewport: tablet_lying, scale: 1 },
            { name: 'leader-import', face: 'leader', path: `${place}/leader/list/2026-11-24`, act: async (person) => {
                const chooser = person.page.waitForEvent('filechooser');
                await person.press(zh.leader.import_file);
                await (await chooser).setFiles(price_sheet);
                await person.sees(zh.leader.rows_usable_note);
            } },
            { name: 'leader-list', face: 'leader', path: `${place}/leader/list/2026-11-23` },
            { name: 'leader-picking', face: 'leader', path: `${place}/leader/picking` },
            { name: 'leader-groups', face: 'leader', path: `${place}/leader/groups` },
            { name: 'leader-households', face: 'leader', path: `${place}/leader/households` },
            { name: 'shop', face: 'shop' },
            { name: 'kiosk', face: 'kiosk', ...upright, lot: [648, 1256, 1020, 1628], reference: 'kiosk-portrait' },
            { name: 'kiosk-landscape', face: 'kiosk', viewport: { width: 1920, height: 1080 }, scale: 1, reference: 'kiosk-landscape' },
            { name: 'page-without-script', path: '/', more: { javaScriptEnabled: false } },
        ];
    }

    // What goes on with the clock, or is drawn by lot, stands in the result: see `compare`.
    async take(look, file) {
        await look.before?.();
        const { name, face, path, act } = look;
        const person = await Person.sit_down(this.browser, name, { ...look, url: face && this.server.link(face) });
        try {
            if (!face) {
                await person.page.goto(new URL(path, this.server.origin).href, { waitUntil: 'networkidle' });
            } else {
                if (path) await person.go(path);
                await act?.(person);
                await settled(person.page);
            }
            await person.picture(file);
            const scale = look.scale ?? 2;
            const varying = await person.page.evaluate(varying_places, scale);
            return look.lot ? [...varying, look.lot.map((at) => at * scale)] : varying;
        } finally {
            await person.leave();
        }
    }
}

// In the page: hours, minutes to go and pickup codes.
function varying_places(scale) {
    const varies = /\d:\d\d|\d+ 分钟|^\d( ?\d){3}$/;
    return [...document.querySelectorAll('#lx .n')]
        .filter((node) => node.children.length === 0 && varies.test(node.textContent))
        .map((node) => node.getBoundingClientRect())
        .map(({ left, top, right, bottom }) => [left - 2, top - 2, right + 2, bottom + 2].map((at) => Math.round(at * scale)));
}

// Until nothing is drawn any more: the pictures have come. What never rests is taken after some seconds.
export const settled = (page) => page.evaluate(() => document.fonts.ready.then(() => new Promise((resolve) => {
    let last = -1;
    let still = 0;
    let looks = 0;
    const look = () => {
        const now = louxia.frames();
        still = now - last <= 1 ? still + 1 : 0;
        last = now;
        looks += 1;
        if (still >= 3 || looks > 20) resolve();
        else setTimeout(look, 400);
    };
    look();
})));

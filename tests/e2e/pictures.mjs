// Takes the pictures of docs/pictures from the running product on the demo community:
//
//   make build && node tests/e2e/pictures.mjs [FOLDER] [NAME …]
//
// Each is a face as it is at that moment; nothing is drawn for the picture. An order, a pickup and
// a formed shift are made through the API first, as people would make them.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { execFileSync } from 'node:child_process';
import { Caller, sign_in_household } from './support/api.mjs';
import { Person, kiosk_screen, launch } from './support/browser.mjs';
import { price_sheet, root } from './support/places.mjs';
import { Server } from './support/server.mjs';
import { fill, zh } from './support/words.mjs';

const [folder = path.join(root, 'docs/pictures'), ...wanted] = process.argv.slice(2);
const bytes_max = 300 * 1024;

const server = await Server.start({ now: '2026-11-23T13:41:00+08:00' });
const browser = await launch();
const community = `/c/${server.community}`;

const leader = await Caller.sign_in(server.link('leader'));
const resident = await Caller.sign_in(server.link('resident'));
const second = await Caller.sign_in(server.link('second_resident'));
const shop = await Caller.sign_in(server.link('shop'));
const courier = await Caller.sign_in(server.link('courier'));
const home = await leader.home();
const [group] = home.groups;
const item = (name) => home.list.items.find((each) => each.name === name).item;

async function order(caller, lines, how) {
    return caller.post('/api/v1/orders', {
        lines: Object.entries(lines).map(([name, quantity]) => ({ item: item(name), quantity })),
        payment: 'wallet', hub: how === 'pickup' ? shop.me.hub : undefined, fulfilment: how,
    });
}

async function move(made, ...states) {
    for (const to of states) await shop.post(`/api/v1/shop/orders/${made.order}/move`, { to });
}

// A few households that wait at the pickup point, one on the way, some at the counter.
const pickup = await order(second, { '小白菜': 1, '番茄': 2, '白玉北豆腐': 1 }, 'pickup');
await move(pickup, 'accepted', 'picking', 'packed', 'ready');
const delivery = await order(resident, { '小白菜': 1, '番茄': 2, '土豆': 2, '香菇': 1 }, 'delivery');
await move(delivery, 'accepted', 'picking', 'packed');
const { households } = await leader.get('/api/v1/leader/households');
const joined = new Set(group.neighbours.map((each) => each.nickname));
const others = households.filter((each) => each.wallet_fen >= 15000 && !joined.has(each.nickname) &&
    ![leader, resident, second].some((caller) => caller.me.nickname === each.nickname));
const baskets = [{ '红薯': 2 }, { '砂糖橘': 2, '猕猴桃': 1 }, { '土豆': 2 }, { '娃娃菜': 2, '金针菇': 2 }, { '玉米': 3 }, { '香菜': 1, '茄子': 2 }];
for (const [index, household] of others.filter((_, at) => at % 11 === 0).slice(0, 6).entries()) {
    const caller = await sign_in_household(leader, (each) => each.household === household.household);
    const made = await order(caller, baskets[index], index < 4 ? 'pickup' : 'delivery');
    if (index < 3) await move(made, 'accepted', 'picking', 'packed', 'ready');
    if (index === 4) await move(made, 'accepted', 'picking');
}

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
    console.log(`${path.basename(file)} ${(bytes / 1024).toFixed(0)} KB`);
    if (bytes > bytes_max) process.exitCode = 1;
}

async function take(name, person) {
    await person.page.evaluate(() => document.fonts.ready);
    // Until nothing is drawn any more: the pictures have come.
    await person.page.evaluate(() => new Promise((resolve) => {
        let last = -1;
        let still = 0;
        const look = () => {
            const now = louxia.frames();
            still = now - last <= 1 ? still + 1 : 0;
            last = now;
            if (still >= 3) resolve();
            else setTimeout(look, 400);
        };
        look();
    }));
    const file = path.join(folder, `${name}.png`);
    await person.picture(file);
    make_small(file);
}

async function picture(name, face, address, options = {}) {
    if (wanted.length && !wanted.includes(name)) return;
    const person = await Person.sit_down(browser, name, { url: server.link(face), ...options });
    try {
        if (address) await person.go(address);
        if (options.do) await options.do(person);
        await take(name, person);
    } catch (error) {
        console.error(`${name}: ${error.message}`);
        await person.picture(path.join(root, 'build/e2e', `picture-${name}.png`)).catch(() => {});
        process.exitCode = 1;
    }
    await person.leave();
}

const tracking = async () => {
    await courier.post(`/api/v1/courier/orders/${delivery.order}/take`, {});
    await courier.post('/api/v1/courier/position', { latitude_e7: 311484300, longitude_e7: 1211017000 });
};
const import_sheet = async (person) => {
    const chooser = person.page.waitForEvent('filechooser');
    await person.press(zh.leader.import_file);
    await (await chooser).setFiles(price_sheet);
    await person.sees(zh.leader.rows_usable_note);
};

await picture('resident-home', 'resident', '');
await picture('resident-home-dark', 'resident', '', { dark: true });
await picture('resident-basket', 'resident', '', { do: async (person) => {
    await person.press(fill(zh.kit.add_one, home.list.items[0].name));
    await person.sees(fill(zh.kit.counted, home.list.items[0].name, 1));
    await person.page.waitForTimeout(3000); // the toast goes
} });
await picture('group', 'resident', `/g/${group.group}`);
await picture('order-pickup', 'second_resident', `/o/${pickup.order}`);
await picture('courier', 'courier', '');
await tracking();
await picture('order-tracking', 'resident', `/o/${delivery.order}`);
await picture('feed', 'resident', `${community}/posts`);
await picture('leader-today', 'leader', '');
await picture('leader-import', 'leader', `${community}/leader/list/2026-11-24`, { do: import_sheet });
await picture('leader-list', 'leader', `${community}/leader/list/2026-11-23`);
await picture('shop', 'shop', '');
await picture('kiosk', 'kiosk', '', { viewport: kiosk_screen, scale: 1 });
await picture('kiosk-landscape', 'kiosk', '', { viewport: { width: 1920, height: 1080 }, scale: 1 });

if (!wanted.length || wanted.includes('page')) {
    const guest = await Person.sit_down(browser, 'page', { more: { javaScriptEnabled: false } });
    await guest.page.goto(server.origin);
    await guest.page.waitForLoadState('networkidle');
    const file = path.join(folder, 'page-without-script.png');
    await guest.picture(file);
    make_small(file);
    await guest.leave();
}

await browser.close();
await server.stop();
server.forget();

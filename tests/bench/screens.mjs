// What a frame of each face takes natively, on the headless platform, with the answers of a real
// server on the demo community: make bench-screens

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { Caller } from '../e2e/support/api.mjs';
import { fresh_folder, root } from '../e2e/support/places.mjs';
import { Server } from '../e2e/support/server.mjs';

const folder = fresh_folder();
const server = await Server.start({ now: '2026-11-23T13:41:00+08:00' });
const people = {};
for (const name of ['resident', 'leader', 'shop', 'courier', 'kiosk']) {
    people[name] = await Caller.sign_in(server.link(name));
}

const home = await people.resident.home();
const lines = home.list.items.filter((item) => item.available > 3).slice(0, 4)
    .map((item) => ({ item: item.item, quantity: 2 }));
const order = await people.resident.post('/api/v1/orders', { lines, fulfilment: 'delivery', payment: 'wallet' });
for (const to of ['accepted', 'picking', 'packed']) {
    await people.shop.post(`/api/v1/shop/orders/${order.order}/move`, { to });
}

const everybody = ['/api/v1/me', '/api/v1/home', '/api/v1/posts', `/api/v1/groups/${home.groups[0].group}`];
const own = {
    resident: ['/api/v1/orders', `/api/v1/orders/${order.order}`],
    leader: ['/api/v1/orders', '/api/v1/leader/today', '/api/v1/leader/households', `/api/v1/leader/lists/${home.list.date}`],
    shop: ['/api/v1/shop/board'],
    courier: ['/api/v1/courier/run'],
    kiosk: ['/api/v1/kiosk/board'],
};
for (const [name, caller] of Object.entries(people)) {
    fs.mkdirSync(path.join(folder, name));
    for (const address of [...everybody, ...own[name]]) {
        const reply = await caller.send('GET', address);
        if (reply.status === 200) {
            fs.writeFileSync(path.join(folder, name, `${address.slice(1).replaceAll('/', '_')}.json`), reply.text);
        }
    }
}
for (const [name, text] of Object.entries({
    now: String(home.now_ms), community: server.community, order: order.order, group: home.groups[0].group,
})) fs.writeFileSync(path.join(folder, name), text);
await server.stop();
server.forget();

const program = process.env.LOUXIA_BENCH ?? path.join(root, 'build/release/tests/louxia_bench');
const { status } = spawnSync(program, ['screens', folder], { stdio: 'inherit' });
fs.rmSync(folder, { recursive: true, force: true });
process.exitCode = status ?? 1;

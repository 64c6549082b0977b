// The neighbourhood's day, from the list that comes out by itself at 07:00 to the neighbour who reads
// what came. Everybody has a screen of their own, and each step is seen by those whom it concerns,
// without a reload.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { after, before, test } from 'node:test';
import { Caller, sign_in_household } from './support/api.mjs';
import { Person, kiosk_screen, launch, watched } from './support/browser.mjs';
import { price_sheet, root } from './support/places.mjs';
import { Server, run_command } from './support/server.mjs';
import { fill, pattern, zh } from './support/words.mjs';

const photo = path.join(root, 'tests/e2e/support/photo.png');
const today = '2026-11-23';
const tomorrow = '2026-11-24';

let browser;
let server;
const api = {};
const at = {};
const people = () => Object.values(at);
const state = {};

const yuan = (fen) => `¥${(fen / 100).toFixed(2)}`;
const step = (name, work) => test(name, () => watched(`day ${name}`, people, work));

async function sit_down(name, face, options = {}) {
    at[name] = await Person.sit_down(browser, name, { url: server.link(face), ...options });
    await at[name].page.evaluate(() => { window.stayed = true; });
    return at[name];
}

async function nobody_reloaded() {
    for (const person of people()) {
        assert.equal(await person.page.evaluate(() => window.stayed === true), true, `${person.name}'s page was loaded anew`);
    }
}

// Waits until the API says what is wanted; asked again at each event of the caller's own stream
// would be finer, but a look each tenth of a second is plain and quick.
async function becomes(look, wanted, what) {
    const end = Date.now() + 15_000;
    for (;;) {
        const now = await look();
        if (wanted(now)) return now;
        assert.ok(Date.now() < end, `${what} did not come: ${JSON.stringify(now).slice(0, 400)}`);
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
}

before(async () => {
    browser = await launch();
    server = await Server.start({ now: `${today}T06:59:40+08:00` });
});

after(async () => {
    await browser?.close();
    await server?.leave();
});

step('at 07:00 the list comes out by itself on an open page', async () => {
    const resident = await sit_down('resident', 'resident');
    await resident.at(`/c/${server.community}`);
    await resident.sees(zh.resident.empty_list_title);
    await resident.sees_node('link', '小白菜');
    await resident.sees(pattern(zh.resident.list_line));
    await nobody_reloaded();
    api.resident = await Caller.sign_in(server.link('resident'));
    const home = await api.resident.home();
    assert.equal(home.list.date, today);
    const published = new Date(home.list.published_at_ms + 8 * 3600_000).toISOString();
    assert.match(published, /T07:00:0/);
});

step('the others open their faces', async () => {
    await sit_down('second', 'second_resident');
    await sit_down('leader', 'leader');
    await sit_down('shop', 'shop');
    await sit_down('courier', 'courier');
    await sit_down('kiosk', 'kiosk', { viewport: kiosk_screen, scale: 1 });
    for (const [name, face] of [['second', 'second_resident'], ['leader', 'leader'], ['shop', 'shop'], ['courier', 'courier'], ['kiosk', 'kiosk']]) {
        api[name] = await Caller.sign_in(server.link(face));
    }
    await at.leader.at(`/c/${server.community}/leader`);
    await at.shop.at(`/c/${server.community}/shop`);
    await at.courier.at(`/c/${server.community}/courier`);
    await at.kiosk.at(/kiosk$/);
    state.home = await api.resident.home();
    state.hub = state.home.community.hubs.find((hub) => hub.hub === api.shop.me.hub);
});

step('the leader turns a price sheet into a draft, corrects a row, and takes it', async () => {
    const { leader } = at;
    const words = zh.leader;
    await leader.go(`/c/${server.community}/leader/list/${tomorrow}`);
    const chooser = leader.page.waitForEvent('filechooser');
    await leader.press(words.import_file);
    await (await chooser).setFiles(price_sheet);
    const preview = await api.leader.post('/api/v1/leader/sheets/300', (await import('node:fs')).readFileSync(price_sheet));
    const usable = preview.rows.filter((row) => row.usable);
    const unusable = preview.rows.filter((row) => !row.usable);
    assert.ok(usable.length > 400 && unusable.length > 0);
    await leader.sees(pattern(fill(words.rows_usable, usable.length)));
    for (const row of unusable) {
        await leader.sees(fill(words.row_line, row.line, row.raw_name));
    }
    // A row that nobody wants is left out, another gets a better name.
    await leader.press(fill(words.correct_row, usable[0].name));
    await leader.type(words.item_price, '6.66');
    await leader.press(zh.common.save);
    await leader.no_sheet();
    await leader.press(fill(words.accept, usable.length));
    const list = await becomes(() => api.leader.get(`/api/v1/leader/lists/${tomorrow}`),
        (each) => each.items.length === usable.length, 'the accepted list');
    assert.equal(list.state, 'draft');
    assert.equal(list.items[0].draft.price_fen, 666);
    await leader.sees(fill(words.filled, usable.length));
    await leader.page.evaluate(() => { window.stayed = true; });
    // Tomorrow's draft is nobody else's business yet.
    assert.equal((await api.resident.home()).list.date, today);
});

step('the command line imports the same sheet to the same list', async () => {
    // A command goes by the machine's own day.
    const date = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
    const { code, output, errors } = await run_command('import-prices', price_sheet, '--community', server.community,
        '--date', date, '--markup-permille', '300', '--data', server.data);
    assert.equal(code, 0, errors);
    const list = await api.leader.get(`/api/v1/leader/lists/${date}`);
    const other = await api.leader.get(`/api/v1/leader/lists/${tomorrow}`);
    assert.equal(list.items.length, other.items.length);
    assert.match(output, new RegExp(`usable: ${list.items.length}`));
    assert.deepEqual(list.items.slice(1, 40).map((each) => each.draft.price_fen),
        other.items.slice(1, 40).map((each) => each.draft.price_fen));
});

step('a price and a stock that the leader changes show on every open list', async () => {
    const { leader, resident, second } = at;
    const words = zh.leader;
    await leader.go(`/c/${server.community}/leader/list/${today}`);
    await leader.page.evaluate(() => { window.stayed = true; });
    await leader.type(words.find_item, '番茄');
    await leader.press('番茄');
    await leader.type(words.item_price, '4.32');
    await leader.type(state.hub.name, '4');
    await leader.press(zh.common.save);
    await leader.no_sheet();
    for (const person of [resident, second]) {
        await person.find('番茄');
        await person.sees(/4\.32/);
    }
    await nobody_reloaded();
});

step('the leader shows where an item comes from, with a photo and a clip', async () => {
    const { leader, resident } = at;
    const words = zh.leader;
    const clip = fs.readFileSync(path.join(root, 'tests/e2e/support/clip.webm'));
    await leader.go(`/c/${server.community}/leader/list/${today}`);
    await leader.page.evaluate(() => { window.stayed = true; });
    await leader.type(words.find_item, '黄瓜');
    await leader.press('黄瓜');
    for (const [button, file, said] of [
        [words.add_picture, photo, words.picture_kept],
        [words.add_clip, { name: 'field.webm', mimeType: 'video/webm', buffer: clip }, words.clip_kept],
    ]) {
        const chooser = leader.page.waitForEvent('filechooser');
        await leader.press(button);
        await (await chooser).setFiles(file);
        await leader.sees(said);
    }
    await leader.press(zh.common.save);
    await leader.no_sheet();
    const item = await api.resident.item_named('黄瓜');
    const kept = await fetch(new URL(item.batch.clip, server.origin));
    assert.equal(kept.headers.get('content-type'), 'video/webm');
    assert.ok(clip.equals(Buffer.from(await kept.arrayBuffer())));
    await resident.find('黄瓜');
    await resident.tap('link', '黄瓜');
    await resident.at(`/p/${item.item}`);
    await resident.page.locator(`video[aria-label="${zh.resident.watch_clip}"]`).waitFor({ state: 'attached' });
    await resident.go(`/c/${server.community}`);
    await resident.page.evaluate(() => { window.stayed = true; });
});

step('a resident orders to the door from the wallet, and the neighbours see the stock fall', async () => {
    const { resident, second } = at;
    const item = await api.resident.item_named('土豆');
    const wallet = (await api.resident.get('/api/v1/me')).wallet_fen;
    await second.find('土豆');
    await second.sees(fill(zh.common.left, item.available));
    await resident.put_in_basket('土豆', 4);
    await resident.check_out(async () => {
        await resident.sees(zh.resident.total);
        await resident.type(zh.resident.note, '放门口，宝宝在睡');
    });
    await resident.sees(zh.resident.step_placed);
    const { orders: [order] } = await api.resident.get('/api/v1/orders');
    state.delivery = order;
    assert.equal(resident.path(), `/o/${order.order}`);
    assert.equal(order.fulfilment, 'delivery');
    assert.equal(order.hub, state.hub.hub);
    assert.equal(order.total_fen, item.price_fen * 4 + order.delivery_fee_fen);
    assert.equal((await api.resident.get('/api/v1/me')).wallet_fen, wallet - order.total_fen);
    assert.ok(order.due_at_ms - order.placed_at_ms <= 30 * 60_000, 'promised within 30 minutes');
    const left = await api.resident.item_named('土豆');
    await second.sees(fill(zh.common.left, left.available));
    await nobody_reloaded();
});

step('the shop picks and packs it', async () => {
    const { shop, resident } = at;
    const words = zh.staff;
    await shop.sees(String(state.delivery.number).padStart(4, '0'));
    await shop.sees('放门口，宝宝在睡');
    await shop.press(pattern(`${words.accept} · `));
    await resident.sees(zh.common.order_states_delivery[1]);
    await shop.press(pattern(`${words.start_picking} · `));
    await shop.tap('checkbox', /^土豆/);
    await shop.press(pattern(`${words.packed} · `));
    await resident.sees(zh.resident.waiting_courier);
    await becomes(() => api.resident.get(`/api/v1/orders/${state.delivery.order}`),
        (order) => order.state === 'packed' && order.track, 'a courier');
});

step('the courier takes it, comes nearer, stands at the door, and hands it over', async () => {
    const { courier, resident, shop } = at;
    const words = zh.staff;
    await courier.sees(fill(words.take, 1));
    const { stops: [stop] } = await api.courier.get('/api/v1/courier/run');
    assert.equal(stop.order, state.delivery.order);
    await courier.sees(fill(zh.common.address, stop.address.building_number, stop.address.unit, stop.address.room));
    const on_hand = async () => (await api.shop.get('/api/v1/shop/board')).stock.find((row) => row.name === '土豆').on_hand;
    const shelf = await on_hand();
    await courier.press(fill(words.take, 1));
    await resident.sees(fill(zh.resident.arriving, stop.address.building_number));
    assert.equal(await on_hand(), shelf - 4);

    const seen = (await api.resident.get(`/api/v1/orders/${state.delivery.order}`)).track;
    await api.courier.post('/api/v1/courier/position', { latitude_e7: 311485500, longitude_e7: 1211016000 });
    await becomes(() => api.resident.get(`/api/v1/orders/${state.delivery.order}`),
        (order) => JSON.stringify(order.track?.courier_at) !== JSON.stringify(seen?.courier_at), 'a new position');

    await courier.press(words.arrived);
    await becomes(() => api.courier.get('/api/v1/courier/run'), (run) => run.stops[0]?.arrived, 'standing at the door');
    await courier.press(words.hand_over);
    await courier.press(words.in_person);
    await courier.sees(words.no_stops);
    await resident.sees(zh.resident.came_title);
    assert.equal((await api.courier.get('/api/v1/courier/run')).done_today, 1);
    const order = await api.resident.get(`/api/v1/orders/${state.delivery.order}`);
    assert.equal(order.state, 'done');
    await shop.sees(fill(words.done_today, 1));
    await nobody_reloaded();
});

step('the second resident orders for pickup, and the kiosk hands out by the code alone', async () => {
    const { second, shop, kiosk } = at;
    const words = zh.staff;
    await second.put_in_basket('红薯', 2);
    await second.check_out(async () => {
        await second.tap('radio', zh.resident.pickup);
        await second.tap('radio', new RegExp(`^${state.hub.name}`));
        await second.sees(pattern(zh.resident.promise_pickup));
    });
    const { orders: [order] } = await api.second.get('/api/v1/orders');
    assert.equal(order.fulfilment, 'pickup');
    assert.equal(order.delivery_fee_fen, 0);
    for (const button of [words.accept, words.start_picking, words.packed, words.on_shelf]) await shop.press(pattern(`${button} · `));
    await second.sees(zh.resident.come_now);
    const { pickup_code } = await api.second.get(`/api/v1/orders/${order.order}`);
    await second.sees(pickup_code);

    // The board tells the building and a masked name, and nothing of what was bought.
    const { rows } = await api.kiosk.get('/api/v1/kiosk/board');
    assert.deepEqual(rows.map((row) => row.building_number), [order.address.building_number]);
    await kiosk.sees(rows[0].waiting[0].masked_name);
    const heard = await kiosk.hears();
    assert.ok(!heard.includes('红薯') && !heard.includes(pickup_code));

    const wrong = String((Number(pickup_code) + 1) % 10000).padStart(4, '0');
    for (const digit of wrong) await kiosk.press(digit);
    await kiosk.sees(zh.refusals.wrong_code);
    assert.equal((await api.second.get(`/api/v1/orders/${order.order}`)).state, 'ready');
    for (const digit of pickup_code) await kiosk.press(digit);
    await second.sees(zh.resident.came_title);
    const done = await api.second.get(`/api/v1/orders/${order.order}`);
    assert.equal(done.state, 'done');
    assert.deepEqual((await api.kiosk.get('/api/v1/kiosk/board')).rows, []);
    await nobody_reloaded();
});

step('a neighbour shows what came, with a picture, and the other sees it', async () => {
    const { resident, second } = at;
    await second.go(`/c/${server.community}/posts`);
    await second.page.evaluate(() => { window.stayed = true; });
    await resident.press(zh.resident.came_button);
    await resident.type(zh.resident.post_title, '土豆炖牛肉，面面的');
    const chooser = resident.page.waitForEvent('filechooser');
    await resident.press(zh.resident.post_add_picture);
    await (await chooser).setFiles(photo);
    await resident.sees_node('img', fill(zh.resident.post_picture, 1));
    await resident.press(zh.resident.post_publish);
    await resident.no_sheet();
    await second.sees('土豆炖牛肉，面面的');
    const { posts: [post] } = await api.second.get('/api/v1/posts');
    assert.equal(post.by.nickname, api.resident.me.nickname);
    assert.equal(post.pictures.length, 1);
    const kept = await fetch(new URL(post.pictures[0], server.origin));
    assert.match(kept.headers.get('content-type'), /^image\//);
    assert.equal(post.item.name, '土豆');
    // As any neighbour may see it: a name and a building, no room and no number.
    assert.deepEqual(Object.keys(post.by).sort(), ['building_number', 'nickname']);
    await second.press(zh.resident.buy_same);
    await nobody_reloaded();
});

step('the leader opens a group, and it stands on the residents\' pages', async () => {
    const { leader, second } = at;
    const words = zh.leader;
    await leader.tab(words.tabs[3]);
    await leader.at(/\/leader\/groups$/);
    await leader.press(words.new_group);
    await leader.type(words.group_title, '今晚凉拌三样');
    for (const name of ['黄瓜', '番茄']) {
        await leader.press(words.add_content);
        await leader.type(words.find_item, name);
        await leader.press(name);
        await leader.no_sheet(words.add_content);
    }
    await leader.type(words.group_price, '5.00');
    await leader.press(words.open_group);
    await leader.no_sheet();
    await second.tab(zh.resident.tab_groups);
    await second.sees('今晚凉拌三样');
    const group = (await api.leader.home()).groups.find((each) => each.title === '今晚凉拌三样');
    assert.equal(group.target_households, 10);
    assert.equal(group.households, 0);
    assert.deepEqual(group.contents.map((each) => each.name), ['黄瓜', '番茄']);
});

step('the tenth household forms the hot pot, exactly once, and everybody sees it', async () => {
    const { resident, second } = at;
    const group = (await api.resident.home()).groups.find((each) => each.contents.length === 8);
    state.group = group;
    assert.equal(group.households, 7);
    const join = fill(zh.resident.join, yuan(group.price_fen));
    for (const person of [resident, second]) {
        await person.go(`/g/${group.group}`);
        await person.page.evaluate(() => { window.stayed = true; });
        await person.sees(fill(zh.common.missing, 3));
    }
    await resident.press(join);
    await resident.sees(fill(zh.resident.joined_waiting, 2));
    await second.sees(fill(zh.common.missing, 2));

    const joined = new Set(group.neighbours.map((each) => each.nickname));
    const third = await sign_in_household(api.leader, (household) => !joined.has(household.nickname) &&
        household.wallet_fen >= 20000 && household.nickname !== api.resident.me.nickname &&
        household.nickname !== api.second.me.nickname);
    await third.post(`/api/v1/groups/${group.group}/join`, {});
    await resident.sees(fill(zh.resident.joined_waiting, 1));
    await second.sees(fill(zh.common.missing, 1));
    assert.equal((await third.send('POST', `/api/v1/groups/${group.group}/join`, {})).body.error, 'already_joined');

    await second.press(join);
    const formed = pattern(zh.resident.formed_line);
    await second.sees(formed);
    await resident.sees(formed);
    const view = await api.resident.get(`/api/v1/groups/${group.group}`);
    assert.equal(view.state, 'formed');
    assert.equal(view.households, 10);
    for (const caller of [api.resident, api.second, third]) {
        const { orders } = await caller.get('/api/v1/orders');
        const own = orders.filter((order) => order.group === group.group);
        assert.equal(own.length, 1);
        assert.equal(own[0].total_fen, group.price_fen);
        assert.equal(own[0].promise_kind, 'before_cutoff');
    }
    const board = await api.shop.get('/api/v1/shop/board');
    assert.equal(board.orders.filter((order) => order.group_title === group.title).length, 10);
    await at.shop.sees(group.title);
    await nobody_reloaded();
});

step('the leader\'s console tells the day', async () => {
    const { leader } = at;
    await leader.go(`/c/${server.community}/leader`);
    const today_view = await api.leader.get('/api/v1/leader/today');
    assert.equal(today_view.done_orders, 2);
    assert.equal(today_view.formed_groups, 1);
    await leader.sees(zh.leader.turnover);
    const amount = (today_view.turnover_fen / 100).toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ',');
    await leader.sees(new RegExp(amount.replaceAll('.', '\\.')));
});

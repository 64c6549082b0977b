// One courier brings two bags: the first is handed over by the household's digits, after a wrong try,
// the second is left at the door with a picture. What each household reads before and after agrees.

import assert from 'node:assert/strict';
import * as path from 'node:path';
import { after, before, test } from 'node:test';
import { Caller, invite_household } from './support/api.mjs';
import { Person, launch, watched } from './support/browser.mjs';
import { Server } from './support/server.mjs';
import { fill, pattern, zh } from './support/words.mjs';

const photo = path.join(import.meta.dirname, 'support', 'photo.png');

let browser;
let server;
const api = {};
const at = {};
const orders = {};
const people = () => Object.values(at);
const step = (name, work) => test(name, () => watched(`handing over ${name}`, people, work));
const words = zh.staff;

async function becomes(look, wanted, what) {
    const end = Date.now() + 60_000;
    for (;;) {
        const now = await look();
        if (wanted(now)) return now;
        assert.ok(Date.now() < end, `${what} did not come: ${JSON.stringify(now).slice(0, 600)}`);
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
}

const run = () => api.courier.get('/api/v1/courier/run');
const order_of = (who) => api[who].get(`/api/v1/orders/${orders[who].order}`);
const who_gets = (stop) => Object.keys(orders).find((who) => orders[who].order === stop.order);

// A household of the first one's building, whose nearest shop is the same.
const next_door = () => invite_household(api.leader, ({ address: { building_number, unit, room } }) =>
    building_number === 3 && `${unit}-${room}` !== '2-502');

before(async () => {
    browser = await launch();
    server = await Server.start({ now: '2026-11-23T10:00:00+08:00' });
    for (const face of ['leader', 'resident', 'shop', 'courier']) api[face] = await Caller.sign_in(server.link(face));
    api.neighbour = await Caller.sign_in(await next_door());
    for (const { url } of server.lines.filter((said) => said.face === 'courier')) {
        await (await Caller.sign_in(url)).post('/api/v1/courier/shift', { on: false });
    }
    for (const face of ['resident', 'neighbour', 'shop', 'courier']) {
        const url = face === 'neighbour' ? await next_door() : server.link(face);
        at[face] = await Person.sit_down(browser, face, { url });
    }
});

after(async () => {
    await browser?.close();
    await server?.leave();
});

step('the courier says until when, and changes it', async () => {
    const { courier } = at;
    await courier.press(words.start_shift);
    await courier.sheet();
    await courier.tap('radio', pattern(words.shift_open));
    await courier.sees(words.no_stops);
    assert.equal((await run()).shift_until_ms, null);
    await courier.press(pattern(words.on_shift));
    await courier.tap('radio', new RegExp(`^${fill(words.until_time, '14:00')}`));
    await courier.sees_node('button', fill(words.on_shift_until, '14:00'));
    assert.equal((await run()).shift_until_ms, Date.parse('2026-11-23T14:00:00+08:00'));
});

step('the shop sees who comes for both bags', async () => {
    for (const [who, item] of [['resident', '土豆'], ['neighbour', '红薯']]) {
        await at[who].put_in_basket(item, 3);
        await at[who].check_out();
        [orders[who]] = (await api[who].get('/api/v1/orders')).orders;
        for (const to of ['accepted', 'picking', 'packed']) {
            await api.shop.post(`/api/v1/shop/orders/${orders[who].order}/move`, { to });
        }
    }
    await becomes(run, ({ stops }) => stops.length === 2, 'both stops');
    await at.shop.press(pattern(words.view_hand_out));
    await at.shop.sees(words.coming);
    await at.shop.sees(fill(words.some_packed, 2, 2));
    await at.courier.press(fill(words.take, 2));
    await at.shop.sees_no(words.coming);
});

step('the first household tells its digits; a wrong try says so and changes nothing', async () => {
    const { courier } = at;
    const who = who_gets((await run()).stops[0]);
    const { pickup_code: code } = await order_of(who);
    await at[who].sees(zh.resident.door_code);
    await at[who].sees(code);
    await courier.press(words.arrived);
    await becomes(run, ({ stops }) => stops[0]?.arrived, 'standing at the door');
    await courier.press(words.hand_over);
    await courier.sheet();
    assert.ok(await courier.button(words.by_code).isDisabled());
    await courier.type(words.door_code, code === '0000' ? '0001' : '0000');
    await courier.press(words.by_code);
    await courier.sees(words.wrong_door_code);
    assert.equal((await order_of(who)).state, 'out');
    await courier.type(words.door_code, code);
    await courier.press(words.by_code);
    await courier.no_sheet();
    await at[who].sees(zh.resident.came_title);
    await at[who].sees_no(zh.resident.door_code);
    const order = await order_of(who);
    assert.deepEqual([order.state, order.pickup_code, order.handed_photo], ['done', '', '']);
});

step('the second bag is left with a picture, which its household sees', async () => {
    const { courier } = at;
    const { stops } = await becomes(run, (now) => now.stops.length === 1, 'the second door');
    const who = who_gets(stops[0]);
    await at[who].sees(zh.resident.door_code);
    // Also before it was said that the courier stands there.
    await courier.press(words.hand_over);
    const chooser = courier.page.waitForEvent('filechooser');
    await courier.press(words.take_photo);
    await (await chooser).setFiles(photo);
    await courier.sees_node('img', words.photo_name);
    assert.equal((await order_of(who)).state, 'out');
    await courier.press(words.hand_over_now);
    await courier.sees(words.no_stops);
    await at[who].sees(zh.resident.left_here);
    await at[who].sees_node('img', zh.resident.handed_photo);
    const { handed_photo: address } = await order_of(who);
    assert.match(address, /^\/m\/[0-9A-Za-z]+\.\w+$/);
    assert.equal((await run()).done_today, 2);
});

step('without net a bag is taken and handed over, and told once the net is back', async () => {
    const { courier, neighbour } = at;
    await neighbour.go(`/c/${server.community}`);
    await neighbour.put_in_basket('红薯', 3);
    await neighbour.check_out();
    [orders.neighbour] = (await api.neighbour.get('/api/v1/orders')).orders;
    for (const to of ['accepted', 'picking', 'packed']) {
        await api.shop.post(`/api/v1/shop/orders/${orders.neighbour.order}/move`, { to });
    }
    await becomes(run, ({ stops }) => stops.length === 1, 'a third stop');
    await courier.sees_node('button', fill(words.take, 1));
    await courier.page.context().setOffline(true);
    await courier.press(fill(words.take, 1));
    await courier.sees(words.steps_kept);
    await courier.press(words.arrived);
    await courier.press(words.hand_over);
    await courier.sheet();
    await courier.press(words.in_person);
    await courier.no_sheet();
    await courier.sees(words.no_stops);
    assert.equal((await order_of('neighbour')).state, 'packed');
    await courier.page.context().setOffline(false);
    const { done_today: done } = await becomes(run, ({ stops }) => stops.length === 0, 'all that was kept');
    assert.equal(done, 3);
    await courier.sees_no(words.steps_kept);
    assert.equal((await order_of('neighbour')).state, 'done');
});

step('the shift is ended where its end stands', async () => {
    const { courier } = at;
    await courier.press(fill(words.on_shift_until, '14:00'));
    await courier.press(words.end_shift);
    await courier.sees(words.off_shift_hint);
    assert.equal((await run()).on_shift, false);
});

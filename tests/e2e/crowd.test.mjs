// Two residents order. One's bag comes with the neighbourhood's own courier; the other's is declined by
// that courier, given to a rider of the crowd who gives up on the way, and comes with another. All
// that anybody sees of it agrees, without a reload.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Caller, invite_household } from './support/api.mjs';
import { Person, launch, watched } from './support/browser.mjs';
import { Provider } from './support/provider.mjs';
import { Server } from './support/server.mjs';
import { fill, page_zh, pattern, zh } from './support/words.mjs';

let browser;
let riders;
let server;
const api = {};
const at = {};
const state = {};
const people = () => Object.values(at);
const step = (name, work) => test(name, () => watched(`crowd ${name}`, people, work));
const number_text = (order) => String(order.number).padStart(4, '0');

async function becomes(look, wanted, what) {
    const end = Date.now() + 60_000;
    for (;;) {
        const now = await look();
        if (wanted(now)) return now;
        assert.ok(Date.now() < end, `${what} did not come: ${JSON.stringify(now).slice(0, 600)}`);
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
}

const order_of = (who, { order }) => api[who].get(`/api/v1/orders/${order}`);
const fleet = () => api.leader.get('/api/v1/leader/fleet');
const board = () => api.shop.get('/api/v1/shop/board');

// A household of the first one's building, whose nearest shop is the same.
const next_door = () => invite_household(api.leader, ({ address: { building_number, unit, room } }) =>
    building_number === 3 && `${unit}-${room}` !== '2-502');

async function buys(who, item) {
    await at[who].put_in_basket(item, 3);
    await at[who].check_out();
    const { orders: [order] } = await api[who].get('/api/v1/orders');
    assert.equal(order.fulfilment, 'delivery');
    assert.equal(order.hub, api.shop.me.hub);
    return order;
}

async function pack({ order }) {
    for (const to of ['accepted', 'picking', 'packed']) await api.shop.post(`/api/v1/shop/orders/${order}/move`, { to });
}

before(async () => {
    browser = await launch();
    // A rider is at the hub twenty seconds after the call, the first one never.
    riders = await Provider.riders('--speedup', '15', '--vanish-first', '1');
    server = await Server.start({ now: '2026-11-23T10:00:00+08:00', speed: 4, more: riders.parameters });
    for (const face of ['leader', 'resident', 'shop', 'courier']) api[face] = await Caller.sign_in(server.link(face));
    api.neighbour = await Caller.sign_in(await next_door());
    // One own courier stays, whose day the test plays.
    for (const { url } of server.lines.filter((said) => said.face === 'courier' && said.url !== server.link('courier'))) {
        await (await Caller.sign_in(url)).post('/api/v1/courier/shift', { on: false });
    }
});

after(async () => {
    await browser?.close();
    await server?.leave();
    await riders?.stop();
});

step('everybody opens the face that is theirs', async () => {
    for (const face of ['resident', 'neighbour', 'shop', 'courier']) {
        const url = face === 'neighbour' ? await next_door() : server.link(face);
        at[face] = await Person.sit_down(browser, face, { url });
        await at[face].page.evaluate(() => { window.stayed = true; });
    }
    at.leader = await Person.sit_down(browser, 'leader', { url: server.link('leader') });
    await at.leader.page.goto(`${server.origin}/c/${server.community}/leader/fleet`);
    await at.leader.page.evaluate(() => { window.stayed = true; });
});

step('a resident orders, and the own courier is given it', async () => {
    state.second = await buys('neighbour', '土豆');
    await pack(state.second);
    await at.courier.sees(fill(zh.staff.take, 1));
    const { stops } = await api.courier.get('/api/v1/courier/run');
    assert.deepEqual(stops.map((stop) => stop.order), [state.second.order]);
});

step('the courier declines it, and a rider of the crowd is called and comes', async () => {
    await at.courier.press(zh.staff.trouble);
    await at.courier.press(zh.staff.decline);
    await at.courier.sees(zh.staff.no_stops);
    const { rides: [ride] } = await becomes(fleet, ({ rides }) => rides[0]?.state === 'accepted', 'a rider');
    state.first_ride = ride;
    assert.deepEqual(ride.stops.map((stop) => stop.order), [state.second.order]);
    const { coming } = await board();
    assert.deepEqual(coming.map((each) => [each.courier_name, each.crowd, each.numbers, each.packed]),
        [[ride.rider_name, true, [state.second.number], 1]]);
    assert.equal((await order_of('neighbour', state.second)).track.courier_name, ride.rider_name);
});

step('the rider gives up, and the bag is nobody\'s', async () => {
    const given_up = await becomes(() => order_of('neighbour', state.second), (order) => !order.track, 'giving up');
    assert.equal(given_up.state, 'packed');
    assert.deepEqual((await board()).coming, []);
    await at.neighbour.sees(zh.resident.waiting_courier);
});

step('meanwhile the other orders, the own courier has that, and another rider comes', async () => {
    const { item } = await api.resident.item_named('红薯');
    state.first = await api.resident.post('/api/v1/orders', { lines: [{ item, quantity: 3 }], fulfilment: 'delivery', payment: 'wallet' });
    assert.equal(state.first.hub, api.shop.me.hub);
    await pack(state.first);
    await at.courier.sees(fill(zh.staff.take, 1));
    const { rides: [ride] } = await becomes(fleet, ({ rides }) => rides[0] && rides[0].ride !== state.first_ride.ride
        && rides[0].state === 'accepted', 'another rider');
    assert.deepEqual(ride.stops.map((stop) => stop.order), [state.second.order]);
    state.second_ride = ride;
    await at.resident.go(`/o/${state.first.order}`);
    await at.resident.page.evaluate(() => { window.stayed = true; });
    await at.leader.sees(pattern(ride.rider_name));
});

step('both bags are taken, and each resident sees who brings it', async () => {
    await at.courier.press(fill(zh.staff.take, 1));
    for (const [who, order] of [['resident', state.first], ['neighbour', state.second]]) {
        await at[who].sees(fill(zh.resident.arriving, order.address.building_number));
    }
    const { couriers } = await fleet();
    const own = couriers.find((each) => each.stops.some((stop) => stop.order === state.first.order));
    assert.equal((await order_of('resident', state.first)).track.courier_name, own.courier_name);
    // Nothing of the one's way is on the other's screen.
    assert.ok(!(await at.resident.hears()).includes(state.second_ride.rider_name));
    assert.ok(!(await at.neighbour.hears()).includes(own.courier_name));
});

step('both come, once each, and everybody says so', async () => {
    const { courier } = at;
    await courier.press(zh.staff.arrived);
    await becomes(() => api.courier.get('/api/v1/courier/run'), (run) => run.stops[0]?.arrived, 'standing at the door');
    await courier.press(zh.staff.hand_over);
    await courier.press(zh.staff.in_person);
    await courier.sees(zh.staff.no_stops);
    for (const who of ['resident', 'neighbour']) await at[who].sees(zh.resident.came_title);
    await at.shop.sees(fill(zh.staff.done_today, 2));
    const now = await fleet();
    assert.deepEqual([now.today.orders, now.waiting, now.rides.length], [2, 0, 0]);
    assert.ok(now.crowd_spent_fen > 0 && now.courier_pay_fen > 0);
    assert.deepEqual(now.decisions.map(({ number, end }) => [number, end]).sort(), [
        [state.second.number, 'declined'], [state.second.number, 'delivered'], [state.second.number, 'silent'],
        [state.first.number, 'delivered'],
    ].sort());
    await at.leader.sees(page_zh.fleet_end_declined);
    await at.leader.sees(pattern(number_text(state.first)));
    for (const person of people()) {
        assert.equal(await person.page.evaluate(() => window.stayed === true), true, `${person.name}'s page was loaded anew`);
    }
});

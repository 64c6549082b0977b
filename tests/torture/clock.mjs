// The machine's wall clock jumps: an hour, a day, to 1970 and back, while the server runs and between
// two starts.

import assert from 'node:assert/strict';
import { Caller } from '../e2e/support/api.mjs';
import { Market, noon, pause } from './support/market.mjs';
import { MovedClock } from './support/moved_clock.mjs';
import { random_numbers } from './support/size.mjs';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const half_a_year = 190 * day; // longer than any session
const a_round_of_jobs_ms = 1_300;
const price_fen = 100;

async function open_group(market, title, cutoff_at_ms) {
    return market.leader.post('/api/v1/leader/groups', {
        title, hub: market.hub, price_fen, target_households: 10,
        cutoff_at_ms, deliver_before_ms: cutoff_at_ms + 3 * hour,
        contents: [{ item: market.plenty[0].item, pieces: 1 }],
    });
}

const state_of = async (market, group) => (await market.leader.get(`/api/v1/groups/${group.group}`)).state;

export function clock_jumps({ moves, seed }) {
    const random = random_numbers(seed);
    return MovedClock.during(async (clock) => {
        clock.set(noon);
        const options = { households: 4, server: { now: undefined } };
        await Market.during(options, (market) => run(market, clock, random, moves));
    });
}

async function run(market, clock, random, moves) {
    const [joiner, orderer, leaver] = market.buyers;
    const soon = await open_group(market, '半小时后截团', noon + 30 * minute);
    const later = await open_group(market, '两天后截团', noon + 2 * day);
    for (const group of [soon, later]) await joiner.caller.post(`/api/v1/groups/${group.group}/join`, {});
    const held_for_groups = 2 * price_fen;
    assert.equal((await joiner.caller.get('/api/v1/me')).held_fen, held_for_groups);

    const out = new Caller(leaver.caller.origin, leaver.caller.community, leaver.caller.cookie);
    assert.equal((await out.send('POST', '/api/v1/session/end', {})).status, 200);

    const ids = new Set();
    const orders_when_there_is_a_list = async () => {
        for (let count = 0; count < 5; count += 1) {
            const reply = await orderer.order(market.body(market.plenty[1]));
            assert.ok(reply.status === 200 || reply.body.error === 'list_not_published' || reply.body.error === 'not_on_list',
                `${reply.status} ${reply.text}`);
            if (reply.status === 200) {
                assert.ok(!ids.has(reply.body.order), `the id ${reply.body.order} came twice`);
                ids.add(reply.body.order);
            }
        }
    };
    const nothing_is_revived = async () => {
        out.origin = market.server.origin;
        assert.equal((await out.send('GET', '/api/v1/me')).status, 401, 'a session that was ended is back');
    };

    // Back: what is open stays open, whatever the clock says before its cut-off.
    await orders_when_there_is_a_list();
    for (const at of [noon - hour, noon - day, 0]) {
        clock.set(at);
        await pause(a_round_of_jobs_ms);
        assert.equal(await state_of(market, soon), 'open', `closed early at ${new Date(at).toISOString()}`);
        assert.equal(await state_of(market, later), 'open');
        await orders_when_there_is_a_list();
        await nothing_is_revived();
    }
    assert.equal((await joiner.caller.get('/api/v1/me')).held_fen, held_for_groups);

    // An hour on: the one group fails, and its money goes back.
    clock.set(noon + hour);
    await pause(a_round_of_jobs_ms);
    assert.equal(await state_of(market, soon), 'failed');
    assert.equal(await state_of(market, later), 'open', 'closed early an hour on');
    const after_failure = await joiner.caller.get('/api/v1/me');
    assert.equal(after_failure.held_fen, price_fen);
    assert.equal(after_failure.wallet_fen, joiner.wallet - price_fen);

    // To and fro, also between two starts: nothing of it happens a second time.
    const places = [noon - day, noon - hour, noon, noon + hour, noon + day, 0];
    let paid = null;
    for (let count = 0; count < moves; count += 1) {
        const at = places[count < places.length ? places.length - 1 - count : Math.floor(random() * places.length)];
        const restart = random() < 0.5;
        if (restart) await market.kill();
        clock.set(at);
        if (restart) await market.restart({ now: undefined });
        await pause(a_round_of_jobs_ms);
        const which = `move ${count} to ${new Date(at).toISOString()}${restart ? ' with a start' : ''}`;
        assert.equal(await state_of(market, soon), 'failed', which);
        assert.equal(await state_of(market, later), 'open', which);
        const me = await joiner.caller.get('/api/v1/me');
        assert.equal(me.held_fen, price_fen, which);
        assert.equal(me.wallet_fen, joiner.wallet - price_fen, which);
        assert.equal((await joiner.caller.send('POST', `/api/v1/groups/${soon.group}/join`, {})).status, 409, which);
        await nothing_is_revived();
        await orders_when_there_is_a_list();
        // A late order is made good once, however often it is late again.
        const first = [...orderer.sent.values()][0].view.order;
        const { compensated, compensation_fen } = await orderer.caller.get(`/api/v1/orders/${first}`);
        if (paid !== null) assert.equal(compensation_fen, paid, which);
        if (compensated) paid = compensation_fen;
    }
    assert.ok(ids.size >= 10);

    // Past its own cut-off the other one fails too.
    clock.set(noon + 2 * day + hour);
    await pause(a_round_of_jobs_ms);
    assert.equal(await state_of(market, later), 'failed');
    const end = await joiner.caller.get('/api/v1/me');
    assert.equal(end.held_fen, 0);
    assert.equal(end.wallet_fen, joiner.wallet);

    // A session whose time is up stays so when the clock is set right again.
    clock.set(noon + half_a_year);
    await pause(a_round_of_jobs_ms);
    assert.equal((await joiner.caller.send('GET', '/api/v1/me')).status, 401);
    clock.set(noon);
    await pause(a_round_of_jobs_ms);
    assert.equal((await joiner.caller.send('GET', '/api/v1/me')).status, 401, 'a session that was over is back');
    assert.doesNotMatch(market.server.log, /job_failed|store_failed|request_failed/);
    console.log(`clock: ${moves + 7} jumps, ${ids.size} orders under ids of their own`);
}

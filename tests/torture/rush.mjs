// Two hundred requests at once for what only one can have.

import assert from 'node:assert/strict';
import { Market } from './support/market.mjs';

const requests_at_once = 200;
const target = 10;
const price_fen = 100;
const minute = 60_000;

const counted = (replies) => replies.reduce((counts, { status, body }) => {
    const word = status === 200 ? 'ok' : body?.error ?? String(status);
    return { ...counts, [word]: (counts[word] ?? 0) + 1 };
}, {});

// All of them in one go, taking turns with the callers.
const at_once = (callers, send) => Promise.all(
    Array.from({ length: requests_at_once }, (_, index) => send(callers[index % callers.length])));

async function last_piece(market, item) {
    const { stock } = await market.leader.get(`/api/v1/shop/board?hub=${market.hub}`);
    const { reserved } = stock.find((row) => row.item === item.item);
    await market.leader.post('/api/v1/shop/stock', { hub: market.hub, item: item.item, on_hand: reserved + 1 });
    const replies = await at_once(market.buyers, (buyer) => buyer.order(market.body(item)));
    assert.deepEqual(counted(replies), { ok: 1, sold_out: requests_at_once - 1 });
}

async function last_coupon(market) {
    const { now_ms } = await market.leader.home();
    const { code } = await market.leader.post('/api/v1/leader/coupons',
        { off_fen: 1, minimum_fen: 1, count: 1, ends_at_ms: now_ms + 60 * minute });
    const replies = await at_once(market.buyers, (buyer) => buyer.order({ ...market.body(market.plenty[0]), coupon: code }));
    const { ok = 0, coupon_gone = 0, coupon_used = 0 } = counted(replies);
    assert.equal(ok, 1, JSON.stringify(counted(replies)));
    assert.equal(coupon_gone + coupon_used, requests_at_once - 1, JSON.stringify(counted(replies)));
    const { coupons } = await market.leader.get('/api/v1/leader/coupons');
    assert.equal(coupons.find((each) => each.code === code).taken, 1);
}

async function tenth_place(market, round) {
    const now_ms = (await market.leader.home()).now_ms;
    const group = await market.leader.post('/api/v1/leader/groups', {
        title: `第${round + 1}团`, hub: market.hub, price_fen, target_households: target, cap_households: target,
        cutoff_at_ms: now_ms + 30 * minute, deliver_before_ms: now_ms + 120 * minute,
        contents: [{ item: market.plenty[0].item, pieces: 1 }],
    });
    const join = (buyer) => buyer.caller.send('POST', `/api/v1/groups/${group.group}/join`, {});
    const held = async (buyer) => (await buyer.caller.get('/api/v1/me')).held_fen;
    const before = await Promise.all(market.buyers.map(held));
    for (const buyer of market.buyers.slice(0, target - 1)) assert.equal((await join(buyer)).status, 200);
    const replies = await at_once(market.buyers.slice(target - 1), join);
    const counts = counted(replies);
    assert.equal(counts.ok, 1, JSON.stringify(counts));
    assert.equal((counts.group_full ?? 0) + (counts.already_joined ?? 0), requests_at_once - 1, JSON.stringify(counts));
    const view = await market.leader.get(`/api/v1/groups/${group.group}`);
    assert.equal(view.state, 'formed');
    assert.equal(view.households, target);
    // Ten households hold its price, once each, and each of them has one order.
    const after = await Promise.all(market.buyers.map(held));
    const paid = after.map((fen, index) => fen - before[index]);
    assert.equal(paid.filter((fen) => fen === price_fen).length, target);
    assert.equal(paid.filter((fen) => fen === 0).length, market.buyers.length - target);
    const board = await market.leader.get(`/api/v1/shop/board?hub=${market.hub}`);
    assert.equal(board.orders.filter((order) => order.group_title === view.title).length, target);
}

export async function rush({ rounds }) {
    await Market.during({ households: 24, wealth: 1 }, async (market) => {
        for (let round = 0; round < rounds; round += 1) {
            await last_piece(market, market.plenty[1 + round % (market.plenty.length - 1)]);
            await last_coupon(market);
            await tenth_place(market, round);
        }
        console.log(`rush: ${rounds} times ${requests_at_once} at once for the last piece, the last coupon and the tenth place: one each`);
    });
}

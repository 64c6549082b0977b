// A demo community under order load, and the book that the buyers keep of what was acknowledged to
// them. After any fault the server's accounts have to agree with that book.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import { Caller, sign_in_household } from '../../e2e/support/api.mjs';
import { Server } from '../../e2e/support/server.mjs';

export const noon = Date.parse('2026-11-23T12:00:00+08:00');
export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
export const rfc3339 = (ms) => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');

const top_up_max = 500_000;
const listed_orders = 50;
const stock_max = 100_000;
const plenty_kinds = 20;

// Returns when the process is gone.
export async function kill_process(pid) {
    if (!fs.existsSync(`/proc/${pid}`)) return;
    process.kill(pid, 'SIGKILL');
    while (fs.existsSync(`/proc/${pid}`)) await pause(5);
}

// Orders of one buyer, each with the key that it was sent under.
class Buyer {
    // key -> { body, acknowledged: the reply's bytes or null }
    sent = new Map();

    constructor(caller, wallet) {
        this.caller = caller;
        this.wallet = wallet;
    }

    // Sends an order and notes what came of it; true when it was acknowledged.
    async order(body, key = randomUUID()) {
        const note = this.sent.get(key) ?? { body, acknowledged: null };
        this.sent.set(key, note);
        const reply = await this.caller.send('POST', '/api/v1/orders', body, { key });
        if (reply.status !== 200) {
            if (reply.status < 500) this.sent.delete(key); // refused by a rule: there is no order
            return reply;
        }
        if (note.acknowledged !== null) assert.equal(reply.text, note.acknowledged, 'another reply to the same key');
        note.acknowledged = reply.text;
        note.view = reply.body;
        return reply;
    }
}

export class Market {
    // Opens a market, lets `work` have it, and closes it: the server stops as it should, its folder
    // is looked through and removed. After a failure it is killed, so that no process is left.
    // options: households, scarce (how many pieces of the scarce item there are), wealth, now
    static async during(options, work) {
        const market = await Market.#open(options);
        try {
            await work(market);
            await market.server.stop();
            await market.server.check();
        } finally {
            await market.kill();
        }
        market.server.forget();
    }

    static async #open(options) {
        const market = new Market();
        market.began = Date.now();
        market.now = options.now ?? noon;
        market.server = await Server.start({ now: rfc3339(market.now), any_rate: true, ...options.server });
        await market.#settle(options);
        return market;
    }

    async #settle({ households = 8, scarce = 40, wealth = 4 }) {
        this.leader = await Caller.sign_in(this.server.link('leader'));
        const { list, community } = await this.leader.home();
        this.hub = community.hubs[0].hub;
        this.scarce = list.items.find((each) => each.name === '番茄');
        this.plenty = list.items.filter((each) => !each.in_group && each !== this.scarce)
            .sort((one, other) => one.price_fen - other.price_fen).slice(0, plenty_kinds);
        for (const [item, on_hand] of [...this.plenty.map((each) => [each, stock_max]), [this.scarce, scarce]]) {
            for (const { hub } of community.hubs) {
                await this.leader.post('/api/v1/shop/stock', { hub, item: item.item, on_hand: hub === this.hub ? on_hand : 0 });
            }
        }
        this.scarce_pieces = scarce;
        const all = (await this.leader.get('/api/v1/leader/households')).households;
        this.buyers = [];
        for (const { household } of all) {
            if (this.buyers.length === households) break;
            const caller = await sign_in_household(this.leader, (each) => each.household === household);
            // Who is in the demo's group has money held for it, and is left out.
            if ((await caller.get('/api/v1/me')).held_fen > 0) continue;
            for (let round = 0; round < wealth; round += 1) {
                await this.leader.post(`/api/v1/leader/households/${household}/top-up`, { amount_fen: top_up_max });
            }
            this.buyers.push(new Buyer(caller, (await caller.get('/api/v1/me')).wallet_fen));
        }
    }

    body(item, quantity = 1) {
        return { lines: [{ item: item.item, quantity }], fulfilment: 'pickup', hub: this.hub, payment: 'wallet' };
    }

    // Every buyer orders one after the other until `ended()`. Answers that are no order are given to
    // `heard`; a connection that breaks counts as status 0 and ends that buyer's part.
    async load(random, ended, heard = () => {}) {
        await Promise.all(this.buyers.map(async (buyer) => {
            while (!ended()) {
                const item = random() < 0.1 ? this.scarce : this.plenty[Math.floor(random() * plenty_kinds)];
                try {
                    const reply = await buyer.order(this.body(item, 1 + Math.floor(random() * 3)));
                    if (reply.status !== 200) heard(reply);
                } catch (problem) {
                    if (problem.code === 'ERR_ASSERTION') throw problem;
                    heard({ status: 0, text: String(problem.cause ?? problem) });
                    return;
                }
            }
        }));
    }

    async kill() {
        await kill_process(this.server.pid);
    }

    // The same folder once more, on another port; the simulated clock goes on where it was.
    async restart(options = {}) {
        const { data } = this.server;
        this.server = await Server.start({ data, now: rfc3339(this.now + Date.now() - this.began), any_rate: true, ...options });
        for (const caller of [this.leader, ...this.buyers.map((each) => each.caller)]) {
            caller.origin = this.server.origin;
        }
        return this.server;
    }

    // What was sent without an answer is sent again under its key: from then on each key has exactly
    // one order.
    async settle_open_orders() {
        for (const buyer of this.buyers) {
            for (const [key, note] of [...buyer.sent]) {
                if (note.acknowledged !== null) continue;
                const reply = await buyer.order(note.body, key);
                assert.ok(reply.status === 200 || reply.status < 500, `an open order: ${reply.status} ${reply.text}`);
            }
        }
    }

    // The server's accounts against the buyers' book. `only_new`: the acknowledged orders that have
    // not been looked up before, and not all once more.
    async compare({ only_new = false } = {}) {
        let scarce_sold = 0;
        // Side by side: each reads its own.
        await Promise.all(this.buyers.map(async (buyer) => {
            let spent = 0;
            const ids = new Set();
            for (const [key, note] of buyer.sent) {
                assert.notEqual(note.acknowledged, null, 'an order without an answer is left');
                assert.ok(!ids.has(note.view.order), `two keys have the order ${note.view.order}`);
                ids.add(note.view.order);
                spent += note.view.total_fen;
                for (const line of note.view.lines) {
                    if (line.item === this.scarce.item) scarce_sold += line.quantity;
                }
                if (only_new && note.seen) continue;
                const kept = await buyer.caller.send('GET', `/api/v1/orders/${note.view.order}`);
                assert.equal(kept.status, 200, `the acknowledged order ${note.view.order} (key ${key}) is gone`);
                assert.equal(kept.body.total_fen, note.view.total_fen);
                note.seen = true;
            }
            const me = await buyer.caller.get('/api/v1/me');
            assert.equal(me.held_fen, spent, 'held is not what the orders cost: one was charged twice, or is unknown');
            assert.equal(me.wallet_fen, buyer.wallet - spent);
            const { orders } = await buyer.caller.get('/api/v1/orders');
            assert.equal(orders.length, Math.min(ids.size, listed_orders));
            for (const { order } of orders) assert.ok(ids.has(order), `nobody ordered ${order}`);
        }));
        assert.ok(scarce_sold <= this.scarce_pieces, `${scarce_sold} of ${this.scarce_pieces} were sold`);
        const left = (await this.leader.home()).list.items.find((each) => each.item === this.scarce.item);
        assert.equal(left.available, this.scarce_pieces - scarce_sold);
    }

    get acknowledged() {
        return this.buyers.reduce((sum, buyer) =>
            sum + [...buyer.sent.values()].filter((note) => note.acknowledged !== null).length, 0);
    }
}

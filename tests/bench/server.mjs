// Speed of the server, all in one run on one machine: make bench-server. BENCH=orders,list,... runs
// only some parts, ROUNDS and ROUND_MS size it, STORED is how many orders the large store has.

import { setTimeout as pause } from 'node:timers/promises';
import { median } from '../e2e/support/figures.mjs';
import { Bench, change_file, hello_server, load_orders, load_path, quiet_figure, start_served, streams } from './serving.mjs';

const rounds = Number(process.env.ROUNDS ?? 3);
const round_ms = Number(process.env.ROUND_MS ?? 3000);
const stored = Number(process.env.STORED ?? 100_000);
const wanted = process.env.BENCH?.split(',');
const parts = [];
const part = (name, run) => parts.push({ name, run });

// The same measured `rounds` times, turn about with the yardstick: the median of each and of their ratio.
async function against(yardstick, measured) {
    const each = [];
    for (let round = 0; round < rounds; round += 1) {
        const plain = await yardstick();
        each.push({ plain, own: await measured() });
    }
    const of = (value) => median(each.map(value));
    return {
        rate: of(({ own }) => own.rate),
        plain: of(({ plain }) => plain.rate),
        ratio: of(({ own, plain }) => own.rate / plain.rate),
        p50_ms: of(({ own }) => own.p50_us / 1000),
        p99_ms: of(({ own }) => own.p99_us / 1000),
    };
}

// Finished orders: placed and cancelled over HTTP. The bytes are of the database after its log has
// been written back: orders, lines, stock, ledger, events and kept replies with all their indexes.
// It comes first: to start a program takes this process the longer the more it has in memory.
part('store', async () => {
    const served = await start_served();
    const before = await served.database_bytes();
    const placed = await load_orders(served, await served.plan({ payment: 'wallet', top_ups: 4 }),
        'order', 64, 600_000, 2000);
    const after = await served.database_bytes();
    quiet_figure('database_per_placed_order', (after - before) / placed.replies, 'bytes', 2500);
    const finished = await load_orders(served, await served.plan(), 'finish', 64, 1_800_000, stored * 2);
    quiet_figure('database_of_store', (await served.database_bytes()) / 1e6, 'MB');
    const starts = [];
    for (let round = 0; round < Math.max(rounds, 7); round += 1) {
        starts.push(await served.restart_ms());
    }
    console.log(`(${finished.replies / 2} orders placed and cancelled, ${finished.rate.toFixed(0)} requests/s)`);
    quiet_figure('start_on_store', median(starts), 'ms', 50);
    await served.end();
});

part('orders', async () => {
    const hello = await hello_server(5);
    const served = await start_served();
    // Paid from the wallet, so that each order moves money in the ledger; with enough for all the rounds.
    const seconds = Math.max(9, rounds * round_ms / 1000);
    const plan = await served.plan({ payment: 'wallet', top_ups: Math.ceil(seconds * 9) });
    await load_orders(served, plan, 'order', 64, 500);
    const many = await against(() => load_path(hello, '/constant', 64, round_ms),
        () => load_orders(served, plan, 'order', 64, round_ms));
    quiet_figure('hello_rate_64', many.plain, 'per_second');
    quiet_figure('order_rate_64', many.rate, 'per_second', 6000, { more_is_better: true });
    quiet_figure('order_ratio_64', many.ratio, 'of_hello', 0.18, { more_is_better: true });
    quiet_figure('order_p99_64', many.p99_ms, 'ms', 25);
    quiet_figure('memory_under_orders', served.peak_mb(), 'MB', 90);
    await served.again();
    const alone = await served.plan({ households: 1, payment: 'wallet', top_ups: Math.ceil(seconds * 34) });
    const one = [];
    for (let round = 0; round < rounds; round += 1) {
        one.push((await load_orders(served, alone, 'order', 1, round_ms)).p50_us / 1000);
    }
    quiet_figure('order_p50_1', median(one), 'ms', 1.5);
    hello.stop();
    await served.end();
});

part('flow', async () => {
    const served = await start_served();
    const plan = await served.plan();
    const rates = [];
    const p99s = [];
    for (let round = 0; round < rounds; round += 1) {
        const { rate, p99_us } = await load_orders(served, plan, 'shop', 64, round_ms);
        rates.push(rate / 6);
        p99s.push(p99_us / 1000);
    }
    quiet_figure('six_step_orders', median(rates), 'per_second');
    quiet_figure('six_step_request_p99', median(p99s), 'ms');
    await served.end();
});

part('list', async () => {
    const served = await start_served();
    const { bytes } = await load_path(served, '/api/v1/home', 64, 300);
    const constant = await hello_server(bytes);
    const home = await against(() => load_path(constant, '/constant', 64, round_ms),
        () => load_path(served, '/api/v1/home', 64, round_ms));
    quiet_figure('live_list_rate', home.rate, 'per_second');
    quiet_figure('live_list_ratio', home.ratio, 'of_constant', 0.8, { more_is_better: true });
    quiet_figure('live_list_bytes', bytes, 'bytes');
    constant.stop();
    // Read from the tables at each request: 20 rows of one table.
    const leader = await served.sign_in('leader');
    const { now_ms } = await leader.home();
    for (let count = 0; count < 20; count += 1) {
        await leader.post('/api/v1/leader/coupons', { off_fen: 100 + count, minimum_fen: 2000, count: 50, ends_at_ms: now_ms + 86_400_000 });
    }
    const coupons = `/api/v1/leader/coupons?community=${served.community}`;
    const listed = await load_path(served, coupons, 64, 300, leader.cookie);
    const as_long = await hello_server(listed.bytes);
    const short_list = await against(() => load_path(as_long, '/constant', 64, round_ms),
        () => load_path(served, coupons, 64, round_ms, leader.cookie));
    quiet_figure('sql_list_20_rate', short_list.rate, 'per_second');
    quiet_figure('sql_list_20_ratio', short_list.ratio, 'of_constant', 0.6, { more_is_better: true });
    quiet_figure('sql_list_20_bytes', listed.bytes, 'bytes');
    as_long.stop();
    // A household's own orders, 20 of them: 80 rows of three tables.
    const plan = await served.plan({ households: 1 });
    await load_orders(served, plan, 'order', 1, 60_000, 20);
    const cookie = served.callers[0].cookie;
    const address = `/api/v1/orders?community=${served.community}`;
    const rows = await load_path(served, address, 64, 300, cookie);
    const same = await hello_server(rows.bytes);
    const list = await against(() => load_path(same, '/constant', 64, round_ms),
        () => load_path(served, address, 64, round_ms, cookie));
    quiet_figure('own_orders_20_rate', list.rate, 'per_second');
    quiet_figure('own_orders_20_ratio', list.ratio, 'of_constant', 0.6, { more_is_better: true });
    same.stop();
    await served.end();
});

part('streams', async () => {
    for (const [count, target] of [[1000, 40], [5000, 150]]) {
        const served = await start_served();
        const held = await streams(served, await change_file(served));
        const before = served.resident_kb();
        const opened = await held.tell(`open ${count}`);
        quiet_figure(`streams_opened_${count}`, opened.open, 'streams', count, { more_is_better: true });
        await pause(200);
        quiet_figure(`stream_memory_${count}`, (served.resident_kb() - before) / Math.max(opened.open, 1), 'KB', 16);
        const times = [];
        for (let round = 0; round < Math.max(rounds, 5); round += 1) {
            const told = await held.tell('event');
            if (told.heard < opened.open) console.log(`(only ${told.heard} of ${opened.open} heard)`);
            times.push(told.ms);
            await pause(100);
        }
        quiet_figure(`event_to_${count}`, median(times), 'ms', target);
        await held.tell('end');
        await served.end();
    }
});

part('vanish', async () => {
    const count = 2000;
    const seconds = [];
    const kept = [];
    let back = count;
    for (let round = 0; round < rounds; round += 1) {
        const served = await start_served();
        const held = await streams(served, await change_file(served));
        const calm = await load_path(served, '/api/v1/home', 8, 2000);
        await held.tell(`open ${count}`);
        await held.tell('vanish');
        await held.tell('event');
        const reads = load_path(served, '/api/v1/home', 8, 2000);
        const again = await held.tell(`open ${count}`);
        seconds.push(again.ms / 1000);
        back = Math.min(back, again.open);
        kept.push((await reads).rate / calm.rate);
        await held.tell('end');
        await served.end();
    }
    quiet_figure('vanished_back', back, 'streams', count, { more_is_better: true });
    quiet_figure('vanished_back_after', median(seconds), 's', 5);
    quiet_figure('reads_meanwhile', median(kept), 'of_before', 0.5, { more_is_better: true });
});

for (const { name, run } of parts) {
    if (!wanted || wanted.includes(name)) await run();
}
Bench.end();

// Cost against size: make bench-size. How long an order, a household's own orders and the live list
// take with 1,000 to a million stored orders, and with 1 to 100 communities, as a ratio to the
// smallest of the same run. The stored orders are copies: a thousand are placed and cancelled over
// HTTP, then their rows (orders, lines, ledger) are multiplied in the database while nobody serves it,
// each copy a day older. SIZES=1000,10000 and COMMUNITIES=1,10 choose others.

import { execFileSync } from 'node:child_process';
import * as path from 'node:path';
import { median } from '../e2e/support/figures.mjs';
import { program as louxia, root } from '../e2e/support/places.mjs';
import { Bench, load_orders, load_path, quiet_figure, start_served } from './serving.mjs';

const numbers = (text) => text.split(',').map(Number);
const sizes = numbers(process.env.SIZES ?? '1000,10000,100000,1000000');
const communities = numbers(process.env.COMMUNITIES ?? '1,10,100');
const rounds = Number(process.env.ROUNDS ?? 5);
const round_ms = Number(process.env.ROUND_MS ?? 1000);
const base = sizes[0];
const flat = 1.5;

const sql = (served, script) =>
    execFileSync('sqlite3', [path.join(served.data, 'louxia.db')], { input: script, encoding: 'utf8', maxBuffer: 1 << 26 });

// Each table with the columns that name an order or an entry, and those that tell a time.
const copied = {
    orders: { ids: ['order_id'], times: ['placed_at_ms', 'due_at_ms', 'estimate_at_ms', 'cancelled_at_ms'] },
    order_line: { ids: ['order_id'], times: [] },
    ledger_entry: { ids: ['entry_id', 'subject'], times: ['moved_at_ms'] },
    ledger_posting: { ids: ['entry_id'], times: [] },
};

// Each household's chain of orders, anew: the copies are older than what they were made of.
const chained = `UPDATE orders SET before_order_id = placed.before_order_id FROM (
    SELECT community_id, order_id, LAG(order_id) OVER (PARTITION BY community_id, household_id ORDER BY order_id) AS before_order_id FROM orders
) AS placed WHERE placed.community_id = orders.community_id AND placed.order_id = orders.order_id;
INSERT OR REPLACE INTO household_orders SELECT community_id, household_id, MAX(order_id), COUNT(*) FROM orders GROUP BY community_id, household_id;
`;

// Copies number `first` to `last` of the rows that there were at first: ids and times go back in steps.
function multiply(served, step, first, last) {
    let script = 'PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; BEGIN;\n';
    for (const [table, { ids, times }] of Object.entries(copied)) {
        const columns = sql(served, `SELECT name FROM pragma_table_info('${table}');`).trim().split('\n');
        const values = columns.map((name) => {
            if (ids.includes(name)) return `${name} - k * ${step.ids}`;
            return times.includes(name) ? `${name} - k * 86400000` : name;
        });
        // Only what belongs to an order is copied, and of that only what was there before.
        const belongs = table === 'orders' || table === 'order_line' ? `order_id BETWEEN ${step.least} AND ${step.most}`
            : `entry_id IN (SELECT entry_id FROM ledger_entry WHERE subject >= ${step.least} AND subject <= ${step.most})`;
        script += `WITH RECURSIVE copies(k) AS (SELECT ${first} UNION ALL SELECT k + 1 FROM copies WHERE k < ${last}) ` +
            `INSERT INTO ${table} SELECT ${values.join(', ')} FROM copies, ${table} WHERE ${belongs};\n`;
    }
    sql(served, `${script}${chained}COMMIT; PRAGMA wal_checkpoint(TRUNCATE);`);
}

const plan_of = (served) => served.plan({ households: 1, payment: 'wallet', top_ups: 200 });

async function measure({ served, plan }) {
    const own = `/api/v1/orders?community=${served.community}`;
    const [{ cookie }] = served.callers;
    return {
        order: (await load_orders(served, plan, 'order', 1, round_ms)).p50_us,
        own_orders: (await load_path(served, own, 1, round_ms, cookie)).p50_us,
        home: (await load_path(served, `/api/v1/home?community=${served.community}`, 1, round_ms)).p50_us,
    };
}

// All sizes side by side, and in each round one after the other, so that an hour in which the machine is
// slower makes none of them look worse: the median of each, and of its ratio to the smallest of the same round.
async function compare(what, stores) {
    const times = [];
    for (let round = 0; round < rounds; round += 1) {
        const now = [];
        for (const store of stores) now.push(await measure(store));
        times.push(now);
    }
    for (const [at, { size }] of stores.entries()) {
        for (const name of Object.keys(times[0][0])) {
            quiet_figure(`${name}_p50_${size}_${what}`, median(times.map((round) => round[at][name])) / 1000, 'ms');
            if (at > 0) {
                quiet_figure(`${name}_growth_${size}_${what}`, median(times.map((round) => round[at][name] / round[0][name])),
                    'of_smallest', flat);
            }
        }
    }
    for (const { served } of stores) await served.end();
}

// That many finished orders.
async function store_of(size) {
    const served = await start_served();
    await load_orders(served, await served.plan({ payment: 'wallet', top_ups: 4 }), 'finish', 16, 600_000, base * 2);
    await served.stop();
    const [least, most] = sql(served, 'SELECT MIN(order_id), MAX(order_id) FROM orders WHERE state = 8;').trim().split('|').map(BigInt);
    // The last ones' money went back after them: a step is as long as their entries reach.
    const last = BigInt(sql(served, `SELECT MAX(entry_id) FROM ledger_entry WHERE subject BETWEEN ${least} AND ${most};`));
    const step = { ids: (last > most ? last : most) - least + 1n, least, most };
    const copies = Math.round(size / base);
    if (copies > 1) multiply(served, step, 1, copies - 1);
    await served.start();
    return { size, served, plan: await plan_of(served) };
}

// That many communities, of which one is looked at.
async function place_among(size) {
    const served = await start_served();
    const file = path.join(root, 'assets/demo/community.json');
    for (let made = 1; made < size; made += 1) {
        execFileSync(louxia, ['community', 'create', file, '--slug', `more-${made}`, '--data', served.data]);
    }
    return { size, served, plan: await plan_of(served) };
}

async function all_of(sizes_wanted, make) {
    const made = [];
    for (const size of sizes_wanted) made.push(await make(size));
    return made;
}

await compare('orders', await all_of(sizes, store_of));
await compare('communities', await all_of(communities, place_among));
Bench.end();

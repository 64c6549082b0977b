// A made-up neighbourhood's days through the dispatcher: make bench-day. 500 households, 180 instant orders
// a day (a third more in rain), six groups due at 18:00, three own riders and a crowd that may refuse; DAYS (100)
// of them from SEED (1) on, under three ways of dispatching: the rolling horizon with own riders and the crowd,
// the same without the crowd, and each order to the nearest free courier. Each day is checked by rules that share
// nothing with engine and simulation. --pictures FOLDER (or PICTURES=FOLDER) draws the first day.

import { execFile } from 'node:child_process';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { root } from '../e2e/support/places.mjs';
import { Bench, quiet_figure } from './serving.mjs';

const program = process.env.LOUXIA_DAY ?? path.join(root, 'build/release/tests/louxia_day');
const days = Number(process.env.DAYS ?? 100);
const seed = Number(process.env.SEED ?? 1);
const flag = process.argv.indexOf('--pictures');
const pictures = flag > 0 ? process.argv[flag + 1] : process.env.PICTURES;
const settings = [...(process.env.STEP ? [`step=${process.env.STEP}`] : []),
    ...(process.env.ITERATIONS ? [`iterations=${process.env.ITERATIONS}`] : [])];

const classes = ['30 min', '1 h', '2 h', 'before 18:00'];
const words = { half_hour: 0, hour: 1, two_hours: 2, before_six: 3 };
const ways = { horizon: 'horizon', own_only: 'horizon, own riders only', nearest_free: 'nearest free' };
const rest = ['not_offered', 'delivered', 'wait_min', 'wages', 'crowd', 'crowd_orders', 'refusals', 'no_shows', 'given_back', 'decision_p50_ms',
    'decision_p99_ms', 'quote_p50_ms'];

function read(line) {
    const [, way, number, rain, ...values] = line.split(' ');
    const figures = values.map(Number);
    const promised = classes.map((_, kind) => figures[2 * kind]);
    const kept = classes.map((_, kind) => figures[2 * kind + 1]);
    return { way, seed: Number(number), rain: rain === '1', promised, kept,
        ...Object.fromEntries(rest.map((name, index) => [name, figures[2 * classes.length + index]])) };
}

// Each way is a process of its own, one after the other, so that its history is that of its own days.
async function play(way) {
    const drawn = pictures && way === 'horizon' ? [`pictures=${path.resolve(pictures)}`] : [];
    const { stdout } = await promisify(execFile)(program, [`days=${days}`, `seed=${seed}`, `only=${way}`, ...settings, ...drawn],
        { maxBuffer: 1 << 26 });
    return stdout.trim().split('\n').map(read);
}

const sum = (list, of) => list.reduce((total, each) => total + of(each), 0);

function spread(list, of) {
    const values = list.map(of).filter(Number.isFinite).sort((a, b) => a - b);
    const mean = sum(values, (value) => value) / values.length;
    const sd = Math.sqrt(sum(values, (value) => (value - mean) ** 2) / Math.max(1, values.length - 1));
    const at = (share) => values[Math.min(values.length - 1, Math.floor(values.length * share))];
    return { mean, sd, p5: at(0.05), p95: at(0.95) };
}

const promised_in = (list, kind) => sum(list, (day) => day.promised[kind]);
const on_time = (list, kind) => 100 * sum(list, (day) => day.kept[kind]) / promised_in(list, kind);
const told = ({ mean, p5, p95 }, digits) => `${mean.toFixed(digits)} (${p5.toFixed(digits)} to ${p95.toFixed(digits)})`;
const cost_an_order = (day) => (day.wages + day.crowd) / day.delivered;

const rows = [
    ...classes.flatMap((name, kind) => [
        [`${name}: promised a day`, (list) => told(spread(list, (day) => day.promised[kind]), 0)],
        [`${name}: on time, all days, %`, (list) => (promised_in(list, kind) ? on_time(list, kind).toFixed(2) : '')],
        [`${name}: on time by day, %`, (list) => (promised_in(list, kind) ? told(spread(list, (day) => 100 * day.kept[kind] / day.promised[kind]), 1) : '')],
    ]),
    ['not offered a day', (list) => told(spread(list, (day) => day.not_offered), 1)],
    ['not delivered, all days', (list) => String(sum(list, (day) => sum(day.promised, (count) => count) - day.delivered))],
    ['instant orders: placed to door, min', (list) => told(spread(list, (day) => day.wait_min), 1)],
    ['crowd, orders a day', (list) => told(spread(list, (day) => day.crowd_orders), 0)],
    ['crowd, yuan a day', (list) => told(spread(list, (day) => day.crowd), 0)],
    ['cost an order, yuan', (list) => told(spread(list, cost_an_order), 2)],
    ['its SD', (list) => spread(list, cost_an_order).sd.toFixed(2)],
    ['refused or did not come, a day', (list) => told(spread(list, (day) => day.refusals + day.no_shows), 1)],
    ["given back at a shift's end, all days", (list) => String(sum(list, (day) => day.given_back))],
    ['decision, ms: median, slowest but 1 %', (list) => `${spread(list, (day) => day.decision_p50_ms).mean.toFixed(2)}, ${spread(list, (day) => day.decision_p99_ms).mean.toFixed(1)}`],
    ['promise quoted, ms: median', (list) => spread(list, (day) => day.quote_p50_ms).mean.toFixed(3)],
];

const played = {};
for (const way of Object.keys(ways)) played[way] = await play(way);
const rainy = played.horizon.filter((day) => day.rain);
console.log(`${days} days from seed ${seed}, ${rainy.length} with rain; every day keeps the rules. Mean (p5 to p95) over days.\n`);
const columns = [...Object.entries(ways).map(([way, name]) => [name, played[way]]),
    ...(rainy.length > 0 ? [['horizon in rain', rainy]] : [])];
console.log(`| | ${columns.map(([name]) => name).join(' | ')} |\n|---|${'---|'.repeat(columns.length)}`);
for (const [name, of] of rows) console.log(`| ${name} | ${columns.map(([, list]) => of(list)).join(' | ')} |`);
console.log('');
for (const [word, kind] of Object.entries(words)) {
    if (promised_in(played.horizon, kind) > 0) {
        quiet_figure(`on_time_${word}`, on_time(played.horizon, kind), '%', 97, { more_is_better: true });
    }
}
for (const way of Object.keys(ways)) quiet_figure(`cost_an_order_${way}`, spread(played[way], cost_an_order).mean, 'yuan');
Bench.end();

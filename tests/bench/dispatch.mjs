// Meal-delivery days through the dispatcher: make bench-dispatch DATA=../shared/data/mdrp. Each day of
// Grubhub's instances in DATA is run under their rules, its solution is checked by a validator that
// shares nothing with the engine or the simulator, and the means stand beside what FoodMatch reaches.
// Then the same days with preparation times that are off, and what a decision costs against size.
// OUT=folder writes the solution files; BENCH=days,rides,noise,growth runs only some parts;
// SEEDS (5) is the number of days with noise for each instance, ITERATIONS (50) the effort.

import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { root } from '../e2e/support/places.mjs';
import { Bench, quiet_figure } from './serving.mjs';

const decisions = [path.join(root, 'build/release/tests/louxia_decisions')];
const wasm_decisions = [process.execPath, path.join(root, 'build/wasm/tests/louxia_decisions.cjs')];
const program = process.env.LOUXIA_MDRP ?? path.join(root, 'build/release/tests/louxia_mdrp');
const data = path.resolve(process.env.DATA ?? path.join(root, '../shared/data/mdrp'));
const parts = (process.env.BENCH ?? 'days,rides,noise,growth').split(',');
const seeds = Number(process.env.SEEDS ?? 5);
const iterations = Number(process.env.ITERATIONS ?? 50);

const measures = ['door', 'door_p90', 'overage', 'within', 'wait', 'wait_p90', 'undelivered', 'orders', 'cost',
    'processor_s', 'decisions', 'decision_p99_ms', 'given_back', 'least_door', 'least_door_p90', 'least_overage'];

// What FoodMatch reaches with a decision every 60 s, from the data's README; its rides are not rounded up.
const food_match = {
    16: { door: 30.97, wait: 1.35, undelivered: 0 },
    24: { door: 30.58, door_p90: 43.65, overage: 1.19, within: 81.73, wait: 1.142, wait_p90: 3.58, undelivered: 0, cost: 11.05 },
};

function run_days(...words) {
    const text = execFileSync(program, ['days', data, `iterations=${iterations}`, ...words],
        { encoding: 'utf8', maxBuffer: 1 << 26 });
    return text.trim().split('\n').map((line) => {
        const [, name, ...values] = line.split(' ');
        return { name, ...Object.fromEntries(measures.map((measure, index) => [measure, Number(values[index])])) };
    });
}

const of_16 = (days) => days.filter((day) => /^(0o50|0r50)/.test(day.name));
const mean = (days, measure) => days.reduce((sum, day) => sum + day[measure], 0) / days.length;
const sum = (days, measure) => days.reduce((total, day) => total + day[measure], 0);

function means(days) {
    const all = Object.fromEntries(measures.map((measure) => [measure, mean(days, measure)]));
    return { ...all, undelivered: sum(days, 'undelivered'), given_back: sum(days, 'given_back') };
}

const shown = [['door', 'click-to-door, min', 2], ['door_p90', 'its p90', 2], ['overage', 'beyond 40 min, min', 2],
    ['within', 'within 40 min, %', 2], ['wait', 'ready-to-pickup, min', 3], ['wait_p90', 'its p90', 2],
    ['undelivered', 'undelivered, orders', 0], ['cost', 'cost an order, $', 2], ['processor_s', 'processor, s a day', 2],
    ['decision_p99_ms', 'slowest decision but 1 %, ms', 1]];

function print_table(columns) {
    console.log(`\n| | ${columns.map(([name]) => name).join(' | ')} |\n|---|${'---|'.repeat(columns.length)}`);
    for (const [measure, name, digits] of shown) {
        const cells = columns.map(([, values]) => (values[measure] === undefined ? '' : values[measure].toFixed(digits)));
        console.log(`| ${name} | ${cells.join(' | ')} |`);
    }
    console.log('');
}

function tell_days(days, suffix = '') {
    const sixteen = of_16(days);
    if (sixteen.length === 16) {
        const now = means(sixteen);
        quiet_figure(`click_to_door_16${suffix}`, now.door, 'min', 30.85);
        quiet_figure(`ready_to_pickup_16${suffix}`, now.wait, 'min', 1.2);
        quiet_figure(`undelivered_16${suffix}`, now.undelivered, 'orders', 0);
    }
    if (days.length !== 24) return;
    const now = means(days);
    for (const measure of ['door', 'door_p90', 'overage', 'wait', 'undelivered', 'cost']) {
        quiet_figure(`${measure}_24${suffix}`, now[measure], measure === 'cost' ? 'dollars' : 'min', food_match[24][measure]);
    }
    quiet_figure(`within_24${suffix}`, now.within, '%', food_match[24].within, { more_is_better: true });
}

// Each order alone, with a courier that stands there in time: nobody goes below that.
function least_of(days) {
    return { door: mean(days, 'least_door'), door_p90: mean(days, 'least_door_p90'), overage: mean(days, 'least_overage'), wait: 0 };
}

function columns_of(days) {
    const columns = [];
    if (of_16(days).length > 0) columns.push([`${of_16(days).length} days 0o50, 0r50`, means(of_16(days))], ['least', least_of(of_16(days))]);
    if (of_16(days).length === 16) columns.push(['FoodMatch', food_match[16]]);
    if (days.length > of_16(days).length) columns.push([`all ${days.length}`, means(days)], ['least', least_of(days)]);
    if (days.length === 24) columns.push(['FoodMatch', food_match[24]]);
    return columns;
}

function plain_days() {
    const days = run_days(...(process.env.OUT ? [`out=${path.resolve(process.env.OUT)}`] : []));
    console.log(`${days.length} days, every solution valid; rides take whole minutes`);
    print_table(columns_of(days));
    tell_days(days);
    return days;
}

// FoodMatch's own figures break the rule of whole minutes: a door-to-door mean of 30.97 with a wait of 1.35 is
// less than preparation, ride and services take. Without the rule the two can be compared.
function unrounded_days() {
    const days = run_days('whole_minutes=0');
    console.log(`${days.length} days with rides that are not rounded up, every solution valid`);
    print_table(columns_of(days));
    tell_days(days, '_unrounded');
}

function noisy_days(plain) {
    const rises = [];
    const all = [];
    for (let seed = 1; seed <= seeds; seed += 1) {
        const days = run_days('noise=8', `seed=${seed}`);
        rises.push(mean(days, 'door') - mean(plain, 'door'));
        all.push(...days);
    }
    console.log(`${seeds} times ${plain.length} days with preparation times off by SD 8 min`);
    print_table([['as said', means(plain)], ['off by SD 8 min', means(all)]]);
    console.log(`rise of click-to-door by seed: ${rises.map((rise) => rise.toFixed(2)).join(', ')}; ` +
        `${sum(all, 'undelivered')} undelivered of ${sum(all, 'orders') + sum(all, 'undelivered')}; ` +
        `${sum(all, 'given_back')} given back at a shift's end`);
    quiet_figure('noise_rise', rises.reduce((total, rise) => total + rise, 0) / seeds, 'min', 1.3);
}

function measured([command, ...before], ...words) {
    return execFileSync(command, [...before, 'growth', '200', String(iterations), ...words], { encoding: 'utf8' }).trim().split('\n')
        .map((line) => line.split(' ').slice(1).map(Number));
}

function growth() {
    const rows = measured(decisions);
    console.log('\n| open orders | couriers | median, ms | p99, ms | median, ms an order | allocations |\n|---|---|---|---|---|---|');
    for (const [orders, couriers, , p50, p99, , , allocations] of rows) {
        console.log(`| ${orders} | ${couriers} | ${p50.toFixed(2)} | ${p99.toFixed(2)} | ${(p50 / orders).toFixed(3)} | ${allocations.toFixed(0)} |`);
    }
    const exponent = (from, to) => Math.log(to[3] / from[3]) / Math.log(to[0] / from[0]);
    const hundred = rows.find(([orders]) => orders === 100);
    console.log(`\ngrowth: orders^${exponent(rows[0], hundred).toFixed(2)} from ${rows[0][0]} to 100, ` +
        `orders^${exponent(hundred, rows.at(-1)).toFixed(2)} from 100 to ${rows.at(-1)[0]}`);
    quiet_figure('decision_100_orders_50_couriers_p99', hundred[4], 'ms', 20);
    quiet_figure('decision_100_orders_50_couriers_allocations', hundred[7], 'calls', 500);
    if (!fs.existsSync(wasm_decisions[1])) {
        console.log('the wasm twin is missing: make web-tests');
        return;
    }
    const [wasm] = measured(wasm_decisions, '100');
    console.log(`as wasm: median ${wasm[3].toFixed(2)} ms, ${(wasm[3] / hundred[3]).toFixed(2)} times the native`);
    quiet_figure('decision_100_orders_50_couriers_wasm_p99', wasm[4], 'ms', 60);
}

if (!fs.existsSync(data)) {
    console.log(`the instances are missing: ${data} (DATA=folder names another place); only growth is measured`);
} else {
    const plain = parts.includes('days') || parts.includes('noise') ? plain_days() : null;
    if (parts.includes('rides')) unrounded_days();
    if (parts.includes('noise')) noisy_days(plain);
}
if (parts.includes('growth')) growth();
Bench.end();

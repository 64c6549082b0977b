// `louxia backup` again and again while buyers order; each backup is restored and held against the
// books as they went on.

import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { figure } from '../e2e/support/figures.mjs';
import { fresh_folder, program } from '../e2e/support/places.mjs';
import { run_command, Server } from '../e2e/support/server.mjs';
import { kill_process, Market, pause, rfc3339 } from './support/market.mjs';
import { growth_during, peak_memory, percentile } from './support/measure.mjs';
import { jpeg } from './support/pictures.mjs';
import { random_numbers } from './support/size.mjs';

const looked_up = 500; // of each buyer's orders, the newest
const picture_bytes = 4 * 1024 * 1024;

export const why_no_age = () => (spawnSync('age', ['--version']).status === 0 ? '' : 'age is not installed');

// A key of age's in that file, and the words that things are encrypted for it with.
function make_key(file) {
    execFileSync('age-keygen', ['-o', file], { stdio: 'pipe' });
    return fs.readFileSync(file, 'utf8').match(/age1[0-9a-z]+/)[0];
}

// Orders of all buyers until `ended()`: { began, ms } of each.
async function order_on(market, random, ended, took) {
    await Promise.all(market.buyers.map(async (buyer) => {
        while (!ended()) {
            const item = market.plenty[Math.floor(random() * market.plenty.length)];
            const body = market.body(item, 1);
            const key = randomUUID();
            const began = performance.now();
            // A kept connection may be closed while it is taken up again: sent once more under its key.
            const reply = await buyer.order(body, key).catch(() => buyer.order(body, key));
            assert.equal(reply.status, 200, reply.text);
            took.push({ began, ms: performance.now() - began });
        }
    }));
}

// Runs `louxia backup` to its end: { began, ended, memory } in ms and MB.
async function back_up(data, file, more) {
    const began = performance.now();
    const child = spawn(program, ['backup', file, '--data', data, ...more], { stdio: ['ignore', 'ignore', 'pipe'] });
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', (text) => { errors += text; });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    const memory = peak_memory(child.pid, ended);
    assert.equal(await ended, 0, errors);
    return { began, ended: performance.now(), memory: await memory };
}

const acknowledged = (market) => market.buyers.map((buyer) =>
    [...buyer.sent.values()].filter((note) => note.acknowledged !== null).map((note) => note.view));

// What `check` says of the folder's ledger: how long it is, and its root.
async function root_of(data) {
    const { code, output, errors } = await run_command('check', '--data', data);
    assert.equal(code, 0, `${output}${errors}`);
    const found = output.match(/^ledger \S+: (\d+) entries, root ([0-9a-f]{64})$/m);
    assert.ok(found, output);
    return { entries: Number(found[1]), root: found[2] };
}

const live_root_at = (data, position) => execFileSync('sqlite3', ['-readonly', path.join(data, 'louxia.db'),
    `SELECT hash FROM ledger_link WHERE position = ${position}`], { encoding: 'utf8' }).trim();

// Every order that was acknowledged before the backup began is there, and each wallet has what they left.
async function compare_restored(market, backup) {
    const server = await Server.start({ data: backup.folder, now: rfc3339(market.now + Date.now() - market.began) });
    try {
        for (const [at, buyer] of market.buyers.entries()) {
            const caller = Object.assign(Object.create(Object.getPrototypeOf(buyer.caller)), buyer.caller, { origin: server.origin });
            const me = await caller.get('/api/v1/me');
            assert.equal(me.wallet_fen + me.held_fen, buyer.wallet);
            for (const order of backup.acknowledged[at].slice(-looked_up)) {
                const kept = await caller.send('GET', `/api/v1/orders/${order.order}`);
                assert.equal(kept.status, 200, `the order ${order.order}, acknowledged before the backup, is not in it`);
                assert.equal(kept.body.total_fen, order.total_fen);
            }
            const before = backup.acknowledged[at].reduce((sum, order) => sum + order.total_fen, 0);
            assert.ok(me.held_fen >= before, 'less is held than what was ordered before the backup');
        }
        await server.stop();
    } finally {
        await kill_process(server.pid);
    }
}

async function restore(market, backup, folder, more) {
    backup.folder = path.join(folder, 'restored', 'data');
    fs.mkdirSync(path.dirname(backup.folder));
    const done = await run_command('restore', backup.file, '--data', backup.folder, ...more);
    assert.equal(done.code, 0, done.errors);
    const { entries, root } = await root_of(backup.folder);
    assert.equal(root, live_root_at(market.server.data, entries), `the root after ${entries} entries is another than in the live books`);
    assert.equal(fs.readdirSync(path.join(backup.folder, 'pictures')).length, fs.readdirSync(path.join(market.server.data, 'pictures')).length);
    return entries;
}

async function make_backups(market, { rounds, pictures, before_ms, seed }, folder) {
    const random = random_numbers(seed);
    for (let count = 0; count < pictures; count += 1) await market.leader.post('/api/v1/pictures', jpeg(picture_bytes));
    const key = path.join(folder, 'key.txt');
    const to = why_no_age() ? '' : make_key(key);
    const took = [];
    let ended = false;
    const load = order_on(market, random, () => ended, took);
    const backups = [];
    try {
        await pause(before_ms);
        for (let round = 0; round < rounds; round += 1) {
            await pause(50 + random() * 200);
            // Every other one is encrypted.
            const encrypted = to !== '' && round % 2 === 1;
            const backup = { file: path.join(folder, `${round}.backup`), acknowledged: acknowledged(market) };
            Object.assign(backup, await back_up(market.server.data, backup.file, encrypted ? ['--recipient', to] : []));
            backup.more = encrypted ? ['--identity', key] : [];
            backups.push(backup);
        }
        await pause(200);
    } finally {
        ended = true;
        await load;
    }
    return { took, backups };
}

export async function backup_under_load({ rounds, pictures, before_ms, seed }) {
    const folder = fresh_folder();
    try {
        await Market.during({ wealth: before_ms > 5_000 ? 40 : 8 }, async (market) => {
            let made;
            const growth = await growth_during(market.server.pid, async () => {
                made = await make_backups(market, { rounds, pictures, before_ms, seed }, folder);
            });
            const { took, backups } = made;
            const during = took.filter((order) => backups.some((each) => order.began < each.ended && order.began + order.ms > each.began));
            const beside = took.filter((order) => !during.includes(order));
            let last = 0;
            for (const backup of backups) {
                const entries = await restore(market, backup, folder, backup.more);
                assert.ok(entries >= last, 'a later backup has fewer entries');
                last = entries;
                if (backup === backups.at(-1) || backup === backups[0]) await compare_restored(market, backup);
                fs.rmSync(path.dirname(backup.folder), { recursive: true });
            }
            assert.ok(during.length >= rounds, 'hardly anybody ordered while the backups were made');
            const ms = (orders, share) => percentile(orders.map((each) => each.ms), share);
            const size = fs.statSync(backups.at(-1).file).size / 1024 / 1024;
            console.log(`backup: ${rounds} of ${size.toFixed(0)} MB in ${(Math.max(...backups.map((each) => each.ended - each.began))).toFixed(0)} ms at most, ` +
                `${took.length} orders, ${during.length} of them meanwhile: p50 ${ms(during, 0.5).toFixed(1)}, p99 ${ms(during, 0.99).toFixed(1)}, ` +
                `most ${ms(during, 1).toFixed(1)} ms; without a backup p50 ${ms(beside, 0.5).toFixed(1)}, p99 ${ms(beside, 0.99).toFixed(1)} ms`);
            figure('order_p99_during_backup', ms(during, 0.99), 'ms', 50);
            assert.ok(ms(during, 0.99) < 500, 'writers stand still while a backup is made');
            figure('memory_of_backup', Math.max(...backups.map((each) => each.memory)), 'MB', 32, { always: true });
            figure('memory_of_server_during_backup', Math.max(0, growth), 'MB', 64, { always: true });
            await market.compare();
        });
    } finally {
        fs.rmSync(folder, { recursive: true, force: true });
    }
}

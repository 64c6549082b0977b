// Thousands of slow connections against the shipped nginx.conf, by Debian's slowhttptest, while others
// read and order through it as always.

import assert from 'node:assert/strict';
import { execFile, spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { figure, median } from '../e2e/support/figures.mjs';
import { Server } from '../e2e/support/server.mjs';
import { Front, name, why_no_front } from '../deploy/support/fronts.mjs';
import { kill_process, noon, pause, rfc3339 } from './support/market.mjs';
import { growth_during, percentile } from './support/measure.mjs';

const origin = `https://${name}`;
// Each reader comes from an address of its own: nginx.conf gives one address 30 requests a second.
const readers = 8;
const pause_between_reads_ms = 50;
const as_browsers = { 'Accept-Encoding': 'gzip, deflate, br' };

export const why_not = () => why_no_front('nginx') ||
    (spawnSync('slowhttptest', ['-h']).error ? 'slowhttptest is not installed' : '');

// One run of slowhttptest, which ends by itself. It stands for other people's machines: on this one it
// works when nobody else wants to.
function slow_connections(front, count, per_second, seconds, mode) {
    const words = ['-c', String(count), '-r', String(per_second), '-l', String(seconds), '-i', '3', '-p', '5', '-x', '24',
        '-u', `https://127.0.0.1:${front.port}/api/v1/${mode === '-B' ? 'orders' : 'home'}`, mode,
        ...(mode === '-B' ? ['-s', '8192'] : [])];
    const child = spawn('nice', ['-n', '19', 'slowhttptest', ...words], { stdio: 'ignore' });
    return new Promise((resolve) => child.once('exit', resolve));
}

// How many connections to the front are open but for our readers', who are not to wait for the counting.
async function open_now(front) {
    const { stdout } = await promisify(execFile)('ss', ['-Htn', 'state', 'established', `( sport = :${front.port} )`], { maxBuffer: 1 << 24 });
    return stdout.split('\n').length - 1 - readers;
}

// nginx ends a slow connection after ten seconds and slowhttptest opens no other in its place, so that
// there have to be several runs of it. All of them twice, a while apart, in which time there are
// more than `count` for a while:
export const in_two_bursts = {
    called: '',
    ramp: () => Promise.resolve(),
    open: (front, count, seconds, mode) => Promise.all([0, 1].map(async (half) => {
        await pause(half * 3_000);
        await slow_connections(front, count, Math.ceil(count / 4), seconds, mode);
    })),
};
// And as many as end in a second anew each second: `count` and no more, for as long as is wanted.
const life_seconds = 10;
export const held = {
    called: 'held ',
    ramp: () => pause(life_seconds * 1_000),
    open: (front, count, seconds, mode) => Promise.all(Array.from({ length: life_seconds + seconds }, async (_, second) => {
        await pause(second * 1_000);
        const now = Math.ceil(count / (life_seconds - 1)); // they come one after the other
        await slow_connections(front, now, now, Math.min(life_seconds, life_seconds + seconds - second), mode);
    })),
};

async function read_for(front, community, ended) {
    const took = [];
    await Promise.all(Array.from({ length: readers }, async (_, at) => {
        const agent = front.agent(`127.0.1.${at + 1}`);
        while (!ended()) {
            const began = performance.now();
            const reply = await front.request('GET', `/api/v1/home?community=${community}`, { agent, headers: as_browsers });
            assert.equal(reply.status, 200);
            took.push(performance.now() - began);
            await pause(pause_between_reads_ms);
        }
        agent.destroy();
    }));
    return took;
}

const reads_during = async (front, community, work) => {
    let ended = false;
    const reading = read_for(front, community, () => ended);
    await work().finally(() => { ended = true; });
    return reading;
};

// Opens them and, once they are there, reads beside them until they have ended, and meanwhile does
// `work`: how long the readings took, and how many slow ones were open each half second.
async function beside_slow(front, community, { shape, connections, seconds, mode }, work) {
    let over = false;
    const runs = shape.open(front, connections, seconds, mode).finally(() => { over = true; });
    await shape.ramp();
    const open = [];
    const counting = async () => {
        while (!over) {
            open.push(await open_now(front));
            await pause(500);
        }
    };
    const took = await reads_during(front, community, () => Promise.all([
        runs, counting(), pause(seconds * 600).then(work),
    ]));
    return { took, open };
}

async function order_through(front, link) {
    const url = new URL(link);
    const community = url.pathname.split('/')[2];
    const send = (where, body, headers = {}) => front.request('POST', `${where}?community=${community}`, {
        address: '127.0.2.1', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json', Origin: origin, 'Idempotency-Key': randomUUID(), ...headers },
    });
    const signed_in = await send('/api/v1/session', { secret: url.hash.slice(1) });
    assert.equal(signed_in.status, 200, signed_in.text);
    const home = JSON.parse((await front.request('GET', `/api/v1/home?community=${community}`, { address: '127.0.2.1' })).text);
    const item = home.list.items.find((each) => !each.in_group && each.available > 10 && each.price_fen < 2_000);
    const placed = await send('/api/v1/orders', {
        lines: [{ item: item.item, quantity: 3 }], fulfilment: 'pickup', hub: home.community.hubs[0].hub, payment: 'wallet',
    }, { Cookie: signed_in.headers['set-cookie'][0].split(';')[0] });
    assert.equal(placed.status, 200, placed.text);
}

async function measure(server, front, alone, slow, called) {
    let beside;
    const growth = await growth_during(server.pid, async () => {
        beside = await beside_slow(front, server.community, slow,
            async () => slow.mode === '-H' && order_through(front, server.link('resident')));
    });
    const { took, open } = beside;
    const most = Math.max(...open);
    console.log(`behind nginx, ${called}: ${most} open at most, ${median(open)} as a rule, beside them ${took.length} reads, ` +
        `p50 ${percentile(took, 0.5).toFixed(1)} ms (alone p50 ${percentile(alone, 0.5).toFixed(1)}, p99 ${percentile(alone, 0.99).toFixed(1)} ms)`);
    if (slow.mode === '-H' || slow.shape === held) assert.ok(most >= slow.connections * 0.9, `only ${most} slow connections were open`);
    const figure_name = called.replaceAll(' ', '_');
    figure(`read_p99_behind_nginx_beside_${figure_name}`, percentile(took, 0.99), 'ms', 50);
    figure(`memory_behind_nginx_of_${figure_name}`, Math.max(0, growth), 'MB', 64, { always: true });
}

export async function slow_behind_nginx({ connections, seconds, shapes }) {
    const server = await Server.start({ now: rfc3339(noon), more: ['--public-url', origin] });
    let front;
    try {
        front = await Front.start('nginx', server.origin);
        await reads_during(front, server.community, () => pause(500));
        const alone = await reads_during(front, server.community, () => pause(1_500));
        for (const shape of shapes) {
            for (const [mode, called] of [['-H', 'slow heads'], ['-B', 'slow bodies']]) {
                await measure(server, front, alone, { shape, connections, seconds, mode }, shape.called + called);
            }
        }
        await server.stop();
        await server.check();
    } finally {
        await front?.stop();
        await kill_process(server.pid);
    }
    server.forget();
}

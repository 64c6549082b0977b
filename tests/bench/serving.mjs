// What the benches of the server share: the program in service, callers for it, the native load.

import { execFile, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as readline from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Caller } from '../e2e/support/api.mjs';
import { fresh_folder, program as louxia, root } from '../e2e/support/places.mjs';

const native = process.env.LOUXIA_BENCH ?? path.join(root, 'build/release/tests/louxia_bench');
const run = promisify(execFile);
const now = '2026-11-23T10:00:00+08:00';
const households_used = 64;
// The most that the API takes.
const plenty = 100_000;
const most_at_once_fen = 100_000;

let short = 0;

export const Bench = {
    end() {
        if (process.env.STRICT === '1' && short > 0) process.exitCode = 1;
    },
};

// As figures.mjs prints it, but the bench goes on after a short one; without a target it only tells.
export function quiet_figure(name, value, unit, target, { more_is_better = false } = {}) {
    const shown = Number.isInteger(value) ? value : value.toFixed(value < 10 ? 2 : 1);
    if (target === undefined) {
        console.log(`figure: ${name} ${shown} ${unit} target none ok`);
        return;
    }
    const good = more_is_better ? value >= target : value <= target;
    short += good ? 0 : 1;
    console.log(`figure: ${name} ${shown} ${unit} target ${target} ${good ? 'ok' : 'short'}`);
}

async function told(parameters) {
    try {
        const { stdout, stderr } = await run(native, parameters);
        if (stderr) process.stderr.write(stderr);
        return JSON.parse(stdout);
    } catch (failure) {
        throw new Error(`louxia_bench ${parameters.join(' ')}: ${failure.stdout ?? ''}${failure.stderr ?? ''}`);
    }
}

// { replies, rate, p50_us, p99_us, bytes }
export const load_path = ({ port }, address, connections, ms, cookie) =>
    told(['load-path', String(port), address, String(connections), String(ms), ...(cookie ? [cookie] : [])]);

export const load_orders = ({ port }, plan, errand, connections, ms, replies = 0) =>
    told(['load-orders', String(port), plan, errand, String(connections), String(ms), String(replies)]);

// The yardstick: a constant body on the same library with nothing behind it.
export function hello_server(bytes) {
    const child = spawn(native, ['http-constant', String(bytes)], { stdio: ['pipe', 'pipe', 'inherit'] });
    return new Promise((resolve) => child.stdout.once('data', (text) =>
        resolve({ port: Number(text), stop: () => child.stdin.end() })));
}

class Served {
    callers = [];

    constructor(folder) {
        this.folder = folder;
        this.data = path.join(folder, 'data');
    }

    // Its log goes into a file, as in service: a pipe into this process would compete for the processors.
    async start({ demo = true } = {}) {
        const log = fs.openSync(path.join(this.folder, 'log'), 'a');
        const began = performance.now();
        // The load is a few accounts for all: their requests are counted as ever, up to a rate that they do not reach.
        this.child = spawn(louxia, ['serve', '--json', '--port', '0', '--data', this.data,
            '--requests-per-account', '1000000', ...(demo ? ['--demo', '--now', now] : [])],
            { stdio: ['ignore', 'pipe', log] });
        fs.closeSync(log);
        this.links = new Map();
        const failed = new Promise((resolve, reject) => this.child.once('exit', () =>
            reject(new Error(fs.readFileSync(path.join(this.folder, 'log'), 'utf8').slice(-2000)))));
        failed.catch(() => {});
        const lines = readline.createInterface({ input: this.child.stdout });
        await Promise.race([failed, new Promise((resolve) => lines.on('line', (line) => {
            const said = JSON.parse(line);
            if (said.listening) {
                this.origin = said.listening;
                this.port = said.port;
                this.ready_ms = performance.now() - began;
                if (!demo) resolve();
            }
            if (said.face && !this.links.has(said.face)) this.links.set(said.face, said.url);
            if (said.face === 'kiosk') resolve();
        }))]);
        if (demo) this.community = new URL(this.links.get('leader')).pathname.split('/')[2];
    }

    async stop() {
        const ended = new Promise((resolve) => this.child.once('exit', resolve));
        this.child.kill('SIGTERM');
        await ended;
    }

    // The same on a fresh data folder.
    async again() {
        await this.stop();
        fs.rmSync(this.data, { recursive: true, force: true });
        this.callers = [];
        await this.start();
    }

    async end() {
        await this.stop();
        fs.rmSync(this.folder, { recursive: true, force: true });
    }

    // From the start of the process until requests are taken, on the data that it has, as a neighbourhood starts it.
    async restart_ms() {
        await this.stop();
        await this.start({ demo: false });
        const { ready_ms } = this;
        const answer = await fetch(`http://127.0.0.1:${this.port}/healthz`);
        if (!answer.ok) throw new Error(`${answer.status} after a restart`);
        await this.stop();
        await this.start();
        return ready_ms;
    }

    #status(word) {
        return Number(fs.readFileSync(`/proc/${this.child.pid}/status`, 'utf8').match(new RegExp(`^${word}:\\s+(\\d+)`, 'm'))[1]);
    }
    resident_kb() {
        return this.#status('VmRSS');
    }
    peak_mb() {
        return this.#status('VmHWM') / 1024;
    }

    // With the log written back into it, which a stop does.
    async database_bytes() {
        await this.stop();
        const bytes = fs.statSync(path.join(this.data, 'louxia.db')).size;
        await this.start();
        return bytes;
    }

    async sign_in(face) {
        return Caller.sign_in(this.links.get(face));
    }

    // Sessions of many households, by invites that the leader makes, and stock that does not run out.
    async plan({ households = households_used, payment = 'on_handover', top_ups = 0 } = {}) {
        const leader = await this.sign_in('leader');
        const home = await leader.home();
        const list = home.list.items.slice(0, 60);
        const { hubs } = home.community;
        const hub = hubs[0].hub;
        for (const { item } of list) {
            await leader.post('/api/v1/shop/stock', { hub, item, on_hand: plenty });
        }
        const all = (await leader.get('/api/v1/leader/households')).households;
        for (const { household } of all.slice(0, households).slice(this.callers.length)) {
            const { path: link } = await leader.post(`/api/v1/leader/households/${household}/invite`, {});
            this.callers.push(await Caller.sign_in(new URL(link, this.origin).href));
        }
        for (let times = 0; times < top_ups; times += 1) {
            await Promise.all(all.slice(0, households).map(({ household }) =>
                leader.post(`/api/v1/leader/households/${household}/top-up`, { amount_fen: most_at_once_fen })));
        }
        const words = [`community ${this.community}`, ...this.callers.slice(0, households).map(({ cookie }) => `cookie ${cookie}`)];
        for (let first = 0; first + 3 <= list.length; first += 3) {
            const lines = list.slice(first, first + 3).map(({ item }) => ({ item, quantity: 1 }));
            const basket = { lines, fulfilment: 'pickup', hub };
            words.push(`item /p/${list[first].item}`, `quote ${JSON.stringify(basket)}`,
                `order ${JSON.stringify({ ...basket, payment })}`);
        }
        const file = path.join(this.folder, `plan-${households}-${payment}`);
        fs.writeFileSync(file, `${words.join('\n')}\n`);
        return file;
    }
}

export async function start_served() {
    const served = new Served(fresh_folder());
    await served.start();
    return served;
}

// A change that everybody's stream tells: one item's stock goes between two numbers.
export async function change_file(served) {
    const leader = await served.sign_in('leader');
    const { list, community } = await leader.home();
    const body = JSON.stringify({ hub: community.hubs[0].hub, item: list.items[0].item, on_hand: 500 });
    const file = path.join(served.folder, 'change');
    fs.writeFileSync(file, `POST /api/v1/shop/stock?community=${served.community} HTTP/1.1\r\nHost: 127.0.0.1\r\n` +
        `Cookie: ${leader.cookie}\r\nContent-Type: application/json\r\nIdempotency-Key: KEY\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    return file;
}

// Streams held by another process; tell() gives its answer.
export async function streams(served, change) {
    const child = spawn(native, ['streams', String(served.port), `/api/v1/events?community=${served.community}`, change],
        { stdio: ['pipe', 'pipe', 'inherit'] });
    const answers = readline.createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const ended = new Promise((resolve) => child.once('exit', resolve));
    return {
        async tell(words) {
            child.stdin.write(`${words}\n`);
            if (words === 'end') {
                await ended;
                await pause(50);
                return {};
            }
            return JSON.parse((await answers.next()).value);
        },
    };
}

// Reads of the live list against a constant body of the same size on the same cpp-httplib, in one
// run: make bench-http. Five rounds of both, turn about; the figure is the median of their ratios.

import { execFile, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { fresh_folder, program as louxia, root } from '../e2e/support/places.mjs';

const rounds = 5;
const round_ms = 2000;
const target = 0.6;
const program = process.env.LOUXIA_BENCH ?? path.join(root, 'build/release/tests/louxia_bench');
const run = promisify(execFile);

async function load(port, address, ms = round_ms) {
    const { stdout } = await run(program, ['http-load', String(port), address, String(ms)]);
    const [rate, bytes] = stdout.trim().split(' ').map(Number);
    return { rate, bytes };
}

function serve_constant(bytes) {
    const child = spawn(program, ['http-constant', String(bytes)], { stdio: ['pipe', 'pipe', 'inherit'] });
    return new Promise((resolve) => child.stdout.once('data', (text) =>
        resolve({ port: Number(text), stop: () => child.stdin.end() })));
}

// Its log goes into a file, as in service: a pipe into this process would compete for the processors.
function serve_demo(folder) {
    const log = fs.openSync(path.join(folder, 'log'), 'w');
    const child = spawn(louxia, ['serve', '--demo', '--json', '--port', '0', '--data', path.join(folder, 'data'),
        '--now', '2026-11-23T10:00:00+08:00'], { stdio: ['ignore', 'pipe', log] });
    return new Promise((resolve, reject) => {
        child.once('exit', () => reject(new Error(fs.readFileSync(path.join(folder, 'log'), 'utf8'))));
        child.stdout.setEncoding('utf8').once('data', (text) => resolve({
            port: JSON.parse(text.split('\n')[0]).port,
            stop: () => new Promise((ended) => child.once('exit', ended).kill('SIGTERM')),
        }));
    });
}

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

const folder = fresh_folder();
const server = await serve_demo(folder);
const { port } = server;
const { bytes } = await load(port, '/api/v1/home', 500);
const constant = await serve_constant(bytes);
await load(constant.port, '/constant', 500);

const ratios = [];
const rates = [];
for (let round = 0; round < rounds; ++round) {
    const list = await load(port, '/api/v1/home');
    const plain = await load(constant.port, '/constant');
    ratios.push(list.rate / plain.rate);
    rates.push(list.rate);
}
constant.stop();
await server.stop();
fs.rmSync(folder, { recursive: true, force: true });

const ratio = median(ratios);
const ok = ratio >= target;
console.log(`figure: http_list_ratio ${ratio.toFixed(2)} of_constant target ${target} ${ok ? 'ok' : 'short'}`);
console.log(`figure: http_list_rate ${median(rates).toFixed(0)} per_second target 1000 ${median(rates) >= 1000 ? 'ok' : 'short'}`);
console.log(`(${bytes} bytes, ${rounds} rounds of ${round_ms} ms, ratios ${ratios.map((each) => each.toFixed(2)).join(' ')})`);
if (process.env.STRICT === '1' && !ok) process.exitCode = 1;

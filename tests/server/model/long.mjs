// Random days by the thousand: node long.mjs SEEDS [PROCESSES [FIRST]]. Each process plays some seeds
// on files in memory and then makes room for the next. The first seed that differs ends it all.

import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const program = process.env.LOUXIA_MODEL_TESTS ?? path.join(root, 'build/release/tests/louxia_model_tests');
const seeds = Number(process.argv[2] ?? 200);
const processes = Number(process.argv[3] ?? os.cpus().length);
const first = Number(process.argv[4] ?? 1);
const steps = Number(process.env.LOUXIA_MODEL_STEPS ?? 500);
const seeds_each = 25;
const report_every_ms = 60_000;

const memory = fs.existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir();
const folder = fs.mkdtempSync(path.join(memory, 'louxia-model-'));
const began = Date.now();
const seen = new Map();
let next = first;
let done = 0;
let failed = false;

// Plays `count` seeds from `from` on; what the program said, and whether all was well.
function play(from, count) {
    return new Promise((resolve) => {
        const child = spawn(program, ['--no-colors=true', '--abort-after=1', '--test-case=random days*'], {
            env: { ...process.env, TMPDIR: folder, LOUXIA_MODEL_FIRST: String(from), LOUXIA_MODEL_SEEDS: String(count), LOUXIA_MODEL_STEPS: String(steps) },
            stdio: ['ignore', 'pipe', 'pipe'],
        });
        let said = '';
        for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => { said += text; });
        child.on('error', (error) => resolve({ good: false, said: error.message }));
        child.on('close', (code) => resolve({ good: code === 0, said }));
    });
}

function figures() {
    const seconds = (Date.now() - began) / 1000;
    return `${done} of ${seeds} seeds, ${done * steps} steps, ${seconds.toFixed(0)} s, ${(done * steps / seconds).toFixed(0)} steps/s`;
}

async function work() {
    while (!failed && next < first + seeds) {
        const from = next;
        const count = Math.min(seeds_each, first + seeds - from);
        next += count;
        const { good, said } = await play(from, count);
        if (!good) {
            failed = true;
            console.log(`${said}\nseeds ${from} to ${from + count - 1}: a difference, or a death that was not meant`);
            return;
        }
        done += count;
        for (const [, times, what] of said.matchAll(/^seen: (\d+) (.*)$/gm)) seen.set(what, (seen.get(what) ?? 0) + Number(times));
    }
}

const reporting = setInterval(() => console.log(figures()), report_every_ms);
try {
    await Promise.all(Array.from({ length: processes }, work));
} finally {
    clearInterval(reporting);
    fs.rmSync(folder, { recursive: true, force: true });
}
for (const [what, times] of [...seen].sort()) console.log(`  ${String(times).padStart(9)}  ${what}`);
console.log(`${figures()}: ${failed ? 'FAILED' : 'no difference'}`);
process.exitCode = failed ? 1 : 0;

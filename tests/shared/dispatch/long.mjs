// Random events before the dispatcher by the thousand, natively and as wasm: node long.mjs SEEDS.
// Both must break no rule and decide the same to the last stop.

import { spawn } from 'node:child_process';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const seeds = Number(process.argv[2] ?? 10_000);
const programs = {
    native: [path.join(root, 'build/release/tests/louxia_decisions')],
    wasm: [process.execPath, path.join(root, 'build/wasm/tests/louxia_decisions.cjs')],
};

function play([program, ...before]) {
    return new Promise((resolve, reject) => {
        const child = spawn(program, [...before, 'events', '1', String(seeds)], { stdio: ['ignore', 'pipe', 'inherit'] });
        let said = '';
        child.stdout.setEncoding('utf8').on('data', (text) => { said += text; });
        child.on('error', reject);
        child.on('close', (code) => resolve({ good: code === 0, said: said.trim() }));
    });
}

const answers = [];
for (const [name, program] of Object.entries(programs)) {
    const answer = await play(program);
    console.log(`${name}: ${answer.said}`);
    answers.push(answer);
}
const same = answers[0].said !== '' && answers.every(({ said }) => said === answers[0].said);
const good = same && answers.every((answer) => answer.good);
console.log(`${seeds} seeds: ${good ? 'no rule broken, native and wasm decide the same' : 'FAILED'}`);
process.exitCode = good ? 0 : 1;

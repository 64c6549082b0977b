// A write or a sync fails while a fresh data folder is made: schema, demo community, its first list.
// The program serves or says why not; in both cases the next start finishes what is missing.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { fresh_folder, program } from '../e2e/support/places.mjs';
import { Caller } from '../e2e/support/api.mjs';
import { Server } from '../e2e/support/server.mjs';
import { kill_process, noon, rfc3339 } from './support/market.mjs';

const faults = [['pwrite64', 'EIO'], ['fdatasync', 'EIO'], ['pwrite64', 'ENOSPC'], ['fsync', 'EIO']];
const start_limit_ms = 60_000;

// Runs until it listens or ends: { code: null when it listened, errors, hits }.
function start_with(data, call, error, nth) {
    return new Promise((resolve, reject) => {
        const calls = path.join(path.dirname(data), 'calls');
        const child = spawn('strace', ['-f', '-qq', '-o', calls, '-e', `trace=${call}`,
            '-e', `inject=${call}:error=${error}:when=${nth}`,
            program, 'serve', '--data', data, '--port', '0', '--json', '--demo', '--now', rfc3339(noon)],
        { stdio: ['ignore', 'pipe', 'pipe'] });
        let errors = '';
        let listened = false;
        const limit = setTimeout(() => reject(new Error('neither served nor ended')), start_limit_ms);
        child.stderr.setEncoding('utf8').on('data', (text) => { errors += text; });
        child.stdout.setEncoding('utf8').on('data', (text) => {
            if (listened || !text.includes('listening')) return;
            listened = true;
            const [server] = fs.readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim().split(' ');
            kill_process(Number(server)).catch(reject);
        });
        child.once('error', reject);
        child.once('close', (code) => {
            clearTimeout(limit);
            const hits = fs.readFileSync(calls, 'utf8').split('\n').filter((line) => line.includes('(INJECTED)')).length;
            resolve({ code: listened ? null : code, errors, hits });
        });
    });
}

export async function start_errors({ numbers }) {
    let ended = 0;
    let struck = 0;
    for (const [round, nth] of numbers.entries()) {
        const [call, error] = faults[round % faults.length];
        const which = `${call} ${error} at ${nth} of a first start`;
        const data = path.join(fresh_folder(), 'data');
        const { code, errors, hits } = await start_with(data, call, error, nth);
        struck += hits > 0 ? 1 : 0;
        if (code !== null) {
            ended += 1;
            assert.ok(code === 1 || code === 3, `${which}: ended with ${code}\n${errors}`);
            assert.match(errors, /\w/, `${which}: ended without a word`);
        }
        const server = await Server.start({ data, now: rfc3339(noon) });
        try {
            const leader = await Caller.sign_in(server.link('leader'));
            assert.ok((await leader.home()).list.items.length > 400, which);
            await server.stop();
            await server.check();
        } finally {
            await kill_process(server.pid);
        }
        server.forget();
    }
    assert.ok(struck > 0);
    console.log(`first starts: ${numbers.length}, ${struck} struck, ${ended} ended with words, each made good by the next start`);
}

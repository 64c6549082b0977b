// Lets system calls of a running process fail, by strace.

import { execFile, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pause } from './market.mjs';

const attach_limit_ms = 5_000;

// Why this machine cannot do it; empty when it can.
export async function why_no_strace() {
    return new Promise((resolve) => {
        // Attaching is what is wanted, and may be forbidden where tracing a child is not.
        const victim = spawn('sleep', ['5'], { stdio: 'ignore' });
        execFile('timeout', ['1', 'strace', '-p', String(victim.pid)], (error, output, errors) => {
            victim.kill('SIGKILL');
            const attached = /attached/.test(errors);
            resolve(attached ? '' : `strace cannot attach here: ${(errors || String(error)).trim().split('\n')[0]}`);
        });
    });
}

// The thread of a process that has written most to disks. Following it alone leaves the others their
// speed, which a hundred calls a second would cost them.
export function writing_thread(pid) {
    const written = (thread) =>
        Number(fs.readFileSync(`/proc/${pid}/task/${thread}/io`, 'utf8').match(/^write_bytes: (\d+)/m)[1]);
    const threads = fs.readdirSync(`/proc/${pid}/task`);
    return threads.reduce((most, each) => (written(each) > written(most) ? each : most));
}

// The `nth` call of each of `calls` fails with `error`, once: of `thread`, or, without one, of each
// thread of the process.
export class Injection {
    static async begin(pid, calls, error, nth, thread) {
        const injection = new Injection();
        injection.file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'louxia-strace-')), 'calls');
        injection.child = spawn('strace', [...(thread ? [] : ['-f']), '-o', injection.file, '-p', String(thread ?? pid),
            '-e', `trace=${calls}`, '-e', `inject=${calls}:error=${error}:when=${nth}`],
        { stdio: ['ignore', 'ignore', 'pipe'] });
        injection.ended = new Promise((resolve) => injection.child.once('exit', resolve));
        let said = '';
        injection.child.stderr.setEncoding('utf8').on('data', (text) => { said += text; });
        const limit = Date.now() + attach_limit_ms;
        while (!said.includes('attached')) {
            if (Date.now() > limit) throw new Error(`strace did not attach: ${said}`);
            await pause(5);
        }
        return injection;
    }

    // The calls that failed so far.
    hits() {
        if (!fs.existsSync(this.file)) return [];
        return fs.readFileSync(this.file, 'utf8').split('\n').filter((line) => line.includes('(INJECTED)'));
    }

    async end() {
        this.child.kill('SIGINT');
        await this.ended;
        const hits = this.hits();
        fs.rmSync(path.dirname(this.file), { recursive: true, force: true });
        return hits;
    }
}

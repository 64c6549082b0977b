// A wall clock for the servers that are started from here on, which jumps when it is told to.

import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('moved_clock.cpp', import.meta.url));

export class MovedClock {
    static during(work) {
        const clock = new MovedClock();
        return work(clock).finally(() => clock.#forget());
    }

    constructor() {
        this.folder = fs.mkdtempSync(path.join(os.tmpdir(), 'louxia-clock-'));
        const library = path.join(this.folder, 'moved_clock.so');
        execFileSync(process.env.CXX ?? 'c++', ['-std=c++20', '-O1', '-shared', '-fPIC', '-o', library, source]);
        this.file = path.join(this.folder, 'offset');
        this.set(Date.now());
        process.env.MOVED_CLOCK = this.file;
        process.env.LD_PRELOAD = library;
    }

    // From now on it is `ms`, and time goes on from there. Written in one piece into the page that
    // the servers look at.
    set(ms) {
        this.offset = ms - Date.now();
        const bytes = Buffer.alloc(8);
        bytes.writeBigInt64LE(BigInt(this.offset));
        const file = fs.openSync(this.file, fs.existsSync(this.file) ? 'r+' : 'w+');
        fs.writeSync(file, bytes, 0, 8, 0);
        fs.closeSync(file);
    }

    now() {
        return Date.now() + this.offset;
    }

    #forget() {
        delete process.env.LD_PRELOAD;
        delete process.env.MOVED_CLOCK;
        fs.rmSync(this.folder, { recursive: true, force: true });
    }
}

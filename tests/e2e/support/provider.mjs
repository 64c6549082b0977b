// Providers that do nothing in the world, each on a port of its own: `louxia simulate-payments` moves no
// money, `louxia simulate-crowd` sends no rider.

import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { fresh_folder, program } from './places.mjs';

export class Provider {
    // Of online payments. parameters: how it misbehaves; none, and it does not
    static start(...parameters) {
        return Provider.#begin('payments', parameters);
    }

    // Of riders of the crowd. parameters: how fast they are, and how they go wrong
    static riders(...parameters) {
        return Provider.#begin('crowd', parameters);
    }

    static async #begin(what, parameters) {
        const provider = new Provider();
        provider.folder = fresh_folder();
        const key_file = path.join(provider.folder, 'key');
        fs.writeFileSync(key_file, 'a key that both ends have, 32 letters and more');
        provider.child = spawn(program, [`simulate-${what}`, '--key-file', key_file, ...parameters],
            { stdio: ['ignore', 'pipe', 'inherit'] });
        provider.ended = new Promise((resolve) => provider.child.once('exit', resolve));
        provider.origin = await new Promise((resolve, reject) => {
            provider.ended.then((code) => reject(new Error(`the provider ended with ${code}`)));
            provider.child.stdout.setEncoding('utf8').on('data', (text) => {
                const found = text.match(/http:\/\/\S+/);
                if (found) resolve(found[0]);
            });
        });
        // What `louxia serve` takes.
        provider.parameters = [`--${what}`, provider.origin, `--${what}-key-file`, key_file];
        return provider;
    }

    async stop() {
        this.child.kill('SIGKILL');
        await this.ended;
        fs.rmSync(this.folder, { recursive: true, force: true });
    }
}

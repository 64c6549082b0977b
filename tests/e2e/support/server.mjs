// The program under test: started on a port of its own in a fresh data folder, stopped by SIGTERM.

import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { fresh_folder, program } from './places.mjs';

const start_limit_ms = 20_000;
const stop_limit_ms = 5_000;

// Runs one of the program's commands to its end: { code, output, errors }.
export function run_command(...parameters) {
    return new Promise((resolve) => {
        execFile(program, parameters, { maxBuffer: 32 * 1024 * 1024 }, (error, output, errors) =>
            resolve({ code: error ? error.code : 0, output, errors }));
    });
}

export class Server {
    // What `serve --json` said, line by line.
    lines = [];
    links = new Map();
    log = '';
    #child;
    #ended;

    // options: program, web (where the client is staged), data, port (else a free one), now, speed, simulate_couriers, demo,
    // any_rate (an account may ask faster than people do), more (further parameters)
    static async start(options = {}) {
        const server = new Server();
        server.data = options.data ?? path.join(fresh_folder(), 'data');
        const parameters = ['serve', '--data', server.data, '--port', String(options.port ?? 0), '--json'];
        const web = options.web ?? process.env.LOUXIA_WEB;
        if (web) parameters.push('--web', web);
        if (options.demo !== false) parameters.push('--demo');
        if (options.now) parameters.push('--now', options.now);
        if (options.speed) parameters.push('--speed', String(options.speed));
        if (options.simulate_couriers) parameters.push('--simulate-couriers');
        if (options.any_rate) parameters.push('--requests-per-account', '1000000');
        parameters.push(...(options.more ?? []));
        server.began = performance.now();
        server.#child = spawn(options.program ?? program, parameters, { stdio: ['ignore', 'pipe', 'pipe'] });
        server.#ended = new Promise((resolve) =>
            server.#child.once('exit', (code, signal) => resolve({ code, signal })));
        await server.#ready(options.demo !== false);
        return server;
    }

    get pid() {
        return this.#child.pid;
    }

    #ready(with_links) {
        return new Promise((resolve, reject) => {
            const limit = setTimeout(() => reject(this.#failure('said nothing in time')), start_limit_ms);
            let rest = '';
            this.#child.stdout.setEncoding('utf8').on('data', (text) => {
                rest += text;
                const lines = rest.split('\n');
                rest = lines.pop();
                for (const line of lines) this.#hear(line);
                if (this.origin && (!with_links || this.links.has('kiosk'))) {
                    clearTimeout(limit);
                    this.ready_ms ??= performance.now() - this.began;
                    resolve();
                }
            });
            this.#child.stderr.setEncoding('utf8').on('data', (text) => { this.log += text; });
            this.#ended.then(({ code, signal }) => {
                clearTimeout(limit);
                reject(this.#failure(`ended with ${code ?? signal}`));
            });
        });
    }

    #failure(what) {
        return new Error(`the server ${what}\n${this.lines.map((line) => JSON.stringify(line)).join('\n')}\n${this.log}`);
    }

    #hear(line) {
        if (!line.startsWith('{')) return;
        const said = JSON.parse(line);
        this.lines.push(said);
        // Behind a front `listening` is the public address.
        if (said.listening) this.origin ??= `http://127.0.0.1:${said.port}`;
        // A second shop or courier has the same word; the first is the main one.
        if (said.face && !this.links.has(said.face)) this.links.set(said.face, said.url);
    }

    link(face) {
        const url = this.links.get(face);
        assert.ok(url, `there is no link for ${face}: ${[...this.links.keys()].join(', ')}`);
        return url;
    }

    // The community of the demo's links.
    get community() {
        return new URL(this.links.values().next().value).pathname.split('/')[2];
    }

    // Ends as it is asked to: exit code 0 within five seconds, streams closed.
    async stop() {
        const began = performance.now();
        this.#child.kill('SIGTERM');
        const limit = setTimeout(() => this.#child.kill('SIGKILL'), stop_limit_ms);
        const { code, signal } = await this.#ended;
        clearTimeout(limit);
        assert.equal(code, 0, `the server ended with ${code ?? signal} ` +
            `after ${Math.round(performance.now() - began)} ms\n${this.log.slice(-2000)}`);
    }

    async check() {
        const { code, output, errors } = await run_command('check', '--data', this.data);
        assert.equal(code, 0, `louxia check found:\n${output}${errors}`);
    }

    forget() {
        fs.rmSync(path.dirname(this.data), { recursive: true, force: true });
    }

    // After a file's tests: nothing that they did has broken an invariant, and nothing stays behind.
    async leave() {
        await this.stop();
        await this.check();
        this.forget();
    }
}

// The fronts of deploy/, started as they are shipped: only addresses, ports, the certificate's paths
// and where they may write are replaced in a copy.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as https from 'node:https';
import * as net from 'node:net';
import * as path from 'node:path';
import { fresh_folder, root } from '../../e2e/support/places.mjs';

export const name = 'louxia.example';
const start_limit_ms = 10_000;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const program_of = (front) => [path.join(root, '.deps/fronts/usr', front), path.join('/usr', front)]
    .find((file) => fs.existsSync(file));
const programs = { nginx: 'sbin/nginx', caddy: 'bin/caddy' };

// Why this machine cannot start it; empty when it can.
export const why_no_front = (front) => (program_of(programs[front]) ? '' : `${front} could not be fetched by emsdk-setup.sh`);

// A port that was free a moment ago.
const free_port = () => new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
        const { port } = server.address();
        server.close(() => resolve(port));
    });
});

function make_certificate(folder) {
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes',
        '-days', '2', '-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`,
        '-keyout', path.join(folder, 'key.pem'), '-out', path.join(folder, 'cert.pem')], { stdio: 'pipe' });
}

// Each of the replacements has to be found as often as it says.
function adapt(file, replacements) {
    let text = fs.readFileSync(path.join(root, 'deploy', file), 'utf8');
    for (const [from, to, times = 1] of replacements) {
        assert.equal(text.split(from).length - 1, times, `${file} has not "${from}" ${times} times`);
        text = text.replaceAll(from, to);
    }
    return text;
}

function nginx_files(front) {
    const { folder } = front;
    fs.writeFileSync(path.join(folder, 'louxia.conf'), adapt('nginx.conf', [
        ['server 127.0.0.1:8080;', `server ${front.backend};`],
        ['listen 80;', `listen 127.0.0.1:${front.plain_port};`],
        ['listen 443 ssl http2;', `listen 127.0.0.1:${front.port} ssl http2;`],
        ['/etc/letsencrypt/live/louxia.example/fullchain.pem', path.join(folder, 'cert.pem')],
        ['/etc/letsencrypt/live/louxia.example/privkey.pem', path.join(folder, 'key.pem')],
        ['/var/log/nginx/louxia.log', path.join(folder, 'access.log')],
    ]));
    // What Debian's nginx.conf has around it, with the connections that ours asks for.
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
        .map((each) => `${each}_temp_path ${path.join(folder, each)};`).join('\n    ');
    fs.writeFileSync(path.join(folder, 'nginx.conf'), `
daemon off;
worker_processes auto;
worker_rlimit_nofile 16384;
pid ${path.join(folder, 'nginx.pid')};
error_log stderr warn;
${process.getuid() === 0 ? 'user root;' : ''}
events { worker_connections 8192; }
http {
    sendfile on;
    tcp_nopush on;
    default_type application/octet-stream;
    gzip on;
    access_log ${path.join(folder, 'other.log')};
    ${temporary}
    include ${path.join(folder, 'louxia.conf')};
}
`);
    return ['-p', folder, '-c', path.join(folder, 'nginx.conf')];
}

function caddy_files(front) {
    const { folder } = front;
    const file = path.join(folder, 'Caddyfile');
    fs.writeFileSync(file, adapt('Caddyfile', [
        ['127.0.0.1:8080', front.backend, 2],
        ['{\n\tservers {', `{\n\tadmin off\n\thttp_port ${front.plain_port}\n\thttps_port ${front.port}\n` +
            '\tdefault_bind 127.0.0.1\n\tservers {'],
        [`${name} {\n`, `${name} {\n\ttls ${path.join(folder, 'cert.pem')} ${path.join(folder, 'key.pem')}\n`],
    ]));
    return ['run', '--config', file, '--adapter', 'caddyfile'];
}

export class Front {
    log = '';
    #child;
    #ended;

    // kind: 'nginx' or 'caddy', in front of the server with that origin
    static async start(kind, origin) {
        const front = new Front();
        front.kind = kind;
        front.folder = fresh_folder();
        front.backend = new URL(origin).host;
        front.port = await free_port();
        front.plain_port = await free_port();
        make_certificate(front.folder);
        front.certificate = fs.readFileSync(path.join(front.folder, 'cert.pem'));
        const words = kind === 'nginx' ? nginx_files(front) : caddy_files(front);
        front.#child = spawn(program_of(programs[kind]), words, {
            stdio: ['ignore', 'pipe', 'pipe'],
            env: { ...process.env, HOME: front.folder, XDG_DATA_HOME: front.folder, XDG_CONFIG_HOME: front.folder },
        });
        front.#ended = new Promise((resolve) => front.#child.once('exit', resolve));
        for (const stream of [front.#child.stdout, front.#child.stderr]) {
            stream.setEncoding('utf8').on('data', (text) => { front.log += text; });
        }
        await front.#ready();
        return front;
    }

    async #ready() {
        const limit = Date.now() + start_limit_ms;
        for (;;) {
            const open = await new Promise((resolve) => {
                const socket = net.connect(this.port, '127.0.0.1', () => { socket.destroy(); resolve(true); });
                socket.on('error', () => resolve(false));
            });
            if (open) return;
            if (Date.now() > limit || this.#child.exitCode !== null) {
                throw new Error(`${this.kind} did not start:\n${this.log}`);
            }
            await pause(20);
        }
    }

    get pid() {
        return this.#child.pid;
    }

    // Of one who comes from that address of this machine and keeps the connection.
    agent(address = '127.0.0.1', more = {}) {
        return new https.Agent({ keepAlive: true, localAddress: address, ca: this.certificate, ...more });
    }

    // { status, headers, text } or, with `stream`, the open response.
    request(method, where, { headers = {}, body, agent, address, stream = false } = {}) {
        return new Promise((resolve, reject) => {
            const one_time = agent ? null : this.agent(address, { keepAlive: false });
            const asked = https.request({
                host: '127.0.0.1', port: this.port, servername: name, path: where, method,
                agent: agent ?? one_time,
                headers: { Host: name, ...(body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) }), ...headers },
            }, (reply) => {
                if (stream) {
                    resolve(reply);
                    return;
                }
                const pieces = [];
                reply.on('data', (piece) => pieces.push(piece));
                reply.on('error', reject);
                reply.on('end', () => {
                    const bytes = Buffer.concat(pieces);
                    resolve({ status: reply.statusCode, headers: reply.headers, bytes, text: bytes.toString('utf8') });
                });
            });
            asked.on('error', reject);
            asked.end(body);
        });
    }

    async stop() {
        this.#child.kill('SIGTERM');
        const limit = setTimeout(() => this.#child.kill('SIGKILL'), 5_000);
        await this.#ended;
        clearTimeout(limit);
        fs.rmSync(this.folder, { recursive: true, force: true });
    }
}

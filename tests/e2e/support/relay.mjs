// A line between browser and server that a test can cut, hold, or let lose one answer. The address stays
// the same when the server comes back on another port.

import * as net from 'node:net';

const request_line = /^(GET|POST) (\S+) HTTP/;

export class Relay {
    // Every request line that came through: { at, line }; `at` in ms of performance.now().
    requests = [];
    // Bytes of event streams as they were answered, one text per connection.
    streams = [];
    #pairs = new Set();
    #cut = false;
    #lose = null;
    #port;

    static async start(server) {
        const relay = new Relay();
        relay.aim(server);
        relay.listener = net.createServer((near) => relay.#join(near));
        await new Promise((resolve) => relay.listener.listen(0, '127.0.0.1', resolve));
        relay.origin = `http://127.0.0.1:${relay.listener.address().port}`;
        return relay;
    }

    // Where new connections lead.
    aim(server) {
        this.#port = Number(new URL(server.origin).port);
    }

    // The server's link by way of this relay.
    through(link) {
        const url = new URL(link);
        return this.origin + url.pathname + url.search + url.hash;
    }

    #join(near) {
        if (this.#cut) return near.destroy();
        const far = net.connect(this.#port, '127.0.0.1');
        const pair = { near, far, held: false, lose: false, stream: null };
        this.#pairs.add(pair);
        const end = () => {
            this.#pairs.delete(pair);
            near.destroy();
            far.destroy();
        };
        for (const side of [near, far]) side.on('error', end).on('close', () => pair.held || end());
        near.on('data', (bytes) => {
            if (pair.held) return;
            const line = bytes.toString('latin1').match(request_line)?.[0];
            if (line) {
                this.requests.push({ at: performance.now(), line });
                pair.stream = / \/api\/v1\/events/.test(line) ? this.streams.push('') - 1 : null;
                if (this.#lose?.test(line)) {
                    this.#lose = null;
                    pair.lose = true;
                }
            }
            far.write(bytes);
        });
        far.on('data', (bytes) => {
            if (pair.held) return;
            if (pair.lose) {
                this.cut();
                this.lost?.(bytes.toString('latin1'));
                return;
            }
            if (pair.stream !== null) this.streams[pair.stream] += bytes.toString('utf8');
            near.write(bytes);
        });
    }

    // All connections end and no new one is let through, until mend().
    cut() {
        this.#cut = true;
        for (const { near, far } of this.#pairs) {
            near.destroy();
            far.destroy();
        }
    }

    mend() {
        this.#cut = false;
    }

    // The streams that stand now go silent for good, and who reads them is not told; idle connections end, as
    // a browser ends them in time, and new ones are let through.
    go_silent() {
        for (const pair of this.#pairs) {
            pair.held = pair.stream !== null;
            pair.far.destroy();
            if (!pair.held) pair.near.destroy();
        }
    }

    // The next request whose first line matches reaches the server. Its answer is lost, and with it the
    // net; resolves to that answer.
    lose_answer_to(line) {
        this.#lose = line;
        return new Promise((resolve) => { this.lost = resolve; });
    }

    async close() {
        const closed = new Promise((resolve) => this.listener.close(resolve));
        for (const { near, far } of this.#pairs) {
            near.destroy();
            far.destroy();
        }
        await closed;
    }
}

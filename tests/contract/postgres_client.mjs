// As much of PostgreSQL's wire protocol (version 3, by unix socket) as preparing, describing and
// running statements takes. Values and rows are texts, or null. A refusal of the server is thrown.

import * as net from 'node:net';

const terminated = (text) => Buffer.from(`${text}\0`);
function int16(value) { const bytes = Buffer.alloc(2); bytes.writeInt16BE(value); return bytes; }
function int32(value) { const bytes = Buffer.alloc(4); bytes.writeInt32BE(value); return bytes; }

function message(kind, ...parts) {
    const body = Buffer.concat(parts);
    return Buffer.concat([Buffer.from(kind), int32(body.length + 4), body]);
}

function refusal(body) {
    const fields = Object.fromEntries(body.toString().split('\0').filter(Boolean)
        .map((part) => [part[0], part.slice(1)]));
    return Object.assign(new Error(`${fields.M} (${fields.C})`), { code: fields.C });
}

function columns_of(body) {
    const columns = [];
    let at = 2;
    for (let left = body.readInt16BE(0); left > 0; left -= 1) {
        const end = body.indexOf(0, at);
        columns.push({ name: body.toString('utf8', at, end), type: body.readInt32BE(end + 7) });
        at = end + 19;
    }
    return columns;
}

function cells_of(body) {
    const cells = [];
    let at = 2;
    for (let left = body.readInt16BE(0); left > 0; left -= 1) {
        const size = body.readInt32BE(at);
        at += 4;
        cells.push(size < 0 ? null : body.toString('utf8', at, at + size));
        at += Math.max(size, 0);
    }
    return cells;
}

export class PostgresClient {
    #socket;
    #bytes = Buffer.alloc(0);
    #waiting = null;
    #answer = { rows: [], columns: [], parameters: [], error: null };

    static async connect(folder) {
        const client = new PostgresClient();
        client.#socket = net.connect(`${folder}/.s.PGSQL.5432`);
        client.#socket.on('data', (bytes) => client.#take(bytes));
        client.#socket.on('error', (error) => client.#end(error));
        client.#socket.on('close', () => client.#end(new Error('PostgreSQL closed the connection')));
        const body = Buffer.concat([int32(196608), terminated('user'), terminated('louxia'),
            terminated('database'), terminated('postgres'), Buffer.from([0])]);
        await client.#ask(Buffer.concat([int32(body.length + 4), body]));
        return client;
    }

    // One or more statements without values.
    run(script) { return this.#ask(message('Q', terminated(script))); }

    // Types are those that the server found out by itself.
    prepare(name, sql) {
        return this.#ask(message('P', terminated(name), terminated(sql), int16(0)),
            message('D', Buffer.from('S'), terminated(name)), message('S'));
    }

    execute(name, values) {
        const cells = values.map((value) => (value === null ? int32(-1)
            : Buffer.concat([int32(Buffer.byteLength(value)), Buffer.from(value)])));
        return this.#ask(message('B', terminated(''), terminated(name), int16(0), int16(values.length),
            ...cells, int16(0)), message('E', terminated(''), int32(0)), message('S'));
    }

    close() { this.#socket.end(message('X')); }

    #ask(...messages) {
        return new Promise((resolve, reject) => {
            this.#waiting = { resolve, reject };
            this.#answer = { rows: [], columns: [], parameters: [], error: null };
            this.#socket.write(Buffer.concat(messages));
        });
    }

    #end(error) {
        this.#waiting?.reject(error);
        this.#waiting = null;
    }

    #take(bytes) {
        this.#bytes = Buffer.concat([this.#bytes, bytes]);
        while (this.#bytes.length >= 5) {
            const size = this.#bytes.readInt32BE(1) + 1;
            if (this.#bytes.length < size) return;
            this.#hear(String.fromCharCode(this.#bytes[0]), this.#bytes.subarray(5, size));
            this.#bytes = this.#bytes.subarray(size);
        }
    }

    #hear(kind, body) {
        const answer = this.#answer;
        if (kind === 'E') answer.error ??= refusal(body);
        if (kind === 'T') answer.columns = columns_of(body);
        if (kind === 'D') answer.rows.push(cells_of(body));
        if (kind === 't') {
            for (let at = 2; at < body.length; at += 4) answer.parameters.push(body.readInt32BE(at));
        }
        if (kind !== 'Z' || !this.#waiting) return;
        const { resolve, reject } = this.#waiting;
        this.#waiting = null;
        if (answer.error) reject(answer.error); else resolve(answer);
    }
}

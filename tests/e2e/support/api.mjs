// A caller of the API, as the client is one: a cookie, idempotency keys, strict JSON.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

export class Caller {
    constructor(origin, community, cookie = '') {
        this.origin = origin;
        this.community = community;
        this.cookie = cookie;
    }

    // By an invite link such as "http://host/c/place/in#secret".
    static async sign_in(link) {
        const url = new URL(link);
        const caller = new Caller(url.origin, url.pathname.split('/')[2]);
        const reply = await caller.send('POST', '/api/v1/session', { secret: url.hash.slice(1) });
        assert.equal(reply.status, 200, `signing in: ${reply.text}`);
        caller.cookie = reply.headers.getSetCookie().map((each) => each.split(';')[0]).join('; ');
        caller.me = reply.body;
        return caller;
    }

    // { status, headers, text, body }; body is undefined when the reply is no JSON
    async send(method, path, body, { key = randomUUID(), headers = {} } = {}) {
        const url = new URL(path, this.origin);
        if (!url.searchParams.has('community')) url.searchParams.set('community', this.community);
        const raw = Buffer.isBuffer(body);
        const ask = () => fetch(url, {
            method,
            redirect: 'manual',
            headers: {
                ...(this.cookie ? { Cookie: this.cookie } : {}),
                ...(method === 'POST' ? {
                    'Content-Type': raw ? 'application/octet-stream' : 'application/json',
                    'Idempotency-Key': key,
                } : {}),
                ...headers,
            },
            body: method === 'POST' ? (raw ? body : JSON.stringify(body ?? {})) : undefined,
        });
        // A kept connection may close just as it is used; a reading may then be asked once more.
        const reply = await ask().catch((error) => {
            if (method === 'GET' && error.cause?.code === 'UND_ERR_SOCKET') return ask();
            throw error;
        });
        const text = await reply.text();
        const json = reply.headers.get('content-type')?.startsWith('application/json');
        return { status: reply.status, headers: reply.headers, text, body: json ? JSON.parse(text) : undefined };
    }

    async get(path) {
        const reply = await this.send('GET', path);
        assert.equal(reply.status, 200, `GET ${path}: ${reply.status} ${reply.text.slice(0, 300)}`);
        return reply.body;
    }

    async post(path, body, options) {
        const reply = await this.send('POST', path, body, options);
        assert.equal(reply.status, 200, `POST ${path}: ${reply.status} ${reply.text.slice(0, 300)}`);
        return reply.body;
    }

    home() {
        return this.get('/api/v1/home');
    }

    async item_named(name) {
        const { list } = await this.home();
        const item = list?.items.find((each) => each.name === name);
        assert.ok(item, `${name} is not on the list`);
        return item;
    }
}

// A link that signs one device in as any household: an invite that its leader makes.
export async function invite_household(leader, wanted) {
    const { households } = await leader.get('/api/v1/leader/households');
    const household = households.find(wanted);
    assert.ok(household, 'there is no such household');
    const { path } = await leader.post(`/api/v1/leader/households/${household.household}/invite`, {});
    return new URL(path, leader.origin).href;
}

export async function sign_in_household(leader, wanted) {
    return Caller.sign_in(await invite_household(leader, wanted));
}

// The event stream as a reader has it: next() gives { id, name, data }, one after the other.
export async function open_stream(caller, { last_event_id } = {}) {
    const abort = new AbortController();
    const reply = await fetch(new URL(`/api/v1/events?community=${caller.community}`, caller.origin), {
        signal: abort.signal,
        headers: {
            ...(caller.cookie ? { Cookie: caller.cookie } : {}),
            ...(last_event_id === undefined ? {} : { 'Last-Event-ID': String(last_event_id) }),
        },
    });
    assert.equal(reply.status, 200);
    const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    return {
        async next() {
            for (;;) {
                const end = rest.indexOf('\n\n');
                if (end >= 0) {
                    const block = rest.slice(0, end);
                    rest = rest.slice(end + 2);
                    const field = (name) => block.match(new RegExp(`^${name}: ?(.*)$`, 'm'))?.[1];
                    if (field('event')) {
                        return { id: field('id') && Number(field('id')), name: field('event'), data: JSON.parse(field('data')) };
                    }
                    continue;
                }
                const { done, value } = await reader.read();
                if (done) return null;
                rest += value;
            }
        },
        async until(wanted) {
            for (;;) {
                const event = await this.next();
                assert.ok(event, 'the stream ended');
                if (wanted(event)) return event;
            }
        },
        close: () => abort.abort(),
    };
}

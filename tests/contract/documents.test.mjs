// Documents that keep, break and stretch the rules of JSON, sent to a running server as the body of a
// change: none is taken for what it is not, none ends the process, and none has an effect.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Caller } from '../e2e/support/api.mjs';
import { Server } from '../e2e/support/server.mjs';
import { broken, open, valid } from './support/documents.mjs';

let server;
let resident;
let seq;

before(async () => {
    server = await Server.start({ now: '2026-11-23T14:00:00+08:00', any_rate: true });
    resident = await Caller.sign_in(server.link('resident'));
    ({ seq } = await resident.home());
});

after(async () => {
    if (!server) return;
    await server.stop();
    await server.check();
    server.forget();
});

async function send(text) {
    const reply = await resident.send('POST', '/api/v1/orders', Buffer.from(text),
        { headers: { 'Content-Type': 'application/json' } });
    assert.ok(reply.body, `${reply.status} ${reply.text.slice(0, 200)}`);
    return { status: reply.status, error: reply.body.error, field: reply.body.field };
}

test('a valid document is read, and refused by what the order lacks', async () => {
    for (const [rule, text] of Object.entries(valid)) {
        const { status, error, field } = await send(text);
        assert.equal(status, 400, `${rule}: ${error}`);
        assert.ok(error === 'unknown_field' || error === 'missing_field', `${rule}: ${error} ${field}`);
        assert.notEqual(field, '', rule);
    }
});

test('a broken document is malformed, whatever it breaks', async () => {
    for (const [rule, text] of Object.entries(broken)) {
        const { status, error } = await send(text);
        assert.equal(status, 400, `${rule}: ${error}`);
        assert.equal(error, 'malformed', rule);
    }
});

test('a broken value names the field that it stands in', async () => {
    const values = Object.entries(broken).filter(([, text]) => typeof text === 'string').map(([rule, text]) => [rule, text.match(/^\{"a":(["+.\-TNIueb'`].*)\}$/s)?.[1]])
        .filter(([, value]) => value !== undefined);
    assert.ok(values.length > 25, `only ${values.length} of them are values`);
    for (const [rule, value] of values) {
        const { error, field } = await send(`{"note":${value}}`);
        assert.equal(error, 'malformed', rule);
        assert.ok(field === 'note' || field === '', `${rule}: ${field}`);
    }
    for (const rule of ['an unknown escape', 'a tab as it is', 'a zero as it is', 'a leading plus', 'not a number']) {
        const [, value] = values.find(([each]) => each === rule);
        assert.equal((await send(`{"note":${value}}`)).field, 'note', rule);
    }
});

test('what the standard leaves open is refused, and always as the same thing', async () => {
    for (const [rule, { text, because, field }] of Object.entries(open)) {
        const { error, field: named } = await send(text);
        assert.ok([because].flat().includes(error), `${rule}: ${error} ${named}`);
        if (field !== undefined) assert.equal(named, field, rule);
        assert.ok(named.length <= 200, `${rule}: a field of ${named.length} letters`);
    }
});

test('none of them had an effect', async () => {
    assert.equal((await resident.home()).seq, seq);
    const { orders } = await resident.get('/api/v1/orders');
    const body = { lines: [{ item: orders[0]?.lines?.[0]?.item ?? (await resident.home()).list.items[0].item, quantity: 9 }], fulfilment: 'pickup', payment: 'on_handover' };
    const reply = await resident.send('POST', '/api/v1/orders', body);
    assert.equal(reply.status, 200, reply.text);
});

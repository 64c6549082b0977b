// A group that stays short fails at its cut-off by itself, and every fen goes back.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Caller } from './support/api.mjs';
import { Person, launch, watched } from './support/browser.mjs';
import { Server } from './support/server.mjs';
import { fill, pattern, zh } from './support/words.mjs';

let server;
let browser;
const people = [];

before(async () => {
    browser = await launch();
    // Four seconds are eight minutes: the cut-off is watched.
    server = await Server.start({ now: '2026-11-23T15:00:00+08:00', speed: 60 });
});

after(async () => {
    await browser?.close();
    await server?.leave();
});

test('short at the cut-off, the windows go dark and the money is back', () => watched('group-fails', () => people, async () => {
    const leader = await Caller.sign_in(server.link('leader'));
    const me = await Caller.sign_in(server.link('resident'));
    const { now_ms, list, community } = await leader.home();
    const item = list.items.find((each) => each.name === '娃娃菜');
    const group = await leader.post('/api/v1/leader/groups', {
        title: '明早娃娃菜', hub: community.hubs[0].hub, price_fen: 120, target_households: 3,
        cutoff_at_ms: now_ms + 35 * 60_000, deliver_before_ms: now_ms + 3 * 3600_000,
        contents: [{ item: item.item, pieces: 1 }],
    });
    const wallet = (await me.get('/api/v1/me')).wallet_fen;
    const stock = (await leader.item_named('娃娃菜')).available;

    const resident = await Person.sit_down(browser, 'resident', { url: server.link('resident') });
    people.push(resident);
    await resident.at(`/c/${server.community}`);
    await resident.go(`/g/${group.group}`);
    await resident.press(fill(zh.resident.join, '¥1.20'));
    await resident.sees(fill(zh.resident.joined_waiting, 2));
    const held = await me.get('/api/v1/me');
    assert.equal(held.wallet_fen, wallet - 120);
    assert.equal((await leader.item_named('娃娃菜')).available, stock - 1);

    await resident.page.evaluate(() => { window.stayed = true; });
    await resident.page.getByText(pattern(zh.resident.failed_line)).or(resident.page.getByText(zh.resident.failed_plain))
        .first().waitFor({ timeout: 60_000 });
    assert.equal(await resident.page.evaluate(() => window.stayed), true);
    const after_it = await me.get('/api/v1/me');
    assert.equal(after_it.wallet_fen, wallet);
    assert.equal(after_it.held_fen, held.held_fen - 120);
    assert.equal((await leader.item_named('娃娃菜')).available, stock);
    const late = await Caller.sign_in(server.link('second_resident'));
    assert.equal((await late.send('POST', `/api/v1/groups/${group.group}/join`, {})).body.error, 'group_closed');
}));

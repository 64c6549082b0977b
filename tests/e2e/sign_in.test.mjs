// Ways in beside an invite, in browsers with scripts: a further phone, a guest's link, a passkey (by
// Chromium's own virtual authenticator), an identity of a fake provider on another site.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Caller, open_stream } from './support/api.mjs';
import { Person, launch, phone, watched } from './support/browser.mjs';
import { FakeIdentityProvider } from './support/fake_identity_provider.mjs';
import { Server, run_command } from './support/server.mjs';
import { fill, page_zh, pattern } from './support/words.mjs';

let server;
let browser;
let origin;
let provider;
const people = [];

// WebAuthn knows hosts with a name only; "localhost" is safe without TLS.
const there = (path) => `${origin}${path}`;
const named = (link) => link.replace(server.origin, origin);

async function person(name) {
    const somebody = await Person.sit_down(browser, name, { viewport: phone, scale: 1 });
    people.push(somebody);
    return somebody;
}

async function signed_in(name, face) {
    const somebody = await person(name);
    await somebody.page.goto(named(server.link(face)), { waitUntil: 'commit' });
    await somebody.page.waitForURL((at) => !at.pathname.endsWith('/in'), { waitUntil: 'commit' });
    return somebody;
}

const me = (page) => page.evaluate(async (slug) => (await fetch(`/api/v1/me?community=${slug}`)).json(), server.community);

before(async () => {
    provider = await FakeIdentityProvider.start();
    server = await Server.start({ now: '2026-11-23T10:00:00+08:00', more: ['--identity', provider.file] });
    origin = server.origin.replace('127.0.0.1', 'localhost');
    browser = await launch();
});

after(async () => {
    await browser?.close();
    provider?.stop();
    await server?.leave();
});

test('a new phone comes in when the old one picks the digits that it shows', () => watched('sign-in-phone', () => people, async () => {
    const old = await signed_in('old-phone', 'resident');
    await old.page.goto(there(`/c/${server.community}/me/phone`));
    await old.page.getByRole('button', { name: page_zh.new_phone_offer }).click();
    const link = await old.page.locator('#old_phone .note').innerText();
    assert.match(link, new RegExp(`^${origin}/c/${server.community}/phone#[0-9a-z]{26}$`));

    const fresh = await person('new-phone');
    await fresh.page.goto(link);
    await fresh.page.waitForFunction(() => document.getElementById('secret').value.length === 26);
    assert.ok(!fresh.page.url().includes('#'), 'the secret stands in the address');
    await fresh.page.getByRole('button', { name: page_zh.phone_open }).click();
    const digits = await fresh.page.locator('.digits').innerText();
    assert.match(digits, /^\d\d$/);

    // The old phone notices by itself.
    await old.page.getByRole('button', { name: digits, exact: true }).click();
    await fresh.page.waitForURL((at) => at.pathname === `/c/${server.community}`, { waitUntil: 'commit' });
    await old.page.getByText(pattern(page_zh.new_phone_done)).waitFor();
    assert.equal((await me(fresh.page)).nickname, (await me(old.page)).nickname);
}));

test('a guest’s link shows its group by itself', () => watched('sign-in-guest', () => people, async () => {
    const host = await Caller.sign_in(server.link('resident'));
    const { groups } = await host.home();
    const made = await host.post(`/api/v1/groups/${groups[0].group}/guest-link`, {});
    const guest = await person('link-guest');
    await guest.page.goto(there(made.path));
    await guest.page.getByRole('heading', { name: groups[0].title }).waitFor();
    assert.ok(!guest.page.url().includes('#'), 'the secret stands in the address');
    await guest.page.getByRole('button', { name: page_zh.ask_in }).waitFor();
    assert.deepEqual(await guest.page.context().cookies(), [], 'looking signs nobody in');
}));

test('a passkey that was added signs in, with nothing else', () => watched('sign-in-passkey', () => people, async () => {
    const leader = await signed_in('passkey-leader', 'leader');
    const { page } = leader;
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('WebAuthn.enable');
    const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', { options: {
        protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true,
        isUserVerified: true, automaticPresenceSimulation: true,
    } });
    const ways = there(`/c/${server.community}/me/ways`);
    await page.goto(ways);
    await page.getByRole('button', { name: page_zh.add_passkey }).click();
    await page.getByRole('button', { name: pattern(page_zh.end_way) }).waitFor();
    const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId });
    assert.equal(credentials.length, 1);
    assert.equal(credentials[0].rpId, 'localhost');

    await page.context().clearCookies();
    await page.goto(there(`/c/${server.community}/in`));
    await page.getByRole('button', { name: page_zh.use_passkey }).click();
    await page.waitForURL((at) => at.pathname === `/c/${server.community}/leader`, { waitUntil: 'commit' });
    assert.equal((await me(page)).role, 'leader');

    // Nobody there to be recognized: nothing happens but words.
    await page.context().clearCookies();
    await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
    await page.goto(there(`/c/${server.community}/in`));
    await page.getByRole('button', { name: page_zh.use_passkey }).click();
    await page.locator('#passkey_failed:visible').waitFor();
    await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true });

    // Removed is removed.
    await page.getByRole('button', { name: page_zh.use_passkey }).click();
    await page.waitForURL((at) => at.pathname === `/c/${server.community}/leader`, { waitUntil: 'commit' });
    await page.goto(ways);
    await page.getByRole('button', { name: pattern(page_zh.end_way) }).click();
    await page.getByRole('button', { name: pattern(page_zh.end_way) }).waitFor({ state: 'detached' });
    await page.context().clearCookies();
    await page.goto(there(`/c/${server.community}/in`));
    await page.getByRole('button', { name: page_zh.use_passkey }).click();
    await page.locator('#passkey_failed:visible').waitFor();
}));

test('an identity of another site is linked, and then signs in; a stranger’s does not', () => watched('sign-in-identity', () => people, async () => {
    const resident = await signed_in('identity-resident', 'second_resident');
    const { page } = resident;
    const to_provider = page.getByRole('link', { name: pattern(page_zh.identity_go, { whole: true }) });
    provider.subject = 'anna';
    await page.goto(there(`/c/${server.community}/me/ways`));
    await page.getByRole('button', { name: pattern(page_zh.link_identity) }).click();
    await to_provider.click();
    await page.waitForURL((at) => at.pathname.endsWith('/me/ways'));
    await page.getByRole('button', { name: pattern(page_zh.end_way) }).waitFor();
    const { nickname } = await me(page);

    for (const subject of ['boris', 'anna']) {
        provider.subject = subject;
        await page.context().clearCookies();
        await page.goto(there(`/c/${server.community}/in`));
        await page.getByRole('button', { name: fill(page_zh.identity_sign_in, { provider: '假身份' }) }).click();
        await to_provider.click();
        if (subject === 'boris') {
            await page.getByRole('heading', { name: pattern(page_zh.identity_failed_heading) }).waitFor();
            assert.deepEqual((await page.context().cookies()).filter(({ name }) => name.startsWith('louxia_') && name !== 'louxia_lang'), []);
        } else {
            await page.waitForURL((at) => at.pathname === `/c/${server.community}`, { waitUntil: 'commit' });
            await page.locator('html[data-canvas]').waitFor({ state: 'attached' });
            assert.equal((await me(page)).nickname, nickname);
        }
    }
}));

test('a stream stops hearing when a command has ended its session', async () => {
    const lost = await Caller.sign_in(server.link('leader'));
    const resident = await Caller.sign_in(server.link('second_resident'));
    const streams = [await open_stream(lost), await open_stream(resident)];
    for (const stream of streams) assert.equal((await stream.next()).name, 'hello');
    const { code, errors } = await run_command('invite', '--community', server.community, '--role', 'leader', '--lost-phone', '--data', server.data);
    assert.equal(code, 0, errors);
    const began = performance.now();
    while (await streams[0].next());
    assert.ok(performance.now() - began < 10_000, 'it heard on for longer than ten seconds');
    // Another process changed the store, which the server's memory of sessions may hear a second later.
    const heard_by = performance.now() + 3_000;
    while ((await lost.send('GET', '/api/v1/me')).status !== 401) assert.ok(performance.now() < heard_by, 'the ended session still opens');
    assert.equal((await resident.send('GET', '/api/v1/me')).status, 200);
    for (const stream of streams) stream.close();
});

// What operators and scripts rely on: the commands, their exit codes and what they leave alone.
// 0 done, 1 refused by a rule, 2 wrong words or no such file, 3 the folder or the net failed.

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { after, test } from 'node:test';
import { Caller } from '../e2e/support/api.mjs';
import { fresh_folder, price_sheet, root } from '../e2e/support/places.mjs';
import { Server, run_command } from '../e2e/support/server.mjs';

const folder = fresh_folder();
const file = (name, content) => {
    const place = path.join(folder, name);
    fs.writeFileSync(place, content);
    return place;
};
const data = path.join(folder, 'data');
const community = JSON.parse(fs.readFileSync(path.join(root, 'assets/demo/community.json'), 'utf8'));
const head = '品名,最低价,平均价,最高价,规格,产地,单位,发布日期\n';
const row = (name) => `${name},1.00,1.20,1.40,,河北,斤,2026-11-23\n`;

const created = await run_command('community', 'create', path.join(root, 'assets/demo/community.json'), '--data', data);
const list = (await run_command('community', 'list', '--data', data)).output;
const [slug] = list.trim().split(/\s+/);

after(() => fs.rmSync(folder, { recursive: true, force: true }));

// By the community's own clock, which these commands go by.
const tomorrow = new Date(Date.now() + (24 + 8) * 3_600_000).toISOString().slice(0, 10);
const import_sheet = (sheet, ...more) => run_command('import-prices', sheet, '--community', slug,
    '--date', tomorrow, '--markup-permille', '300', '--data', data, ...more);

test('a community is made once', async () => {
    assert.equal(created.code, 0, created.errors);
    assert.ok(slug && list.includes(community.name ?? ''), list);
    const again = await run_command('community', 'create', path.join(root, 'assets/demo/community.json'), '--data', data);
    assert.equal(again.code, 1, again.output + again.errors);
    assert.equal((await run_command('community', 'list', '--data', data)).output, list);
});

test('every command explains itself', async () => {
    for (const command of [[], ['serve'], ['import-prices'], ['community'], ['community', 'create'],
        ['community', 'list'], ['invite'], ['export-household'], ['backup'], ['restore'], ['check'], ['simulate-payments'], ['simulate-crowd']]) {
        const { code, output } = await run_command(...command, '--help');
        assert.equal(code, 0, command.join(' '));
        assert.match(output, /--help/, command.join(' '));
    }
});

test('wrong words end with 2 and start nothing', async () => {
    const key = file('key', '0123456789abcdef0123456789abcdef\n');
    const short_key = file('short key', '0123456789abcdef');
    for (const words of [
        [], ['sing'], ['serve'], ['serve', '--data', data, '--port', '99999'], ['serve', '--data', data, '--port', 'x'],
        ['serve', '--data', data, '--now', '2026-11-23T06:59:50+08:00'],
        ['serve', '--data', data, '--demo', '--now', 'tomorrow'],
        ['serve', '--data', data, '--demo', '--speed', '2'],
        ['serve', '--data', data, '--payments', 'http://127.0.0.1:9'],
        ['serve', '--data', data, '--payments', 'http://127.0.0.1:9', '--payments-key-file', short_key],
        ['serve', '--data', data, '--payments', 'ftp://127.0.0.1:9', '--payments-key-file', key],
        ['serve', '--data', data, '--payments', 'http://pay.example', '--payments-key-file', key],
        ['serve', '--data', data, '--crowd', 'http://127.0.0.1:9'],
        ['serve', '--data', data, '--crowd', 'http://127.0.0.1:9', '--crowd-key-file', short_key],
        ['serve', '--data', data, '--crowd', 'http://riders.example', '--crowd-key-file', key],
        ['serve', '--data', data, '--roads', 'http://roads.example/table/v1/bike'],
        ['serve', '--data', data, '--roads', 'http://127.0.0.1:5000/table/v1/bike?annotations=duration'],
        ['serve', '--data', data, '--trust', key],
        ['simulate-payments'], ['simulate-payments', '--key-file', short_key],
        ['simulate-crowd'], ['simulate-crowd', '--key-file', key, '--vanish', '101'],
        ['import-prices', path.join(folder, 'absent.csv'), '--community', slug, '--date', '2026-11-24', '--data', data],
        ['import-prices', price_sheet, '--community', slug, '--date', '2026-13-24', '--data', data],
        ['invite', '--data', data], ['check'],
    ]) {
        const { code, errors, output } = await run_command(...words);
        assert.equal(code, 2, `${words.join(' ')}: ${code}\n${output}${errors}`);
        assert.notEqual(errors.trim(), '', words.join(' '));
    }
});

test('a hostile sheet is refused with its reason, and the draft stays as it was', async () => {
    const good = await import_sheet(price_sheet);
    assert.equal(good.code, 0, good.errors);
    assert.match(good.output + good.errors, /432/);
    const before = (await run_command('check', '--data', data)).output;
    const hostile = {
        'ten megabytes': Buffer.alloc(10 * 1024 * 1024, row('白菜')),
        'a hundred thousand rows': head + Array.from({ length: 100_000 }, (_, at) => row(`菜${at}`)).join(''),
        'a million commas': head + ','.repeat(1_000_000),
        'NULs': Buffer.concat([Buffer.from(head), Buffer.alloc(4096)]),
        'formulas only': `${head}"=HYPERLINK(""http://x"")",=1+1,=1,=1,,,斤,\n`,
        'nothing': '',
        'a picture': Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
        'one endless cell': `${head}"${'菜'.repeat(300_000)}`,
    };
    for (const [name, content] of Object.entries(hostile)) {
        const began = performance.now();
        const { code, output, errors } = await import_sheet(file('hostile.csv', content), '--replace');
        assert.equal(code, 1, `${name}: ${code}\n${output}${errors}`);
        assert.notEqual(errors.trim(), '', name);
        assert.ok(errors.length < 4000, `${name}: the reason is ${errors.length} characters long`);
        assert.ok(performance.now() - began < 10_000, name);
    }
    assert.equal((await run_command('check', '--data', data)).output, before);
    const backed = path.join(folder, 'draft.louxia');
    assert.equal((await run_command('backup', backed, '--data', data)).code, 0);
});

test('a backup restores into an empty folder, and never over another without --force', async () => {
    const backed = path.join(folder, 'all.louxia');
    const other = path.join(folder, 'other');
    assert.equal((await run_command('backup', backed, '--data', data)).code, 0);
    assert.equal((await run_command('restore', backed, '--data', other)).code, 0);
    const checked = await run_command('check', '--data', other);
    assert.equal(checked.code, 0);
    // The same money, entry by entry: the roots of the ledgers are the same.
    assert.match(checked.output, /ledger \S+: \d+ entries, root [0-9a-f]{64}/);
    assert.equal(checked.output, (await run_command('check', '--data', data)).output);
    assert.equal((await run_command('community', 'list', '--data', other)).output, list);
    assert.equal((await run_command('restore', backed, '--data', other)).code, 1);
    assert.equal((await run_command('restore', backed, '--data', other, '--force')).code, 0);
    assert.equal((await run_command('restore', file('torn', fs.readFileSync(backed).subarray(0, 9000)),
        '--data', path.join(folder, 'third'))).code, 1);
    assert.equal(fs.existsSync(path.join(folder, 'third', 'louxia.db')), false);
});

test('check names what is broken and ends with 1', async () => {
    const broken = path.join(folder, 'broken');
    fs.cpSync(data, broken, { recursive: true });
    const { execFileSync } = await import('node:child_process');
    const store = fs.readdirSync(broken).find((name) => /\.(db|sqlite3?)$/.test(name));
    assert.ok(store, fs.readdirSync(broken).join(' '));
    const sql = (text) => execFileSync('sqlite3', [path.join(broken, store), text]).toString().trim();
    assert.equal((await run_command('check', '--data', broken)).code, 0);
    const edit = 'UPDATE ledger_posting SET amount_fen = amount_fen + 1 WHERE position = 0 AND entry_id = ' +
        '(SELECT min(entry_id) FROM ledger_posting)';
    // The store itself refuses the edit; who has the file can take that guard away.
    assert.throws(() => sql(edit));
    sql(`DROP TRIGGER ledger_posting_stays; ${edit}`);
    const { code, output } = await run_command('check', '--data', broken);
    assert.equal(code, 1);
    assert.notEqual(output.trim(), '');
});

test('check names a picture whose file is gone or cut, and a restore says so and goes on', async () => {
    const demo = path.join(folder, 'pictures', 'data');
    const server = await Server.start({ data: demo });
    let kept;
    try {
        const caller = await Caller.sign_in(server.link('resident'));
        kept = await caller.post('/api/v1/pictures', fs.readFileSync(path.join(root, 'tests/e2e/support/photo.png')));
    } finally {
        await server.stop();
    }
    const picture = path.join(demo, 'pictures', path.basename(kept.url));
    const whole = fs.readFileSync(picture);
    assert.equal((await run_command('check', '--data', demo)).code, 0);
    fs.writeFileSync(picture, whole.subarray(0, 10));
    const cut = await run_command('check', '--data', demo);
    assert.equal(cut.code, 1);
    assert.ok(cut.output.includes(`picture ${kept.picture} of ${whole.length} bytes has 10 bytes`), cut.output);
    fs.rmSync(picture);
    const lost = await run_command('check', '--data', demo);
    assert.equal(lost.code, 1);
    assert.ok(lost.output.includes(`picture ${kept.picture} of ${whole.length} bytes has no file`), lost.output);
    const backed = path.join(folder, 'without.louxia');
    assert.equal((await run_command('backup', backed, '--data', demo)).code, 0);
    const restored = await run_command('restore', backed, '--data', path.join(folder, 'restored'));
    assert.equal(restored.code, 0, restored.errors);
    assert.ok(restored.errors.includes(kept.picture), restored.errors);
});

test('an invitation made beside a running server signs in, once', async () => {
    const server = await Server.start({ data: path.join(folder, 'demo', 'data') });
    try {
        const invite = await run_command('invite', '--community', server.community, '--role', 'leader', '--data', server.data);
        assert.equal(invite.code, 0, invite.errors);
        const [link] = invite.output.match(/\/c\/\S+\/in#\S+/);
        const caller = await Caller.sign_in(server.origin + link);
        assert.equal(caller.me.role, 'leader');
        await assert.rejects(Caller.sign_in(server.origin + link));
        assert.equal((await run_command('serve', '--data', server.data, '--port', '0')).code, 3);
    } finally {
        await server.stop();
    }
});

test('a household is read out by its door, and one that is not there is refused', async () => {
    const { building, unit, room, nickname } = community.households[0];
    const door = `${building}-${unit}-${room}`;
    const found = await run_command('export-household', '--community', slug, '--address', door, '--data', data);
    assert.equal(found.code, 0, found.errors);
    const household = JSON.parse(found.output);
    assert.equal(household.format, 'louxia-household-1');
    assert.equal(household.community, slug);
    assert.equal(household.household.nickname, nickname);
    assert.equal((await run_command('export-household', '--community', slug, '--address', '99-9-9999', '--data', data)).code, 1);
    assert.equal((await run_command('export-household', '--community', 'nowhere', '--address', door, '--data', data)).code, 2);
});

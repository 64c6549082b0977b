// Backups that are encrypted, scheduled, and restored as docs/OPERATIONS.md says.

import assert from 'node:assert/strict';
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { after, before, test } from 'node:test';
import { fresh_folder, program, root } from '../e2e/support/places.mjs';
import { run_command, Server } from '../e2e/support/server.mjs';

let folder;
let data;
const here = (name) => path.join(folder, name);
const without_age = spawnSync('age', ['--version']).status === 0 ? false : 'age is not installed';

function make_key(name) {
    execFileSync('age-keygen', ['-o', here(name)], { stdio: 'pipe' });
    return fs.readFileSync(here(name), 'utf8').match(/age1[0-9a-z]+/)[0];
}

before(async () => {
    folder = fresh_folder();
    data = here('data');
    const server = await Server.start({ data, now: '2026-11-23T12:00:00+08:00' });
    await server.stop();
});
after(() => fs.rmSync(folder, { recursive: true, force: true }));

test('an encrypted backup opens with its key alone, and only whole', { skip: without_age }, async () => {
    const recipient = make_key('key.txt');
    make_key('other.txt');
    const file = here('all.age');
    const before_it = fs.readdirSync(data).sort();
    const made = await run_command('backup', file, '--data', data, '--recipient', recipient);
    assert.equal(made.code, 0, made.errors);
    const bytes = fs.readFileSync(file);
    assert.match(bytes.subarray(0, 30).toString('latin1'), /^age-encryption\.org\/v1\n/);
    assert.equal(bytes.includes('SQLite format 3'), false);
    assert.equal(fs.statSync(file).mode & 0o077, 0, 'others can read it');
    assert.deepEqual(fs.readdirSync(data).sort(), before_it, 'something is left in the data folder');
    assert.deepEqual(fs.readdirSync(folder).filter((name) => name.startsWith('all')), ['all.age']);

    const into = here('restored');
    const without = await run_command('restore', file, '--data', into);
    assert.equal(without.code, 2);
    assert.match(without.errors, /encrypted.*--identity/);
    const wrong = await run_command('restore', file, '--data', into, '--identity', here('other.txt'));
    assert.equal(wrong.code, 1);
    assert.match(wrong.errors, /this key does not open it/);
    for (const length of [bytes.length - 1, bytes.length - 70_000, 4_000, 30]) {
        fs.writeFileSync(here('torn.age'), bytes.subarray(0, length));
        const torn = await run_command('restore', here('torn.age'), '--data', into, '--identity', here('key.txt'));
        assert.equal(torn.code, 1, `cut at ${length}: ${torn.errors}`);
    }
    const changed = Buffer.from(bytes);
    changed[Math.floor(bytes.length / 2)] ^= 1;
    fs.writeFileSync(here('changed.age'), changed);
    assert.equal((await run_command('restore', here('changed.age'), '--data', into, '--identity', here('key.txt'))).code, 1);
    assert.equal(fs.existsSync(path.join(into, 'louxia.db')), false);
    assert.equal(fs.existsSync(path.join(into, 'restoring')), false, 'something plain is left of what was refused');

    const good = await run_command('restore', file, '--data', into, '--identity', here('key.txt'));
    assert.equal(good.code, 0, good.errors);
    assert.equal((await run_command('check', '--data', into)).output, (await run_command('check', '--data', data)).output);
});

test('a backup that cannot be encrypted says why and leaves nothing, the former one excepted', async () => {
    const file = here('former.age');
    fs.writeFileSync(file, 'the former one');
    const empty = here('no-programs');
    fs.mkdirSync(empty);
    const missing = await new Promise((resolve) => {
        execFile(program, ['backup', file, '--data', data, '--recipient', 'age1x'], { env: { PATH: empty } },
            (error, output, errors) => resolve({ code: error?.code ?? 0, errors }));
    });
    assert.equal(missing.code, 2, missing.errors);
    assert.match(missing.errors, /age is not installed/);
    if (!without_age) {
        for (const recipient of ['age1x', '-o', `--output=${here('evil')}`, '$(touch evil)', '']) {
            const refused = await run_command('backup', file, '--data', data, `--recipient=${recipient}`);
            assert.equal(refused.code, 2, `${recipient}: ${refused.errors}`);
        }
    }
    assert.equal(fs.readFileSync(file, 'utf8'), 'the former one');
    assert.deepEqual(fs.readdirSync(folder).filter((name) => /^former|evil/.test(name)), ['former.age']);
    assert.equal(fs.existsSync(path.join(data, 'backing-up')), false);
});

test('the nightly copy is made at three, is a database, and is not made when none is wanted', async () => {
    for (const kept of ['2', '0']) {
        const server = await Server.start({ now: '2026-11-23T02:59:58+08:00', more: ['--backups-kept', kept] });
        const copy = path.join(server.data, 'backups/louxia-2026-11-23.db');
        const until = Date.now() + (kept === '0' ? 4_000 : 15_000);
        while (!fs.existsSync(copy) && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 50));
        await server.stop();
        assert.equal(fs.existsSync(copy), kept !== '0');
        if (kept !== '0') {
            fs.mkdirSync(here('night'));
            fs.copyFileSync(copy, path.join(here('night'), 'louxia.db'));
            assert.equal((await run_command('check', '--data', here('night'))).code, 0);
        }
        server.forget();
    }
});

// The steps of the handbook as they stand there, in a shell of their own.
test('the drill of the handbook works as it is written', { skip: without_age }, () => {
    const handbook = fs.readFileSync(path.join(root, 'docs/OPERATIONS.md'), 'utf8');
    const steps = handbook.match(/### A drill, once a quarter\n[\s\S]*?```sh\n([\s\S]*?)```/)?.[1];
    assert.ok(steps, 'the handbook has no drill');
    assert.ok(steps.includes('--data /var/lib/louxia ') && steps.includes('8099'));
    const port = String(20_000 + Math.floor(Math.random() * 20_000));
    const script = `set -eu\n${steps.replaceAll('/var/lib/louxia ', '"$DATA" ').replaceAll('8099', port)}`;
    const work = here('drill');
    fs.mkdirSync(work);
    const done = spawnSync('bash', ['-c', script], {
        cwd: work, encoding: 'utf8', timeout: 60_000, env: { ...process.env, PATH: `${path.dirname(program)}:${process.env.PATH}`, DATA: data },
    });
    assert.equal(done.status, 0, `${done.stdout}\n${done.stderr}`);
    assert.match(done.stdout, /all invariants hold\nledger \S+: \d+ entries, root [0-9a-f]{64}/);
    assert.match(done.stdout, /"status":"ok"/);
    assert.deepEqual(fs.readdirSync(work), ['key.txt']);
});

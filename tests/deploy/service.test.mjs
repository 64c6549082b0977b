// deploy/louxia.service: what systemd says to it, and its command run as it stands there, by a user
// with no rights, its system calls held against what the unit allows.

import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { after, before, test } from 'node:test';
import { fresh_folder, program, root } from '../e2e/support/places.mjs';
import { run_command } from '../e2e/support/server.mjs';
import { why_no_strace } from '../torture/support/inject.mjs';

const nobody = '65534';
const exposure_max = 20; // tenths; systemd calls up to 2.0 "OK" at its best, an unhardened service has 9.6
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const why_no_systemd = spawnSync('systemd-analyze', ['--version']).status === 0 ? '' : 'there is no systemd-analyze';
// Root of a container may often not raise it.
const why_no_nice = os.getPriority() === 0 && spawnSync('prlimit', ['--nice=40', 'true']).status === 0 ? ''
    : 'the limit of nice cannot be raised here, or this runs at another one than 0';

let folder;
let unit;
const values = (key) => [...unit.matchAll(new RegExp(`^${key}=(.*)$`, 'gm'))].map((found) => found[1]);

before(() => {
    folder = fresh_folder();
    fs.chmodSync(folder, 0o755);
    unit = fs.readFileSync(path.join(root, 'deploy/louxia.service'), 'utf8');
});
after(() => fs.rmSync(folder, { recursive: true, force: true }));

test('systemd has nothing to say against the unit, and finds it closed', { skip: why_no_systemd || false }, () => {
    const file = path.join(folder, 'louxia.service');
    fs.writeFileSync(file, unit.replaceAll('/usr/local/bin/louxia', `"${program}"`));
    const verified = spawnSync('systemd-analyze', ['verify', file], { encoding: 'utf8' });
    assert.equal(`${verified.stdout}${verified.stderr}`.trim(), '');
    assert.equal(verified.status, 0);
    const secure = spawnSync('systemd-analyze', ['security', '--offline=true', `--threshold=${exposure_max}`, file], { encoding: 'utf8' });
    assert.equal(secure.status, 0, secure.stdout + secure.stderr);
    console.log(secure.stdout.trim().split('\n').pop());
});

// The names that SystemCallFilter lets through, its groups spelt out by systemd itself.
function allowed_calls() {
    const text = execFileSync('systemd-analyze', ['syscall-filter'], { encoding: 'utf8' });
    const groups = new Map();
    let current;
    for (const line of text.split('\n')) {
        const word = line.trim();
        if (/^@/.test(line)) groups.set(word, current = []);
        else if (word && !word.startsWith('#') && current) current.push(word);
    }
    const spelt = (word) => (word.startsWith('@') ? (groups.get(word) ?? []).flatMap(spelt) : [word]);
    const allowed = new Set();
    for (const line of values('SystemCallFilter')) {
        const taken = line.startsWith('~');
        for (const call of line.replace(/^~/, '').split(' ').flatMap(spelt)) taken ? allowed.delete(call) : allowed.add(call);
    }
    assert.ok(allowed.size > 100, 'the filter lets hardly anything through');
    return allowed;
}

// What ExecStart says, with the folder and the program of this test, on a free port.
function command_of_unit(data) {
    const [line] = values('ExecStart');
    assert.match(line, /^\/usr\/local\/bin\/louxia serve --data %S\/louxia /);
    const words = line.replace('/usr/local/bin/louxia', path.join(folder, 'bin/louxia')).replace('%S/louxia', data).split(' ');
    const port = words.indexOf('--port') + 1;
    assert.ok(port > 0, 'the unit names no port');
    words[port] = '0';
    return [...words, '--json']; // to hear which one was chosen
}

async function started(child) {
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => { said += text; });
    for (let tries = 0; tries < 500; tries += 1) {
        const found = said.match(/"port":(\d+)/);
        if (found) return `http://127.0.0.1:${found[1]}`;
        assert.equal(child.exitCode, null, said);
        await pause(20);
    }
    throw new Error(`nothing was said: ${said}`);
}

const nice_of_unit = () => (why_no_nice ? [] : ['prlimit', `--nice=${20 - values('LimitNICE')[0]}`]);

// In a state folder that the service alone may enter, as the service's user where we may become another.
async function run_service(before_words, work) {
    const data = path.join(folder, `state-${before_words.length}`);
    fs.mkdirSync(path.join(folder, 'bin'), { recursive: true });
    fs.copyFileSync(program, path.join(folder, 'bin/louxia'));
    fs.chmodSync(path.join(folder, 'bin/louxia'), 0o755);
    fs.mkdirSync(data, { mode: 0o700 });
    const made = await run_command('community', 'create', path.join(root, 'assets/demo/community.json'), '--data', data);
    assert.equal(made.code, 0, made.errors);
    const words = command_of_unit(data);
    const root_here = process.getuid() === 0;
    if (root_here) execFileSync('chown', ['-R', `${nobody}:${nobody}`, data]);
    const drop = root_here ? [...nice_of_unit(), 'setpriv', '--reuid', nobody, '--regid', nobody, '--clear-groups',
        '--no-new-privs', '--bounding-set=-all', '--inh-caps=-all'] : ['env'];
    const [command, ...rest] = [...drop, ...before_words, ...words];
    const environment = Object.fromEntries(values('Environment').map((each) => each.split('=')));
    const child = spawn(command, rest, {
        cwd: '/', stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env.PATH, ...environment },
    });
    const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
    try {
        await work(await started(child), data, child.pid);
    } finally {
        // strace keeps signals from itself while it traces; the service is its child then.
        const [traced] = fs.readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim().split(' ');
        const service = Number(traced) || child.pid;
        process.kill(service, 'SIGTERM');
        const limit = setTimeout(() => {
            process.kill(service, 'SIGKILL');
            child.kill('SIGKILL');
        }, Number(values('TimeoutStopSec')[0]) * 1000);
        const how = await ended;
        clearTimeout(limit);
        assert.deepEqual(how, { code: 0, signal: null });
    }
    return data;
}

test('its command serves as a user without rights, and ends when it is told to', async () => {
    await run_service([], async (origin, data) => {
        assert.equal((await fetch(`${origin}/healthz`)).status, 200);
        const { output } = await run_command('community', 'list', '--data', data);
        const page = await fetch(`${origin}/c/${output.split(/\s/)[0]}`);
        assert.equal(page.status, 200);
        assert.match(await page.text(), /https:\/\/louxia\.example/);
        for (const file of fs.readdirSync(data)) {
            assert.equal(fs.statSync(path.join(data, file)).mode & 0o077, 0, `${file} can be read by others`);
        }
    });
});

test('the thread that writes stands before the others, by what the unit allows', { skip: why_no_nice || false }, async () => {
    await run_service(['env'], async (_origin, _data, service) => {
        const nice_of = (thread) => Number(fs.readFileSync(`/proc/${service}/task/${thread}/stat`, 'utf8').split(') ').pop().split(' ')[16]);
        const nices = fs.readdirSync(`/proc/${service}/task`).map(nice_of);
        assert.ok(nices.length > 1);
        assert.deepEqual(nices.filter((nice) => nice !== 0), values('LimitNICE').map(Number));
    });
});

// What strace has written, of the program from its start on.
function check_calls(trace, program_name, least) {
    const lines = fs.readFileSync(trace, 'utf8').split('\n').map((line) => line.replace(/^\d+ +/, ''));
    const begun = lines.findIndex((line) => line.startsWith('execve(') && line.includes(program_name));
    const own = lines.slice(begun + 1);
    const calls = new Set(own.map((line) => line.match(/^(\w+)\(/)?.[1]).filter(Boolean));
    assert.ok(calls.size >= least, [...calls].join(' '));
    const allowed = allowed_calls();
    assert.deepEqual([...calls].filter((call) => !allowed.has(call)), []);
    const families = new Set(own.map((line) => line.match(/^socket\((AF_\w+)/)?.[1]).filter(Boolean));
    const permitted = values('RestrictAddressFamilies').join(' ').split(' ');
    assert.deepEqual([...families].filter((family) => !permitted.includes(family)), []);
    assert.deepEqual(own.filter((line) => /^m(map|protect)\(.*PROT_WRITE\|PROT_EXEC/.test(line)), []);
}

const why_not = why_no_systemd || (await why_no_strace());
test('it makes no system call that the unit forbids, and no memory both writable and executable', { skip: why_not || false }, async () => {
    fs.mkdirSync(folder, { recursive: true });
    const trace = path.join(folder, 'calls');
    fs.writeFileSync(trace, '');
    fs.chmodSync(trace, 0o666);
    await run_service(['strace', '-f', '-qq', '-o', trace], async (origin, data) => {
        const { output } = await run_command('community', 'list', '--data', data);
        const page = await fetch(`${origin}/c/${output.split(/\s/)[0]}`, { headers: { 'Accept-Encoding': 'br' } });
        assert.equal(page.status, 200);
        // A typed code is looked up by Argon2id, which takes its memory from the system.
        const wrong = await fetch(`${origin}/api/v1/session?community=${output.split(/\s/)[0]}`, {
            method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"code":"00000000"}',
        });
        assert.ok(wrong.status >= 400 && wrong.status < 500);
    });
    check_calls(trace, 'bin/louxia', 31);
});

test('nor does the decoder of pictures', { skip: why_not || false }, () => {
    fs.mkdirSync(folder, { recursive: true });
    const trace = path.join(folder, 'picture-calls');
    const decoder = path.join(path.dirname(program), 'louxia-picture');
    const photo = fs.readFileSync(path.join(root, 'tests/e2e/support/photo.png'));
    for (const format of ['webp', 'jpeg']) {
        const made = execFileSync('strace', ['-f', '-qq', '-o', trace, decoder, '320', format], { input: photo, stdio: ['pipe', 'pipe', 'ignore'], env: { PATH: process.env.PATH } });
        assert.ok(made.length > 100);
        check_calls(trace, 'louxia-picture', 20);
    }
});

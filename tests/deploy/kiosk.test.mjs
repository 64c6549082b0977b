// deploy/louxia-kiosk and its unit: what systemd says to it, and the script run with a real browser whose
// page is made to crash.

import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as http from 'node:http';
import * as path from 'node:path';
import { after, before, test } from 'node:test';
import { fresh_folder, root } from '../e2e/support/places.mjs';

const script = path.join(root, 'deploy/louxia-kiosk');
const why_no_systemd = spawnSync('systemd-analyze', ['--version']).status === 0 ? '' : 'there is no systemd-analyze';
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

let folder;
let page;
let visits = 0;

before(async () => {
    folder = fresh_folder();
    page = http.createServer((_, reply) => {
        visits += 1;
        reply.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>board</title>');
    });
    await new Promise((resolve) => page.listen(0, '127.0.0.1', resolve));
});
after(async () => {
    page.closeAllConnections();
    await new Promise((resolve) => page.close(resolve));
    fs.rmSync(folder, { recursive: true, force: true });
});

async function becomes(look, what) {
    for (let tries = 0; tries < 600; tries += 1) {
        const found = look();
        if (found) return found;
        await pause(100);
    }
    throw new Error(`never: ${what}`);
}

test('systemd has nothing to say against the unit', { skip: why_no_systemd || false }, () => {
    const text = fs.readFileSync(path.join(root, 'deploy/louxia-kiosk.service'), 'utf8');
    assert.match(text, /^ExecStart=\/usr\/bin\/cage -s -- \/usr\/local\/bin\/louxia-kiosk \$\{KIOSK_URL\} \$KIOSK_FLAGS$/m);
    assert.match(text, /^Restart=always$/m);
    assert.match(text, /^StartLimitIntervalSec=0$/m);
    // The compositor need not be installed where this is tested.
    const file = path.join(folder, 'louxia-kiosk.service');
    fs.writeFileSync(file, text.replace('/usr/bin/cage -s -- /usr/local/bin/louxia-kiosk', `"${script}"`));
    const verified = spawnSync('systemd-analyze', ['verify', file], { encoding: 'utf8' });
    assert.equal(`${verified.stdout}${verified.stderr}`.trim(), '');
    assert.equal(verified.status, 0);
});

// Every process below that one, with its words.
function below(top) {
    const rows = execFileSync('ps', ['-e', '-o', 'pid=', '-o', 'ppid=', '-o', 'args='], { encoding: 'utf8', maxBuffer: 1 << 25 })
        .split('\n').map((line) => line.trim().match(/^(\d+)\s+(\d+)\s+(.*)$/)).filter(Boolean)
        .map(([, pid, parent, words]) => ({ pid: Number(pid), parent: Number(parent), words }));
    const found = [];
    const walk = (pid) => rows.filter((row) => row.parent === pid).forEach((row) => { found.push(row); walk(row.pid); });
    walk(top);
    return found;
}
const drawing = (top) => below(top).filter(({ words }) => words.includes('--type=renderer') && !words.includes('--top-chrome-webui'));
const lives = (pid) => {
    try {
        process.kill(pid, 0);
        return !/^\d+ \(.*\) Z/.test(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'));
    } catch {
        return false;
    }
};

function start() {
    const child = spawn(script, [`http://127.0.0.1:${page.address().port}/`, '--headless=new', '--no-sandbox', '--disable-gpu'], {
        stdio: ['ignore', 'ignore', 'pipe'],
        env: { ...process.env, KIOSK_PROFILE: path.join(folder, 'profile'), KIOSK_BROWSER: process.env.LOUXIA_CHROMIUM ?? '/usr/bin/chromium' },
    });
    child.said = '';
    child.stderr.setEncoding('utf8').on('data', (text) => { child.said += text; });
    child.ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
    return child;
}

test('a page that crashed ends it, so that systemd starts it again; told to end it leaves nothing behind', async () => {
    const first = start();
    let all = [];
    try {
        await becomes(() => visits > 0, 'the page is asked for');
        const [one, ...others] = await becomes(() => { const found = drawing(first.pid); return found.length ? found : null; }, 'something draws');
        assert.deepEqual(others, []);
        // It has been seen at least once.
        await pause(6000);
        assert.equal(first.exitCode, null, first.said);
        all = below(first.pid);
        process.kill(one.pid, 'SIGSEGV');
        assert.deepEqual(await first.ended, { code: 1, signal: null });
        assert.match(first.said, /nothing draws the page any more/);
        await becomes(() => !all.some(({ pid }) => lives(pid)), 'all of it is gone');
    } finally {
        if (first.exitCode === null) first.kill('SIGTERM');
    }
    const asked = visits;
    const second = start();
    await becomes(() => visits > asked, 'the page is asked for again');
    all = below(second.pid);
    second.kill('SIGTERM');
    assert.deepEqual(await second.ended, { code: 0, signal: null });
    await becomes(() => !all.some(({ pid }) => lives(pid)), 'all of it is gone');
});

test('without an address it says how it is used', () => {
    const said = spawnSync(script, [], { encoding: 'utf8' });
    assert.equal(said.status, 2);
    assert.match(said.stderr, /usage: louxia-kiosk URL/);
});

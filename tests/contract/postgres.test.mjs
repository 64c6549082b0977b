// The store's SQL on PostgreSQL 15: its schema is applied there, every statement is prepared, and
// what the store does on SQLite, noted by louxia_server_tests, gives the same rows there.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { PostgresClient } from './postgres_client.mjs';
import { statements_in, tokens_of } from './postgres_sources.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const bin = process.env.LOUXIA_POSTGRES ?? '/usr/lib/postgresql/15/bin';
const server_tests = process.env.LOUXIA_SERVER_TESTS ?? path.join(root, 'build/dev/tests/louxia_server_tests');
const could_not_install = fs.existsSync(path.join(root, '.deps/stamps/without-postgresql'));
const installed = fs.existsSync(path.join(bin, 'postgres'));
const skip = !installed && could_not_install && 'emsdk-setup.sh could not install postgresql-15';

// PostgreSQL's numbers of types: what the port's numbers and texts can be.
const int8 = 20;
const int4 = 23;
const text = 25;

let trace;
let server;
let folder;
let client;

function note_what_the_store_does() {
    const place = fs.mkdtempSync(path.join(os.tmpdir(), 'louxia trace '));
    try {
        const file = path.join(place, 'trace.json');
        const done = spawnSync(server_tests, ['--test-case=everything that the store can be asked*'],
            { encoding: 'utf8', env: { ...process.env, LOUXIA_STORE_TRACE: file } });
        assert.equal(done.status, 0, `${done.error ?? ''}${done.stdout}${done.stderr}`);
        return JSON.parse(fs.readFileSync(file, 'utf8'));
    } finally {
        fs.rmSync(place, { recursive: true });
    }
}

function start_server() {
    return new Promise((resolve, reject) => {
        server = spawn(path.join(here, 'postgres_server.sh'), [bin], { stdio: ['pipe', 'pipe', 'inherit'], detached: true });
        let said = '';
        server.stdout.on('data', (bytes) => {
            said += bytes;
            if (said.endsWith(' ready\n')) resolve(said.slice(0, -' ready\n'.length));
        });
        server.on('error', reject);
        server.on('exit', () => reject(new Error('PostgreSQL did not start')));
    });
}

async function stop_server() {
    client?.close();
    if (!server || server.exitCode !== null) return;
    const gone = new Promise((resolve) => { server.once('exit', resolve); });
    server.stdin.end();
    await gone;
}

const plain = (cell) => (cell === null ? null : cell.number ?? cell.text);
const statements = () => new Set(trace.steps.filter((step) => step.sql).map((step) => step.sql));
const is_sorted = (sql) => /ORDER BY [^()]*$/.test(sql);

before(async () => {
    if (skip) return;
    assert.ok(installed, `PostgreSQL 15 is not in ${bin}: run ./emsdk-setup.sh`);
    assert.ok(fs.existsSync(server_tests), `${server_tests} is missing: run make dev`);
    trace = note_what_the_store_does();
    folder = await start_server();
    client = await PostgresClient.connect(folder);
});

after(stop_server);

test('every SQL text in the sources of the store was run', { skip }, () => {
    const run = [...statements(), ...trace.steps.map((step) => step.script ?? step.schema).filter(Boolean)];
    const expected = statements_in(path.join(root, 'server/store'));
    assert.ok(expected.length > 100);
    const missed = expected.filter(({ pattern }) => !run.some((sql) => new RegExp(`^${pattern}$`, 's').test(sql)));
    assert.deepEqual(missed, [], 'tests/server/store/store_walk.cpp has to run these too');
});

test('texts side by side are read as one, comments are not', () => {
    assert.deepEqual(tokens_of('f("a\\n" // "no"\n  "b", \'"\', x);').map((token) => token.text ?? token.word),
        ['f', '(', 'a\nb', ',', '\'"\'', ',', 'x', ')', ';']);
});

test('each step of the schema has a form for PostgreSQL', { skip }, () => {
    const taken = trace.steps.filter((step) => step.migration).map((step) => step.migration);
    const own = trace.migrations.map((migration) => migration.number);
    assert.deepEqual(own, taken);
});

test('the same statements give the same rows', { skip }, async () => {
    const names = new Map();
    const texts = new Map(trace.migrations.map((migration) => [migration.number, migration.text]));
    for (const step of trace.steps) {
        const script = step.migration ? texts.get(step.migration) : step.schema ?? step.script;
        if (script) {
            await client.run(script);
            continue;
        }
        if (!names.has(step.sql)) {
            names.set(step.sql, `s${names.size}`);
            await client.prepare(names.get(step.sql), step.sql)
                .catch((error) => assert.fail(`${error.message} in ${step.sql}`));
        }
        const values = Object.keys(step.values).map((_, at) => plain(step.values[at + 1]));
        const done = client.execute(names.get(step.sql), values);
        if (step.failed) {
            await assert.rejects(done, undefined, step.sql);
            continue;
        }
        const { rows } = await done.catch((error) => assert.fail(`${error.message} in ${step.sql} of ${values}`));
        const read = step.rows.map((row) => Object.entries(row));
        if (step.ended) assert.equal(rows.length, read.length, step.sql);
        else assert.ok(rows.length >= read.length, step.sql);
        const columns = read[0]?.map(([column]) => column) ?? [];
        const theirs = rows.map((row) => JSON.stringify(columns.map((column) => row[column])));
        const ours = read.map((row) => JSON.stringify(row.map(([, cell]) => plain(cell))));
        if (!is_sorted(step.sql)) { theirs.sort(); ours.sort(); }
        if (step.ended || is_sorted(step.sql)) assert.deepEqual(theirs.slice(0, ours.length), ours, step.sql);
    }
});

test('every statement is prepared with numbers and texts, as the port binds and reads them', { skip }, async () => {
    let at = 0;
    for (const sql of statements()) {
        at += 1;
        const { parameters, columns } = await client.prepare(`t${at}`, sql)
            .catch((error) => assert.fail(`${error.message} in ${sql}`));
        assert.deepEqual(parameters.filter((type) => ![int8, text].includes(type)), [], `parameters of ${sql}`);
        assert.deepEqual(columns.filter(({ type }) => ![int8, int4, text].includes(type)), [], `columns of ${sql}`);
    }
    console.log(`prepared ${at} statements, ran ${trace.steps.length} steps`);
});

test('the ledger refuses an edit there too', { skip }, async () => {
    for (const sql of ['UPDATE ledger_entry SET subject = 1', 'DELETE FROM ledger_posting', 'DELETE FROM ledger_link']) {
        await assert.rejects(client.run(sql), /ledger rows are only added/);
    }
});

test('the server and its folder go when the test goes', { skip }, async () => {
    const made = folder;
    assert.ok(fs.existsSync(made));
    await stop_server();
    assert.ok(!fs.existsSync(made));
});

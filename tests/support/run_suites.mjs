// Runs the suites of suites.mjs, one after the other, counts what each says of itself, and closes
// with a table and the plain line `N passed, N failed`. Words given name the suites to run.

import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { suites } from './suites.mjs';
import { count_doctest, count_tap } from './counts.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
process.chdir(root);

const environment = {
    ...process.env,
    LOUXIA_ROOT: root,
    LOUXIA_PROGRAM: path.join(root, 'build/release/louxia'),
    LOUXIA_WEB: path.join(root, 'build/web'),
    ASAN_OPTIONS: 'detect_stack_use_after_return=1:strict_string_checks=1',
    UBSAN_OPTIONS: 'print_stacktrace=1:halt_on_error=1',
    TSAN_OPTIONS: 'halt_on_error=1:second_deadlock_stack=1',
};

function files_below(folder, ending) {
    if (!fs.existsSync(folder)) return [];
    return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        const file = path.join(folder, entry.name);
        if (entry.isDirectory()) return files_below(file, ending);
        return entry.name.endsWith(ending) ? [file] : [];
    }).sort();
}

const ending_of = (suite) => (suite.run === 'node' ? '.test.mjs' : '_test.cpp');

// Runs a command in a process group of its own, shows what it says and returns it.
function run(command, parameters, minutes) {
    return new Promise((resolve) => {
        const child = spawn(command, parameters,
            { env: environment, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
        let output = '';
        let ended = false;
        const stop = (signal) => {
            try { process.kill(-child.pid, signal); } catch { /* it has ended by itself */ }
        };
        const limit = setTimeout(() => {
            ended = true;
            console.log(`ended after ${minutes} minutes`);
            stop('SIGKILL');
        }, minutes * 60_000);
        const pass_on = () => stop('SIGTERM');
        process.once('SIGINT', pass_on);
        process.once('SIGTERM', pass_on);
        for (const stream of [child.stdout, child.stderr]) {
            stream.setEncoding('utf8');
            stream.on('data', (text) => {
                process.stdout.write(text);
                if (stream === child.stdout) output += text;
            });
        }
        const done = (code, problem) => {
            clearTimeout(limit);
            process.removeListener('SIGINT', pass_on);
            process.removeListener('SIGTERM', pass_on);
            if (problem) console.log(problem);
            resolve({ good: code === 0 && !ended, output });
        };
        child.on('error', (error) => done(1, error.message));
        child.on('close', (code) => done(code));
    });
}

async function run_node_tests(suite) {
    const report = path.join(root, 'build', `report-${suite.name}.tap`);
    fs.mkdirSync(path.dirname(report), { recursive: true });
    fs.rmSync(report, { force: true });
    const { good } = await run(process.execPath, ['--test',
        '--test-reporter=spec', '--test-reporter-destination=stdout',
        '--test-reporter=tap', `--test-reporter-destination=${report}`,
        ...files_below(suite.sources, '.test.mjs')], suite.minutes);
    return { good, counts: count_tap(fs.existsSync(report) ? fs.readFileSync(report, 'utf8') : '') };
}

async function run_doctest(suite) {
    const [command, ...parameters] = suite.run === 'wasm'
        ? [process.execPath, suite.program] : [path.join(root, suite.program)];
    const { good, output } = await run(command, [...parameters, '--no-colors=true'], suite.minutes);
    return { good, counts: count_doctest(output) };
}

async function run_suite(suite) {
    const title = suite.title ?? suite.name;
    console.log(`\n==== ${title} ====`);
    const began = Date.now();
    const { good, counts } = await (suite.run === 'node' ? run_node_tests : run_doctest)(suite);
    const result = { title, ...counts, seconds: (Date.now() - began) / 1000 };
    if (result.passed + result.failed === 0) {
        result.failed = 1;
        result.remark = 'ran no test';
    } else if (!good && result.failed === 0) {
        result.failed = 1;
        result.remark = 'ended badly';
    }
    return result;
}

const words = process.argv.slice(2);
for (const word of words) {
    if (!suites.some((suite) => suite.name === word)) throw new Error(`there is no suite ${word}`);
}
const chosen = suites.filter((suite) =>
    (words.length ? words.includes(suite.name) : !suite.only_when_named) &&
    files_below(suite.sources, ending_of(suite)).length > 0);

const results = [];
for (const suite of chosen) results.push(await run_suite(suite));

console.log(`\n${'suite'.padEnd(16)} ${'passed'.padStart(7)} ${'failed'.padStart(7)} ${'skipped'.padStart(8)} ${'seconds'.padStart(8)}`);
for (const each of results) {
    console.log(`${each.title.padEnd(16)} ${String(each.passed).padStart(7)} ${String(each.failed).padStart(7)} ` +
        `${String(each.skipped).padStart(8)} ${each.seconds.toFixed(1).padStart(8)}  ${each.remark ?? ''}`.trimEnd());
}
const sum = (key) => results.reduce((total, each) => total + each[key], 0);
if (results.length === 0) console.log('no suite has any test yet');
const failed = results.length === 0 ? 1 : sum('failed');
const skipped = sum('skipped');
const line = `${sum('passed')} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;
fs.mkdirSync('build', { recursive: true });
fs.writeFileSync('build/test-summary', `${line}\n`);
console.log(line);
process.exitCode = failed ? 1 : 0;

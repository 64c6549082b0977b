// run.mjs FOLDER SECONDS [TARGET…]: runs the libFuzzer programs of FOLDER, each for SECONDS, from
// the kept corpus, the contract's own seeds and what earlier runs found (FOLDER/corpus, not kept).
// An input that fails is left beside it and named; put it into tests/fuzz/corpus/ when it is mended.

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const [folder, seconds, ...named] = process.argv.slice(2);
const all = fs.readdirSync(path.join(here, 'corpus')).sort();
// By the wall's clock: a busy machine may leave a niced process alone for many seconds.
const unit_seconds_max = 60;
const environment = {
    ...process.env,
    ASAN_OPTIONS: 'detect_stack_use_after_return=1:strict_string_checks=1',
    UBSAN_OPTIONS: 'print_stacktrace=1:halt_on_error=1',
};

const contract = (...what) => {
    const { status, stdout, stderr } = spawnSync(path.resolve(folder, 'louxia_fuzz_contract'), what, { encoding: 'utf8', env: environment });
    if (status !== 0) throw new Error(`louxia_fuzz_contract ${what.join(' ')}: ${stderr}`);
    return stdout.split('\n').filter(Boolean);
};

// The kept dictionary and what the contract adds to it.
function dictionary_of(name) {
    const added = {
        json: () => contract('words'),
        form: () => contract('words').flatMap((word) => [word, `${word}=`]),
        target: () => contract('paths'),
    }[name]?.() ?? [];
    const file = path.resolve(folder, `${name}.dict`);
    const kept = fs.readFileSync(path.join(here, 'dictionaries', `${name}.dict`), 'utf8');
    fs.writeFileSync(file, kept + added.map((word) => `"${word}"\n`).join(''));
    return file;
}

let failed = 0;
for (const name of named.length ? named : all) {
    if (!all.includes(name)) throw new Error(`there is no target ${name}, only ${all.join(', ')}`);
    const grown = path.resolve(folder, 'corpus', name);
    const failures = path.resolve(folder, 'failures', name);
    fs.mkdirSync(grown, { recursive: true });
    fs.mkdirSync(failures, { recursive: true });
    if (name === 'json') contract('seeds', grown);
    const began = performance.now();
    const done = spawnSync(path.resolve(folder, `louxia_fuzz_${name}`), [
        `-max_total_time=${seconds}`, `-timeout=${unit_seconds_max}`, '-rss_limit_mb=2048', '-max_len=4096',
        `-dict=${dictionary_of(name)}`, `-artifact_prefix=${failures}/`,
        '-verbosity=0', '-print_final_stats=1', grown, path.join(here, 'corpus', name),
    ], { encoding: 'utf8', env: environment, maxBuffer: 1 << 28 });
    const took = Math.round((performance.now() - began) / 1000);
    const runs = /stat::number_of_executed_units:\s*(\d+)/.exec(done.stderr)?.[1] ?? '?';
    console.log(`fuzz: ${name} ${runs} runs in ${took} s: ${done.status === 0 ? 'ok' : 'FAILED'}`);
    if (done.status !== 0) {
        failed += 1;
        console.log(`${done.error ?? ''}${done.stderr}`);
    }
}
process.exitCode = failed ? 1 : 0;

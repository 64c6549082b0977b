// run.mjs FOLDER SECONDS [TARGET…]: runs the libFuzzer programs of FOLDER, each for SECONDS, from
// the kept corpus and what earlier runs found (FOLDER/corpus, not kept). An input that fails is left
// beside it and named; put it into tests/fuzz/corpus/ when it is mended.

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const [folder, seconds, ...named] = process.argv.slice(2);
const all = fs.readdirSync(path.join(here, 'corpus')).sort();
const environment = {
    ...process.env,
    ASAN_OPTIONS: 'detect_stack_use_after_return=1:strict_string_checks=1',
    UBSAN_OPTIONS: 'print_stacktrace=1:halt_on_error=1',
};

let failed = 0;
for (const name of named.length ? named : all) {
    if (!all.includes(name)) throw new Error(`there is no target ${name}, only ${all.join(', ')}`);
    const grown = path.resolve(folder, 'corpus', name);
    const failures = path.resolve(folder, 'failures', name);
    fs.mkdirSync(grown, { recursive: true });
    fs.mkdirSync(failures, { recursive: true });
    const done = spawnSync(path.resolve(folder, `louxia_fuzz_${name}`), [
        `-max_total_time=${seconds}`, '-timeout=10', '-rss_limit_mb=2048', '-max_len=4096',
        `-dict=${path.join(here, 'dictionaries', `${name}.dict`)}`, `-artifact_prefix=${failures}/`,
        '-verbosity=0', '-print_final_stats=1', grown, path.join(here, 'corpus', name),
    ], { encoding: 'utf8', env: environment, maxBuffer: 1 << 28 });
    const runs = /stat::number_of_executed_units:\s*(\d+)/.exec(done.stderr)?.[1] ?? '?';
    console.log(`fuzz: ${name} ${runs} runs in ${seconds} s: ${done.status === 0 ? 'ok' : 'FAILED'}`);
    if (done.status !== 0) {
        failed += 1;
        console.log(`${done.error ?? ''}${done.stderr}`);
    }
}
process.exitCode = failed ? 1 : 0;

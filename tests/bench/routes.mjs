// The static core of dispatch on Li and Lim's pickup and delivery cases with time windows:
// make bench-routes DATA=folder, which holds the cases and best_known.tsv. Every case is solved once, on
// one core, by a process of its own, with one effort and one seed for all; EVALUATIONS, SEED and
// CASES=lr1,lc2 choose others. Every solution is checked twice: by tests/shared/dispatch/routes_check.hpp
// on the problem as the engine got it, and by routes_check.mjs on the file's rows. Prints a line per
// case that is not at the best known with LIST=1, then figures and a block for docs/BENCHMARKS.md.

import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { program as louxia, root } from '../e2e/support/places.mjs';
import { check_routes, read_case, try_the_check } from './routes_check.mjs';
import { Bench, quiet_figure } from './serving.mjs';

const folder = path.resolve(root, process.env.DATA ?? '');
const best_known = path.join(folder, 'best_known.tsv');
if (!process.env.DATA || !fs.existsSync(best_known)) {
    console.error('bench-routes: the cases are missing; give their folder, which has best_known.tsv: make bench-routes DATA=folder');
    process.exit(2);
}
const program = process.env.LOUXIA_BENCH ?? path.join(path.dirname(louxia), 'tests/louxia_bench');
const evaluations = process.env.EVALUATIONS ?? '65000000';
const seed = process.env.SEED ?? '1';
const wanted = (process.env.CASES ?? '').split(',');
const most = (values) => values.reduce((a, b) => Math.max(a, b), 0);
const sum = (values) => values.reduce((a, b) => a + b, 0);
const mean = (values) => (values.length === 0 ? 0 : sum(values) / values.length);

function solve([name, vehicles, distance]) {
    const file = path.join(folder, `${name}.txt`);
    const told = JSON.parse(execFileSync(program, ['routes', file, evaluations, seed], { encoding: 'utf8', maxBuffer: 1 << 24 }));
    const problem = read_case(file);
    const { wrong, distance: driven } = check_routes(problem, told.routes);
    const agreed = Math.abs(driven - told.distance) < 1e-3;
    const valid = wrong === '' && told.wrong === '' && told.unserved === 0 && agreed;
    if (valid) try_the_check(problem, told.routes);
    else console.log(`${name} is not valid: ${wrong || told.wrong || (agreed ? 'unserved requests' : 'the distances differ')}`);
    const used = told.routes.length;
    const at_best = used === Number(vehicles);
    const gap = (driven / Number(distance) - 1) * 100;
    if (process.env.LIST === '1') {
        console.log(`${name} vehicles ${used} of ${vehicles} distance ${driven.toFixed(2)} of ${distance}` +
            `${at_best ? ` gap ${gap.toFixed(2)} %` : ''} ${told.seconds.toFixed(2)} s`);
    }
    return { name, kind: name.slice(0, -2), used, best: Number(vehicles), at_best, gap, seconds: told.seconds, valid };
}

function summary(solved) {
    const gaps = solved.filter(({ at_best }) => at_best).map(({ gap }) => gap);
    const seconds = solved.map((each) => each.seconds);
    return {
        cases: solved.length,
        vehicles: sum(solved.map(({ used }) => used)),
        best: sum(solved.map(({ best }) => best)),
        at_best: gaps.length,
        gap_mean: mean(gaps),
        gap_worst: most(gaps),
        seconds_mean: mean(seconds),
        seconds_most: most(seconds),
        valid: solved.filter(({ valid }) => valid).length,
    };
}

const cases = fs.readFileSync(best_known, 'utf8').trim().split('\n').slice(1).map((line) => line.split('\t'))
    .filter(([name]) => wanted.some((start) => name.startsWith(start)));
const solved = cases.map(solve);
const kinds = [...new Set(solved.map(({ kind }) => kind))];
const all = summary(solved);

quiet_figure('routes_vehicles', all.vehicles, 'vehicles', 410);
quiet_figure('routes_at_best_known', all.at_best, 'cases');
quiet_figure('routes_gap_mean', all.gap_mean, 'percent', 0.5);
quiet_figure('routes_gap_worst', all.gap_worst, 'percent', 0.5);
quiet_figure('routes_seconds_mean', all.seconds_mean, 's');
quiet_figure('routes_seconds_most', all.seconds_most, 's', 1);
quiet_figure('routes_not_valid', all.cases - all.valid, 'cases', 0);

console.log(`\n${evaluations} evaluations a case, seed ${seed}. Gap: distance over best known, where vehicles match.\n`);
console.log('| class | cases | vehicles | best known | at best known | mean gap, % | worst gap, % | s a case | most s | valid |');
console.log('|---|---|---|---|---|---|---|---|---|---|');
for (const [name, row] of [...kinds.map((kind) => [kind, summary(solved.filter((each) => each.kind === kind))]), ['all', all]]) {
    console.log(`| ${[name, row.cases, row.vehicles, row.best, row.at_best, Math.max(0, row.gap_mean).toFixed(2), row.gap_worst.toFixed(2),
        row.seconds_mean.toFixed(2), row.seconds_most.toFixed(2), row.valid].join(' | ')} |`);
}
Bench.end();

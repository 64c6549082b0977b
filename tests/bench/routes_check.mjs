// Li and Lim's problem once more, from the rows of a case's file: says what is wrong with routes. It
// shares nothing with the engine, nor with the check in C++.

import * as fs from 'node:fs';

const rounding = 1e-6;

export function read_case(file) {
    const [head, ...lines] = fs.readFileSync(file, 'utf8').trim().split('\n').map((line) => line.trim().split(/\s+/).map(Number));
    const rows = lines.map(([id, x, y, demand, ready, due, service, pickup, delivery]) =>
        ({ id, x, y, demand, ready, due, service, pickup, delivery }));
    return { vehicles: head[0], capacity: head[1], rows };
}

const between = (a, b) => Math.sqrt((a.x - b.x) ** 2 + (a.y - b.y) ** 2);

function drive({ capacity, rows }, route, served) {
    const [depot] = rows;
    let at = depot;
    let clock = depot.ready;
    let load = 0;
    let distance = 0;
    const on_board = new Set();
    for (const id of [...route, 0]) {
        const row = rows[id];
        if (row === undefined) throw new Error(`there is no location ${id}`);
        distance += between(at, row);
        clock = Math.max(row.ready, clock + between(at, row));
        if (clock > row.due + rounding) throw new Error(`late at ${id}`);
        clock += row.service;
        load += row.demand;
        if (load > capacity) throw new Error(`over capacity at ${id}`);
        if (id !== 0) {
            if (served.has(id)) throw new Error(`${id} is visited twice`);
            served.add(id);
            if (row.delivery > 0) on_board.add(id);
            else if (!on_board.delete(row.pickup)) throw new Error(`${id} comes without its pickup`);
        }
        at = row;
    }
    if (on_board.size > 0) throw new Error(`${[...on_board]} is never delivered`);
    return distance;
}

// { wrong, distance }: what is wrong, or '', and the length of all routes.
export function check_routes(problem, routes) {
    const served = new Set();
    let distance = 0;
    try {
        if (routes.length > problem.vehicles) throw new Error('more routes than vehicles');
        for (const route of routes) {
            if (route.length === 0) throw new Error('an empty route');
            distance += drive(problem, route, served);
        }
        for (const { id } of problem.rows.slice(1)) {
            if (!served.has(id)) throw new Error(`${id} is not visited`);
        }
    } catch (error) {
        return { wrong: error.message, distance };
    }
    return { wrong: '', distance };
}

// Breaks good routes in each way that there is, and throws unless every one is found out.
export function try_the_check(problem, routes) {
    const copy = () => routes.map((route) => [...route]);
    const last = routes.length - 1;
    const pickup = routes[0].find((id) => problem.rows[id].delivery > 0);
    const breaks = {
        'a route is missing': (broken) => broken.pop(),
        'a stop is missing': (broken) => broken[0].pop(),
        'a stop comes twice': (broken) => broken[last].push(broken[last][0]),
        'stops run backwards': (broken) => broken[0].reverse(),
        'a pickup is in another route': (broken) => {
            broken[0].splice(broken[0].indexOf(pickup), 1);
            broken.push([pickup]);
        },
        'a location that there is not': (broken) => broken[0].push(9999),
    };
    for (const [what, change] of Object.entries(breaks)) {
        const broken = copy();
        change(broken);
        if (check_routes(problem, broken).wrong === '') throw new Error(`the check does not see that ${what}`);
    }
    for (const [what, changed] of Object.entries({
        'the capacity is too small': { ...problem, capacity: Math.max(...problem.rows.map(({ demand }) => demand)) - 1 },
        'the day is too short': { ...problem, rows: problem.rows.map((row) => ({ ...row, due: row.due / 20 })) },
        'the vehicles are too few': { ...problem, vehicles: last },
    })) {
        if (check_routes(changed, routes).wrong === '') throw new Error(`the check does not see that ${what}`);
    }
}

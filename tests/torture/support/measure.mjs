// What a process takes and how long things took.

import * as fs from 'node:fs';

const megabyte = 1024 * 1024;

export const memory_of = (pid, field) =>
    Number(fs.readFileSync(`/proc/${pid}/status`, 'utf8').match(new RegExp(`^${field}:\\s+(\\d+)`, 'm'))[1]) * 1024;

// How much more memory the process had at its height while `work` ran, in MB.
export async function growth_during(pid, work) {
    fs.writeFileSync(`/proc/${pid}/clear_refs`, '5'); // the height counts from here
    const before = memory_of(pid, 'VmRSS');
    await work();
    return (memory_of(pid, 'VmHWM') - before) / megabyte;
}

// The height of a process that ends by itself, in MB, as far as a look every few milliseconds shows.
export async function peak_memory(pid, ended) {
    let most = 0;
    let over = false;
    ended.then(() => { over = true; });
    while (!over) {
        try {
            most = Math.max(most, memory_of(pid, 'VmHWM'));
        } catch { /* it has just ended */ }
        await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return most / megabyte;
}

export function percentile(values, share) {
    const sorted = [...values].sort((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

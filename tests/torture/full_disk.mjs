// The data folder on a small disk that fills up. The scenario runs in a mount namespace of its own
// (full_disk_inside.mjs), where the disk is a tmpfs that vanishes with it.

import { execFile, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const inside = fileURLToPath(new URL('full_disk_inside.mjs', import.meta.url));
// Without root, a namespace of users lets one mount too, where the system allows it.
const ways = [['--mount'], ['--user', '--map-root-user', '--mount']];

const may = (way) => new Promise((resolve) => {
    execFile('unshare', [...way, 'sh', '-c', 'mount -t tmpfs -o size=1m tmpfs /mnt'], (error) => resolve(!error));
});

// The way to a namespace in which a disk may be mounted; null when this machine allows none.
export async function way_to_mount() {
    for (const way of ways) {
        if (await may(way)) return way;
    }
    return null;
}

export function full_disk(way, { rounds }) {
    return new Promise((resolve, reject) => {
        const child = spawn('unshare', [...way, process.execPath, inside, String(rounds)],
            { stdio: ['ignore', 'inherit', 'inherit'] });
        child.once('error', reject);
        child.once('exit', (code, signal) =>
            (code === 0 ? resolve() : reject(new Error(`the scenario ended with ${code ?? signal}`))));
    });
}

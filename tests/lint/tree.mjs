// The project's own files, as git sees them (or, outside a git checkout, as the folders hold them).

import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';

export const project_root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

const foreign = new Set(['build', '.deps', 'node_modules', '.git', '.cache', 'louxia-data']);

function walk(root, folder = '') {
    return fs.readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
        const name = path.posix.join(folder, entry.name);
        if (entry.isDirectory()) return folder === '' && foreign.has(entry.name) ? [] : walk(root, name);
        return [name];
    });
}

// Paths relative to root, sorted.
export function list_files(root) {
    let names;
    try {
        const parameters = ['-C', root, 'ls-files', '-z', '--cached', '--others', '--exclude-standard'];
        names = fs.existsSync(path.join(root, '.git'))
            ? execFileSync('git', parameters, { encoding: 'utf8', stdio: 'pipe', maxBuffer: 1 << 26 })
                .split('\0').filter(Boolean)
            : walk(root);
    } catch {
        names = walk(root);
    }
    return [...new Set(names)].filter((name) => fs.existsSync(path.join(root, name))).sort();
}

export const is_cpp = (name) => /\.(cpp|hpp|h)$/.test(name);
export const is_text = (name) =>
    /\.(cpp|hpp|h|mjs|cjs|js|css|html|mustache|json|sql|sh|cmake|md|svg|txt|csv|webmanifest|conf)$/.test(name) ||
    /(^|\/)(Makefile|Caddyfile|run|CMakeLists\.txt|\.npmrc|\.gitignore|\.clang-format|\.clang-tidy)$/.test(name);

export const read = (root, name) => fs.readFileSync(path.join(root, name), 'utf8');

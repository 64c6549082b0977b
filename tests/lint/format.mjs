// clang-format on every C++ file of ours: check_format for the lint, --write for `make format`.

import { spawnSync } from 'node:child_process';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { is_cpp, list_files, project_root } from './tree.mjs';

function clang_format(root, mode) {
    const files = list_files(root).filter((name) => is_cpp(name) && /^(shared|server|client|tests)\//.test(name));
    if (files.length === 0) return '';
    const done = spawnSync('clang-format', [...mode, ...files], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
    if (done.error) throw done.error;
    return done.stderr;
}

// One line for each file that clang-format would change, with its first place.
export function check_format(root) {
    const output = clang_format(root, ['--dry-run', '--Werror']);
    const first = new Map();
    for (const [, file, line] of output.matchAll(/^(\S.*?):(\d+):\d+: error: /gm)) {
        if (!first.has(file)) first.set(file, `${file}:${line}: not as clang-format writes it (make format)`);
    }
    return [...first.values()];
}

if (process.argv[1] === fileURLToPath(import.meta.url) && process.argv.includes('--write')) {
    process.stderr.write(clang_format(path.resolve(project_root), ['-i']));
}

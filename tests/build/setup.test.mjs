// The set-up and the build, from a copy of the project in a path with spaces.

import { before, after, test } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { list_files, project_root } from '../lint/tree.mjs';
import { count_doctest, count_tap } from '../support/counts.mjs';

let home;

function call(command, ...parameters) {
    const done = spawnSync(command, parameters, { cwd: home, encoding: 'utf8', maxBuffer: 1 << 26 });
    return { status: done.status, said: `${done.stdout}${done.stderr}` };
}

before(() => {
    home = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'louxia copy ')), 'with some spaces');
    for (const name of list_files(project_root)) {
        fs.mkdirSync(path.join(home, path.dirname(name)), { recursive: true });
        fs.copyFileSync(path.join(project_root, name), path.join(home, name));
    }
    for (const name of ['.deps', 'node_modules']) {
        if (!fs.existsSync(path.join(home, name))) fs.symlinkSync(path.join(project_root, name), path.join(home, name));
    }
});

after(() => fs.rmSync(path.dirname(home), { recursive: true }));

// Own network namespace with nothing in it, where that is permitted.
const without_network = spawnSync('unshare', ['-n', 'true']).status === 0 ? ['unshare', '-n'] : ['env'];

test('the set-up of a machine that has everything ends at once and needs no network', () => {
    const began = Date.now();
    const { status, said } = call(without_network[0], ...without_network.slice(1), './emsdk-setup.sh');
    assert.equal(status, 0, said);
    assert.equal(said, '');
    assert.ok(Date.now() - began < 5000);
});

for (const preset of ['dev', 'release', 'tsan', 'web']) {
    test(`the preset ${preset} configures in a path with spaces`, () => {
        const { status, said } = call('cmake', '--preset', preset);
        assert.equal(status, 0, said);
    });
}

for (const preset of ['release', 'web']) {
    test(`the preset ${preset} builds in a path with spaces`, () => {
        const { status, said } = call('cmake', '--build', '--preset', preset, '-j', '2', '--target', 'louxia_base');
        assert.equal(status, 0, said);
    });
}

test('missing sources are told in one clear line', () => {
    const { status, said } = call('cmake', '-S', '.', '-B', 'build/bare', '-G', 'Ninja', `-DLOUXIA_DEPS=${home}/nowhere`);
    assert.notEqual(status, 0);
    assert.match(said, /Dear ImGui >= 1\.92 is missing: run \.\/emsdk-setup\.sh/);
});

test("doctest's closing line is counted", () => {
    assert.deepEqual(count_doctest('[doctest] test cases: 5 | 3 passed | 2 failed | 1 skipped\n'),
        { passed: 3, failed: 2, skipped: 1 });
    assert.deepEqual(count_doctest('Segmentation fault'), { passed: 0, failed: 0, skipped: 0 });
});

test("node's closing lines are counted, the cancelled as failed", () => {
    assert.deepEqual(count_tap('# tests 7\n# pass 4\n# fail 1\n# cancelled 1\n# skipped 1\n# todo 0\n'),
        { passed: 4, failed: 2, skipped: 1 });
});

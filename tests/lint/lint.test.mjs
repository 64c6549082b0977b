// The project's own tree keeps each rule, and each rule sees a planted violation.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { check_format } from './format.mjs';
import { check_layers, check_reusable } from './layers.mjs';
import { check_notes_to_self, check_paths, check_registries, check_sentences, check_skipped_tests, check_waits } from './notes.mjs';
import { list_files, project_root } from './tree.mjs';

const told = (problems) => `\n  ${problems.slice(0, 40).join('\n  ')}${problems.length > 40 ? `\n  and ${problems.length - 40} more` : ''}\n`;

const rules = [
    ['every include line follows an arrow of DESIGN.md', check_layers],
    ['client/platform and boot.js know nothing of the domain', check_reusable],
    ['every C++ file is as clang-format writes it', check_format],
    ['no note to self is left in the code', check_notes_to_self],
    ['no file names the host of a package registry', check_registries],
    ['no file names a path of one machine', check_paths],
    ['no test is skipped or singled out', check_skipped_tests],
    ['no test waits by a promise that is a yes at once', check_waits],
    ['words for people stand in the catalogues only', check_sentences],
];

for (const [name, check] of rules) {
    test(name, () => {
        const problems = check(project_root);
        assert.ok(problems.length === 0, told(problems));
    });
}

test('the lint sees the project', () => {
    const files = list_files(project_root);
    assert.ok(files.includes('CMakeLists.txt'));
    assert.ok(files.filter((name) => name.startsWith('shared/')).length > 10);
});

// ---- planted violations ----------------------------------------------------------------------------

function planted(file, text) {
    const root = fs.mkdtempSync(path.join(os.tmpdir(), 'louxia lint '));
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    fs.writeFileSync(path.join(root, file), text);
    fs.copyFileSync(path.join(project_root, '.clang-format'), path.join(root, '.clang-format'));
    return root;
}

function sees(check, file, text) {
    const root = planted(file, text);
    try {
        return check(root);
    } finally {
        fs.rmSync(root, { recursive: true });
    }
}

const violations = [
    ['shared/domain/a.cpp', '#include "shared/api/codec.hpp"'],
    ['shared/base/a.hpp', '#include "shared/domain/order.hpp"'],
    ['shared/dispatch/a.cpp', '#include "shared/api/views.hpp"'],
    ['shared/domain/a.cpp', '#include <nlohmann/json.hpp>'],
    ['shared/domain/a.cpp', '#include <thread>'],
    ['shared/domain/a.cpp', '#include <iostream>'],
    ['shared/domain/a.cpp', '#include <chrono>'],
    ['shared/domain/a.cpp', '#include "server/app/store.hpp"'],
    ['client/model/a.cpp', '#include "server/app/store.hpp"'],
    ['client/model/a.cpp', '#include <imgui.h>'],
    ['client/model/a.cpp', '  #  include <imgui.h>'],
    ['client/net/a.cpp', '#include "imgui.h"'],
    ['client/model/a.cpp', '#include "client/ui/ui.hpp"'],
    ['client/ui/a.cpp', '#include "client/screens/home.hpp"'],
    ['client/ui/a.cpp', '#include "client/model/state.hpp"'],
    ['client/ui/a.cpp', '#include "shared/domain/order.hpp"'],
    ['client/platform/a.cpp', '#include "shared/api/views.hpp"'],
    ['client/platform/a.cpp', '#include "client/model/state.hpp"'],
    ['client/screens/a.cpp', '#include <imgui_internal.h>'],
    ['client/screens/a.cpp', '#include "client/platform/engine.hpp"'],
    ['client/model/a.cpp', '#include "client/platform/platform.hpp"'],
    ['server/app/a.cpp', '#include "web/text/zh.hpp"'],
    ['client/screens/a.cpp', '#include "client/net/client.hpp"'],
    ['client/ui/a.cpp', '#include <emscripten.h>'],
    ['server/app/a.cpp', '#include <sqlite3.h>'],
    ['server/app/a.cpp', '#include "server/store/sqlite/database.hpp"'],
    ['server/app/a.cpp', '#include "server/http/server.hpp"'],
    ['server/http/a.cpp', '#include <sqlite3.h>'],
    ['server/http/a.cpp', '#include <libpq-fe.h>'],
    ['server/http/a.cpp', '#include "server/store/sqlite/database.hpp"'],
    ['server/store/a.cpp', '#include <httplib.h>'],
    ['server/jobs/a.cpp', '#include <httplib.h>'],
    ['server/http/a.cpp', '#include <nlohmann/json.hpp>'],
    ['server/app/a.cpp', '#include "client/model/state.hpp"'],
    ['server/app/a.cpp', '#include "context.hpp"'],
    ['server/pantry/a.cpp', '#include <string>'],
    ['tests/client/a_test.cpp', '#include <imgui_internal.h>'],
];

for (const [file, line] of violations) {
    test(`${file} is refused ${line.trim()}`, () => {
        assert.equal(sees(check_layers, file, `#pragma once\n\n${line}\n`).length, 1);
    });
}

const allowed = [
    ['shared/api/a.cpp', '#include <nlohmann/json.hpp>'],
    ['server/http/a.cpp', '#include <httplib.h>'],
    ['server/store/a.cpp', '#include <sqlite3.h>'],
    ['client/screens/a.cpp', '#include "client/platform/platform.hpp"'],
    ['server/http/pages/a.cpp', '#include "web/text/zh.hpp"'],
    ['server/main.cpp', '#include "server/http/server.hpp"'],
    ['client/platform/headless/a.cpp', '#include <imgui_internal.h>'],
    ['client/screens/resident/a.cpp', '#include "client/model/state.hpp"'],
    ['tests/server/store/a_test.cpp', '#include <sqlite3.h>'],
];

for (const [file, line] of allowed) {
    test(`${file} may ${line}`, () => {
        assert.deepEqual(sees(check_layers, file, `${line}\n`), []);
    });
}

test('a word of the domain is seen in the platform', () => {
    assert.equal(sees(check_reusable, 'client/platform/browser/a.lib.js', "fetch('/api/v1/home');\n").length, 1);
});

test('a note to self is seen', () => {
    assert.equal(sees(check_notes_to_self, 'server/app/a.cpp', `int a;  // ${'TO'}DO later\n`).length, 1);
});

test('a registry host is seen', () => {
    assert.equal(sees(check_registries, 'setup.sh', `echo https://registry.${'npmjs'}.org/\n`).length, 1);
});

test('a path of one machine is seen', () => {
    assert.equal(sees(check_paths, 'setup.sh', `cd /${'work'}/main\n`).length, 1);
    assert.deepEqual(sees(check_paths, 'setup.sh', 'cd ../homework/main\n'), []);
});

test('a skipped test is seen', () => {
    assert.equal(sees(check_skipped_tests, 'tests/e2e/a.test.mjs', `test.${'skip'}('x')\n`).length, 1);
});

test('a wait that does not wait is seen', () => {
    assert.equal(sees(check_waits, 'tests/e2e/a.test.mjs', 'await page.waitForFunction(async () => false);\n').length, 1);
    assert.deepEqual(sees(check_waits, 'tests/e2e/a.test.mjs', 'await page.waitForFunction(() => false);\n'), []);
});

test('a sentence outside the catalogues is seen, in a comment it is not', () => {
    assert.equal(sees(check_sentences, 'client/screens/a.cpp', 'auto a = "下单";\n').length, 1);
    assert.equal(sees(check_sentences, 'client/screens/a.cpp', 'auto a = R"(\n下单)";\n').length, 1);
    assert.deepEqual(sees(check_sentences, 'client/screens/a.cpp', '// 下单\nint a; /* 到\n了 */\n'), []);
    assert.deepEqual(sees(check_sentences, 'client/ui/text/zh.hpp', 'auto a = "下单";\n'), []);
});

test('a file that clang-format would change is seen', () => {
    assert.equal(sees(check_format, 'server/app/a.cpp', 'int  a ( ) ;\n').length, 1);
    assert.deepEqual(sees(check_format, 'server/app/a.cpp', 'int a();\n'), []);
});

// Every suite of `make test`, in the order in which they run: one line each. A suite whose sources
// are not there yet is left out; one that is there and runs no test fails.
//
//   name       what run_suites.mjs and the Makefile call it (several may share a word)
//   run        doctest: an executable; wasm: the same under node; node: node:test files
//   sources    the folder whose files make it exist: *.cpp, or *.test.mjs for node
//   minutes    after which it is ended and counted as failed

export const suites = [
    { name: 'lint', run: 'node', sources: 'tests/lint', minutes: 5 },
    { name: 'unit', title: 'unit: shared', run: 'doctest', sources: 'tests/shared', program: 'build/dev/tests/louxia_shared_tests', minutes: 10 },
    { name: 'unit', title: 'unit: client', run: 'doctest', sources: 'tests/client', program: 'build/dev/tests/louxia_client_tests', minutes: 10 },
    { name: 'unit', title: 'unit: server', run: 'doctest', sources: 'tests/server', program: 'build/dev/tests/louxia_server_tests', minutes: 15 },
    { name: 'wasm', title: 'wasm: shared', run: 'wasm', sources: 'tests/shared', program: 'build/wasm/tests/louxia_shared_tests.cjs', minutes: 10 },
    { name: 'build', run: 'node', sources: 'tests/build', minutes: 10 },
    { name: 'web', run: 'node', sources: 'tests/web', minutes: 10 },
    { name: 'contract', run: 'node', sources: 'tests/contract', minutes: 15 },
    { name: 'deploy', run: 'node', sources: 'tests/deploy', minutes: 5 },
    { name: 'e2e', run: 'node', sources: 'tests/e2e', minutes: 30 },
    { name: 'torture', run: 'node', sources: 'tests/torture', minutes: 10 },
    { name: 'budgets', run: 'node', sources: 'tests/budgets', minutes: 15 },
    { name: 'tsan', title: 'tsan: shared', run: 'doctest', sources: 'tests/shared', program: 'build/tsan/tests/louxia_shared_tests', minutes: 20, only_when_named: true },
    { name: 'tsan', title: 'tsan: server', run: 'doctest', sources: 'tests/server', program: 'build/tsan/tests/louxia_server_tests', minutes: 30, only_when_named: true },
];

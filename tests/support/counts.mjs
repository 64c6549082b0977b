// What a test program says of itself, as { passed, failed, skipped }.

// doctest's own closing line, "[doctest] test cases: 3 | 2 passed | 1 failed | 0 skipped".
export function count_doctest(output) {
    const found = [...output.matchAll(
        /\[doctest\] test cases:\s*\d+ \|\s*(\d+) passed \|\s*(\d+) failed \|\s*(\d+) skipped/g)].pop();
    if (!found) return { passed: 0, failed: 0, skipped: 0 };
    return { passed: Number(found[1]), failed: Number(found[2]), skipped: Number(found[3]) };
}

// node:test's closing comments in TAP, "# pass 3".
export function count_tap(report) {
    const number = (word) => Number(report.match(new RegExp(`^# ${word} (\\d+)$`, 'm'))?.[1] ?? 0);
    return {
        passed: number('pass'),
        failed: number('fail') + number('cancelled'),
        skipped: number('skipped') + number('todo'),
    };
}

// A budget's line: `figure: NAME VALUE UNIT target TARGET ok|short`. Short ones fail with STRICT=1;
// those that do not depend on the machine always do.

import assert from 'node:assert/strict';

export function figure(name, value, unit, target, { more_is_better = false, always = false } = {}) {
    const good = more_is_better ? value >= target : value <= target;
    const shown = Number.isInteger(value) ? value : value.toFixed(value < 10 ? 2 : 1);
    console.log(`figure: ${name} ${shown} ${unit} target ${target} ${good ? 'ok' : 'short'}`);
    if (always || process.env.STRICT === '1') assert.ok(good, `${name}: ${shown} ${unit}, target ${target}`);
}

export function median(values) {
    const sorted = [...values].sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)];
}

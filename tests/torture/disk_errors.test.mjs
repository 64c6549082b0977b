import { test } from 'node:test';
import { disk_errors } from './disk_errors.mjs';
import { start_errors } from './start_errors.mjs';
import { why_no_strace } from './support/inject.mjs';
import { chosen_seed, size } from './support/size.mjs';

const few = [1, 2, 1, 3, 1, 1, 1, 1, 2, 2];
const all = Array.from({ length: 500 }, (_, index) => index + 1);

test('a change whose writing or syncing fails is never acknowledged', async (context) => {
    const reason = await why_no_strace();
    if (reason) {
        context.diagnostic(`not run: ${reason}`);
        return;
    }
    await disk_errors({ numbers: size(few, all), limit_ms: size(250, 6000), seed: chosen_seed('disk errors') });
});

test('a first start that fails half way is made good by the next', async (context) => {
    const reason = await why_no_strace();
    if (reason) {
        context.diagnostic(`not run: ${reason}`);
        return;
    }
    await start_errors({ numbers: size([1, 1, 3, 1, 40, 4], all.slice(0, 100)) });
});

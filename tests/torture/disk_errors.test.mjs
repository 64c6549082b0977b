import { test } from 'node:test';
import { disk_errors, faults_of } from './disk_errors.mjs';
import { start_errors } from './start_errors.mjs';
import { why_no_strace } from './support/inject.mjs';
import { chosen_seed, size } from './support/size.mjs';

// Parts of the long form: TORTURE_FROM=201 TORTURE_UNTIL=300.
const from = Number(process.env.TORTURE_FROM ?? 1);
const until = Number(process.env.TORTURE_UNTIL ?? 500);
const few = () => [...faults_of(1, 1), ...faults_of(20, 20)];
const first_calls = Array.from({ length: 100 }, (_, index) => index + 1);

test('a change whose writing or syncing fails is never acknowledged', async (context) => {
    const reason = await why_no_strace();
    if (reason) {
        context.diagnostic(`not run: ${reason}`);
        return;
    }
    await disk_errors({ faults: size(few(), faults_of(from, until)), seed: chosen_seed('disk errors') });
});

test('a first start that fails half way is made good by the next', async (context) => {
    const reason = await why_no_strace();
    if (reason) {
        context.diagnostic(`not run: ${reason}`);
        return;
    }
    await start_errors({ numbers: size([1, 1, 3, 1, 40, 4], first_calls) });
});

import { test } from 'node:test';
import { kill_under_load } from './kill.mjs';
import { chosen_seed, size } from './support/size.mjs';

test('kill -9 under order load loses no acknowledged order and charges none twice', async () => {
    await kill_under_load({ rounds: size(5, 200), seed: chosen_seed('kill') });
});

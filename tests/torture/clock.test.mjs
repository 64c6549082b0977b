import { test } from 'node:test';
import { clock_jumps } from './clock.mjs';
import { chosen_seed, size } from './support/size.mjs';

test('a wall clock that jumps closes no group early or twice and revives no session', async () => {
    await clock_jumps({ moves: size(2, 60), seed: chosen_seed('clock') });
});

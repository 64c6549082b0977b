import { test } from 'node:test';
import { chosen_seed, random_numbers, size } from './support/size.mjs';
import { uploads } from './uploads.mjs';

test('files in disguise, of any size and under any name, are refused or lie harmless where they belong', async () => {
    await uploads({ at_once: size(2, 8), crowded: size(12, 64), random: random_numbers(chosen_seed('uploads')) });
});

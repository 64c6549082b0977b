import { test } from 'node:test';
import { backup_under_load, why_no_age } from './backup.mjs';
import { chosen_seed, size } from './support/size.mjs';

test('a backup made while everybody orders is a whole state of the books, and keeps nobody waiting', async () => {
    if (why_no_age()) console.log(`backup: none is encrypted, since ${why_no_age()}`);
    await backup_under_load({
        rounds: size(3, 6), pictures: size(4, 60), before_ms: size(500, 20_000), seed: chosen_seed('backup'),
    });
});

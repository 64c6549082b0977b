import { test } from 'node:test';
import { full_disk, way_to_mount } from './full_disk.mjs';
import { size } from './support/size.mjs';

test('a full disk refuses changes with 507, reads go on, and room mends it', async (context) => {
    const way = await way_to_mount();
    if (way === null) {
        context.diagnostic('not run: no disk may be mounted here (unshare --mount)');
        return;
    }
    await full_disk(way, { rounds: size(2, 20) });
});

import { test } from 'node:test';
import { slow_clients } from './slow_clients.mjs';
import { size } from './support/size.mjs';

test('slow, endless and contradictory requests cost others little time and the server little memory', async () => {
    await slow_clients({ duration_ms: size(5_000, 60_000) });
});

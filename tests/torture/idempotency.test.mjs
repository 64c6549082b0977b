import { test } from 'node:test';
import { same_key_same_reply } from './idempotency.mjs';

test('each change has one effect and one reply however often its key comes, also after a kill', async () => {
    await same_key_same_reply();
});

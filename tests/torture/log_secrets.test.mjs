import { test } from 'node:test';
import { log_of_a_day } from './log_secrets.mjs';

test('the log of a day holds no phone number and no secret', async () => {
    await log_of_a_day();
});

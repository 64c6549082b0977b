import { test } from 'node:test';
import { rush } from './rush.mjs';
import { size } from './support/size.mjs';

test('of two hundred at once exactly one gets the last piece, one the last coupon, and one the tenth place', async () => {
    await rush({ rounds: size(10, 50) });
});

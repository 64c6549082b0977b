import { test } from 'node:test';
import { pay_by_a_bad_provider } from './payments.mjs';
import { chosen_seed, size } from './support/size.mjs';

test('money that is paid online is neither lost nor counted twice, whatever the provider does', async () => {
    await pay_by_a_bad_provider({ rounds: size(3, 60), seed: chosen_seed('payments') });
});

import { test } from 'node:test';
import { held, in_two_bursts, slow_behind_nginx, why_not } from './slow_behind_nginx.mjs';
import { size } from './support/size.mjs';

test('behind the shipped nginx.conf, thousands of slow connections cost the others nothing', { skip: why_not() || false }, async () => {
    await slow_behind_nginx({ connections: size(300, 2_000), seconds: size(5, 20), shapes: size([in_two_bursts], [in_two_bursts, held]) });
});

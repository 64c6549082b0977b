// kill -9 at a random moment under order load, again and again in one data folder.

import assert from 'node:assert/strict';
import { figure } from '../e2e/support/figures.mjs';
import { Market, pause } from './support/market.mjs';
import { random_numbers } from './support/size.mjs';

const load_ms = 350;

export async function kill_under_load({ rounds, seed }) {
    const random = random_numbers(seed);
    const options = { scarce: 20 + 2 * rounds, wealth: rounds > 20 ? 60 : 4 };
    await Market.during(options, async (market) => {
        let slowest = 0;
        for (let round = 0; round < rounds; round += 1) {
            let ended = false;
            const load = market.load(random, () => ended);
            await pause(5 + random() * load_ms);
            ended = true;
            await market.kill();
            await load;
            // Every other time the folder is looked at as the killed server left it.
            if (round % 2 === 0) await market.server.check();
            const server = await market.restart();
            slowest = Math.max(slowest, server.ready_ms);
            await market.settle_open_orders();
            await market.compare({ only_new: round + 1 < rounds });
            if (round % 50 === 49) console.log(`kill -9: ${round + 1} times so far, ready after at most ${Math.round(slowest)} ms`);
        }
        assert.ok(market.acknowledged > rounds, 'there was no load');
        console.log(`kill -9: ${rounds} times, ${market.acknowledged} orders acknowledged, ` +
            'none lost, none charged twice, none oversold');
        figure('ready_after_kill', slowest, 'ms', 1000);
    });
}

// How much of a scenario is run: the short form as part of `make test`, the long one by
// `make torture` (TORTURE=long). TORTURE_SEED repeats a run's choices.

export const long = process.env.TORTURE === 'long';
export const size = (short_form, long_form) => (long ? long_form : short_form);

// Numbers in [0, 1) that follow from the seed alone (mulberry32).
export function random_numbers(seed) {
    let state = seed >>> 0;
    return () => {
        state = (state + 0x6d2b79f5) >>> 0;
        let mixed = Math.imul(state ^ (state >>> 15), state | 1);
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    };
}

export function chosen_seed(scenario) {
    const seed = Number(process.env.TORTURE_SEED ?? Date.now() % 1_000_000_000);
    console.log(`seed: ${scenario} ${seed}`);
    return seed;
}

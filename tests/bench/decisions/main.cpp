// One decision at a time, natively and as wasm: what it takes, what it allocates, and whether both
// decide the same. tests/bench/dispatch.mjs and tests/shared/dispatch/long.mjs run it.

#include <cstdio>
#include <cstdlib>
#include <string>

#include "tests/bench/decisions/growth.hpp"
#include "tests/shared/dispatch/random_events.hpp"

namespace {

/// `events COUNT DIGEST DECISIONS COMMITMENTS FAULTS`, the first faults on stderr.
int play(std::uint64_t first, int count) {
    const louxia::tests::EventsOutcome outcome = louxia::tests::play_events(first, count);
    for (const std::string& fault : outcome.faults)
        std::fprintf(stderr, "%s\n", fault.c_str());
    std::printf("events %d %016llx %lld %lld %zu\n", count,
                static_cast<unsigned long long>(outcome.digest),
                static_cast<long long>(outcome.decisions),
                static_cast<long long>(outcome.commitments), outcome.faults.size());
    return outcome.faults.empty() ? 0 : 1;
}

}  // namespace

int main(int count, char** words) {
    const std::string what = count > 1 ? words[1] : "";
    if (what == "events" && count == 4) {
        return play(std::strtoull(words[2], nullptr, 10), std::atoi(words[3]));
    }
    if (what == "growth" && (count == 4 || count == 5)) {
        return louxia::bench::measure_growth(std::atoi(words[2]), std::atoi(words[3]),
                                             count == 5 ? std::atoi(words[4]) : 0);
    }
    std::fprintf(stderr,
                 "usage: louxia_decisions events FIRST_SEED COUNT\n"
                 "       louxia_decisions growth DECISIONS ITERATIONS [ORDERS]\n");
    return 2;
}

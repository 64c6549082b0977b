#pragma once

// Properties hold for anything that a generator can think of. They run natively; the tables beside
// them run as wasm too, where there is no rapidcheck.

#ifdef LOUXIA_HAS_RAPIDCHECK

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <cstdint>
#include <string>

namespace louxia::test {

/// Prints the counterexample, and the seed that finds it again (RC_PARAMS="seed=…"), when it fails.
template <class Property>
void holds(const std::string& sentence, Property&& property) {
    CHECK(rc::check(sentence, std::forward<Property>(property)));
}

/// Every whole number of [least, most] with the same chance, small or large.
[[nodiscard]] inline rc::Gen<std::int64_t> between(std::int64_t least, std::int64_t most) {
    return rc::gen::inRange<std::int64_t>(least, most + 1);
}

}  // namespace louxia::test

#endif

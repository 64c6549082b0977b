#pragma once

// A broken invariant ends the program, in release too: going on would store something wrong.
// Expected refusals are values (result.hpp), never assertions.

namespace louxia {

/// Writes the failed condition and its place to standard error and aborts.
[[noreturn]] void assertion_failed(const char* condition, const char* file, int line) noexcept;

}  // namespace louxia

#define LOUXIA_ASSERT(condition)                                        \
    do {                                                                \
        if (!(condition)) {                                             \
            ::louxia::assertion_failed(#condition, __FILE__, __LINE__); \
        }                                                               \
    } while (false)

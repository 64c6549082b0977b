#include "shared/base/assert.hpp"

#include <cstdio>
#include <cstdlib>

namespace louxia {

void assertion_failed(const char* condition, const char* file, int line) noexcept {
    std::fprintf(stderr, "invariant broken: %s (%s:%d)\n", condition, file, line);
    std::abort();
}

}  // namespace louxia

#pragma once

#include <string_view>

namespace louxia::app {

/// A call that came from outside and says to be a provider's: its body, byte for byte.
struct SignedCall {
    std::string_view time;
    std::string_view signature;
    std::string_view body;
};

}  // namespace louxia::app

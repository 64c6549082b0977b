// libFuzzer's way in, compiled once for each target with LOUXIA_FUZZ_TARGET as its name.

#include <cstddef>
#include <cstdint>

#include "tests/fuzz/targets.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    louxia::fuzz::LOUXIA_FUZZ_TARGET({reinterpret_cast<const char*>(data), size});
    return 0;
}

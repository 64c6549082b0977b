#include "tests/bench/decisions/meter.hpp"

#include <cstdlib>
#include <ctime>
#include <new>

#ifdef __EMSCRIPTEN__
#include <emscripten.h>

// std::clock is the wall's there.
EM_JS(double, node_processor_ms, (), {
    const used = process.cpuUsage();
    return (used.user + used.system) / 1000;
});
#endif

namespace {

std::int64_t called = 0;

void* taken(std::size_t size) {
    ++called;
    void* memory = std::malloc(size == 0 ? 1 : size);
    if (memory == nullptr) std::abort();
    return memory;
}

}  // namespace

void* operator new(std::size_t size) {
    return taken(size);
}
void* operator new[](std::size_t size) {
    return taken(size);
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete[](void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
    std::free(memory);
}

namespace louxia::bench {

double processor_ms() {
#ifdef __EMSCRIPTEN__
    return node_processor_ms();
#else
    return 1000.0 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
#endif
}

std::int64_t allocations() {
    return called;
}

}  // namespace louxia::bench

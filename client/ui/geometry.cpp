#include "client/ui/geometry.hpp"

namespace louxia::ui {

Color mix(Color a, Color b, float k) {
    std::uint32_t out = 0;
    for (unsigned shift = 0; shift < 32; shift += 8) {
        const auto from = static_cast<float>((a.rgba >> shift) & 0xFFu);
        const auto to = static_cast<float>((b.rgba >> shift) & 0xFFu);
        out |= static_cast<std::uint32_t>(lerp(from, to, clamp01(k)) + 0.5f) << shift;
    }
    return {out};
}

}  // namespace louxia::ui

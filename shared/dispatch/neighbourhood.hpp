#pragma once

#include "shared/dispatch/horizon.hpp"
#include "shared/domain/promise.hpp"

/// How the horizon is asked for a neighbourhood's day; the bench of a day uses the same.
namespace louxia::dispatch {

inline constexpr Rules neighbourhood_rules{.pickup_before_s = 60,
                                           .pickup_after_s = 0,
                                           .drop_before_s = 120,
                                           .drop_after_s = 0,
                                           .drop_again_s = 60,
                                           .bundle_max = 8,
                                           .step_s = 15};
/// In pieces: what goes into a courier's boxes.
inline constexpr std::int32_t courier_capacity = 60;
/// Things that have to stay cold may be on their way for so long.
inline constexpr std::int32_t cold_chain_s = 45 * 60;
/// By how much an estimate of when an order is packed tends to be off.
inline constexpr std::int32_t packing_sd_s = 120;

/// What a second of waiting costs an order of that class before and beyond its promise.
struct ClassWeights {
    std::int32_t door_permille = 1000;
    std::int32_t late_permille = 3000;
};
[[nodiscard]] constexpr ClassWeights weights_of(PromiseClass kind) noexcept {
    switch (kind) {
        case PromiseClass::within_30_minutes: return {1000, 3000};
        case PromiseClass::within_1_hour: return {500, 3000};
        case PromiseClass::within_2_hours: return {250, 3000};
        case PromiseClass::before_cutoff: return {0, 3000};  // nobody waits at the door before
        case PromiseClass::pickup: return {};
    }
    return {};
}

}  // namespace louxia::dispatch

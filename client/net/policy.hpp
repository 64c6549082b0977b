#pragma once

#include <type_traits>

#include "shared/api/all.hpp"

/// How hard each endpoint is tried.
namespace louxia::net {

/// Kept on the device and sent when the net is back. Not so: files (too big to keep), and changes
/// whose answer is needed by who stands before the screen, now.
template <class E>
inline constexpr bool is_kept = !requires {
    E::on_pages;
}
&&api::needs_key<E>() && api::body_of<E>() == api::Body::json &&
    !std::is_same_v<E, api::CollectByCode> && !std::is_same_v<E, api::InviteHousehold>;

/// Decides who sits before this device.
template <class E>
inline constexpr bool is_session =
    std::is_same_v<E, api::SignIn> || std::is_same_v<E, api::SignOut>;

/// How often all others are sent before the answer is `unavailable`. A keyed one is sent with the
/// same key each time; the rest change nothing, or the same thing again.
template <class E>
[[nodiscard]] constexpr int tries_of() {
    // The next position is newer.
    if constexpr (std::is_same_v<E, api::ReportPosition>) return 1;
    return 3;
}

}  // namespace louxia::net

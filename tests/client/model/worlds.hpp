#pragma once

#include <variant>

#include "client/model/update.hpp"

/// Small states to start from, and eyes for effects.
namespace louxia::model::test {

inline constexpr Instant noon{1'795'320'000'000};  // 2026-11-22 12:00 in Shanghai

inline constexpr ItemId greens{11};
inline constexpr ItemId shrimp{12};
inline constexpr GroupId hot_pot{21};
inline constexpr OrderId first_order{31};
inline constexpr HubId corner_shop{41};
inline constexpr HouseholdId household{51};

/// Somebody of that role, at the community's home, with two items on the list and one open group.
[[nodiscard]] State signed_in(Role role);
[[nodiscard]] api::OrderView order(OrderState state = OrderState::placed);
[[nodiscard]] api::GroupView group(GroupState state = GroupState::open,
                                   std::int32_t households = 7);

[[nodiscard]] inline Error refused(ErrorCode code, std::string field = {}) {
    return {code, std::move(field)};
}

/// What a screen did; the effects come back.
template <class I>
Effects did(State& state, I intent) {
    return update(state, Intent{std::move(intent)}, noon);
}
template <class E>
Effects answered(State& state, typename E::Request request, Result<typename E::Response> result) {
    return update(state, Answered<E>{std::move(request), std::move(result)}, noon);
}
template <class E>
Effects heard(State& state, E event, std::int64_t seq = 100) {
    return update(state, Heard<E>{seq, std::move(event)}, noon);
}

template <class T>
int count_of(const Effects& effects) {
    int count = 0;
    for (const Effect& effect : effects)
        count += std::holds_alternative<T>(effect) ? 1 : 0;
    return count;
}
/// The first of that kind, nothing when there is none.
template <class T>
const T* first_of(const Effects& effects) {
    for (const Effect& effect : effects) {
        if (const T* found = std::get_if<T>(&effect)) return found;
    }
    return nullptr;
}
[[nodiscard]] bool says(const Effects& effects, Saying what);

}  // namespace louxia::model::test

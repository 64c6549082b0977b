#pragma once

#include "client/model/update.hpp"

/// Shared by the update_*.cpp files only.
namespace louxia::model {

void mark_pending(State& state, std::string_view what, std::uint64_t id = 0);
/// Ends the mark and the former refusal; keeps the new one.
void settle(State& state, std::string_view what, std::uint64_t id, const Error* refusal);

/// Sends a reading unless one is under way; the value stays while it is.
template <class E, class T>
void read_again(Remote<T>& remote, typename E::Request request, Effects& effects) {
    if (remote.loading) {
        remote.stale = true;  // read once more when this answer is there
        return;
    }
    remote.loading = true;
    remote.stale = false;
    effects.push_back(Send<E>{std::move(request)});
}

/// Sends a reading when it was never answered or is stale; one under way is waited for. A refusal
/// is not asked for again by itself.
template <class E, class T>
void read_if_needed(Remote<T>& remote, typename E::Request request, Effects& effects) {
    const bool answered = remote.value || remote.error;
    if (!remote.loading && (!answered || remote.stale)) {
        read_again<E>(remote, std::move(request), effects);
    }
}

/// Keeps an answer. True when an event came in between and it has to be read once more.
template <class T>
bool keep_answer(Remote<T>& remote, const Result<T>& result) {
    remote.loading = false;
    if (result) {
        remote.value = *result;
        remote.error.reset();
    } else {
        remote.error = result.error();
        // No answer is not a refusal: the next occasion reads it again.
        if (result.error().code == ErrorCode::unavailable) remote.stale = true;
    }
    return remote.stale && result.ok();
}

/// True when it was the coupon that was refused: the basket is quoted again without it, so that the
/// price that stands there is the one that would be paid.
[[nodiscard]] bool refuse_coupon(State& state, const std::string& coupon, const Error& why);

/// Sends a mutation unless the same one is under way: a double tap is one tap.
template <class E>
void send_once(State& state, std::uint64_t id, typename E::Request request, Effects& effects) {
    if (state.is_pending(E::name, id)) return;
    mark_pending(state, E::name, id);
    effects.push_back(Send<E>{std::move(request)});
}

[[nodiscard]] CivilDate today(const State& state, Instant device_now) noexcept;
/// The list's face without a date shows today's.
void give_date(State& state, Instant device_now);
/// The refusal of a whole request as the form of one of its parts knows it: "draft.price_fen" and
/// "items[0].price_fen" are "price_fen".
[[nodiscard]] Error within_part(Error error, std::string_view part);
/// Sends the goods of `from` to the day `to`, without what is of the day itself.
void copy_items(State& state, const api::LeaderList& from, CivilDate to, Effects& effects);
void put_order(State& state, api::OrderView order);
void put_group(State& state, const api::GroupView& group);
/// Prices and stock, wherever the items are shown.
void put_items(State& state, const std::vector<api::ItemState>& items);
/// Asks anew what the basket costs with the present choices.
void ask_quote(State& state, Effects& effects);

/// A picture or clip for the item in the form has come to the server.
void item_picture_kept(State& state, const Result<api::KeepPicture::Response>& result);
/// The photo of a door has come to the server, or has not.
void door_photo_kept(State& state, const Result<api::KeepPicture::Response>& result);
/// The order being handed over is out no more: what was kept for its door goes.
void forget_left_door(State& state);

// The faces' own intents; each returns false when the intent is not its.
[[nodiscard]] bool update_resident(State& state, const Intent& intent, Instant device_now,
                                   Effects& effects);
[[nodiscard]] bool update_order_form(State& state, const Intent& intent, Effects& effects);
[[nodiscard]] bool update_leader(State& state, const Intent& intent, Instant device_now,
                                 Effects& effects);
[[nodiscard]] bool update_staff(State& state, const Intent& intent, Instant device_now,
                                Effects& effects);

}  // namespace louxia::model

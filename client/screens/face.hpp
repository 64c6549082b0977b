#pragma once

#include <string>

#include "client/model/intent.hpp"
#include "client/ui/layout.hpp"
#include "client/ui/text/catalog.hpp"
#include "client/ui/text/format.hpp"
#include "client/ui/widgets.hpp"

namespace louxia::screens {

/// What a screen gets in each frame: the state to draw and where to send what the person does.
struct Face {
    ui::Ui& ui;
    const model::State& state;
    model::IntentSink& intents;
    const ui::Catalog& words;
    Instant now;  ///< the server's time

    [[nodiscard]] const ui::Theme& theme() const { return ui.theme(); }
    [[nodiscard]] CivilTime civil(Instant at) const {
        return to_civil(at, state.utc_offset_minutes);
    }
    void send(model::Intent intent) const { intents.send(std::move(intent)); }
    void open(model::Page page, std::uint64_t id = 0) const;
    [[nodiscard]] std::string origin() const;  ///< "https://host": before paths that are given away
};

// ---- saying things ------------------------------------------------------------------------------
[[nodiscard]] std::string clock_words(const Face& face, Instant at);  ///< "13:56"
/// "今早 05:20", "昨晚 22:10", "今天 16:00", "11月22日 07:00"; English order turned round.
[[nodiscard]] std::string moment_words(const Face& face, Instant at);
[[nodiscard]] std::string date_words(const Face& face, CivilDate date);  ///< "11月22日 周六"
[[nodiscard]] std::string ago_words(const Face& face, Instant at);       ///< "18 分钟前"
[[nodiscard]] std::string yuan(Money amount);                            ///< "¥12.80"
[[nodiscard]] std::string address_words(const Face& face, const api::AddressView& address);
[[nodiscard]] std::string_view unit_name(const Face& face, Unit unit);  ///< "500g", "盒"
[[nodiscard]] std::string quantity_words(const Face& face, Unit unit, Pieces quantity);
/// What became of a line while it was packed: "缺 1 把 · 实称 460 克 · −¥0.40"; or nothing.
[[nodiscard]] std::string change_words(const Face& face, const api::LineView& line);
/// "已退 ¥3.58 到钱包 · 上海青 不新鲜"
[[nodiscard]] std::string refund_words(const Face& face, const api::OrderView& order,
                                       const api::RefundView& refund);
[[nodiscard]] std::string_view shelf_name(const Face& face, Category category);
[[nodiscard]] std::string_view state_words(const Face& face, OrderState state, Fulfilment how);
[[nodiscard]] std::string_view refusal_words(const Face& face, const Error& error);
/// The field's refusal when `error` concerns a field that begins with `field`, else empty.
[[nodiscard]] std::string_view field_refusal(const Face& face, const Error* error,
                                             std::string_view field);
[[nodiscard]] std::string group_state_words(const Face& face, const api::GroupView& group);

// ---- goods --------------------------------------------------------------------------------------
/// Where a stock picture is, or a photo (URL path) not much wider than `pixels`, in its three
/// sizes.
[[nodiscard]] std::string picture_url(std::string_view key, float pixels);
[[nodiscard]] ui::TileTone tone_of(Category category);
/// A stock picture on its ground; a photo (URL path) fills the tile.
void goods_tile(const Face& face, const ui::Rect& rect, std::string_view picture, ui::TileTone tone,
                bool faded = false);
/// Says what is about to leave the basket, with a way to have the basket as it is now.
void say_with_way_back(const Face& face, model::Saying what, std::string_view name = {});
/// Plus, or − n + with the basket's count; sold out says so.
void basket_stepper(const Face& face, const api::ItemView& item, ui::Vec2 right_centre);

// ---- shared pieces of faces ---------------------------------------------------------------------
/// Offline strip, update banner, demo note: on top of a resident's page.
void notices(const Face& face);
/// True when `remote` has a value. Else a skeleton, or what went wrong with a way on, is drawn.
template <class T>
bool loaded(const Face& face, const model::Remote<T>& remote);
bool loaded_parts(const Face& face, bool has_value, const Error* error);

template <class T>
bool loaded(const Face& face, const model::Remote<T>& remote) {
    return loaded_parts(face, remote.value.has_value(), remote.error ? &*remote.error : nullptr);
}

/// One of several under `id`, kept there by its place; returns the one that is chosen. Beside each
/// stands its amount, if any; one without a name is no choice.
std::size_t choose(const Face& face, std::string_view id, const std::vector<std::string>& names,
                   const std::vector<std::string>& amounts = {});
/// What of a delivered order, and why; `amount` is what is left of it.
struct RefundChoice {
    std::int32_t line = whole_order;
    RefundReason reason = RefundReason::other;
    Money amount;
};
/// Begins with what the first open claim asks for, else with the first line of which something is
/// left.
void start_refund_choice(const Face& face, const api::OrderView& order);
RefundChoice refund_choice(const Face& face, const api::OrderView& order);
/// "上海青 · 不新鲜 · 有两根烂了"
[[nodiscard]] std::string claim_words(const Face& face, const api::OrderView& order,
                                      const api::ClaimView& claim);

/// A refusal where it happened; nothing when there is none.
void refusal_banner(const Face& face, ui::Id id, const Error* error);
/// True once after `what` of `id` was sent, kept as 1 under `sent`, and answered without a refusal:
/// its sheet may close. A refusal leaves the sheet open, where it is said.
bool was_done(const Face& face, ui::Id sent, std::string_view what, std::uint64_t id);

/// The five tabs of a resident; `page` is the selected one's.
void resident_tabs(const Face& face, model::Page page);

// ---- the resident's faces -----------------------------------------------------------------------
void draw_home(const Face& face);
void draw_groups(const Face& face);
void draw_group(const Face& face);
void draw_item(const Face& face);
void draw_checkout(const Face& face);
void draw_orders(const Face& face);
void draw_order(const Face& face);
void draw_feed(const Face& face);
void draw_me(const Face& face);
void draw_invite(const Face& face);
void draw_unknown(const Face& face);
void draw_sign_in_needed(const Face& face);

// ---- the others' --------------------------------------------------------------------------------
void draw_leader(const Face& face);  ///< all leader_* pages
void draw_shop(const Face& face);
void draw_courier(const Face& face);
void draw_kiosk(const Face& face);

}  // namespace louxia::screens

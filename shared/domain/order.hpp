#pragma once

#include <array>
#include <string>
#include <vector>

#include "shared/domain/catalog.hpp"
#include "shared/domain/household.hpp"
#include "shared/domain/promise.hpp"

namespace louxia {

/// placed → accepted → picking → packed → ready (pickup) | out (delivery) → done; or cancelled.
enum class OrderState : std::int32_t {
    placed = 1,
    accepted = 2,
    picking = 3,
    packed = 4,
    ready = 5,
    out = 6,
    done = 7,
    cancelled = 8,
};
inline constexpr std::size_t order_state_count = 8;
template <>
struct EnumWords<OrderState> {
    static constexpr auto table = enum_table<OrderState>({{OrderState::placed, "placed"},
                                                          {OrderState::accepted, "accepted"},
                                                          {OrderState::picking, "picking"},
                                                          {OrderState::packed, "packed"},
                                                          {OrderState::ready, "ready"},
                                                          {OrderState::out, "out"},
                                                          {OrderState::done, "done"},
                                                          {OrderState::cancelled, "cancelled"}});
};

enum class Fulfilment : std::int32_t { delivery = 1, pickup = 2 };
template <>
struct EnumWords<Fulfilment> {
    static constexpr auto table = enum_table<Fulfilment>(
        {{Fulfilment::delivery, "delivery"}, {Fulfilment::pickup, "pickup"}});
};

enum class Payment : std::int32_t { wallet = 1, on_handover = 2 };
template <>
struct EnumWords<Payment> {
    static constexpr auto table =
        enum_table<Payment>({{Payment::wallet, "wallet"}, {Payment::on_handover, "on_handover"}});
};

/// A line keeps what was true when it was placed: later price changes do not touch it.
struct OrderLine {
    ItemId item;
    std::string name;
    std::string picture;
    Unit unit = Unit::jin;
    Pieces quantity;
    Money unit_price;
    Money total;  ///< the most that it may cost: unit_price × quantity, and the order's tolerance
    bool chilled = false;
    std::string batch_text;  ///< "青浦练塘 王家农场", for the slip
    // What became of it while it was packed (handed_over.hpp).
    Pieces missing{};          ///< ordered but not in the bag
    bool written_off = false;  ///< the missing ones are gone, not back on the shelf
    Grams weighed{};           ///< of what is in the bag; 0: not weighed
    Money cut{};               ///< what this takes off the total
    Money refunded{};          ///< went back after delivery (refund.hpp)
};

struct Order {
    OrderId id;
    std::int32_t number = 0;  ///< counts from 1 each day; "0713" on slips
    HouseholdId household;
    HubId hub;
    GroupId group;  ///< set when a formed group made it
    OrderState state = OrderState::placed;
    Fulfilment fulfilment = Fulfilment::delivery;
    Payment payment = Payment::wallet;
    Address address;   ///< where to; the household's own for pickup
    std::string note;  ///< for the courier, up to 100 code points
    std::vector<OrderLine> lines;
    std::int32_t tolerance_permille = 0;  ///< agreed: goods by weight may cost that much more
    Money goods_total;
    Money delivery_fee;
    Money total;
    Money cut{};       ///< the lines' cuts summed; total − cut is paid
    Money refunded{};  ///< went back after delivery, of lines and of the fee
    CouponId coupon{};
    Money discount{};  ///< of the total, what the coupon pays for the household
    Promise promise;
    Instant estimate_at;  ///< when it is likely there now; moves
    Instant quoted_at;    ///< what estimate_at was when it was promised; unset: unknown
    CourierId courier;    ///< set when assigned
    /// Four digits that who gets it shows, at the hub or at the door: while ready or out, else
    /// empty.
    std::string pickup_code;
    Instant collect_before;  ///< for pickup: when it has to be gone
    /// When each state was entered, by state number − 1; unset for states not reached.
    std::array<Instant, order_state_count> entered_at{};
    bool compensated = false;  ///< the late compensation was paid

    [[nodiscard]] Instant at(OrderState reached) const noexcept {
        return entered_at[static_cast<std::size_t>(reached) - 1];
    }
};

inline constexpr std::size_t order_lines_max = 60;
inline constexpr std::int64_t line_quantity_max = 999;
inline constexpr std::size_t order_note_code_points_max = 100;
inline constexpr std::int32_t tolerance_permille_max = 200;
/// From five minutes past the promise (PRODUCT.md, rules decided).
inline constexpr std::int64_t late_after_ms = 5 * minute_ms;
inline constexpr Money compensation_when_late = Money::fen_unchecked(300);

/// Who may move an order from one state to another, for this way of fulfilment. The whole machine:
///   placed → accepted           shop, leader (and the system for group orders)
///   accepted → picking          shop, leader
///   picking → packed            shop, leader
///   packed → ready              shop, leader (pickup only)
///   packed → out                courier, leader (delivery only)
///   out → packed                courier, leader (delivery only: it is back at the hub)
///   ready → done                kiosk, shop, leader (pickup only)
///   out → done                  courier, leader (delivery only)
///   placed, accepted → cancelled   resident (own), shop, leader
///   picking, packed → cancelled    shop, leader
/// An empty set means that there is no such step.
[[nodiscard]] RoleSet who_may_move(OrderState from, OrderState to, Fulfilment fulfilment) noexcept;

/// Refused: wrong_state (no such step), not_allowed (a step, but not for this role). Notes when the
/// state was entered; a finished order loses its pickup code. "Own" is the caller's check.
[[nodiscard]] Result<Order> move(Order order, OrderState to, Role by, Instant now);

/// Goods of the lines and the hub's fee rule; the server's only.
struct HubTerms {
    Money delivery_fee;
    Money free_delivery_from;  ///< goods total from which the fee is zero
    Money minimum_order;
};
/// What so much of a line costs at its price, and the most that it may cost when it is weighed:
/// more only for goods by weight and with a tolerance, rounded half up. Refused: money_overflow.
struct LinePrice {
    Money counted;
    Money most;
};
[[nodiscard]] Result<LinePrice> price_line(const OrderLine& line, Pieces pieces,
                                           std::int32_t tolerance_permille);
/// Line totals, goods total, fee (none for pickup), total and cuts. Fee and minimum look at what
/// the goods cost as they were counted, without tolerance. Refused: empty_basket, out_of_range
/// ("lines", "lines[i].quantity", "lines[i].unit_price_fen" when negative), below_minimum (goods,
/// either way of fulfilment), money_overflow.
[[nodiscard]] Result<Order> price_order(Order order, const HubTerms& terms);

/// What a buyer agrees to: every line's item, price and quantity, the fee and the coupon, as one
/// fingerprint (FNV-1a, 64 bits; no secret). Never unset.
[[nodiscard]] TermsId terms_of(const Order& priced) noexcept;

/// The order at another time: until when a ready one is to be collected, else until when it is
/// promised. Refused: wrong_state for a finished one and one of a group, whose time is the group's;
/// out_of_range "at_ms" unless it lies ahead, within a week.
[[nodiscard]] Result<Order> move_time(Order order, Instant at, Instant now);

/// True once, from late_after_ms past the promise while it is not handed over (pickup never).
[[nodiscard]] bool owes_late_compensation(const Order& order, Instant now) noexcept;

/// When it is likely to be packed, `ahead` others being picked before it (promise.hpp): a minute
/// from now when it should be and is not, the past when it is.
[[nodiscard]] Instant likely_packed_at(const Order& order, std::int32_t ahead,
                                       Instant now) noexcept;
/// Handed over before its promise ran out.
[[nodiscard]] bool was_on_time(const Order& order) noexcept;
/// "0713"
[[nodiscard]] std::string order_number_text(std::int32_t number);

[[nodiscard]] bool is_finished(OrderState state) noexcept;
[[nodiscard]] bool has_chilled(const Order& order) noexcept;
[[nodiscard]] std::int64_t piece_count(const Order& order) noexcept;

}  // namespace louxia

#include "shared/domain/assignment.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace louxia;

namespace {

const Instant noon = parse_rfc3339("2026-11-23T12:00:00+08:00").value();

Order order_in(OrderState state, Instant since = noon) {
    Order order;
    order.id = OrderId{7};
    order.state = state;
    order.entered_at[static_cast<std::size_t>(state) - 1] = since;
    return order;
}

OrderProblem said(ProblemKind kind, std::string text = {}) {
    OrderProblem problem;
    problem.kind = kind;
    problem.text = std::move(text);
    return problem;
}

}  // namespace

TEST_CASE("a report is numbered and open, and only what can be wrong with the order is taken") {
    const auto taken =
        report_problem(order_in(OrderState::packed), 2, said(ProblemKind::item_missing), noon);
    REQUIRE(taken.ok());
    CHECK(taken->order == OrderId{7});
    CHECK(taken->number == 3);
    CHECK(taken->reported_at == noon);
    CHECK(has_open({*taken}));
    OrderProblem solved = *taken;
    solved.solved_at = noon;
    CHECK_FALSE(has_open({solved}));
    const auto code = [](OrderState state, std::int32_t earlier, OrderProblem problem) {
        return report_problem(order_in(state), earlier, std::move(problem), noon).error();
    };
    CHECK(code(OrderState::out, 0, said(ProblemKind::item_missing)).code == ErrorCode::wrong_state);
    CHECK(report_problem(order_in(OrderState::out), 0, said(ProblemKind::nobody_home), noon).ok());
    CHECK(code(OrderState::done, 0, said(ProblemKind::other)).code == ErrorCode::wrong_state);
    CHECK(code(OrderState::cancelled, 0, said(ProblemKind::other)).code == ErrorCode::wrong_state);
    CHECK(code(OrderState::out, problems_per_order_max, said(ProblemKind::other)).code ==
          ErrorCode::wrong_state);
    CHECK(code(OrderState::out, 0, said(ProblemKind::other, std::string(201, 'x'))) ==
          refuse(ErrorCode::out_of_range, "text"));
}

TEST_CASE("at the door digits or a picture show that it came, or nothing does") {
    Order order = order_in(OrderState::out);
    order.pickup_code = "0713";
    const PictureId photo{5};
    const auto proof = [&](std::string_view code, PictureId shown) {
        return hand_over_at_door(order, code, shown, noon).value();
    };
    CHECK(proof("", {}).proof == HandoverProof::none);
    CHECK(proof("0713", {}).proof == HandoverProof::code);
    CHECK(proof("", photo).proof == HandoverProof::photo);
    CHECK(proof("", photo).photo == photo);
    CHECK(proof("", photo).order == order.id);
    CHECK(proof("", photo).at == noon);
    const auto refused = [&](std::string_view code, PictureId shown) {
        return hand_over_at_door(order, code, shown, noon).error();
    };
    CHECK(refused("0714", {}) == refuse(ErrorCode::wrong_code, "code"));
    CHECK(refused("0713", photo) == refuse(ErrorCode::invalid_value, "photo"));
    order.state = OrderState::packed;
    CHECK(refused("0713", {}).code == ErrorCode::wrong_state);
    order.state = OrderState::done;
    CHECK(refused("", {}).code == ErrorCode::wrong_state);
}

TEST_CASE("an order is let lie after ten minutes packed, assigned and without a sign") {
    const Instant then{noon.ms - silent_after_ms};
    const Instant later = then + 1;
    CHECK(is_let_lie(order_in(OrderState::packed, then), then, then, noon));
    CHECK(is_let_lie(order_in(OrderState::packed, then), then, Instant{}, noon));
    CHECK_FALSE(is_let_lie(order_in(OrderState::packed, later), then, then, noon));
    CHECK_FALSE(is_let_lie(order_in(OrderState::packed, then), later, then, noon));
    CHECK_FALSE(is_let_lie(order_in(OrderState::packed, then), then, later, noon));
    CHECK_FALSE(is_let_lie(order_in(OrderState::picking, then), then, then, noon));
    CHECK_FALSE(is_let_lie(order_in(OrderState::out, then), then, then, noon));
}

TEST_CASE("a courier can be changed until the order is in hands") {
    for (const auto& [named, word] : EnumWords<OrderState>::table) {
        const OrderState state = named;
        CAPTURE(word_of(state));
        CHECK(may_change_courier(order_in(state)) == (state <= OrderState::packed));
    }
}

TEST_CASE("from three minutes on another time is told, earlier or later") {
    CHECK(is_told_anew(noon, noon + estimate_told_from_ms));
    CHECK(is_told_anew(noon + estimate_told_from_ms, noon));
    CHECK_FALSE(is_told_anew(noon, noon + (estimate_told_from_ms - 1)));
    CHECK_FALSE(is_told_anew(noon, noon));
}

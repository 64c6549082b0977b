#include <doctest/doctest.h>

#include "server/app/settlements.hpp"
#include "tests/server/app/neighbourhood.hpp"

namespace louxia::test {
namespace {

Money fen(std::int64_t amount) {
    return Money::fen_unchecked(amount);
}

OrderId delivered(Neighbourhood& place, std::size_t who, std::vector<api::BasketLine> lines,
                  Payment payment = Payment::wallet) {
    const auto placed =
        place.order(place.resident(who), std::move(lines), Fulfilment::delivery, payment);
    REQUIRE(placed.ok());
    place.move_to(placed->order, OrderState::packed);
    for (const OrderState to : {OrderState::out, OrderState::done}) {
        REQUIRE(place.call<api::MoveOrder>(place.leader(), {placed->order, to}).ok());
    }
    return placed->order;
}

Money balance(Neighbourhood& place, Account account) {
    Money found;
    place.house().store->read(place.id,
                              [&](const app::Reader& reader) { found = reader.balance(account); });
    return found;
}

/// The item gets a farm and a cost.
void grown_at(Neighbourhood& place, std::size_t index, const std::string& farm, Money cost) {
    const auto done =
        place.house().store->transact(place.id, [&](app::Writer& writer) -> Result<void> {
            Item item = *writer.item(place.item(index));
            item.batch.id = BatchId{77};
            item.batch.farm = farm;
            item.cost = cost;
            writer.put(item);
            return {};
        });
    REQUIRE(done.ok());
}

std::optional<api::OwedView> owed_to(const std::vector<api::OwedView>& list, AccountKind kind) {
    for (const api::OwedView& each : list) {
        if (each.kind == kind) return each;
    }
    return std::nullopt;
}

api::GetAccounts::Response accounts(Neighbourhood& place) {
    return place.call<api::GetAccounts>(place.leader(), {}).value();
}

}  // namespace

TEST_CASE("a delivered order's sales are split, and a cancelled one earns nobody anything") {
    House house;
    Neighbourhood place(house);
    place.publish_list(20);
    grown_at(place, 0, "王家农场", fen(180));
    const OrderId id = delivered(place, 0, {{place.item(0), 3}, {place.item(1), 1}});
    const Order order = place.stored(id);
    REQUIRE(order.courier.is_set());
    CHECK(order.total == fen(3900));
    CHECK(balance(place, frozen_commission) == fen(390));
    CHECK(balance(place, free_commission) == fen(0));
    CHECK(balance(place, earnings_of(order.courier)) == fen(300));
    CHECK(balance(place, sales_of(order.hub)) == fen(3900 - 390 - 300 - 540));
    const auto gone = place.order(place.resident(1), {{place.item(0), 1}});
    REQUIRE(gone.ok());
    REQUIRE(place.call<api::CancelOrder>(place.resident(1), {gone->order}).ok());
    CHECK(balance(place, frozen_commission) == fen(390));
    const auto seen = accounts(place);
    CHECK(seen.frozen == fen(390));
    CHECK(seen.next_release == house.now() + 48 * hour_ms);
    const auto farm = owed_to(seen.owed, AccountKind::payable);
    REQUIRE(farm.has_value());
    CHECK(farm->name == "王家农场");
    CHECK(farm->amount == fen(540));
    CHECK(farm->since == house.now());
    CHECK(house.broken() == "");
}

TEST_CASE("commission is free after two days, in steps that survive anything in between") {
    House house;
    Neighbourhood place(house);
    place.publish_list(400);
    for (int round = 0; round < 18; ++round) {
        for (std::size_t who = 0; who < 6; ++who) {
            delivered(place, who, {{place.item(0), 1}}, Payment::on_handover);
        }
    }
    CHECK(balance(place, frozen_commission) == fen(108 * 30));
    house.jobs.run_due(house.now() + (48 * hour_ms - 1));
    CHECK(balance(place, free_commission) == fen(0));
    const auto step = house.store->transact(place.id, [&](app::Writer& writer) -> Result<void> {
        const auto more =
            app::release_commissions(house.context, writer, house.now() + 48 * hour_ms);
        CHECK(more.value());
        return {};
    });
    REQUIRE(step.ok());
    CHECK(balance(place, free_commission) == fen(100 * 30));
    CHECK(house.broken() == "");
    house.jobs.run_due(house.now() + 48 * hour_ms);
    CHECK(balance(place, free_commission) == fen(108 * 30));
    CHECK(balance(place, frozen_commission) == fen(0));
    CHECK(house.broken() == "");
}

TEST_CASE("a refund takes its part of the commission back, from where it is by then") {
    House house;
    Neighbourhood place(house);
    place.publish_list(40);
    const OrderId first = delivered(place, 0, {{place.item(0), 1}, {place.item(1), 1}});
    const OrderId second = delivered(place, 1, {{place.item(1), 1}});
    CHECK(balance(place, frozen_commission) == fen(330 + 300));
    REQUIRE(place.call<api::RefundOrder>(place.leader(), {first, 0, RefundReason::spoiled}).ok());
    CHECK(balance(place, frozen_commission) == fen(300 + 300));
    house.pass(48 * hour_ms);
    house.jobs.run_due(house.now());
    CHECK(balance(place, free_commission) == fen(600));
    // Paid out, and then everything of one order goes back: the leader owes its commission.
    REQUIRE(place
                .call<api::PayOut>(place.leader(),
                                   {AccountKind::commission, OwnerId{}, fen(600), PayoutWay::bank})
                .ok());
    CHECK(balance(place, bank_account) == fen(600));
    REQUIRE(place.call<api::RefundOrder>(place.leader(), {second, whole_order, RefundReason::late})
                .ok());
    CHECK(balance(place, free_commission) == fen(-300));
    CHECK(place
              .call<api::PayOut>(place.leader(),
                                 {AccountKind::commission, OwnerId{}, fen(300), PayoutWay::bank})
              .error()
              .code == ErrorCode::nothing_owed);
    CHECK(house.broken() == "");
}

TEST_CASE("a recall takes commission back from every buyer's order") {
    House house;
    Neighbourhood place(house);
    place.publish_list(40);
    for (std::size_t who = 0; who < 5; ++who) {
        delivered(place, who, {{place.item(0), 1}, {place.item(2), 1}});
    }
    CHECK(balance(place, frozen_commission) == fen(5 * 80));
    REQUIRE(place.call<api::RecallItem>(place.leader(), {place.item(0), false}).ok());
    house.jobs.run_due(house.now());
    CHECK(balance(place, frozen_commission) == fen(5 * 50));
    CHECK(house.broken() == "");
}

TEST_CASE("a payout is the whole of what is owed, noted with who and how, and leaves zero") {
    House house;
    Neighbourhood place(house);
    place.publish_list(20);
    grown_at(place, 0, "王家农场", fen(180));
    const OrderId id = delivered(place, 0, {{place.item(0), 3}, {place.item(1), 1}});
    const Order order = place.stored(id);
    const auto farm = owed_to(accounts(place).owed, AccountKind::payable);
    REQUIRE(farm.has_value());
    api::PayOut::Request request{AccountKind::payable, farm->owner, fen(539), PayoutWay::cash};
    CHECK(place.call<api::PayOut>(place.leader(), request).error().code ==
          ErrorCode::balance_changed);
    request.owner = OwnerId{99};
    CHECK(place.call<api::PayOut>(place.leader(), request).error().code == ErrorCode::not_found);
    request.owner = owed_to(accounts(place).owed, AccountKind::payable)->owner;
    request.amount = fen(540);
    const auto paid = place.call<api::PayOut>(place.leader(), request);
    REQUIRE(paid.ok());
    CHECK(paid->name == "王家农场");
    CHECK(paid->noted_by == place.leader().member->nickname);
    CHECK(place.call<api::PayOut>(place.leader(), request).error().code == ErrorCode::nothing_owed);
    CHECK_FALSE(owed_to(accounts(place).owed, AccountKind::payable).has_value());
    CHECK(accounts(place).payouts.size() == 1);
    // The next thing owed is owed since then, not since ever.
    house.pass(hour_ms);
    delivered(place, 1, {{place.item(0), 1}, {place.item(1), 1}});
    CHECK(owed_to(accounts(place).owed, AccountKind::payable)->since == house.now());
    REQUIRE(place
                .call<api::PayOut>(place.leader(),
                                   {AccountKind::courier, OwnerId{order.courier.value},
                                    balance(place, earnings_of(order.courier)), PayoutWay::cash})
                .ok());
    CHECK(balance(place, earnings_of(order.courier)) == fen(0));
    CHECK(house.broken() == "");
}

TEST_CASE("a wallet is paid out, but not on the day on which its phone was lost") {
    House house;
    Neighbourhood place(house);
    const auto who = place.resident(3);
    const OwnerId owner{who.member->household.value};
    const api::PayOut::Request request{AccountKind::wallet, owner, fen(30'000), PayoutWay::cash};
    REQUIRE(place.call<api::InviteHousehold>(place.leader(), {who.member->household, true}).ok());
    CHECK(place.call<api::PayOut>(place.leader(), request).error().code ==
          ErrorCode::destination_held);
    house.pass(25 * hour_ms);
    REQUIRE(place.call<api::PayOut>(place.leader(), request).ok());
    CHECK(place.wallet(who) == fen(0));
    CHECK(place.events("wallet_changed").back().subject == who.member->household.value);
    CHECK(house.broken() == "");
}

TEST_CASE("other terms hold for what is handed over from then on") {
    House house;
    Neighbourhood place(house);
    place.publish_list(20);
    delivered(place, 0, {{place.item(1), 1}});
    CHECK(balance(place, frozen_commission) == fen(300));
    REQUIRE(place.call<api::SetSplit>(place.leader(), {50, fen(450)}).ok());
    const Order order = place.stored(delivered(place, 1, {{place.item(1), 1}}));
    CHECK(balance(place, frozen_commission) == fen(450));
    CHECK(accounts(place).commission_permille == 50);
    const auto earned = place.call<api::GetEarnings>(place.courier_with(order.id), {});
    REQUIRE(earned.ok());
    CHECK(earned->per_delivery == fen(450));
    CHECK(earned->moves.front().amount == fen(450));
    CHECK(earned->moves.front().order_number == order.number);
    CHECK(earned->today == earned->owed);
    CHECK(house.broken() == "");
}

TEST_CASE("the day's ledger has a line for each posting, sums to zero, and names no household") {
    House house;
    Neighbourhood place(house);
    place.publish_list(20);
    grown_at(place, 0, "=王家\"农场", fen(180));
    delivered(place, 0, {{place.item(0), 3}, {place.item(1), 1}});
    std::string csv;
    std::string before;
    house.store->read(place.id, [&](const app::Reader& reader) {
        csv = app::ledger_csv(house.context, reader, {2026, 11, 23}, "a,b");
        before = app::ledger_csv(house.context, reader, {2026, 11, 21}, "a,b");
    });
    CHECK(before ==
          "\xEF\xBB\xBF"
          "a,b\r\n");
    std::int64_t sum = 0;
    std::int64_t lines = 0;
    for (std::size_t at = csv.find("\r\n") + 2; at < csv.size();) {
        const std::size_t end = csv.find("\r\n", at);
        const std::string line = csv.substr(at, end - at);
        sum += std::stoll(line.substr(line.rfind(',') + 1));
        ++lines;
        at = end + 2;
    }
    CHECK(sum == 0);
    CHECK(lines == 8);
    CHECK(csv.find("2026-11-23 08:00:00,") != std::string::npos);
    CHECK(csv.find(",split,") != std::string::npos);
    CHECK(csv.find("\"'=王家\"\"农场\"") != std::string::npos);
    CHECK(csv.find("n0") == std::string::npos);
}

}  // namespace louxia::test

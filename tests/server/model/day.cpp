#include "tests/server/model/day.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "server/app/store_failure.hpp"
#include "shared/domain/handed_over.hpp"
#include "tests/server/store/raw.hpp"

namespace louxia::test {

Day::Day(std::uint64_t seed) : random_(seed), place_(house_), reference_(pieces_each) {
    place_.publish_list(pieces_each);
    jobs_.emplace(house_.context);
    const auto grown = house_.store->transact(place_.id, [&](app::Writer& writer) -> Result<void> {
        Item item = *writer.item(place_.item(0));
        item.batch.id = BatchId{5};
        item.batch.farm = "farm";
        item.cost = Money::fen_unchecked(Reference::farm_cost);
        writer.put(item);
        return {};
    });
    REQUIRE(grown.ok());
    house_.context.group_ends_at_once = 2;
    house_.context.payments = &provider_;
    const auto coupon = place_.call<api::IssueCoupon>(
        place_.leader(), {Money::fen_unchecked(coupon_off), Money::fen_unchecked(coupon_from),
                          static_cast<std::int32_t>(reference_.coupons_left), coupon_ends()});
    coupon_ = coupon.value().code;
    house_.store->read(place_.id, [&](const app::Reader& reader) {
        for (const Hub& hub : reader.hubs())
            hubs_.push_back(hub.id);
    });
    REQUIRE(hubs_.size() == hubs);
}

void Day::step() {
    // One in eight works is refused at its very end, one in sixteen sees a death.
    const std::uint64_t chosen = below(16);
    fate_ = chosen < 2 ? Fate::is_refused : chosen == 2 ? Fate::dies : Fate::goes_well;
    lost_ = fate_ == Fate::is_refused;
    happen();
    if (fate_ == Fate::dies && chance(8)) CHECK(broken() == "");
    compare();
}

void Day::happen() {
    switch (below(32)) {
        case 0:
        case 1:
        case 2: return order();
        // An order is done after four steps by several people.
        case 3:
        case 4:
        case 24:
        case 25:
        case 26:
        case 27:
        case 28: return move_by_staff();
        case 5:
        case 6:
        case 29:
        case 30: return carry();
        case 7:
        case 31: return cancel_or_collect();
        case 8:
        case 9: return join();
        case 10: return chance(2) ? leave() : chance(2) ? open_group() : end_group();
        case 11: return chance(2) ? top_up() : change_price();
        case 12: return count_stock();
        case 13:
        case 14: return weigh();
        case 15: return refund();
        case 16:
        case 17: return change_order();
        case 18: return account();
        case 19: return chance(4) ? recall() : share_shortage();
        case 20:
        case 21: return ask_for_payment();
        case 22: return pay();
        default: return pass();
    }
}

std::uint64_t Day::below(std::uint64_t limit) {
    // xorshift64* (Vigna 2016)
    random_ ^= random_ >> 12U;
    random_ ^= random_ << 25U;
    random_ ^= random_ >> 27U;
    return random_ * 2'685'821'657'736'338'717ULL % limit;
}

RefOrder* Day::any_order() {
    if (reference_.orders.empty()) return nullptr;
    // The latest are the ones that still move.
    const std::size_t count = std::min<std::size_t>(reference_.orders.size(), 14);
    return &reference_.orders[reference_.orders.size() - 1 - below(count)];
}

RefGroup* Day::any_group() {
    if (reference_.groups.empty()) return nullptr;
    const std::size_t count = std::min<std::size_t>(reference_.groups.size(), 3);
    return &reference_.groups[reference_.groups.size() - 1 - below(count)];
}

void Day::judge(ErrorCode code, std::initializer_list<Reason> reasons) {
    CAPTURE(error_word(code));
    CHECK(std::any_of(reasons.begin(), reasons.end(),
                      [&](const Reason& reason) { return reason.code == code && reason.holds; }));
}

void Day::come_back(const Image& image) {
    jobs_.reset();
    house_.store.reset();
    put_image(house_.folder.path(), image);
    house_.store = store::open_store(house_.folder.path(), store::Access::serve);
    // A log of full length is read and written again by each death to come: now and then is enough.
    if (!chance(10)) run_raw(house_.folder.path(), "PRAGMA wal_checkpoint(TRUNCATE)");
    jobs_.emplace(house_.context);
}

bool Day::die_during(const std::function<void()>& work) {
    const Image before = image_of(house_.folder.path());
    work();
    const Image after = image_of(house_.folder.path());
    const Torn torn = tear(before, after, [this](std::uint64_t limit) { return below(limit); });
    come_back(torn.image);
    ++seen_[torn.committed ? "death after a commit" : "death in a commit"];
    return torn.committed;
}

void Day::survive(const std::function<void()>& work) {
    if (!chance(6)) return work();
    std::uint64_t left = 1 + below(3);
    std::optional<Image> image;
    house_.door.around = [&](const StoreDoor::Transaction& transaction) -> Result<void> {
        if (!image && --left > 0) return transaction();
        if (!image) {
            const Image before = image_of(house_.folder.path());
            static_cast<void>(transaction());
            const Image after = image_of(house_.folder.path());
            image = tear(before, after, [this](std::uint64_t limit) { return below(limit); }).image;
        }
        throw app::StoreFailure("the process has died");
    };
    try {
        work();
    } catch (const app::StoreFailure&) {
        CHECK(image.has_value());
    }
    house_.door.around = nullptr;
    if (!image) return;  // there were not so many transactions
    ++seen_["death between transactions"];
    come_back(*image);
    work();
}

void Day::run_jobs() {
    survive([&] { jobs_->run_due(house_.now()); });
}

void Day::pass() {
    last_ = "the clock";
    if (house_.now() < House::at(22, 0)) {
        // The day's list is out on its day alone.
        const std::int64_t left = House::at(23, 59) - house_.now();
        const auto passing = static_cast<std::int64_t>(1 + below(chance(5) ? 180 : 25)) * minute_ms;
        house_.pass(std::min(passing, left));
    }
    run_jobs();
    for (const RefGroup& group : reference_.groups) {
        const bool fails = group.state == GroupState::open && house_.now().ms >= group.cutoff_ms;
        if (fails) ++seen_["a group fails"];
    }
    reference_.pass(house_.now().ms);
}

namespace {

std::int64_t sum_of(const app::Reader& reader, AccountKind kind) {
    std::int64_t sum = 0;
    for (const app::Balance& balance : reader.balances(kind)) {
        sum += balance.amount.fen();
    }
    return sum;
}

}  // namespace

void Day::compare() {
    CAPTURE(last_);
    house_.store->read(place_.id, [&](const app::Reader& reader) {
        for (std::size_t index = 0; index < households; ++index) {
            CAPTURE(index);
            const HouseholdId id = place_.resident(index).member->household;
            CHECK(reader.balance(wallet_of(id)).fen() == reference_.wallet[index]);
            CHECK(reader.balance(hold_of(id)).fen() == reference_.held[index]);
        }
        std::int64_t sales = 0;
        for (std::size_t hub = 0; hub < hubs; ++hub) {
            sales += reader.balance(sales_of(hubs_[hub])).fen();
        }
        CHECK(sales == reference_.sales);
        CHECK(reader.balance(frozen_commission).fen() == reference_.frozen);
        CHECK(reader.balance(free_commission).fen() == reference_.free);
        CHECK(reader.balance(bank_account).fen() == reference_.banked);
        CHECK(sum_of(reader, AccountKind::payable) == reference_.farm);
        CHECK(sum_of(reader, AccountKind::courier) == reference_.couriers);
        CHECK(reader.balance(coupons_account).fen() == -reference_.coupons_paid);
        for (std::size_t good = 0; good < goods; ++good) {
            for (const Stock& stock : reader.stock_of_item(place_.item(good))) {
                const std::size_t hub = stock.hub == hubs_[0] ? 0 : 1;
                const Reference::Shelf shelf{stock.on_hand.count, stock.reserved.count};
                const Reference::Shelf& wanted = reference_.shelves[hub][good];
                CAPTURE(hub);
                CAPTURE(good);
                CAPTURE(shelf.on_hand);
                CAPTURE(shelf.reserved);
                CAPTURE(wanted.on_hand);
                CAPTURE(wanted.reserved);
                CHECK(shelf == reference_.shelves[hub][good]);
            }
        }
        compare_orders(reader);
    });
}

void Day::compare_orders(const app::Reader& reader) {
    for (const RefOrder& order : reference_.orders) {
        const auto stored = reader.order(order.id);
        REQUIRE(stored.has_value());
        CHECK(stored->state == order.state);
        CHECK(stored->compensated == order.compensated);
        CHECK(stored->refunded.fen() == order.refunded);
        REQUIRE(stored->lines.size() == order.lines.size());
        for (std::size_t line = 0; line < order.lines.size(); ++line) {
            CAPTURE(line);
            CHECK(handed_of(stored->lines[line]).count == order.lines[line].bagged);
        }
        std::int64_t handed = 0;
        std::int64_t pieces = 0;
        for (const OrderLine& line : stored->lines)
            handed += handed_of(line).count;
        for (const std::int64_t count : order.pieces)
            pieces += count;
        if (order.state != OrderState::cancelled) CHECK(handed == pieces);
    }
    for (const RefGroup& group : reference_.groups) {
        CHECK(reader.group(group.id)->state == group.state);
    }
    for (std::size_t good = 0; good < goods; ++good) {
        const Reference::Recalled& expected = reference_.recalls[good];
        const auto stored = reader.recall(place_.item(good));
        REQUIRE(stored.has_value() == expected.runs);
        if (!stored) continue;
        CHECK(stored->ended_at.is_set() == expected.ended);
        CHECK(stored->orders == expected.orders);
        CHECK(stored->refunded.fen() == expected.refunded);
    }
}

}  // namespace louxia::test

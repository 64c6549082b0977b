// What is put is what is got, member by member.

#include <doctest/doctest.h>

#include "server/store/open_store.hpp"
#include "server/store/rows.hpp"
#include "tests/server/store/samples.hpp"
#include "tests/support/temporary_folder.hpp"

namespace louxia::test {

namespace {

struct Filled {
    TemporaryFolder folder;
    std::unique_ptr<store::SqlStore> store = store::open_store(folder.path(), store::Access::serve);
    SampleIds ids{7};

    Filled() { fill_with_samples(*store, ids, 20); }

    template <class Work>
    void write(const Work& work) {
        const auto done = store->transact(ids.community(), [&](app::Writer& writer) {
            work(writer);
            return Result<void>{};
        });
        REQUIRE(done.ok());
    }
    template <class Work>
    auto get(const Work& work) {
        decltype(work(std::declval<const app::Reader&>())) found;
        store->read(ids.community(), [&](const app::Reader& reader) { found = work(reader); });
        return found;
    }
};

/// The columns of the two, compared.
template <class Value>
bool same(const Value& a, const Value& b) {
    return store::columns_of(a) == store::columns_of(b);
}

bool same_lines(const Order& a, const Order& b) {
    return std::ranges::equal(a.lines, b.lines, [](const auto& x, const auto& y) {
        return store::columns_of(x) == store::columns_of(y);
    });
}

}  // namespace

TEST_CASE("a community comes back with its plan") {
    Filled filled;
    const Community wanted = sample_community(filled.ids);
    const auto found = filled.get([](const auto& reader) { return reader.community(); });
    CHECK(found.id == wanted.id);
    CHECK(same(found, wanted));
    REQUIRE(found.plan.shapes.size() == 2);
    CHECK(found.plan.shapes[0].label == "云杉路");
    CHECK(found.plan.shapes[0].width_m == 6);
    CHECK(found.plan.shapes[0].points == wanted.plan.shapes[0].points);
    CHECK(found.plan.shapes[1].kind == PlanShape::Kind::green);
    CHECK(found.plan.shapes[1].points.empty());
}

TEST_CASE("an absent community reads as one without an id") {
    Filled filled;
    bool looked = false;
    filled.store->read(CommunityId{99}, [&](const app::Reader& reader) {
        looked = true;
        CHECK_FALSE(reader.community().id.is_set());
        CHECK(reader.households().empty());
        CHECK(reader.last_seq() == 0);
        CHECK(reader.first_kept_seq() == 1);
    });
    CHECK(looked);
}

TEST_CASE("places and people come back as they were put") {
    Filled filled;
    const SampleIds& ids = filled.ids;
    filled.store->read(ids.community(), [&](const app::Reader& reader) {
        CHECK(same(reader.building(ids.building()).value(), sample_building(ids)));
        CHECK(reader.buildings().size() == 1);
        CHECK(same(reader.hub(ids.hub()).value(), sample_hub(ids)));
        CHECK(reader.hubs().size() == 1);
        CHECK(same(reader.household(ids.household()).value(), sample_household(ids)));
        CHECK(reader.households().size() == 1);
        CHECK(same(reader.courier(ids.courier()).value(), sample_courier(ids)));
        CHECK(reader.couriers().size() == 1);
        CHECK(same(reader.member(ids.member()).value(), sample_member(ids)));
        CHECK(reader.members_of(ids.household()).size() == 1);
        CHECK(reader.staff().size() == 1);
        CHECK_FALSE(reader.building(BuildingId{1}).has_value());
        CHECK_FALSE(reader.member(MemberId{1}).has_value());
    });
}

TEST_CASE("households stand by building, unit and room, and staff without residents") {
    Filled filled;
    const SampleIds& ids = filled.ids;
    filled.write([&](app::Writer& writer) {
        Building second = sample_building(ids);
        second.id = ids.id<BuildingId>(60);
        second.number = 12;
        writer.put(second);
        const auto add = [&](std::uint64_t id, const Building& in, int unit, int room) {
            Household household = sample_household(ids);
            household.id = ids.id<HouseholdId>(id);
            household.address = {in.id, in.number, unit, room};
            writer.put(household);
        };
        add(70, second, 1, 101);
        add(71, sample_building(ids), 2, 401);
        add(72, sample_building(ids), 1, 902);
        Member resident = sample_member(ids);
        resident.id = ids.id<MemberId>(73);
        resident.role = Role::resident;
        resident.hub = {};
        writer.put(resident);
    });
    filled.store->read(ids.community(), [&](const app::Reader& reader) {
        std::vector<std::int32_t> rooms;
        for (const Household& each : reader.households())
            rooms.push_back(each.address.room);
        CHECK(rooms == std::vector<std::int32_t>{902, 401, 502, 101});
        CHECK(reader.staff().size() == 1);
        CHECK(reader.members_of(ids.household()).size() == 2);
        CHECK_FALSE(reader.member(ids.id<MemberId>(73)).value().hub.is_set());
    });
}

TEST_CASE("lists, items and stock come back, and a list is found by its day") {
    Filled filled;
    const SampleIds& ids = filled.ids;
    filled.write([&](app::Writer& writer) {
        FreshList draft{
            ids.id<ListId>(80), {2026, 11, 24}, ListState::draft, sample_time + 100, Instant{}};
        writer.put(draft);
        Item first = sample_item(ids);
        first.id = ids.id<ItemId>(81);
        first.position = 1;
        first.batch = {};
        writer.put(first);
    });
    filled.store->read(ids.community(), [&](const app::Reader& reader) {
        CHECK(same(reader.list(ids.list()).value(), sample_list(ids)));
        CHECK(reader.list_on({2026, 11, 23}).value().id == ids.list());
        CHECK_FALSE(reader.list_on({2026, 11, 25}).has_value());
        CHECK(reader.latest_published_list().value().id == ids.list());
        CHECK(reader.drafts_due(sample_time + 99).empty());
        CHECK(reader.drafts_due(sample_time + 100).size() == 1);
        CHECK(same(reader.item(ids.item()).value(), sample_item(ids)));
        REQUIRE(reader.items_of(ids.list()).size() == 2);
        CHECK(reader.items_of(ids.list())[0].position == 1);
        CHECK_FALSE(reader.items_of(ids.list())[0].batch.id.is_set());
        REQUIRE(reader.stock_of_item(ids.item()).size() == 1);
        CHECK(reader.stock_of_list(ids.list())[0].on_hand == Pieces{20});
    });
}

TEST_CASE("a removed item takes its stock with it, unless somebody was promised it") {
    Filled filled;
    const SampleIds& ids = filled.ids;
    const auto remove = [&](app::Writer& writer) -> Result<void> {
        writer.remove_item(ids.item());
        return {};
    };
    filled.write(
        [&](app::Writer& writer) { CHECK(writer.reserve(ids.hub(), ids.item(), Pieces{1}).ok()); });
    CHECK_THROWS_AS((void)filled.store->transact(ids.community(), remove), app::StoreFailure);
    CHECK(filled.get([&](const auto& reader) { return reader.stock_of_item(ids.item()); }).size() ==
          1);
    filled.write([&](app::Writer& writer) {
        CHECK(writer.reserve(ids.hub(), ids.item(), Pieces{-1}).ok());
    });
    CHECK(filled.store->transact(ids.community(), remove).ok());
    CHECK_FALSE(filled.get([&](const auto& reader) { return reader.item(ids.item()); }));
}

TEST_CASE("a group comes back with its contents and shares") {
    Filled filled;
    const SampleIds& ids = filled.ids;
    GroupBuy group = sample_group(ids);
    const GroupShare share{ids.group(), ids.household(), group.price, sample_time, OrderId{}};
    filled.write([&](app::Writer& writer) {
        writer.put(group);
        group.contents.pop_back();
        writer.put(group);
        writer.put(share);
        GroupBuy ended = group;
        ended.id = ids.id<GroupId>(90);
        ended.state = GroupState::failed;
        ended.ended_at = sample_time;
        writer.put(ended);
    });
    filled.store->read(ids.community(), [&](const app::Reader& reader) {
        const auto found = reader.group(ids.group()).value();
        CHECK(same(found, group));
        REQUIRE(found.contents.size() == 1);
        CHECK(same(found.contents[0], group.contents[0]));
        CHECK(same(reader.share(ids.group(), ids.household()).value(), share));
        CHECK(reader.shares(ids.group()).size() == 1);
        CHECK(reader.share_count(ids.group()) == 1);
        CHECK(reader.open_shares_of(ids.household()) == std::vector{ids.group()});
        CHECK(reader.groups_to_fail(group.cutoff_at + -1).empty());
        CHECK(reader.groups_to_fail(group.cutoff_at).size() == 1);
        CHECK(reader.groups_since(sample_time).size() == 1);
        const auto both = reader.groups_since(sample_time + -1);
        REQUIRE(both.size() == 2);
        CHECK(both[0].id == ids.id<GroupId>(90));
        CHECK(both[0].contents.size() == 1);
        CHECK(both[1].contents.size() == 1);
    });
    filled.write([&](app::Writer& writer) { writer.remove_share(ids.group(), ids.household()); });
    CHECK(filled.get([&](const auto& reader) { return reader.share_count(ids.group()); }) == 0);
}

TEST_CASE("an order comes back with its lines, and is found in every way") {
    Filled filled;
    const SampleIds& ids = filled.ids;
    Order order = sample_order(ids);
    filled.write([&](app::Writer& writer) {
        writer.put(sample_group(ids));
        order.group = ids.group();
        writer.put(order);
        writer.set_arrived_at(order.id, sample_time + 9);
        writer.put(order);
    });
    filled.store->read(ids.community(), [&](const app::Reader& reader) {
        const auto found = reader.order(ids.order()).value();
        CHECK(same(found, order));
        CHECK(same_lines(found, order));
        CHECK(reader.arrived_at(ids.order()) == sample_time + 9);
        CHECK(same_lines(reader.orders_of(ids.household(), 5).at(0), order));
        CHECK(reader.orders_of(ids.household(), 0).empty());
        CHECK(same_lines(reader.running_orders().at(0), order));
        CHECK(same_lines(reader.running_orders_of(ids.hub()).at(0), order));
        CHECK(same_lines(reader.running_orders_of(ids.courier()).at(0), order));
        CHECK(same_lines(reader.orders_of(ids.group()).at(0), order));
        CHECK(reader.orders_placed_between(sample_time, sample_time + 1).size() == 1);
        CHECK(reader.orders_placed_between(sample_time + 1, sample_time + 2).empty());
        CHECK(reader.order_with_code(ids.hub(), "0042").value().id == ids.order());
        CHECK_FALSE(reader.order_with_code(ids.hub(), "").has_value());
        CHECK(reader.codes_waiting_at(ids.hub()) == std::vector<std::string>{"0042"});
        CHECK(reader.order_count_of(ids.household()) == 1);
    });
}

TEST_CASE("several orders each keep their own lines, whatever the order they come in") {
    Filled filled;
    const SampleIds& ids = filled.ids;
    filled.write([&](app::Writer& writer) {
        for (std::uint64_t at = 0; at < 5; ++at) {
            Order order = sample_order(ids);
            order.id = ids.id<OrderId>(100 + (at * 3) % 5);
            order.pickup_code.clear();
            order.promise.due_at = sample_time + static_cast<std::int64_t>(at);
            order.lines[0].name = order.id.text();
            if (at == 2) order.lines.clear();
            writer.put(order);
        }
    });
    const auto orders = filled.get([](const auto& reader) { return reader.running_orders(); });
    REQUIRE(orders.size() == 5);
    for (std::size_t at = 0; at < 5; ++at) {
        CHECK(orders[at].promise.due_at == sample_time + static_cast<std::int64_t>(at));
        REQUIRE(orders[at].lines.size() == (at == 2 ? 0 : 2));
        if (at != 2) CHECK(orders[at].lines[0].name == orders[at].id.text());
    }
    const auto newest =
        filled.get([&](const auto& reader) { return reader.orders_of(ids.household(), 2); });
    REQUIRE(newest.size() == 2);
    CHECK(newest[0].id == ids.id<OrderId>(104));
    CHECK(newest[1].lines.size() == (newest[1].id == ids.id<OrderId>(101) ? 0 : 2));
}

TEST_CASE("two orders cannot wait at one hub with the same code") {
    Filled filled;
    const SampleIds& ids = filled.ids;
    filled.write([&](app::Writer& writer) { writer.put(sample_order(ids)); });
    const auto again = [&](app::Writer& writer) -> Result<void> {
        Order order = sample_order(ids);
        order.id = ids.id<OrderId>(110);
        writer.put(order);
        return {};
    };
    CHECK_THROWS_AS((void)filled.store->transact(ids.community(), again), app::StoreFailure);
}

TEST_CASE("posts, pictures and the code pad come back") {
    Filled filled;
    const SampleIds& ids = filled.ids;
    filled.write([&](app::Writer& writer) {
        writer.put(sample_order(ids));
        writer.put(sample_post(ids));
        writer.put(sample_picture(ids));
        writer.put_code_pad(ids.hub(), CodePad{3, sample_time});
    });
    filled.store->read(ids.community(), [&](const app::Reader& reader) {
        const auto post = reader.post(ids.post()).value();
        CHECK(same(post, sample_post(ids)));
        CHECK(post.pictures == sample_post(ids).pictures);
        CHECK(reader.posts(10).at(0).pictures.size() == 2);
        CHECK(reader.posts(0).empty());
        CHECK(reader.has_post_for(ids.order()));
        CHECK_FALSE(reader.has_post_for(OrderId{1}));
        CHECK(same(reader.picture(ids.picture()).value(), sample_picture(ids)));
        CHECK(reader.code_pad(ids.hub()).wrong_tries == 3);
        CHECK(reader.code_pad(ids.hub()).locked_until == sample_time);
        CHECK(reader.code_pad(HubId{1}).wrong_tries == 0);
    });
}

TEST_CASE("payments and what goes back of them come back, by household, subject and time") {
    Filled filled;
    const SampleIds& ids = filled.ids;
    filled.write([&](app::Writer& writer) {
        writer.put(sample_group(ids));
        writer.put(sample_order(ids));
        writer.put(sample_payment(ids));
        writer.put(sample_return(ids));
        writer.set_refunds_to_wallet(ids.household(), true);
        writer.set_refunds_to_wallet(ids.household(), false);
    });
    filled.store->read(ids.community(), [&](const app::Reader& reader) {
        const OnlinePayment wanted = sample_payment(ids);
        CHECK(same(reader.payment(wanted.id).value(), wanted));
        CHECK(reader.payment_by_reference("ref-1")->id == wanted.id);
        CHECK_FALSE(reader.payment_by_reference("").has_value());
        CHECK(reader.payments_of(ids.household(), 5).size() == 1);
        CHECK(reader.payments_of(ids.household(), 0).empty());
        for (const std::uint64_t subject : {ids.order().value, ids.group().value}) {
            CHECK(reader.payments_for(ids.household(), subject).size() == 1);
        }
        CHECK(reader.payments_for(ids.household(), 1).empty());
        CHECK(reader.payments_to_look_at(sample_time + 1, 5).empty());
        CHECK(reader.payments_to_look_at(sample_time + 2, 5).size() == 1);
        CHECK(same(reader.returns_of(wanted.id).at(0), sample_return(ids)));
        CHECK(reader.returns_to_look_at(sample_time + 1, 5).empty());
        CHECK(reader.returns_to_look_at(sample_time + 2, 5).size() == 1);
        CHECK_FALSE(reader.refunds_to_wallet(ids.household()));
    });
}

TEST_CASE("coupons come back, and each household takes one once, as long as there are some") {
    Filled filled;
    const SampleIds& ids = filled.ids;
    Coupon running = sample_coupon(ids);
    running.stopped_at = Instant{};
    running.taken = 8;
    const CouponUse use{running.id, ids.household(), ids.order()};
    filled.write([&](app::Writer& writer) {
        writer.put(running);
        CHECK(writer.take_coupon(use).ok());
        CHECK(writer.take_coupon(use).error().code == ErrorCode::coupon_used);
        CHECK(writer.coupon(running.id)->taken == 9);
        writer.give_back_coupon({running.id, ids.household(), OrderId{5}});
        CHECK(writer.coupon(running.id)->taken == 9);
        writer.give_back_coupon(use);
        CHECK(writer.coupon(running.id)->taken == 8);
        writer.put(sample_coupon(ids));
    });
    filled.store->read(ids.community(), [&](const app::Reader& reader) {
        CHECK(same(reader.coupon(running.id).value(), sample_coupon(ids)));
        CHECK(reader.coupon_by_code("K7M29QXD")->id == running.id);
        CHECK_FALSE(reader.coupon_by_code("K7M29QXE").has_value());
        CHECK(reader.coupons(5).size() == 1);
        CHECK_FALSE(reader.coupon_use(running.id, ids.household()).has_value());
    });
}

TEST_CASE("invites, sessions and kept replies come back by what they are looked up with") {
    Filled filled;
    const SampleIds& ids = filled.ids;
    const app::Invite invite{InviteId{5}, ids.member(), "aa11", sample_time, Instant{}, true, {}};
    const app::Session session{SessionId{6},    ids.member(),    "bb22", sample_time,
                               sample_time + 1, sample_time + 2, {}};
    const app::KeptReply reply{"m:k", "cc33", 201, std::string("a\0b", 3), sample_time};
    filled.write([&](app::Writer& writer) {
        writer.put(invite);
        writer.put(session);
        writer.put(reply);
    });
    filled.store->read(ids.community(), [&](const app::Reader& reader) {
        CHECK(same(reader.invite_by_hash("aa11").value(), invite));
        CHECK(same(reader.session_by_hash("bb22").value(), session));
        CHECK(same(reader.kept_reply("m:k").value(), reply));
        CHECK_FALSE(reader.session_by_hash("b").has_value());
    });
    app::Invite coded{InviteId{7}, ids.member(), "aa13", sample_time, Instant{}, false, "dd44"};
    app::Session other{SessionId{8}, ids.member(),    "bb24",           sample_time,
                       sample_time,  sample_time + 9, "iPhone · Safari"};
    const HouseholdGuard guard{ids.household(), sample_time, Instant{}};
    filled.write([&](app::Writer& writer) {
        writer.put(coded);
        writer.put(other);
        writer.put(guard);
        writer.rotate_sessions_of(ids.member());
    });
    other.rotate = true;
    filled.store->read(ids.community(), [&](const app::Reader& reader) {
        CHECK(same(reader.invite_by_code("dd44").value(), coded));
        CHECK_FALSE(reader.invite_by_code("").has_value());
        CHECK(same(reader.session(SessionId{8}).value(), other));
        CHECK(reader.sessions_of(ids.member()).size() == 2);
        CHECK(same(reader.guard(ids.household()), guard));
        CHECK_FALSE(reader.guard(HouseholdId{1}).held_until.is_set());
    });
    filled.write([&](app::Writer& writer) { writer.end_invites_of(ids.member()); });
    CHECK_FALSE(filled.get([](const auto& reader) { return reader.invite_by_code("dd44"); }));
    CHECK(filled.get([](const auto& reader) { return reader.invite_by_hash("aa11"); }));
    filled.write([&](app::Writer& writer) { writer.end_session(session.id); });
    CHECK_FALSE(filled.get([](const auto& reader) { return reader.session_by_hash("bb22"); }));
}

TEST_CASE("a new phone, guest links and requests come back by what they are looked up with") {
    Filled filled;
    const SampleIds& ids = filled.ids;
    const NewPhone phone = sample_new_phone(ids);
    const GuestLink link = sample_guest_link(ids);
    const Admission admission{ids.member(), sample_household(ids).address, sample_time,
                              ids.household(), ids.group()};
    filled.write([&](app::Writer& writer) {
        writer.put(sample_group(ids));
        writer.put(phone);
        writer.put(link);
        writer.put(admission);
        writer.put(app::Session{
            SessionId{6}, ids.member(), "bb22", sample_time, sample_time, sample_time + 2, {}});
    });
    filled.store->read(ids.community(), [&](const app::Reader& reader) {
        CHECK(same(reader.new_phone(ids.member()).value(), phone));
        CHECK(same(reader.new_phone_by_secret("ff66").value(), phone));
        CHECK(same(reader.new_phone_by_claim("ff77").value(), phone));
        CHECK_FALSE(reader.new_phone_by_claim("").has_value());
        CHECK(same(reader.guest_link(link.id).value(), link));
        CHECK(same(reader.guest_link_by_hash("ff88").value(), link));
        CHECK(reader.guest_links_of(ids.household()).size() == 1);
        CHECK(same(reader.admission(ids.member()).value(), admission));
        CHECK(reader.admissions_before(sample_time, 9).empty());
        CHECK(reader.admissions_before(sample_time + 1, 9).size() == 1);
        CHECK(reader.live_sessions(sample_time + 1) == std::vector{SessionId{6}});
        CHECK(reader.live_sessions(sample_time + 2).empty());
    });
    filled.write([&](app::Writer& writer) {
        app::Housekeeping what;
        what.now = link.ends_at;
        writer.drop_old(what);
    });
    CHECK(filled.get([&](const auto& reader) { return reader.guest_link(link.id); }));
    CHECK_FALSE(filled.get([&](const auto& reader) { return reader.new_phone(ids.member()); }));
    filled.write([&](app::Writer& writer) { writer.end_guest_link(link.id); });
    CHECK_FALSE(filled.get([&](const auto& reader) { return reader.guest_link(link.id); }));
}

TEST_CASE("ways to sign in come back by what they are looked up with, and end together") {
    Filled filled;
    const SampleIds& ids = filled.ids;
    const LinkedIdentity identity = sample_identity(ids);
    const Passkey passkey = sample_passkey(ids);
    const IdentityFlow flow{"gg11", ids.member(), SessionId{6}, sample_time};
    filled.write([&](app::Writer& writer) {
        writer.put(identity);
        writer.put(passkey);
        writer.put(flow);
        writer.put(IdentityFlow{"gg12", {}, {}, sample_time + 9});
    });
    filled.store->read(ids.community(), [&](const app::Reader& reader) {
        CHECK(same(reader.identity(identity.id).value(), identity));
        CHECK(same(reader.identity_of("https://id.example", "somebody").value(), identity));
        CHECK_FALSE(reader.identity_of("https://other.example", "somebody").has_value());
        CHECK(reader.identities_of(ids.member()).size() == 1);
        CHECK(same(reader.identity_flow("gg11").value(), flow));
        CHECK(same(reader.passkey(passkey.id).value(), passkey));
        CHECK(same(reader.passkey_by_credential("Y3JlZA").value(), passkey));
        CHECK(reader.passkeys_of(ids.member()).size() == 1);
    });
    filled.write([&](app::Writer& writer) { writer.end_sign_in_ways_of(ids.member()); });
    filled.store->read(ids.community(), [&](const app::Reader& reader) {
        CHECK(reader.identities_of(ids.member()).empty());
        CHECK(reader.passkeys_of(ids.member()).empty());
        CHECK_FALSE(reader.identity_flow("gg11").has_value());
        CHECK(reader.identity_flow("gg12").has_value());
    });
    filled.write([&](app::Writer& writer) {
        app::Housekeeping what;
        what.now = sample_time + 10;
        writer.drop_old(what);
    });
    CHECK_FALSE(filled.get([](const auto& reader) { return reader.identity_flow("gg12"); }));
}

TEST_CASE("an id's community is found, and ids of 64 bits survive") {
    Filled filled;
    const SampleIds& ids = filled.ids;
    filled.write([&](app::Writer& writer) {
        writer.put(sample_group(ids));
        writer.put(sample_order(ids));
        writer.put(sample_post(ids));
        writer.put(sample_picture(ids));
        Courier late = sample_courier(ids);
        late.id = CourierId{0xFFFF'FFFF'FFFF'FFFF};
        writer.put(late);
    });
    CHECK(filled.store->community_of(ids.group()) == ids.community());
    CHECK(filled.store->community_of(ids.order()) == ids.community());
    CHECK(filled.store->community_of(ids.item()) == ids.community());
    CHECK(filled.store->community_of(ids.post()) == ids.community());
    CHECK(filled.store->community_of(ids.picture()) == ids.community());
    CHECK_FALSE(filled.store->community_of(OrderId{1}).has_value());
    CHECK(filled
              .get([](const auto& reader) {
                  return reader.courier(CourierId{0xFFFF'FFFF'FFFF'FFFF});
              })
              .has_value());
}

TEST_CASE("settlements, farms and payouts come back, and what is frozen is found by its time") {
    Filled filled;
    const SampleIds& ids = filled.ids;
    Settlement settlement;
    settlement.order = ids.order();
    settlement.permille = 100;
    settlement.goods = Money::fen_unchecked(716);
    settlement.commission = Money::fen_unchecked(72);
    settlement.payable = Money::fen_unchecked(240);
    settlement.courier = ids.courier();
    settlement.courier_pay = Money::fen_unchecked(300);
    settlement.taken_back = Money::fen_unchecked(5);
    settlement.frozen_until = sample_time + hour_ms;
    const Supplier farm{ids.id<SupplierId>(90), "王家农场"};
    Payout payout{ids.id<PayoutId>(91), payable_to(farm.id), Money::fen_unchecked(240),
                  PayoutWay::bank,      ids.member(),        LedgerEntryId{501},
                  sample_time + 9};
    filled.write([&](app::Writer& writer) {
        writer.put(sample_order(ids));
        writer.put(settlement);
        writer.put(farm);
        for (const std::uint64_t id : {500U, 501U, 502U}) {
            const bool out = id == 501;
            const Account owed = payable_to(farm.id);
            const auto entry = transfer(LedgerEntryId{id}, out ? Cause::payout : Cause::split, 7,
                                        sample_time + static_cast<std::int64_t>(id),
                                        out ? owed : sales_of(ids.hub()), out ? bank_account : owed,
                                        payout.amount);
            CHECK(writer.post_entry(entry.value()).ok());
        }
        writer.put(payout);
    });
    filled.store->read(ids.community(), [&](const app::Reader& reader) {
        CHECK(same(reader.settlement(ids.order()).value(), settlement));
        CHECK_FALSE(reader.settlement(OrderId{1}).has_value());
        CHECK(reader.settlements_to_release(sample_time, 10).empty());
        CHECK(reader.settlements_to_release(sample_time + hour_ms, 10).size() == 1);
        CHECK(reader.next_release() == sample_time + hour_ms);
        CHECK(reader.supplier(farm.id)->name == farm.name);
        CHECK(reader.supplier_named(farm.name)->id == farm.id);
        CHECK_FALSE(reader.supplier_named("别家").has_value());
        REQUIRE(reader.payouts(10).size() == 1);
        CHECK(same(reader.payouts(10).front(), payout));
        CHECK(reader.owed_since(payable_to(farm.id)) == sample_time + 502);
        CHECK(reader.latest_moves(payable_to(farm.id), 2).size() == 2);
        CHECK(reader.latest_moves(payable_to(farm.id), 2).front().entry == LedgerEntryId{502});
        REQUIRE(reader.balances(AccountKind::payable).size() == 1);
        CHECK(reader.balances(AccountKind::payable).front().amount == payout.amount);
        const auto entries = reader.entries_between(sample_time + 501, sample_time + 502);
        REQUIRE(entries.size() == 1);
        CHECK(entries[0].id == LedgerEntryId{501});
        CHECK(entries[0].postings.size() == 2);
        CHECK(reader.entries_between(sample_time, sample_time + day_ms).size() == 3);
    });
    settlement.released_at = sample_time + hour_ms;
    filled.write([&](app::Writer& writer) { writer.put(settlement); });
    CHECK_FALSE(filled.get([](const auto& reader) { return reader.next_release(); }).is_set());
}

TEST_CASE("a shortage comes back with the cuts that wait, and who waits by time") {
    Filled filled;
    const SampleIds& ids = filled.ids;
    Shortage shortage{
        ids.id<ShortageId>(95),     ids.hub(),    ids.item(),  Pieces{3}, Pieces{7}, 1, Pieces{4},
        Money::fen_unchecked(1432), ids.member(), sample_time, Instant{}};
    ShortageCut cut{shortage.id, ids.order(), Pieces{3}, Pieces{}, Money{}, Instant{}};
    Order order = sample_order(ids);
    order.state = OrderState::accepted;
    order.pickup_code.clear();
    order.tolerance_permille = 50;
    filled.write([&](app::Writer& writer) {
        writer.put(order);
        writer.put(shortage);
        writer.put(cut);
    });
    filled.store->read(ids.community(), [&](const app::Reader& reader) {
        CHECK(reader.order(ids.order())->tolerance_permille == 50);
        CHECK(same(reader.shortage(shortage.id).value(), shortage));
        CHECK(reader.running_shortages() == std::vector<ShortageId>{shortage.id});
        REQUIRE(reader.cuts_to_apply(shortage.id, 5).size() == 1);
        CHECK(same(reader.cuts_to_apply(shortage.id, 5).front(), cut));
        const auto waiting = reader.orders_waiting_for(ids.hub(), order.lines[0].item);
        REQUIRE(waiting.size() == 1);
        CHECK(waiting[0].order == order.id);
    });
    cut.applied_at = sample_time;
    shortage.ended_at = sample_time;
    filled.write([&](app::Writer& writer) {
        writer.put(cut);
        writer.put(shortage);
    });
    filled.store->read(ids.community(), [&](const app::Reader& reader) {
        CHECK(reader.cuts_to_apply(shortage.id, 5).empty());
        CHECK(reader.running_shortages().empty());
    });
}

}  // namespace louxia::test

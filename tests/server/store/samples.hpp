#pragma once

#include <string>

#include "server/app/store.hpp"

/// A small community with one of everything, every member set, for tests of the store.
namespace louxia::store {
class Connection;
}

namespace louxia::test {

inline constexpr Instant sample_time{1'795'000'000'000};

/// Ids of one community's samples; those of different communities differ.
struct SampleIds {
    explicit SampleIds(std::uint64_t number) : base(number << 20U) {}

    template <class Id>
    [[nodiscard]] Id id(std::uint64_t offset) const {
        return Id{base + offset};
    }
    [[nodiscard]] CommunityId community() const { return id<CommunityId>(1); }
    [[nodiscard]] BuildingId building() const { return id<BuildingId>(2); }
    [[nodiscard]] HubId hub() const { return id<HubId>(3); }
    [[nodiscard]] HouseholdId household() const { return id<HouseholdId>(4); }
    [[nodiscard]] CourierId courier() const { return id<CourierId>(5); }
    [[nodiscard]] MemberId member() const { return id<MemberId>(6); }
    [[nodiscard]] ListId list() const { return id<ListId>(7); }
    [[nodiscard]] ItemId item() const { return id<ItemId>(8); }
    [[nodiscard]] GroupId group() const { return id<GroupId>(9); }
    [[nodiscard]] OrderId order() const { return id<OrderId>(10); }
    [[nodiscard]] PostId post() const { return id<PostId>(11); }
    [[nodiscard]] PictureId picture() const { return id<PictureId>(12); }

    std::uint64_t base;
};

[[nodiscard]] Community sample_community(const SampleIds& ids);
[[nodiscard]] Building sample_building(const SampleIds& ids);
[[nodiscard]] Hub sample_hub(const SampleIds& ids);
[[nodiscard]] Household sample_household(const SampleIds& ids);
[[nodiscard]] Courier sample_courier(const SampleIds& ids);
[[nodiscard]] Member sample_member(const SampleIds& ids);
[[nodiscard]] FreshList sample_list(const SampleIds& ids);
[[nodiscard]] Item sample_item(const SampleIds& ids);
[[nodiscard]] GroupBuy sample_group(const SampleIds& ids);
[[nodiscard]] Order sample_order(const SampleIds& ids);
[[nodiscard]] Post sample_post(const SampleIds& ids);
[[nodiscard]] app::KeptPicture sample_picture(const SampleIds& ids);
[[nodiscard]] Coupon sample_coupon(const SampleIds& ids);
[[nodiscard]] OnlinePayment sample_payment(const SampleIds& ids);
[[nodiscard]] PaymentReturn sample_return(const SampleIds& ids);
/// A rider on the way for the sample order, and the tariff of the sample hub.
[[nodiscard]] CrowdRide sample_ride(const SampleIds& ids);
[[nodiscard]] Courier sample_rider(const SampleIds& ids);
[[nodiscard]] CrowdQuote sample_quote(const SampleIds& ids);
[[nodiscard]] NewPhone sample_new_phone(const SampleIds& ids);
/// To the sample group.
[[nodiscard]] GuestLink sample_guest_link(const SampleIds& ids);
[[nodiscard]] LinkedIdentity sample_identity(const SampleIds& ids);
[[nodiscard]] Passkey sample_passkey(const SampleIds& ids);
/// Ended.
[[nodiscard]] CourierAssignment sample_assignment(const SampleIds& ids, OrderId order);
/// Solved.
[[nodiscard]] OrderProblem sample_problem(const SampleIds& ids, OrderId order);
/// To the hub, and to the door.
[[nodiscard]] std::vector<RouteStop> sample_route(const SampleIds& ids, OrderId order);
/// The three of them, of an order that is there.
void put_dispatch(const SampleIds& ids, app::Writer& writer, OrderId order);
[[nodiscard]] app::Event sample_event(const std::string& data);

/// Community, building, hub, household, courier, member, list and item, in that order.
void put_samples(app::Writer& writer, const SampleIds& ids);
/// Community and courier as the first step of the schema knew them, and then the others.
void put_first_community(store::Connection& connection, const SampleIds& ids);
void put_samples_of_community(app::Writer& writer, const SampleIds& ids);
/// The same in one transaction, with `on_hand` pieces of the item in the hub.
void fill_with_samples(app::Store& store, const SampleIds& ids, std::int64_t on_hand);

}  // namespace louxia::test

#pragma once

#include <vector>

#include "server/app/context.hpp"
#include "shared/api/all.hpp"

/// What the faces see, made from domain values. A neighbour is never more than a nickname and a
/// building number here.
namespace louxia::app {

[[nodiscard]] api::PointView view_of_point(PlanPoint point) noexcept;
[[nodiscard]] std::vector<api::PointView> view_of_line(const std::vector<PlanPoint>& line);
[[nodiscard]] api::HubView view_of_hub(const Hub& hub);
[[nodiscard]] api::CommunityView view_of_community(const Context& context, const Reader& reader,
                                                   Instant now);
[[nodiscard]] api::AddressView view_of_address(const Address& address) noexcept;
[[nodiscard]] api::NeighbourView view_of_neighbour(const Household& household);

/// At the hub that has most of it; zero without stock.
[[nodiscard]] Pieces most_available(const std::vector<Stock>& stock) noexcept;
[[nodiscard]] api::BatchView view_of_batch(const Batch& batch);
[[nodiscard]] api::ItemView view_of_item(const Item& item, Pieces available, bool in_group);
/// One item of a published list, with a price; nothing else is shown to residents.
[[nodiscard]] std::optional<api::ItemView> find_item_view(const Reader& reader, ItemId id);
/// The published list with its priced items by category, then position.
[[nodiscard]] api::ListView view_of_list(const Reader& reader, const FreshList& list, Instant now);
/// Today's list, once it is out.
[[nodiscard]] std::optional<FreshList> published_list_today(const Context& context,
                                                            const Reader& reader, Instant now);

[[nodiscard]] api::GroupView view_of_group(const Reader& reader, const GroupBuy& group);
/// Open, formed and under way; newest first.
[[nodiscard]] std::vector<api::GroupView> running_groups(const Reader& reader, Instant now);

[[nodiscard]] std::vector<api::LineView> view_of_lines(const std::vector<OrderLine>& lines);
[[nodiscard]] api::OrderView view_of_order(const Reader& reader, const Order& order);
/// And what its household asked back.
[[nodiscard]] api::OrderView view_with_claims(const Reader& reader, const Order& order);
[[nodiscard]] api::MeView view_of_member(const Reader& reader, const Member& member);

/// `today` unset: nothing can be bought again now.
[[nodiscard]] api::PostView view_of_post(const Reader& reader, const Post& post,
                                         const std::optional<FreshList>& today);
[[nodiscard]] api::LeaderList view_of_leader_list(const Reader& reader, CivilDate date,
                                                  const std::optional<FreshList>& list);
[[nodiscard]] api::LeaderItem view_of_leader_item(const Item& item,
                                                  const std::vector<Stock>& stock);
[[nodiscard]] api::HouseholdView view_of_household(const Reader& reader,
                                                   const Household& household);

}  // namespace louxia::app

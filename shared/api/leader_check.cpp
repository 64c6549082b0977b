#include <algorithm>

#include "shared/api/check.hpp"
#include "shared/api/leader.hpp"
#include "shared/domain/text_rules.hpp"

namespace louxia::api {
namespace {

constexpr std::int32_t markup_permille_max = 5000;
constexpr std::int64_t share_pieces_max = 99;
constexpr std::int64_t top_up_fen_max = 500'000;
constexpr std::size_t item_hubs_max = 50;
constexpr std::size_t picture_key_bytes_max = 200;

/// A key of a stock picture or a URL path; empty: none chosen.
Result<void> check_picture(std::string_view picture, std::string_view field) {
    const bool is_key = std::all_of(picture.begin(), picture.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    });
    if (picture.size() <= picture_key_bytes_max && (is_key || is_url_path(picture))) return {};
    return refuse(ErrorCode::invalid_value, std::string(field));
}

Result<void> check_stock(const std::vector<HubStock>& stock) {
    if (stock.size() > item_hubs_max) return refuse(ErrorCode::out_of_range, "stock");
    for (std::size_t index = 0; index < stock.size(); ++index) {
        const auto same = [&](const HubStock& other) { return other.hub == stock[index].hub; };
        const auto end = stock.begin() + static_cast<std::ptrdiff_t>(index);
        LOUXIA_TRY(check_set(stock[index].hub, indexed_field("stock", index, "hub")));
        if (std::any_of(stock.begin(), end, same)) {
            return refuse(ErrorCode::invalid_value, indexed_field("stock", index, "hub"));
        }
        LOUXIA_TRY(check_between(stock[index].on_hand.count, 0, stock_on_hand_max,
                                 indexed_field("stock", index, "on_hand")));
    }
    return {};
}

/// The domain's rule for an item, without a clock: the harvest is looked at by the server again.
Result<void> check_draft(const ItemDraft& draft) {
    Item item;
    item.name = draft.name;
    item.spec = draft.spec;
    item.origin = draft.origin;
    item.price = draft.price;
    item.cost = draft.cost;
    if (draft.batch) {
        item.batch.farm = draft.batch->farm;
        item.batch.place = draft.batch->place;
        item.batch.harvested_at = draft.batch->harvested_at;
        item.batch.picture = draft.batch->picture;
        item.batch.clip = draft.batch->clip;
    }
    LOUXIA_TRY(check_item(item, item.batch.harvested_at));
    LOUXIA_TRY(check_picture(draft.picture, "picture"));
    return check_stock(draft.stock);
}

}  // namespace

Result<void> PreviewSheet::check(const Request& request) {
    LOUXIA_TRY(check_between(request.markup_permille, 0, markup_permille_max, "markup_permille"));
    if (request.bytes.empty()) return refuse(ErrorCode::missing_field, "bytes");
    if (request.bytes.size() > body_bytes_max) return refuse(ErrorCode::too_large, "bytes");
    return {};
}

Result<void> GetLeaderList::check(const Request& request) {
    return check_date(request.date, "date");
}

Result<void> AddItems::check(const Request& request) {
    LOUXIA_TRY(check_date(request.date, "date"));
    if (request.items.empty()) return refuse(ErrorCode::missing_field, "items");
    if (request.items.size() > list_items_max) return refuse(ErrorCode::out_of_range, "items");
    for (std::size_t index = 0; index < request.items.size(); ++index) {
        const Result<void> checked = check_draft(request.items[index]);
        if (!checked) return within(indexed_field("items", index, {}), checked);
    }
    return {};
}

Result<void> ChangeItem::check(const Request& request) {
    LOUXIA_TRY(check_set(request.item, "item"));
    return within("draft", check_draft(request.draft));
}

Result<void> RemoveItem::check(const Request& request) {
    return check_set(request.item, "item");
}

Result<void> PublishList::check(const Request& request) {
    return check_date(request.date, "date");
}

Result<void> OpenGroup::check(const Request& request) {
    LOUXIA_TRY(check_set(request.hub, "hub"));
    LOUXIA_TRY(check_set(request.cutoff_at, "cutoff_at_ms"));
    LOUXIA_TRY(check_set(request.deliver_before, "deliver_before_ms"));
    LOUXIA_TRY(check_picture(request.picture, "picture"));
    GroupBuy group;
    group.hub = request.hub;
    group.title = request.title;
    group.serves = request.serves;
    group.price = request.price;
    group.target_households = request.target_households;
    group.cap_households = request.cap_households;
    group.cutoff_at = request.cutoff_at;
    group.deliver_before = request.deliver_before;
    for (const Content& content : request.contents) {
        group.contents.push_back({content.item, {}, content.amount, {}, Pieces{content.pieces}});
    }
    // The domain's rule at the last moment that it could still hold; the server asks it again.
    LOUXIA_TRY(check_new_group(group, request.cutoff_at + (-1)));
    for (std::size_t index = 0; index < request.contents.size(); ++index) {
        LOUXIA_TRY(check_between(request.contents[index].pieces, 1, share_pieces_max,
                                 indexed_field("contents", index, "pieces")));
    }
    return {};
}

Result<void> CloseGroup::check(const Request& request) {
    return check_set(request.group, "group");
}

Result<void> CancelGroup::check(const Request& request) {
    return check_set(request.group, "group");
}

Result<void> GetLeaderToday::check(const Request& /*request*/) {
    return {};
}

Result<void> ListHouseholds::check(const Request& /*request*/) {
    return {};
}

Result<void> InviteHousehold::check(const Request& request) {
    return check_set(request.household, "household");
}

Result<void> TopUp::check(const Request& request) {
    LOUXIA_TRY(check_set(request.household, "household"));
    return check_between(request.amount.fen(), 1, top_up_fen_max, "amount_fen");
}

}  // namespace louxia::api

#include "shared/domain/fresh_list.hpp"

#include <algorithm>

#include "shared/domain/text_rules.hpp"

namespace louxia {
namespace {

Result<void> check_amount(Money amount, std::string_view field) {
    if (amount.is_negative() || amount > item_price_max) {
        return refuse(ErrorCode::out_of_range, std::string(field));
    }
    return {};
}

Result<void> check_path(std::string_view path, std::string_view field) {
    if (!path.empty() && !is_url_path(path)) {
        return refuse(ErrorCode::invalid_value, std::string(field));
    }
    return {};
}

Result<void> check_batch(const Batch& batch, Instant now) {
    LOUXIA_TRY(
        check_line(batch.farm, batch_text_code_points_max, Presence::optional, "batch.farm"));
    LOUXIA_TRY(
        check_line(batch.place, batch_text_code_points_max, Presence::optional, "batch.place"));
    if (batch.harvested_at.is_set() && batch.harvested_at > now) {
        return refuse(ErrorCode::out_of_range, "batch.harvested_at_ms");
    }
    LOUXIA_TRY(check_path(batch.picture, "batch.picture"));
    return check_path(batch.clip, "batch.clip");
}

bool has_price(const Item& item) noexcept {
    return item.price > Money{};
}

}  // namespace

Result<void> check_item(const Item& item, Instant now) {
    LOUXIA_TRY(check_line(item.name, item_name_code_points_max, Presence::required, "name"));
    LOUXIA_TRY(check_line(item.spec, item_spec_code_points_max, Presence::optional, "spec"));
    LOUXIA_TRY(check_amount(item.price, "price_fen"));
    LOUXIA_TRY(check_amount(item.cost, "cost_fen"));
    LOUXIA_TRY(check_line(item.origin, item_origin_code_points_max, Presence::optional, "origin"));
    return check_batch(item.batch, now);
}

std::vector<ItemId> items_without_price(const std::vector<Item>& items) {
    std::vector<const Item*> unpriced;
    for (const Item& item : items) {
        if (!has_price(item)) unpriced.push_back(&item);
    }
    std::stable_sort(unpriced.begin(), unpriced.end(),
                     [](const Item* a, const Item* b) { return a->position < b->position; });
    std::vector<ItemId> ids;
    ids.reserve(unpriced.size());
    for (const Item* item : unpriced)
        ids.push_back(item->id);
    return ids;
}

Result<FreshList> publish(FreshList list, const std::vector<Item>& items, Instant now) {
    if (list.state == ListState::published) return refuse(ErrorCode::already_published);
    if (std::none_of(items.begin(), items.end(), has_price)) return refuse(ErrorCode::empty_list);
    list.state = ListState::published;
    list.published_at = now;
    return list;
}

bool is_due(const FreshList& list, Instant now) noexcept {
    return list.state == ListState::draft && list.publish_at.is_set() && now >= list.publish_at;
}

}  // namespace louxia

#pragma once

#include <vector>

#include "shared/base/result.hpp"
#include "shared/domain/catalog.hpp"

namespace louxia {

enum class ListState : std::int32_t { draft = 1, published = 2 };
template <>
struct EnumWords<ListState> {
    static constexpr auto table =
        enum_table<ListState>({{ListState::draft, "draft"}, {ListState::published, "published"}});
};

/// One community's list for one day. At most one per community and day.
struct FreshList {
    ListId id;
    CivilDate date;
    ListState state = ListState::draft;
    Instant publish_at;    ///< 07:00 community time of `date`, unless the leader says otherwise
    Instant published_at;  ///< unset while it is a draft
};

inline constexpr std::int32_t publish_minute_of_day = 7 * 60;
inline constexpr std::size_t list_items_max = 2000;
inline constexpr std::size_t item_name_code_points_max = 40;
inline constexpr std::size_t item_spec_code_points_max = 80;
inline constexpr std::size_t item_origin_code_points_max = 120;  ///< every province fits
inline constexpr std::size_t batch_text_code_points_max = 40;
inline constexpr Money item_price_max = Money::fen_unchecked(10'000'000);

/// Name, spec, origin and batch within their lengths, price and cost within ¥0–¥100,000, harvest
/// not after `now`, picture and clip of the batch URL paths or empty. The field named is the item's
/// ("name", "price_fen", "batch.harvested_at_ms"); lengths, amounts and the harvest are
/// out_of_range, a blank name missing_field, control characters and foreign addresses
/// invalid_value.
[[nodiscard]] Result<void> check_item(const Item& item, Instant now);

/// All items that cannot be sold yet (no price), by `position`. Publishing leaves them in the list,
/// unseen by residents, until they have a price.
[[nodiscard]] std::vector<ItemId> items_without_price(const std::vector<Item>& items);

/// Refused: already_published, empty_list (no item has a price).
[[nodiscard]] Result<FreshList> publish(FreshList list, const std::vector<Item>& items,
                                        Instant now);
/// True when a draft's time has come; never without a `publish_at`.
[[nodiscard]] bool is_due(const FreshList& list, Instant now) noexcept;

}  // namespace louxia

#pragma once

#include <string>
#include <vector>

#include "shared/api/resident.hpp"

namespace louxia::model {

/// What the resident is about to order. Prices are looked up in the list, never kept here.
class Basket {
public:
    [[nodiscard]] std::int64_t count_of(ItemId item) const noexcept;
    /// Adds `change` (may be negative), within 0 and `available`. Returns the new count.
    std::int64_t change(ItemId item, std::int64_t change, Pieces available);
    void set(ItemId item, std::int64_t count);
    void clear() noexcept { lines_.clear(); }
    [[nodiscard]] bool empty() const noexcept { return lines_.empty(); }
    [[nodiscard]] std::int64_t pieces() const noexcept;
    [[nodiscard]] const std::vector<api::BasketLine>& lines() const noexcept { return lines_; }

    /// What fits the list now: items that left it or ran out are taken out or cut. Their names come
    /// back, so that the change can be said.
    [[nodiscard]] std::vector<ItemId> fit_to(const api::ListView& list);
    /// Sum over the list's prices; items that are not on it count nothing.
    [[nodiscard]] Money total(const api::ListView& list) const;

    /// For the device's storage: "id:count id:count". Unreadable text gives an empty basket.
    [[nodiscard]] std::string to_text() const;
    [[nodiscard]] static Basket from_text(std::string_view text);

private:
    std::vector<api::BasketLine> lines_;  ///< in the order of adding, counts ≥ 1
};

}  // namespace louxia::model

#pragma once

#include <string>
#include <vector>

#include "shared/domain/order.hpp"

namespace louxia {

/// 晒单: what came, shown by the household that got it.
struct Post {
    PostId id;
    HouseholdId household;
    OrderId order;
    ItemId item;       ///< the one thing to buy from it; unset when it has left the list
    std::string text;  ///< 1-300 code points
    std::vector<std::string> pictures;  ///< URL paths of kept pictures, 0-9
    Instant created_at;
};

inline constexpr std::size_t post_text_code_points_max = 300;
inline constexpr std::size_t post_pictures_max = 9;

/// Only the household of a done order may post, once per order is the caller's check.
/// Refused: not_found (another household's order, or another order), not_delivered, missing_field
/// "text", out_of_range "text" or "pictures", invalid_value "text" (control characters other than
/// line feeds) or "pictures[i]" (not a URL path of this server).
[[nodiscard]] Result<void> check_post(const Post& post, const Order& order);

}  // namespace louxia

#pragma once

#include "client/screens/leader/parts.hpp"

/// Pieces of the shop's counter.
namespace louxia::screens {

using Board = api::GetShopBoard::Response;

/// Still to be picked and packed here, pickups that have to go on their shelf included.
[[nodiscard]] bool is_to_do(const api::ShopOrder& order);

/// The cards of the orders that are to do, or else of those that wait to leave.
void shop_orders(const Face& face, const Board& board, bool to_do);
/// Who is to fetch something here, who is there first on top; nothing when nobody is. `to_pack`:
/// only the next two of those whose orders do not all lie packed.
void coming_card(const Face& face, const Board& board, bool to_pack);
/// The pad for pickup codes, and what became of the last one.
void hand_out_pad(const Face& face);
void pick_totals(const Face& face, const Board& board);
void stock_rows(const Face& face, const Board& board);

}  // namespace louxia::screens

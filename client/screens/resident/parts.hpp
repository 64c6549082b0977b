#pragma once

#include "client/screens/face.hpp"
#include "client/ui/map.hpp"

/// Pieces that the resident's faces share among themselves.
namespace louxia::screens {

/// What is in the basket, with its steppers.
void basket_card(const Face& face, const api::ListView& list);
/// One row of the fresh list, as high as item_row_height.
void item_row(const Face& face, const api::ItemView& item, ui::Rect row, bool last);
[[nodiscard]] float item_row_height(const ui::Ui& ui);
/// The green card of an open or formed group, with its windows; tapped it opens the group.
void group_card(const Face& face, const api::GroupView& group);
/// A stock picture standing free, without a ground.
void goods_tile_plain(const Face& face, const ui::Rect& rect, std::string_view key);
/// The group's poster with its QR code, drawn on the device, to save as a picture.
void poster_sheet(const Face& face, const api::GroupView& group, bool& open);
/// "到了,晒一下?" for the newest delivered order that has not been shown yet; nothing when there is
/// none.
void came_card(const Face& face);
/// The sheet in which a delivered order is shown to the neighbours.
void post_sheet(const Face& face);
/// The sheet of buildings, units and rooms; `pick` changes when one was chosen to the end.
void address_sheet(const Face& face, bool& open, std::optional<api::AddressPick>& pick);
/// The community's plan as the map widget takes it; `labels` keeps the words it refers to.
[[nodiscard]] ui::MapPlan plan_of(const Face& face, std::vector<std::string>& labels);
/// The order's map strip with hub, way, courier and home.
void order_map(const Face& face, const api::OrderView& order, const ui::Rect& view);
/// What a group is worth telling: text for the chat.
[[nodiscard]] std::string group_share_text(const Face& face, const api::GroupView& group);
void copy_share_text(const Face& face, const api::GroupView& group);

/// What was asked back and is not settled; nothing when there is none.
void claims(const Face& face, const api::OrderView& order);
/// The button to ask for a refund, and its sheet.
void claim_entry(const Face& face, const api::OrderView& order);
void claim_sheet(const Face& face, const api::OrderView& order);

/// Until it is packed, and not of a group.
[[nodiscard]] bool may_change(const api::OrderView& order);
void start_order_form(const Face& face, const api::OrderView& order);
/// The sheet in which an order is changed, while it is open.
void order_form_sheet(const Face& face, const api::OrderView& order);

}  // namespace louxia::screens

#include <algorithm>

#include "server/app/emit.hpp"
#include "server/app/list_steps.hpp"
#include "server/app/local_time.hpp"
#include "server/app/sheet_text.hpp"
#include "server/app/use_cases.hpp"
#include "server/app/views.hpp"
#include "shared/domain/text_rules.hpp"

namespace louxia::app {
namespace {

Item item_from(Context& context, const api::ItemDraft& draft, Item item) {
    item.name = draft.name;
    item.spec = draft.spec;
    item.origin = draft.origin;
    item.category = draft.category;
    item.unit = draft.unit;
    item.price = draft.price;
    item.cost = draft.cost;
    item.picture = draft.picture.empty() ? std::string(suggest_picture(draft.name, draft.category))
                                         : draft.picture;
    item.chilled = draft.chilled;
    if (draft.batch) {
        const BatchId id = item.batch.id.is_set() ? item.batch.id : context.ids.make<BatchId>();
        item.batch = Batch{id,
                           draft.batch->farm,
                           draft.batch->place,
                           draft.batch->harvested_at,
                           draft.batch->picture,
                           draft.batch->clip};
    }
    return item;
}

/// Prefixes the field of a refusal with the item it is in.
Error inside(const Error& error, std::string_view prefix) {
    return refuse(error.code, error.field.empty() || prefix.empty()
                                  ? std::string(prefix) + error.field
                                  : std::string(prefix) + "." + error.field);
}

Result<void> count_stock(Writer& writer, ItemId item, const std::vector<api::HubStock>& stock) {
    for (std::size_t index = 0; index < stock.size(); ++index) {
        if (!writer.hub(stock[index].hub)) {
            return refuse(ErrorCode::not_found, indexed_field("stock", index, "hub"));
        }
        if (!writer.set_on_hand(stock[index].hub, item, stock[index].on_hand)) {
            return refuse(ErrorCode::sold_out, indexed_field("stock", index, "on_hand"));
        }
    }
    return {};
}

bool shows_the_same(const Item& before, const Item& after) noexcept {
    return before.name == after.name && before.spec == after.spec &&
           before.origin == after.origin && before.category == after.category &&
           before.unit == after.unit && before.picture == after.picture &&
           before.chilled == after.chilled && before.price.is_zero() == after.price.is_zero() &&
           before.batch.id == after.batch.id && before.batch.farm == after.batch.farm &&
           before.batch.place == after.batch.place &&
           before.batch.harvested_at == after.batch.harvested_at &&
           before.batch.picture == after.batch.picture && before.batch.clip == after.batch.clip;
}

bool is_in_running_group(const Reader& reader, ItemId item, Instant now) {
    for (const GroupBuy& group : reader.groups_since(now)) {
        for (const GroupContent& content : group.contents) {
            if (content.item == item) {
                return true;
            }
        }
    }
    return false;
}

Result<void> remove_all(Writer& writer, const FreshList& list, Instant now) {
    if (list.state == ListState::published) {
        return refuse(ErrorCode::already_published, "replace");
    }
    for (const Item& item : writer.items_of(list.id)) {
        if (is_in_running_group(writer, item.id, now)) {
            return refuse(ErrorCode::wrong_state, "replace");
        }
        writer.remove_item(item.id);
    }
    return {};
}

api::PreviewSheet::Row view_of_row(const SheetRow& row) {
    return api::PreviewSheet::Row{row.line, row.usable(), row.issues, row.raw_name,
                                  row.name, row.spec,     row.origin, row.category,
                                  row.unit, row.picture,  row.mean,   row.price};
}

}  // namespace

FreshList list_for(Context& context, Writer& writer, CivilDate date, Instant now) {
    if (auto list = writer.list_on(date)) {
        return *list;
    }
    FreshList list;
    list.id = context.ids.make<ListId>();
    list.date = date;
    const Instant usual = local_instant(context, writer.community(), date, publish_minute_of_day);
    if (usual > now) {
        list.publish_at = usual;
    }
    writer.put(list);
    return list;
}

Result<FreshList> publish_now(Writer& writer, const FreshList& list, Instant now) {
    LOUXIA_ASSIGN(FreshList published, publish(list, writer.items_of(list.id), now));
    writer.put(published);
    emit_list_published(writer, published.date, now);
    return published;
}

Result<api::PreviewSheet::Response> preview_sheet(const Context&, const Caller&,
                                                  const api::PreviewSheet::Request& request,
                                                  const Reader&) {
    LOUXIA_ASSIGN(const DecodedSheet decoded, decode_sheet(request.bytes));
    LOUXIA_ASSIGN(const PriceSheet sheet, read_price_sheet(decoded.utf8, request.markup_permille));
    api::PreviewSheet::Response response{decoded.encoding, sheet.mean_and_highest_swapped, {}};
    response.rows.reserve(sheet.rows.size());
    for (const SheetRow& row : sheet.rows) {
        response.rows.push_back(view_of_row(row));
    }
    return response;
}

Result<api::LeaderList> get_leader_list(const Context&, const Caller&,
                                        const api::GetLeaderList::Request& request,
                                        const Reader& reader) {
    return view_of_leader_list(reader, request.date, reader.list_on(request.date));
}

Result<api::LeaderList> add_items(Context& context, const Caller&,
                                  const api::AddItems::Request& request, Writer& writer) {
    const Instant now = context.clock.now();
    if (request.date < day_at(context, writer.community(), now).date) {
        return refuse(ErrorCode::out_of_range, "date");
    }
    const FreshList list = list_for(context, writer, request.date, now);
    if (request.replace) {
        LOUXIA_TRY(remove_all(writer, list, now));
    }
    const auto present = writer.items_of(list.id);
    if (present.size() + request.items.size() > list_items_max) {
        return refuse(ErrorCode::out_of_range, "items");
    }
    std::int32_t position = present.empty() ? 0 : present.back().position + 1;
    for (std::size_t index = 0; index < request.items.size(); ++index) {
        Item blank;
        blank.id = context.ids.make<ItemId>();
        blank.list = list.id;
        blank.position = position++;
        const Item item = item_from(context, request.items[index], std::move(blank));
        const std::string place = indexed_field("items", index, "");
        if (const auto checked = check_item(item, now); !checked) {
            return inside(checked.error(), place);
        }
        writer.put(item);
        if (const auto counted = count_stock(writer, item.id, request.items[index].stock);
            !counted) {
            return inside(counted.error(), place);
        }
    }
    if (list.state == ListState::published) {
        emit_list_published(writer, list.date, now);
    }
    return view_of_leader_list(writer, list.date, list);
}

Result<api::LeaderItem> change_item(Context& context, const Caller&,
                                    const api::ChangeItem::Request& request, Writer& writer) {
    const Instant now = context.clock.now();
    const auto before = writer.item(request.item);
    const auto list = before ? writer.list(before->list) : std::nullopt;
    if (!before || !list) {
        return refuse(ErrorCode::not_found);
    }
    const Item after = item_from(context, request.draft, *before);
    if (const auto checked = check_item(after, now); !checked) {
        return inside(checked.error(), "draft");
    }
    writer.put(after);
    if (const auto counted = count_stock(writer, after.id, request.draft.stock); !counted) {
        return inside(counted.error(), "draft");
    }
    emit_items_changed(writer, {after.id}, now);
    if (list->state == ListState::published && !shows_the_same(*before, after)) {
        emit_list_published(writer, list->date, now);
    }
    for (const api::HubStock& stock : request.draft.stock) {
        emit_board_changed(writer, stock.hub, now);
    }
    return view_of_leader_item(after, writer.stock_of_item(after.id));
}

Result<api::Nothing> remove_item(Context& context, const Caller&,
                                 const api::RemoveItem::Request& request, Writer& writer) {
    const auto item = writer.item(request.item);
    const auto list = item ? writer.list(item->list) : std::nullopt;
    if (!item || !list) {
        return refuse(ErrorCode::not_found);
    }
    if (list->state == ListState::published ||
        is_in_running_group(writer, item->id, context.clock.now())) {
        return refuse(ErrorCode::wrong_state);
    }
    writer.remove_item(item->id);
    return api::Nothing{};
}

Result<api::LeaderList> publish_list(Context& context, const Caller&,
                                     const api::GetLeaderList::Request& request, Writer& writer) {
    const Instant now = context.clock.now();
    const auto list = writer.list_on(request.date);
    if (!list) {
        return refuse(ErrorCode::empty_list);
    }
    LOUXIA_ASSIGN(const FreshList published, publish_now(writer, *list, now));
    return view_of_leader_list(writer, request.date, published);
}

}  // namespace louxia::app

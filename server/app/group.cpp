#include "server/app/callers.hpp"
#include "server/app/emit.hpp"
#include "server/app/group_steps.hpp"
#include "server/app/order_steps.hpp"
#include "server/app/use_cases.hpp"
#include "server/app/views.hpp"
#include "shared/domain/text_rules.hpp"

namespace louxia::app {
namespace {

std::string derived_amount(const Item& item, Pieces pieces) {
    if (item.unit == Unit::jin) {
        return std::to_string(pieces.count * grams_per_jin.count) + "g";
    }
    return "×" + std::to_string(pieces.count);
}

Result<void> add_contents(const Reader& reader, GroupBuy& group,
                          const std::vector<api::OpenGroup::Content>& contents) {
    for (std::size_t index = 0; index < contents.size(); ++index) {
        const auto item = reader.item(contents[index].item);
        if (!item || item->price.is_zero()) {
            return refuse(ErrorCode::not_on_list, indexed_field("contents", index, "item"));
        }
        const Pieces pieces{contents[index].pieces};
        LOUXIA_ASSIGN(const Money singly, multiply(item->price, pieces));
        LOUXIA_ASSIGN(group.single_price, add(group.single_price, singly));
        const std::string amount =
            contents[index].amount.empty() ? derived_amount(*item, pieces) : contents[index].amount;
        group.contents.push_back({item->id, item->name, amount, item->picture, pieces});
    }
    return {};
}

}  // namespace

Result<api::GroupView> get_group(const Context&, const Caller&,
                                 const api::GetGroup::Request& request, const Reader& reader) {
    const auto group = reader.group(request.group);
    if (!group || group->state == GroupState::draft) {
        return refuse(ErrorCode::not_found);
    }
    return view_of_group(reader, *group);
}

Result<api::GroupView> open_group(Context& context, const Caller&,
                                  const api::OpenGroup::Request& request, Writer& writer) {
    const Instant now = context.clock.now();
    if (!writer.hub(request.hub)) {
        return refuse(ErrorCode::not_found, "hub");
    }
    GroupBuy group;
    group.id = context.ids.make<GroupId>();
    group.hub = request.hub;
    group.title = request.title;
    group.serves = request.serves;
    group.picture = request.picture;
    group.price = request.price;
    group.target_households = request.target_households;
    group.cap_households = request.cap_households;
    group.cutoff_at = request.cutoff_at;
    group.deliver_before = request.deliver_before;
    group.cap_turnover = request.cap_turnover;
    LOUXIA_TRY(add_contents(writer, group, request.contents));
    LOUXIA_TRY(check_new_group(group, now));
    if (group.picture.empty()) {
        group.picture = group.contents.front().picture;
    }
    group.state = GroupState::open;
    group.opened_at = now;
    writer.put(group);
    emit_group_changed(writer, group, now);
    return view_of_group(writer, group);
}

Result<api::GroupView> cancel_group(Context& context, const Caller&,
                                    const api::GetGroup::Request& request, Writer& writer) {
    const Instant now = context.clock.now();
    const auto group = writer.group(request.group);
    if (!group) {
        return refuse(ErrorCode::not_found);
    }
    LOUXIA_ASSIGN(const GroupBuy cancelled, cancel(*group, now));
    writer.put(cancelled);
    LOUXIA_TRY(continue_ending(context, writer, cancelled, now));
    emit_group_changed(writer, cancelled, now);
    return view_of_group(writer, cancelled);
}

Result<api::GroupView> close_group(Context& context, const Caller&,
                                   const api::GetGroup::Request& request, Writer& writer) {
    const Instant now = context.clock.now();
    const auto group = writer.group(request.group);
    if (!group) {
        return refuse(ErrorCode::not_found);
    }
    LOUXIA_ASSIGN(const GroupBuy closed, close_early(*group, now));
    writer.put(closed);
    emit_group_changed(writer, closed, now);
    return view_of_group(writer, closed);
}

}  // namespace louxia::app

#include "server/app/callers.hpp"
#include "server/app/emit.hpp"
#include "server/app/group_steps.hpp"
#include "server/app/money_moves.hpp"
#include "server/app/use_cases.hpp"
#include "server/app/views.hpp"

namespace louxia::app {
namespace {

/// The group as it is after the join that formed it, with one order per share.
Result<GroupBuy> form_with_orders(Context& context, Writer& writer, const GroupBuy& open,
                                  Instant now) {
    LOUXIA_ASSIGN(const GroupBuy formed, form(open, now));
    writer.put(formed);
    for (const GroupShare& share : writer.shares(formed.id)) {
        LOUXIA_TRY(make_group_order(context, writer, formed, share, now));
    }
    return formed;
}

}  // namespace

Result<api::GroupView> join_group(Context& context, const Caller& caller,
                                  const api::GetGroup::Request& request, Writer& writer) {
    const Instant now = context.clock.now();
    LOUXIA_ASSIGN(const Household household, household_of(caller, writer));
    auto group = writer.group(request.group);
    if (!group) {
        return refuse(ErrorCode::not_found);
    }
    const bool joined = writer.share(group->id, household.id).has_value();
    LOUXIA_ASSIGN(const JoinEffect effect,
                  join(*group, writer.share_count(group->id), joined, now));
    LOUXIA_TRY(reserve_share(writer, *group, now));
    LOUXIA_TRY(hold_money(context, writer, household.id, group->price, group->id.value, now));
    const GroupShare share{group->id, household.id, group->price, now, OrderId{}};
    writer.put(share);
    switch (effect) {
        case JoinEffect::waiting: break;
        case JoinEffect::forms_now: {
            LOUXIA_ASSIGN(*group, form_with_orders(context, writer, *group, now));
            break;
        }
        case JoinEffect::joins_formed:
            LOUXIA_TRY(make_group_order(context, writer, *group, share, now));
            break;
    }
    if (reaches_cap(*group, writer.share_count(group->id))) {
        LOUXIA_ASSIGN(*group, close_early(*group, now));
        writer.put(*group);
    }
    emit_group_changed(writer, *group, now);
    return view_of_group(writer, *group);
}

Result<api::GroupView> leave_group(Context& context, const Caller& caller,
                                   const api::GetGroup::Request& request, Writer& writer) {
    const Instant now = context.clock.now();
    LOUXIA_ASSIGN(const Household household, household_of(caller, writer));
    const auto group = writer.group(request.group);
    if (!group) {
        return refuse(ErrorCode::not_found);
    }
    const auto share = writer.share(group->id, household.id);
    LOUXIA_TRY(leave(*group, share.has_value(), now));
    LOUXIA_TRY(release_share(context, writer, *group, *share, now));
    writer.remove_share(group->id, household.id);
    emit_group_changed(writer, *group, now);
    return view_of_group(writer, *group);
}

}  // namespace louxia::app

#include "server/app/demo_day.hpp"

#include <algorithm>

#include "server/app/list_steps.hpp"
#include "server/app/local_time.hpp"
#include "server/app/use_cases.hpp"

namespace louxia::app {
namespace {

using Drafts = std::vector<api::ItemDraft>;

/// Half an hour before a list comes out its leader has everything in it.
constexpr std::int32_t drafted_before_minutes = 30;

api::HubStock counted(const DemoWork& work, const DemoStock& stock, std::size_t seed) {
    const auto hub = demo_hub(work, stock.hub);
    const std::int64_t range = stock.pieces_max - stock.pieces_min + 1;
    // Knuth's multiplicative hash: looks uneven, and is the same every time.
    const std::uint64_t mixed = (seed + 1) * 2654435761U >> 9U;
    const std::int64_t more = range > 1 ? static_cast<std::int64_t>(mixed % 9973U) % range : 0;
    return {hub ? hub->id : HubId{}, Pieces{stock.pieces_min + more}, Pieces{}};
}

api::ItemDraft with_batch(const DemoWork& work, api::ItemDraft draft, const DemoItem& item) {
    // Harvested before sunrise; while it is still night, what is on the list is yesterday's
    // harvest.
    Instant harvested_at =
        demo_instant(work, item.harvested.day_offset, item.harvested.minute_of_day);
    if (harvested_at > work.now) {
        harvested_at = harvested_at + -day_ms;
    }
    draft.batch = api::BatchView{item.farm, item.place, harvested_at, "", ""};
    for (const DemoStock& stock : item.stock) {
        draft.stock.push_back(counted(work, stock, 0));
    }
    return draft;
}

/// The goods with a batch first, as the file orders them, then the rest of the sheet.
Result<Drafts> ordered_drafts(const DemoWork& work) {
    Drafts rest = work.sheet.drafts;
    Drafts ordered;
    for (const DemoItem& item : work.file.items) {
        const auto named = [&](const api::ItemDraft& draft) { return draft.name == item.item; };
        const auto found = std::find_if(rest.begin(), rest.end(), named);
        if (found == rest.end()) {
            return refuse(ErrorCode::not_on_list, item.item);
        }
        ordered.push_back(with_batch(work, *found, item));
        rest.erase(found);
    }
    for (std::size_t index = 0; index < rest.size(); ++index) {
        for (std::size_t hub = 0; hub < work.file.rest_stock.size(); ++hub) {
            rest[index].stock.push_back(counted(work, work.file.rest_stock[hub], index * 2 + hub));
        }
        ordered.push_back(std::move(rest[index]));
    }
    return ordered;
}

std::optional<ItemId> item_named(const Reader& reader, ListId list, std::string_view name) {
    for (const Item& item : reader.items_of(list)) {
        if (item.name == name) {
            return item.id;
        }
    }
    return std::nullopt;
}

struct GroupTimes {
    Instant opened_at;
    Instant cutoff_at;
    Instant deliver_before;
    bool tomorrow = false;
};

constexpr std::int32_t cutoff_ahead_minutes = 60;
constexpr std::int32_t evening_minute_of_day = 18 * 60 + 30;

/// The file's times when they lie an hour ahead; until early evening the next half hour an hour
/// ahead, two hours before delivery; later than that the file's times tomorrow.
GroupTimes times_for(const DemoWork& work, const DemoGroup& group) {
    const Instant today = demo_instant(work, 0, 0);
    const auto minute = static_cast<std::int32_t>((work.now - today) / minute_ms);
    GroupTimes times;
    times.opened_at = std::min(work.now, demo_instant(work, 0, group.opened_minute_of_day));
    if (minute < group.cutoff_minute_of_day - cutoff_ahead_minutes) {
        times.cutoff_at = demo_instant(work, 0, group.cutoff_minute_of_day);
        times.deliver_before = demo_instant(work, 0, group.deliver_before_minute_of_day);
    } else if (minute < evening_minute_of_day) {
        const std::int32_t cutoff = (minute + cutoff_ahead_minutes + 29) / 30 * 30;
        times.cutoff_at = demo_instant(work, 0, cutoff);
        times.deliver_before = demo_instant(work, 0, cutoff + 120);
    } else {
        times.cutoff_at = demo_instant(work, 1, group.cutoff_minute_of_day);
        times.deliver_before = demo_instant(work, 1, group.deliver_before_minute_of_day);
        times.tomorrow = true;
    }
    return times;
}

Result<api::OpenGroup::Request> group_request(const DemoWork& work, const DemoGroup& group,
                                              const GroupTimes& times, ListId list) {
    const auto hub = demo_hub(work, group.hub);
    api::OpenGroup::Request request;
    request.title = times.tomorrow ? group.title_tomorrow : group.title;
    request.serves = group.serves;
    request.picture = group.picture;
    request.hub = hub ? hub->id : HubId{};
    request.price = group.price;
    request.target_households = group.target_households;
    request.cap_households = group.cap_households;
    request.cutoff_at = times.cutoff_at;
    request.deliver_before = times.deliver_before;
    for (const DemoContent& content : group.contents) {
        const auto item = item_named(work.writer, list, content.item);
        if (!item) {
            return refuse(ErrorCode::not_on_list, content.item);
        }
        request.contents.push_back({*item, content.pieces, content.amount});
    }
    return request;
}

}  // namespace

Context at_clock(const Context& context, const Clock& clock) {
    return Context{context.store,      clock,           context.ids, context.secrets, context.zones,
                   context.dispatcher, context.pictures};
}

Instant demo_instant(const DemoWork& work, std::int32_t day_offset, std::int32_t minute_of_day) {
    const Community community = work.writer.community();
    const CivilDate today = day_at(work.context, community, work.now).date;
    const CivilDate date = civil_from_days(days_from_civil(today) + day_offset);
    return local_instant(work.context, community, date, minute_of_day);
}

std::optional<Hub> demo_hub(const DemoWork& work, std::string_view key) {
    for (const DemoHub& known : work.file.hubs) {
        for (const Hub& hub : work.writer.hubs()) {
            if (known.key == key && known.hub.name == hub.name) {
                return hub;
            }
        }
    }
    return std::nullopt;
}

std::optional<Household> demo_household(const DemoWork& work, std::string_view door) {
    for (const Household& household : work.writer.households()) {
        if (door_key(household.address) == door) {
            return household;
        }
    }
    return std::nullopt;
}

Result<void> make_demo_list(const DemoWork& work) {
    const CivilDate today = day_at(work.context, work.writer.community(), work.now).date;
    if (work.writer.list_on(today)) {
        return {};
    }
    const Instant publish_at = demo_instant(work, 0, publish_minute_of_day);
    const SetClock drafted(
        std::min(work.now, demo_instant(work, 0, publish_minute_of_day - drafted_before_minutes)));
    Context earlier = at_clock(work.context, drafted);
    LOUXIA_ASSIGN(Drafts drafts, ordered_drafts(work));
    const api::AddItems::Request request{today, std::move(drafts), false};
    LOUXIA_TRY(add_items(earlier, Caller{}, request, work.writer));
    const auto list = work.writer.list_on(today);
    const bool out = work.now >= publish_at || work.list == DemoList::out_at_once;
    if (list && out) {
        LOUXIA_TRY(publish_now(work.writer, *list, std::min(publish_at, work.now)));
    }
    return {};
}

Result<void> make_demo_groups(const DemoWork& work) {
    const CivilDate today = day_at(work.context, work.writer.community(), work.now).date;
    const auto list = work.writer.list_on(today);
    if (!list) {
        return {};
    }
    for (const DemoGroup& group : work.file.groups) {
        const GroupTimes times = times_for(work, group);
        SetClock clock(times.opened_at);
        Context then = at_clock(work.context, clock);
        LOUXIA_ASSIGN(const api::OpenGroup::Request request,
                      group_request(work, group, times, list->id));
        LOUXIA_ASSIGN(const api::GroupView opened,
                      open_group(then, Caller{}, request, work.writer));
        const std::int64_t joins = static_cast<std::int64_t>(group.joined.size());
        const std::int64_t between_ms = (work.now - times.opened_at) / (joins + 1);
        for (const std::string& door : group.joined) {
            clock.set(clock.now() + between_ms);
            const auto household = demo_household(work, door);
            const auto members =
                household ? work.writer.members_of(household->id) : std::vector<Member>{};
            if (!members.empty()) {
                const Caller caller{work.writer.community().id, members.front(), SessionId{}};
                LOUXIA_TRY(join_group(then, caller, {opened.group}, work.writer));
            }
        }
    }
    return {};
}

}  // namespace louxia::app

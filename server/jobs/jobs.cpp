#include "server/jobs/jobs.hpp"

#include <algorithm>
#include <exception>
#include <vector>

#include "server/app/admissions.hpp"
#include "server/app/dispatching.hpp"
#include "server/app/emit.hpp"
#include "server/app/group_steps.hpp"
#include "server/app/keep_picture.hpp"
#include "server/app/list_steps.hpp"
#include "server/app/money_moves.hpp"
#include "server/app/order_steps.hpp"
#include "server/app/refunds.hpp"
#include "server/app/settlements.hpp"
#include "server/app/shortages.hpp"
#include "shared/dispatch/neighbourhood.hpp"

namespace louxia::jobs {
namespace {

using app::Reader;
using app::Writer;

constexpr std::int64_t drop_every_ms = 10 * minute_ms;
constexpr std::int64_t sweep_every_ms = hour_ms;
/// And after each event.
constexpr std::int64_t dispatch_every_ms = dispatch::neighbourhood_rules.step_s * second_ms;
constexpr std::int32_t orders_at_once = 50;

/// Drafts that are due and can be published; one without a price waits for its leader.
std::vector<FreshList> publishable(const Reader& reader, Instant now) {
    auto lists = reader.drafts_due(now);
    std::erase_if(lists, [&](const FreshList& list) {
        return !is_due(list, now) || !publish(list, reader.items_of(list.id), now);
    });
    return lists;
}

Result<void> compensate(app::Context& context, Writer& writer, OrderId id, Instant now) {
    auto order = writer.order(id);
    if (!order) {
        return {};
    }
    LOUXIA_ASSIGN(const bool paid, app::compensate_if_late(context, writer, *order, now));
    if (paid) {
        writer.put(*order);
        app::emit_order_changed(writer, *order, now);
    }
    return {};
}

void refresh(Writer& writer, OrderId id, Instant now) {
    auto order = writer.order(id);
    if (order && app::refresh_estimate(writer, *order, now)) {
        writer.put(*order);
        app::emit_order_changed(writer, *order, now);
    }
}

}  // namespace

Jobs::Jobs(app::Context& context) : context_(context) {}

void Jobs::run_due(Instant now) {
    std::exception_ptr failure;
    for (const Community& community : context_.store.communities()) {
        try {
            run_for(community, now);
        } catch (const std::exception&) {
            failure = std::current_exception();
        }
    }
    sweep(now);
    if (failure) {
        std::rethrow_exception(failure);
    }
}

void Jobs::run_for(const Community& community, Instant now) {
    publish_due_lists(community.id, now);
    fail_groups(community.id, now);
    continue_recalls(community.id, now);
    move_orders(community.id, now);
    continue_shortages(community.id, now);
    release_commissions(community.id, now);
    dispatch(community.id, now);
    look_after_orders(community.id, now);
    drop_old(community.id, now);
}

void Jobs::publish_due_lists(CommunityId id, Instant now) {
    std::vector<FreshList> lists;
    context_.store.read(id, [&](const Reader& reader) { lists = publishable(reader, now); });
    for (const FreshList& due : lists) {
        // A leader may have published it in between: then there is nothing to do.
        static_cast<void>(context_.store.transact(id, [&](Writer& writer) -> Result<void> {
            const auto list = writer.list(due.id);
            if (list && is_due(*list, now)) {
                LOUXIA_TRY(app::publish_now(writer, *list, now));
            }
            return {};
        }));
    }
}

void Jobs::fail_groups(CommunityId id, Instant now) {
    std::vector<GroupBuy> groups;
    context_.store.read(id, [&](const Reader& reader) { groups = reader.groups_to_fail(now); });
    for (const GroupBuy& group : groups) {
        // Refused when the last join formed it in between.
        static_cast<void>(context_.store.transact(
            id, [&](Writer& writer) { return app::fail_group(context_, writer, group.id, now); }));
    }
    end_groups(id, now);
}

void Jobs::end_groups(CommunityId id, Instant now) {
    std::vector<GroupId> groups;
    context_.store.read(id, [&](const Reader& reader) { groups = reader.groups_to_end(); });
    for (const GroupId ended : groups) {
        bool more = true;
        while (more) {
            more = false;
            static_cast<void>(context_.store.transact(id, [&](Writer& writer) -> Result<void> {
                if (const auto group = writer.group(ended)) {
                    LOUXIA_ASSIGN(more, app::continue_ending(context_, writer, *group, now));
                }
                return {};
            }));
        }
    }
}

void Jobs::continue_recalls(CommunityId id, Instant now) {
    std::vector<Recall> recalls;
    context_.store.read(id, [&](const Reader& reader) { recalls = reader.running_recalls(); });
    for (const Recall& recall : recalls) {
        // Each a transaction of its own: what was refunded stays so, whatever comes after.
        bool more = true;
        while (more) {
            more = false;
            static_cast<void>(context_.store.transact(id, [&](Writer& writer) -> Result<void> {
                LOUXIA_ASSIGN(more, app::continue_recall(context_, writer, recall.item, now));
                return {};
            }));
        }
    }
}

void Jobs::move_orders(CommunityId id, Instant now) {
    bool due = false;
    context_.store.read(id, [&](const Reader& reader) { due = !reader.orders_to_move(1).empty(); });
    while (due) {
        due = false;
        static_cast<void>(context_.store.transact(id, [&](Writer& writer) -> Result<void> {
            LOUXIA_ASSIGN(due, app::continue_moving(context_, writer, now));
            return {};
        }));
    }
}

void Jobs::continue_shortages(CommunityId id, Instant now) {
    std::vector<ShortageId> running;
    context_.store.read(id, [&](const Reader& reader) { running = reader.running_shortages(); });
    for (const ShortageId shortage : running) {
        bool more = true;
        while (more) {
            more = false;
            static_cast<void>(context_.store.transact(id, [&](Writer& writer) -> Result<void> {
                LOUXIA_ASSIGN(more, app::continue_shortage(context_, writer, shortage, now));
                return {};
            }));
        }
    }
}

void Jobs::release_commissions(CommunityId id, Instant now) {
    bool due = false;
    context_.store.read(
        id, [&](const Reader& reader) { due = !reader.settlements_to_release(now, 1).empty(); });
    while (due) {
        due = false;
        static_cast<void>(context_.store.transact(id, [&](Writer& writer) -> Result<void> {
            LOUXIA_ASSIGN(due, app::release_commissions(context_, writer, now));
            return {};
        }));
    }
}

void Jobs::look_after_orders(CommunityId id, Instant now) {
    std::vector<OrderId> late;
    std::vector<OrderId> overdue;
    bool silent = false;
    context_.store.read(id, [&](const Reader& reader) {
        const Instant due_by{now.ms - late_after_ms};
        for (const Order& order : reader.orders_to_compensate(due_by, orders_at_once)) {
            late.push_back(order.id);
        }
        for (const Order& order : reader.orders_past_estimate(now, orders_at_once)) {
            overdue.push_back(order.id);
        }
        silent = app::has_silent(reader, now);
    });
    if (late.empty() && overdue.empty() && !silent) {
        return;
    }
    static_cast<void>(context_.store.transact(id, [&](Writer& writer) -> Result<void> {
        for (const OrderId order : late) {
            LOUXIA_TRY(compensate(context_, writer, order, now));
        }
        if (app::release_silent(writer, now)) {
            app::assign_couriers(context_, writer, now);
        }
        for (const OrderId order : overdue) {
            refresh(writer, order, now);
        }
        return {};
    }));
}

void Jobs::dispatch(CommunityId id, Instant now) {
    Dispatched& last = dispatched_[id];
    bool changes = false;
    context_.store.read(id, [&](const Reader& reader) {
        const std::int64_t seq = reader.last_seq();
        const bool due = now < last.at || now - last.at >= dispatch_every_ms;
        if (seq == last.seq && !due) {
            return;
        }
        last = {now, seq};
        changes = !app::propose(context_, reader, now).empty();
    });
    if (!changes) {
        return;
    }
    static_cast<void>(context_.store.transact(id, [&](Writer& writer) -> Result<void> {
        app::assign_couriers(context_, writer, now);
        return {};
    }));
}

void Jobs::drop_old(CommunityId id, Instant now) {
    Instant& last = dropped_at_[id];
    if (last.is_set() && now - last < drop_every_ms && now >= last) {
        return;
    }
    last = now;
    const app::Housekeeping what{.now = now,
                                 .replies_before = Instant{now.ms - replies_kept_ms},
                                 .events_before = Instant{now.ms - events_kept_ms}};
    static_cast<void>(context_.store.transact(id, [&](Writer& writer) -> Result<void> {
        writer.drop_old(what);
        app::drop_admissions(writer, now, what.rows_max);
        return {};
    }));
}

void Jobs::sweep(Instant now) {
    if (swept_at_.is_set() && now - swept_at_ < sweep_every_ms && now >= swept_at_) {
        return;
    }
    swept_at_ = now;
    app::sweep_pictures(context_);
}

}  // namespace louxia::jobs

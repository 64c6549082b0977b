#include <algorithm>
#include <array>
#include <set>

#include "server/app/demo_day.hpp"
#include "server/app/emit.hpp"
#include "server/app/list_steps.hpp"
#include "server/app/local_time.hpp"
#include "server/app/order_steps.hpp"
#include "server/app/sourcing.hpp"
#include "server/app/use_cases.hpp"

namespace louxia::app {
namespace {

constexpr std::int64_t pieces_on_hand = 30;

/// Yesterday's short list: what the orders that are shown were made from.
Result<FreshList> make_list(const DemoWork& work) {
    const Instant drafted_at = demo_instant(work, -1, publish_minute_of_day - 30);
    const SetClock clock(drafted_at);
    Context then = at_clock(work.context, clock);
    api::AddItems::Request request;
    request.date = day_at(work.context, work.writer.community(), drafted_at).date;
    std::set<std::string> known;
    for (const DemoPost& post : work.file.posts) {
        const auto draft =
            std::find_if(work.sheet.drafts.begin(), work.sheet.drafts.end(),
                         [&](const api::ItemDraft& row) { return row.name == post.item; });
        const auto hub = demo_hub(work, post.hub);
        if (draft == work.sheet.drafts.end() || !hub) {
            return refuse(ErrorCode::not_on_list, post.item);
        }
        if (known.insert(post.item).second) {
            request.items.push_back(*draft);
            request.items.back().stock.push_back({hub->id, Pieces{pieces_on_hand}, Pieces{}});
        }
    }
    LOUXIA_TRY(add_items(then, Caller{}, request, work.writer));
    const auto list = work.writer.list_on(request.date);
    if (!list) {
        return refuse(ErrorCode::not_found);
    }
    return publish_now(work.writer, *list, demo_instant(work, -1, publish_minute_of_day));
}

/// Moves an order from placing to the door within the time the file says it took.
Result<Order> deliver(const DemoWork& work, Order order, Instant placed_at, Instant done_at) {
    struct Step {
        OrderState to;
        Role by;
        int percent;  ///< of the way from placing to the door
    };
    static constexpr std::array steps{
        Step{OrderState::accepted, Role::shop, 5}, Step{OrderState::picking, Role::shop, 15},
        Step{OrderState::packed, Role::shop, 45}, Step{OrderState::out, Role::courier, 60},
        Step{OrderState::done, Role::courier, 100}};
    for (const Step& step : steps) {
        const Instant at = placed_at + (done_at - placed_at) * step.percent / 100;
        LOUXIA_ASSIGN(
            order, step_order(work.context, work.writer, std::move(order), step.to, step.by, at));
    }
    return order;
}

Result<void> make_order_and_post(const DemoWork& work, const FreshList& list,
                                 const DemoPost& shown) {
    const auto household = demo_household(work, shown.household);
    const auto items = work.writer.items_of(list.id);
    const auto item = std::find_if(items.begin(), items.end(),
                                   [&](const Item& one) { return one.name == shown.item; });
    if (!household || item == items.end()) {
        return refuse(ErrorCode::not_found, shown.household);
    }
    const Instant placed_at = demo_instant(work, shown.day_offset, shown.ordered_minute_of_day);
    const Instant done_at = demo_instant(work, shown.day_offset, shown.delivered_minute_of_day);
    const Wish wish{
        *household, {{item->id, shown.pieces}}, Fulfilment::delivery, HubId{}, std::nullopt, 0, {}};
    LOUXIA_ASSIGN(Offer offer, make_offer(work.context, work.writer, list, wish, placed_at));
    if (work.writer.balance(wallet_of(household->id)) < offer.order.total) {
        offer.order.payment = Payment::on_handover;
    }
    const SetClock clock(placed_at);
    Context then = at_clock(work.context, clock);
    LOUXIA_ASSIGN(Order order, keep_order(then, work.writer, std::move(offer.order), placed_at));
    LOUXIA_ASSIGN(order, deliver(work, std::move(order), placed_at, done_at));

    Post post;
    post.id = work.context.ids.make<PostId>();
    post.household = household->id;
    post.order = order.id;
    post.item = item->id;
    post.text = shown.text;
    for (const std::string& key : shown.pictures) {
        post.pictures.push_back("/pictures/" + key + ".webp");
    }
    post.created_at = demo_instant(work, shown.day_offset, shown.posted_minute_of_day);
    LOUXIA_TRY(check_post(post, order));
    work.writer.put(post);
    emit_post_added(work.writer, post.id, post.created_at);
    return {};
}

}  // namespace

Result<void> make_demo_yesterday(const DemoWork& work) {
    LOUXIA_ASSIGN(const FreshList list, make_list(work));
    auto posts = work.file.posts;
    std::sort(posts.begin(), posts.end(), [](const DemoPost& a, const DemoPost& b) {
        return a.ordered_minute_of_day < b.ordered_minute_of_day;
    });
    for (const DemoPost& post : posts) {
        LOUXIA_TRY(make_order_and_post(work, list, post));
    }
    return {};
}

}  // namespace louxia::app

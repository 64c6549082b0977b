#include <algorithm>

#include "server/app/callers.hpp"
#include "server/app/emit.hpp"
#include "server/app/use_cases.hpp"
#include "server/app/views.hpp"
#include "shared/domain/text_rules.hpp"

namespace louxia::app {
namespace {

constexpr std::int32_t posts_shown_max = 50;

/// The item to buy again: the named one, if the order has it, else the order's first line.
Result<ItemId> item_to_show(const Order& order, ItemId named) {
    if (!named.is_set()) {
        return order.lines.empty() ? ItemId{} : order.lines.front().item;
    }
    const bool bought = std::any_of(order.lines.begin(), order.lines.end(),
                                    [named](const OrderLine& line) { return line.item == named; });
    if (!bought) {
        return refuse(ErrorCode::not_found, "item");
    }
    return named;
}

Result<std::vector<std::string>> picture_urls(const Reader& reader, MemberId member,
                                              const std::vector<PictureId>& pictures) {
    std::vector<std::string> urls;
    for (std::size_t index = 0; index < pictures.size(); ++index) {
        const auto picture = reader.picture(pictures[index]);
        if (!picture || picture->by != member) {
            return refuse(ErrorCode::not_found, indexed_field("pictures", index, ""));
        }
        urls.push_back("/m/" + picture->file_name);
    }
    return urls;
}

}  // namespace

Result<api::GetFeed::Response> get_feed(const Context& context, const Caller&, const api::Nothing&,
                                        const Reader& reader) {
    const auto today = published_list_today(context, reader, context.clock.now());
    api::GetFeed::Response response;
    for (const Post& post : reader.posts(posts_shown_max)) {
        response.posts.push_back(view_of_post(reader, post, today));
    }
    return response;
}

Result<api::PostView> add_post(Context& context, const Caller& caller,
                               const api::AddPost::Request& request, Writer& writer) {
    const Instant now = context.clock.now();
    LOUXIA_ASSIGN(const Household household, household_of(caller, writer));
    LOUXIA_ASSIGN(const Order order, own_order(caller, writer, request.order));
    if (writer.has_post_for(order.id)) {
        return refuse(ErrorCode::conflict, "order");
    }
    Post post;
    post.id = context.ids.make<PostId>();
    post.household = household.id;
    post.order = order.id;
    LOUXIA_ASSIGN(post.item, item_to_show(order, request.item));
    post.text = request.text;
    LOUXIA_ASSIGN(post.pictures, picture_urls(writer, caller.member->id, request.pictures));
    post.created_at = now;
    LOUXIA_TRY(check_post(post, order));
    writer.put(post);
    emit_post_added(writer, post.id, now);
    emit_order_changed(writer, order, now);
    return view_of_post(writer, post, published_list_today(context, writer, now));
}

}  // namespace louxia::app

#include <algorithm>

#include "server/http/pages/forms.hpp"

/// `/g/{group}`: who is in, how many short, what is in it; joining and leaving.
namespace louxia::http {
namespace {

constexpr std::int32_t named_windows_max = 24;
constexpr std::int32_t card_windows_max = 24;
constexpr std::int32_t card_windows_abreast = 12;

std::optional<Page> group_page(Site& site, const Request& request, const api::Parameters& parts,
                               bool with_caller, GroupId& group) {
    const auto id = GroupId::parse(parts[0].second);
    const auto community = id ? site.context.store.community_of(*id) : std::nullopt;
    if (!community) {
        return std::nullopt;
    }
    group = *id;
    return open_page(site, request, site.places.find(*community), with_caller);
}

/// One row, or two of the same width; what the second has less is left dark and empty.
View windows_view(std::int32_t households, std::int32_t target) {
    View rows = view_list();
    const std::int32_t abreast = target <= card_windows_abreast ? target : (target + 1) / 2;
    for (std::int32_t first = 0; first < target; first += abreast) {
        View list = view_list();
        for (std::int32_t at = first; at < first + abreast; ++at) {
            View one;
            put_flag(one, "on", at < households);
            put_flag(one, "next", at == households);
            put_flag(one, "none", at >= target);
            list.push_back(one);
        }
        View row;
        row.set("each", list);
        rows.push_back(row);
    }
    View windows;
    windows.set("rows", rows);
    return windows;
}

View named_view(const Page& page, const api::GroupView& group) {
    View list = view_list();
    const std::int32_t count = std::max(group.target_households, group.households);
    for (std::int32_t at = 0; at < count; ++at) {
        View one;
        const bool lit = at < group.households;
        put_flag(one, "on", lit);
        put_flag(one, "next", at == group.households && group.state == GroupState::open);
        if (lit && static_cast<std::size_t>(at) < group.neighbours.size()) {
            const api::NeighbourView& neighbour = group.neighbours[static_cast<std::size_t>(at)];
            put(one, "nickname", neighbour.nickname);
            put(one, "building",
                page.say("building_short",
                         {{"number", std::to_string(neighbour.building_number)}}));
        } else {
            put(one, "nickname", at == group.households ? "+" : "");
            put(one, "building",
                page.say(at == group.households ? "waiting_for_you" : "window_free"));
        }
        list.push_back(one);
    }
    View named;
    named.set("each", list);
    return named;
}

}  // namespace

std::string neighbours_text(const Page& page, const api::GroupView& group) {
    std::string out;
    for (const api::NeighbourView& neighbour : group.neighbours) {
        out += (out.empty() ? "" : " · ") +
               page.say("post_by", {{"nickname", neighbour.nickname},
                                    {"number", std::to_string(neighbour.building_number)}});
    }
    return out;
}

namespace {

std::string product_json(const Page& page, const api::GroupView& group) {
    const bool open = group.state == GroupState::open || group.state == GroupState::formed;
    return R"({"@context":"https://schema.org","@type":"Product","name":)" +
           json_string(group.title) +
           R"(,"offers":{"@type":"Offer","priceCurrency":"CNY","price":)" +
           json_price(group.price) + ",\"availability\":\"https://schema.org/" +
           (open ? "InStock" : "SoldOut") +
           "\",\"url\":" + json_string(absolute_url(page, "/g/" + group.group.text())) + "}}";
}

std::string cutoff_words(const Page& page, const LocalClock& clock, const api::GroupView& group) {
    return page.say("cutoff_at", {{"when", day_time(page.language, clock, group.cutoff_at)}});
}

std::string honest_words(const Page& page, const LocalClock& clock, const api::GroupView& group) {
    switch (group.state) {
        case GroupState::draft:
        case GroupState::open:
            return page.say("honest", {{"target", std::to_string(group.target_households)},
                                       {"time", clock_time(clock, group.cutoff_at)}});
        case GroupState::formed:
        case GroupState::packing:
        case GroupState::out:
            return page.say("honest_formed", {{"time", clock_time(clock, group.deliver_before)}});
        case GroupState::done: return page.say("group_done");
        case GroupState::failed: return page.say("group_failed");
        case GroupState::cancelled: return page.say("group_cancelled");
    }
    return {};
}

}  // namespace

void put_group(const Page& page, View& view, const LocalClock& clock, const api::GroupView& group) {
    const std::string count_words = group_count_words(page, clock, group);
    put(view, "id", group.group.text());
    put(view, "name", group.title);
    put_picture(page, view, group.picture, 288);
    put(view, "leader_words",
        page.say("leader_group", {{"leader", view.get("leader_name")->string_value()},
                                  {"time", clock_time(clock, group.deliver_before)}}));
    put(view, "count_words", count_words);
    put(view, "in_words",
        page.say(group.state == GroupState::open ? "joined_count" : "formed_count",
                 {{"count", std::to_string(group.households)},
                  {"target", std::to_string(group.target_households)}}));
    const std::string left = time_left(page.language, clock, group.cutoff_at);
    put(view, "left_words", left.empty() ? page.say("closed_already") : left);
    put(view, "cutoff_words", cutoff_words(page, clock, group));
    put(view, "target", std::to_string(group.target_households));
    put(view, "households", std::to_string(group.households));
    if (std::max(group.target_households, group.households) <= named_windows_max) {
        view.set("named", named_view(page, group));
    } else {
        put(view, "neighbours", neighbours_text(page, group));
    }
    put(view, "honest", honest_words(page, clock, group));
    put_flag(view, "good", group.state != GroupState::open);
    put_price(view, group.price, {}, true);
    if (group.single_price > group.price) {
        const auto saved = subtract(group.single_price, group.price);
        put(view, "single", yuan(group.single_price));
        put(view, "saves", page.say("saves", {{"amount", yuan(saved ? *saved : Money{})}}));
    }
    put(view, "rules",
        page.say("group_rules_words", {{"target", std::to_string(group.target_households)}}));
    put(view, "share_text",
        page.say("share_body", {{"title", group.title},
                                {"price", short_yuan(group.price)},
                                {"single", yuan(group.single_price)},
                                {"count", count_words},
                                {"when", day_time(page.language, clock, group.cutoff_at)},
                                {"time", clock_time(clock, group.deliver_before)},
                                {"url", absolute_url(page, "/g/" + group.group.text())}}));
}

void put_contents(const Page& page, View& view, const api::GroupView& group) {
    View contents = view_list();
    for (const api::GroupContentView& content : group.contents) {
        View one;
        put(one, "name", content.name);
        put(one, "amount", content.amount);
        put_picture(page, one, content.picture, 168);
        contents.push_back(one);
    }
    view.set("contents", contents);
    put(view, "contents_words",
        page.say("count_kinds", {{"count", std::to_string(group.contents.size())}}) +
            (group.serves.empty() ? "" : " · " + group.serves));
}

namespace {

bool is_in(const Page& page, const app::Reader& reader, GroupId group) {
    return page.caller.member && page.caller.member->household.is_set() &&
           reader.share(group, page.caller.member->household).has_value();
}

std::string render_group(const Page& page, const app::Reader& reader, GroupId id) {
    const auto group = app::get_group(page.site.context, page.caller, {id}, reader);
    if (!group) {
        return {};
    }
    View view = base_view(page, "", "groups");
    const LocalClock clock = put_community(page, view, reader);
    const std::string count_words = group_count_words(page, clock, *group);
    put(view, "title",
        page.say("group_page_title", {{"title", group->title},
                                      {"price", short_yuan(group->price)},
                                      {"count", count_words}}));
    put_bar(view, page.say("group_title"), "/c/" + page.place->slug);
    put_group(page, view, clock, *group);
    put_contents(page, view, *group);
    put_share(
        page, view,
        page.say("group_description", {{"community", view.get("community_name")->string_value()},
                                       {"kinds", std::to_string(group->contents.size())},
                                       {"in", std::to_string(group->households)},
                                       {"target", std::to_string(group->target_households)},
                                       {"when", day_time(page.language, clock, group->cutoff_at)}}),
        "/g/" + id.text(), page.site.assets.picture(group->picture, 288));
    put_json_ld(view, product_json(page, *group));
    const bool lives_here = page.caller.member && page.caller.member->household.is_set();
    if (lives_here && can_join(clock, *group)) {
        put(view, "guests", "/c/" + page.place->slug + "/guests");
    }
    const bool in = is_in(page, reader, id);
    if (in) {
        const bool waiting = group->state == GroupState::open;
        put(view, "notice",
            waiting ? page.say("share_waiting") + " · " + count_words
                    : page.say("already_in", {{"count", count_words}}));
        if (waiting) {
            put(view, "leave", page.say("leave_group", {{"amount", to_yuan_text(group->price)}}));
            put_form(page, view);
        }
    } else if (can_join(clock, *group)) {
        put(view, "join", page.say("join_amount", {{"amount", to_yuan_text(group->price)}}));
    }
    return render_page("group", view);
}

Response answer_group(Site& site, const Request& request, const api::Parameters& parts) {
    GroupId id;
    const auto page = group_page(site, request, parts, true, id);
    if (!page) {
        return error_page(site, request, 404);
    }
    const auto render = [&](const app::Reader& reader) { return render_group(*page, reader, id); };
    if (!page->caller.member) {
        return shared_html(*page, "/g/" + id.text(), render);
    }
    std::string body;
    site.context.store.read(page->place->community,
                            [&](const app::Reader& reader) { body = render(reader); });
    return body.empty() ? not_found_page(*page) : html(*page, 200, std::move(body));
}

Response join_form(const Page& page, GroupId id, const std::string& problem, int status) {
    std::string body;
    page.site.context.store.read(page.place->community, [&](const app::Reader& reader) {
        const auto group = app::get_group(page.site.context, page.caller, {id}, reader);
        const auto me = app::get_me(page.site.context, page.caller, {}, reader);
        if (!group || !me) {
            return;
        }
        View view = base_view(page, page.say("join_title"), "groups");
        const LocalClock clock = put_community(page, view, reader);
        put_bar(view, page.say("join_title"), "/g/" + id.text());
        put_if(view, "problem", problem);
        put(view, "id", id.text());
        put(view, "name", group->title);
        put(view, "summary", group_count_words(page, clock, *group));
        put(view, "amount", yuan(group->price));
        put(view, "wallet", yuan(me->wallet));
        put(view, "honest", honest_words(page, clock, *group));
        put(view, "join", page.say("join_amount", {{"amount", to_yuan_text(group->price)}}));
        put_flag(view, "pays_online", page.site.context.payments != nullptr);
        put_form(page, view);
        body = render_page("group_join", view);
    });
    return body.empty() ? not_found_page(page) : html(page, status, std::move(body));
}

Response answer_pay(Site& site, const Request& request, const api::Parameters& parts) {
    GroupId id;
    const auto page = group_page(site, request, parts, true, id);
    if (!page) {
        return error_page(site, request, 404);
    }
    if (!page->caller.member) {
        return come_in_first(*page, "/g/" + id.text() + "/join");
    }
    const auto form = read_form(*page, true);
    const auto next = form ? start_payment_form(*page, *form, {Money{}, std::nullopt, id})
                           : Result<std::string>{form.error()};
    return next ? see_other(*next)
                : join_form(*page, id, error_text(page->language, next.error().code),
                            api::http_status(next.error().code));
}

template <class E>
Response answer_change(Site& site, const Request& request, const api::Parameters& parts) {
    GroupId id;
    const auto page = group_page(site, request, parts, true, id);
    if (!page) {
        return error_page(site, request, 404);
    }
    const std::string here = "/g/" + id.text();
    if (!page->caller.member) {
        return come_in_first(*page, here + "/join");
    }
    const auto form = read_form(*page, true);
    Result<std::string> next =
        form ? run_form<E>(*page, *form, {id}, [&](const typename E::Response&) { return here; })
             : Result<std::string>{form.error()};
    if (next || next.error().code == ErrorCode::already_joined) {
        return see_other(here);
    }
    return join_form(*page, id, error_text(page->language, next.error().code),
                     api::http_status(next.error().code));
}

}  // namespace

bool can_join(const LocalClock& clock, const api::GroupView& group) {
    const bool takes = group.state == GroupState::open || group.state == GroupState::formed;
    const bool room = group.cap_households == 0 || group.households < group.cap_households;
    return takes && room && clock.now < group.cutoff_at;
}

std::string group_count_words(const Page& page, const LocalClock& clock,
                              const api::GroupView& group) {
    const Blanks time = {{"time", clock_time(clock, group.deliver_before)}};
    switch (group.state) {
        case GroupState::draft: return page.say("group_draft");
        case GroupState::open:
            return page.say("missing",
                            {{"count", std::to_string(std::max(
                                           0, group.target_households - group.households))}});
        case GroupState::formed: return page.say("group_formed", time);
        case GroupState::packing: return page.say("group_packing", time);
        case GroupState::out: return page.say("group_out", time);
        case GroupState::done: return page.say("group_done");
        case GroupState::failed: return page.say("group_failed");
        case GroupState::cancelled: return page.say("group_cancelled");
    }
    return {};
}

View group_card_view(const Page& page, const LocalClock& clock, const api::GroupView& group) {
    View view;
    put(view, "id", group.group.text());
    put(view, "name", group.title);
    put_picture(page, view, group.picture, 168);
    const std::string serves =
        group.serves.empty() ? "" : page.say("serves_part", {{"serves", group.serves}});
    put(view, "summary",
        page.say("group_summary", {{"kinds", std::to_string(group.contents.size())},
                                   {"serves", serves},
                                   {"time", clock_time(clock, group.deliver_before)}}));
    const std::int32_t windows = std::max(group.target_households, group.households);
    view.set("windows",
             windows <= card_windows_max ? windows_view(group.households, windows) : View(false));
    put(view, "target", std::to_string(group.target_households));
    put(view, "households", std::to_string(group.households));
    put(view, "count_words", group_count_words(page, clock, group));
    const std::string left = time_left(page.language, clock, group.cutoff_at);
    if (left.empty()) {
        put(view, "time_words", page.say("closed_already"));
    } else {
        put(view, "time_words",
            page.say("cutoff_at", {{"when", clock_time(clock, group.cutoff_at)}}));
        put(view, "left_words", page.say("time_left", {{"left", left}}));
    }
    const bool joinable = can_join(clock, group);
    put_flag(view, "joinable", joinable);
    put(view, "action",
        joinable ? page.say("join_amount", {{"amount", short_yuan(group.price)}})
                 : page.say("see_group"));
    return view;
}

void add_group_pages(Router& router, Site& site) {
    router.add("GET", "/g/{group}", "page_group",
               [&site](const Request& request, const api::Parameters& parts) {
                   return answer_group(site, request, parts);
               });
    router.add("GET", "/g/{group}/join", "page_group_join",
               [&site](const Request& request, const api::Parameters& parts) {
                   GroupId id;
                   const auto page = group_page(site, request, parts, true, id);
                   if (!page) {
                       return error_page(site, request, 404);
                   }
                   return page->caller.member ? join_form(*page, id, {}, 200)
                                              : come_in_first(*page, "/g/" + id.text() + "/join");
               });
    router.add("POST", "/g/{group}/pay", "form_pay_share",
               [&site](const Request& request, const api::Parameters& parts) {
                   return answer_pay(site, request, parts);
               });
    router.add("POST", "/g/{group}/join", "form_join_group",
               [&site](const Request& request, const api::Parameters& parts) {
                   return answer_change<api::JoinGroup>(site, request, parts);
               });
    router.add("POST", "/g/{group}/leave", "form_leave_group",
               [&site](const Request& request, const api::Parameters& parts) {
                   return answer_change<api::LeaveGroup>(site, request, parts);
               });
}

}  // namespace louxia::http

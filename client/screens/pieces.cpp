#include <array>

#include "client/platform/platform.hpp"
#include "client/screens/face.hpp"

/// Parts that several faces draw.
namespace louxia::screens {

using namespace ui;

void Face::open(model::Page page, std::uint64_t id) const {
    model::Route route;
    route.page = page;
    route.id = id;
    send(model::Open{route});
}

std::string Face::origin() const {
    return ui.platform().origin();
}

std::string picture_url(std::string_view key, float pixels) {
    if (!key.empty() && key.front() == '/') {
        return std::string(key) + (pixels <= 320 ? "?w=320" : pixels <= 700 ? "?w=640" : "?w=1280");
    }
    return "/pictures/" + std::string(key.empty() ? "seedling" : key) + ".webp";
}

TileTone tone_of(Category category) {
    switch (category) {
        case Category::leafy: return TileTone::leaf;
        case Category::gourd: return TileTone::fruit;
        case Category::root: return TileTone::earth;
        case Category::mushroom: return TileTone::earth;
        case Category::fruit: return TileTone::fruit;
        case Category::meat: return TileTone::meat;
        case Category::seafood: return TileTone::water;
        case Category::staple: return TileTone::egg;
        case Category::other: return TileTone::leaf;
    }
    return TileTone::leaf;
}

void goods_tile(const Face& face, const Rect& rect, std::string_view picture, TileTone tone,
                bool faded) {
    const std::string url = picture_url(picture, rect.w * face.ui.dpr());
    TileSpec spec;
    spec.url = url;
    spec.tone = tone;
    spec.faded = faded;
    spec.cover = !picture.empty() && picture.front() == '/';
    tile_at(face.ui, rect, spec);
}

void say_with_way_back(const Face& face, model::Saying what, std::string_view name) {
    model::IntentSink* intents = &face.intents;
    const std::string before = face.state.basket.to_text();
    face.ui.toast(format(face.words.common.said[static_cast<std::size_t>(what)], {name}),
                  [intents, before] { intents->send(model::RestoreBasket{before}); });
}

void basket_stepper(const Face& face, const api::ItemView& item, Vec2 right_centre) {
    StepperSpec spec;
    spec.count = static_cast<int>(face.state.basket.count_of(item.item));
    spec.limit = static_cast<int>(std::min<std::int64_t>(item.available.count, line_quantity_max));
    spec.name = item.name;
    spec.disabled = item.available.count <= 0 && spec.count == 0;
    const int change = stepper_at(face.ui, Id("basket", item.item.value), right_centre, spec);
    if (change != 0) {
        if (spec.count + change == 0) {
            say_with_way_back(face, model::Saying::taken_out, item.name);
        }
        face.send(model::ChangeBasket{item.item, change});
        if (change > 0 && spec.count == 0) {
            const int said = static_cast<int>(model::Saying::added_to_basket);
            face.ui.toast(format(face.words.common.said[said], {item.name}), Icon::check);
        }
    }
}

void notices(const Face& face) {
    const auto& words = face.words.common;
    if (face.state.connection == model::Connection::offline) {
        const std::string text =
            face.state.home.value && !model::is_staff_page(face.state.route.page)
                ? format(words.offline, {clock_words(face, face.state.offline_since)})
                : std::string(words.offline_plain);
        banner(face.ui, {"offline"},
               {.tone = Tone::lamp, .icon = icon_of(Icon::alert), .text = text, .strip = true});
    }
    if (face.state.connection == model::Connection::update_ready) {
        banner(face.ui, {"update"}, {.tone = Tone::leaf, .text = words.update_ready});
        if (button(face.ui, {"update_now"},
                   {.kind = ButtonKind::secondary,
                    .size = ButtonSize::medium,
                    .label = words.update_now})) {
            face.ui.platform().open_url(face.ui.platform().route());
        }
    }
}

bool loaded_parts(const Face& face, bool has_value, const Error* error) {
    if (has_value) return true;
    if (error == nullptr) {
        skeleton_rows(face.ui, {"skeleton"}, 4);
        return false;
    }
    const auto& words = face.words.common;
    const bool absent = error->code == ErrorCode::not_found;
    if (empty_state(face.ui, {"failed"}, absent ? words.not_found_title : words.loading_failed,
                    absent ? std::string_view(words.not_found_hint) : refusal_words(face, *error),
                    absent ? words.go_home : words.retry)) {
        if (absent) {
            face.open(model::Page::home);
        } else {
            face.send(model::Retry{});
        }
    }
    return false;
}

void resident_tabs(const Face& face, model::Page page) {
    const auto& words = face.words.resident;
    int open_groups = 0;
    if (face.state.home.value) {
        for (const api::GroupView& group : face.state.home.value->groups) {
            open_groups += group.state == GroupState::open ? 1 : 0;
        }
    }
    constexpr std::array pages{model::Page::home, model::Page::groups, model::Page::feed,
                               model::Page::orders, model::Page::me};
    std::array<std::string, pages.size()> paths;
    for (std::size_t i = 0; i < pages.size(); ++i) {
        model::Route route;
        route.page = pages[i];
        paths[i] = model::path_of(route, face.state.community);
    }
    const std::array<TabSpec, pages.size()> tabs{
        TabSpec{Icon::today, Icon::today_filled, words.tab_today, paths[0]},
        TabSpec{Icon::group, Icon::group_filled, words.tab_groups, paths[1], open_groups},
        TabSpec{Icon::feed, Icon::feed_filled, words.tab_feed, paths[2]},
        TabSpec{Icon::order, Icon::order_filled, words.tab_orders, paths[3]},
        TabSpec{Icon::me, Icon::me_filled, words.tab_me, paths[4]},
    };
    int selected = 0;
    for (std::size_t i = 0; i < pages.size(); ++i) {
        if (pages[i] == page) selected = static_cast<int>(i);
    }
    const int tapped = tab_bar(face.ui, tabs, selected, words.tabs_name);
    if (tapped >= 0) face.open(pages[static_cast<std::size_t>(tapped)]);
}

void draw_unknown(const Face& face) {
    const Page page(face.ui);
    face.ui.space(48);
    const auto& words = face.words.common;
    if (empty_state(face.ui, {"unknown"}, words.not_found_title, words.not_found_hint,
                    words.go_home)) {
        face.open(model::Page::home);
    }
}

void draw_sign_in_needed(const Face& face) {
    const Page page(face.ui);
    face.ui.space(48);
    const auto& words = face.words.common;
    if (empty_state(face.ui, {"stranger"}, words.not_for_you_title, words.not_for_you_hint,
                    words.go_home)) {
        face.open(model::Page::home);
    }
}

void refusal_banner(const Face& face, Id id, const Error* error) {
    if (error == nullptr) return;
    banner(face.ui, id,
           {.tone = Tone::tomato,
            .icon = icon_of(Icon::alert),
            .text = refusal_words(face, *error),
            .alert = true});
    face.ui.space(Metrics::card_gap);
}

bool was_done(const Face& face, Id sent, std::string_view what, std::uint64_t id) {
    float& waits = face.ui.memory(sent);
    if (waits == 0 || face.state.is_pending(what, id)) return false;
    waits = 0;
    return face.state.refusal(what, id) == nullptr;
}

}  // namespace louxia::screens

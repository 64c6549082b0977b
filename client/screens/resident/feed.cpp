#include <algorithm>

#include "client/platform/platform.hpp"
#include "client/screens/face.hpp"
#include "client/screens/resident/parts.hpp"

namespace louxia::screens {

using namespace ui;

namespace {

void photos(const Face& face, const std::vector<std::string>& pictures) {
    if (pictures.empty()) return;
    Ui& ui = face.ui;
    ui.space(10);
    const int columns = pictures.size() == 1 ? 1 : (pictures.size() == 2 ? 2 : 3);
    const float wide = ui.column().w;
    const float side = (wide - 8.f * static_cast<float>(columns - 1)) / static_cast<float>(columns);
    const float height = columns == 1 ? side * 0.62f : side;
    for (std::size_t first = 0; first < pictures.size();
         first += static_cast<std::size_t>(columns)) {
        const Rect row = ui.take(height);
        for (int i = 0; i < columns; ++i) {
            const std::size_t index = first + static_cast<std::size_t>(i);
            if (index >= pictures.size()) break;
            const std::string name = format(face.words.resident.post_picture, {index + 1});
            const std::string url = picture_url(pictures[index], side * ui.dpr());
            tile_at(ui, column_of(row, i, columns, 8),
                    {.url = url,
                     .name = name,
                     .tone = TileTone::egg,
                     .cover = pictures[index].front() == '/'});
        }
        ui.space(8);
    }
}

void buy_box(const Face& face, const api::ItemView& item) {
    Ui& ui = face.ui;
    const Theme& theme = face.theme();
    const auto& words = face.words;
    const Card box(ui, box_spec(theme));
    Slicer row(ui.take(52));
    goods_tile(face, row.left(52, 12), item.picture, tone_of(item.category));
    const bool gone = item.available.count <= 0;
    const ButtonSpec spec{.kind = ButtonKind::primary,
                          .size = ButtonSize::medium,
                          .label = gone ? words.common.sold_out : words.resident.buy_same,
                          .disabled = gone};
    const Rect place = ui.narrow() ? ui.take(52) : row.right(button_width(ui, spec), 10);
    if (button_at(ui, Id("buy", item.item.value), {place.x, place.y + 4, place.w, 44}, spec)) {
        face.send(model::ChangeBasket{item.item, 1});
        const int said = static_cast<int>(model::Saying::added_to_basket);
        ui.toast(format(words.common.said[said], {item.name}), Icon::check);
    }
    const Rect text = row.rest();
    label_at(ui, {text.x, text.y + 2, text.w, 22}, TextStyle::label, theme.ink,
             format(words.resident.same_batch, {item.name}));
    price_at(
        ui, {text.x, text.y + 26, text.w, 24},
        {.fen = item.price.fen(), .size = PriceSize::small, .unit = unit_name(face, item.unit)});
}

void post_card(const Face& face, const api::PostView& post) {
    Ui& ui = face.ui;
    const Theme& theme = face.theme();
    const Card card(ui);
    Slicer row(ui.take(44));
    const Rect face_at = row.left(44, 12);
    avatar(ui, face_at.centre(), 44, post.by.nickname);
    const std::string bought =
        format(face.words.resident.bought_at, {moment_words(face, post.ordered_at)});
    const float wide = badge_width(ui, bought, icon_of(Icon::shield));
    if (ui.narrow()) {
        const Rect below = ui.take(32);
        badge_at(ui, {below.x, below.mid_y()}, Tone::leaf, bought, icon_of(Icon::shield));
    } else if (wide < row.rest().w - 80) {
        const Rect badge = row.right(wide, 8);
        badge_at(ui, {badge.x, badge.mid_y()}, Tone::leaf, bought, icon_of(Icon::shield));
    }
    const Rect text = row.rest();
    label_at(
        ui, {text.x, text.y, text.w, 24}, TextStyle::name, theme.ink,
        post.by.nickname + " · " + format(face.words.common.building, {post.by.building_number}));
    label_at(ui, {text.x, text.y + 24, text.w, 18}, TextStyle::note, theme.ink3,
             ago_words(face, post.created_at));
    ui.space(10);
    paragraph(ui, TextStyle::body, theme.ink, post.text);
    photos(face, post.pictures);
    if (post.item) {
        ui.space(10);
        buy_box(face, *post.item);
    }
}

/// Delivered orders that have not been shown yet.
std::vector<OrderId> showable(const Face& face) {
    std::vector<OrderId> ids;
    if (!face.state.order_list.value) return ids;
    for (const OrderId id : *face.state.order_list.value) {
        const api::OrderView* order = face.state.order(id);
        if (order != nullptr && order->state == OrderState::done && !order->posted) {
            ids.push_back(id);
        }
    }
    return ids;
}

void post_pictures(const Face& face, const model::PostDraft& draft) {
    Ui& ui = face.ui;
    const auto& words = face.words.resident;
    photos(face, [&] {
        std::vector<std::string> urls;
        for (const auto& kept : draft.pictures)
            urls.push_back(kept.url);
        return urls;
    }());
    model::IntentSink* sink = &face.intents;
    if (draft.pictures.size() < post_pictures_max && button(ui, {"add_picture"},
                                                            {.kind = ButtonKind::secondary,
                                                             .label = words.post_add_picture,
                                                             .icon = icon_of(Icon::camera),
                                                             .waiting = draft.keeping_picture})) {
        ui.platform().pick_file(PickKind::image, [sink](PickedFile file) {
            sink->send(model::AddPostPicture{std::move(file.bytes)});
        });
    }
}

}  // namespace

void post_sheet(const Face& face) {
    Ui& ui = face.ui;
    const auto& words = face.words.resident;
    bool open = face.state.post.order.is_set();
    const bool was_open = open;
    model::PostDraft draft = face.state.post;
    bool changed = false;
    if (Sheet sheet(ui, {"post_sheet"}, words.post_title, open); sheet) {
        FieldSpec spec;
        spec.name = words.post_title;
        spec.placeholder = words.post_hint;
        spec.kind = FieldKind::multiline;
        spec.lines = 3;
        spec.max_length = static_cast<int>(post_text_code_points_max);
        const Error* refusal = draft.refusal ? &*draft.refusal : nullptr;
        spec.error = field_refusal(face, refusal, "text");
        changed = field(ui, {"post_text"}, spec, draft.text).changed;
        ui.space(12);
        post_pictures(face, draft);
        if (refusal != nullptr && spec.error.empty()) {
            ui.space(8);
            paragraph(ui, TextStyle::note, face.theme().tomato, refusal_words(face, *refusal));
        }
        ui.space(12);
        if (button(ui, {"post_publish"},
                   {.kind = ButtonKind::primary,
                    .label = words.post_publish,
                    .waiting = face.state.is_pending(api::AddPost::name, draft.order.value),
                    .disabled = draft.keeping_picture})) {
            if (changed) face.send(model::ChangePost{draft});
            changed = false;
            face.send(model::PublishPost{});
        }
    }
    if (changed) face.send(model::ChangePost{draft});
    if (was_open && !open) face.send(model::ChangePost{});
}

void draw_feed(const Face& face) {
    Ui& ui = face.ui;
    const auto& words = face.words.resident;
    {
        const Page page(ui);
        notices(face);
        ui.space(12);
        Slicer top(ui.take(44));
        const std::vector<OrderId> orders = showable(face);
        const ButtonSpec spec{.kind = ButtonKind::secondary,
                              .size = ButtonSize::medium,
                              .label = words.show_order,
                              .icon = icon_of(Icon::camera),
                              .pill = true};
        if (!orders.empty() &&
            button_at(ui, {"show"}, top.right(button_width(ui, spec), 12), spec)) {
            model::PostDraft draft;
            draft.order = orders.front();
            face.send(model::ChangePost{draft});
        }
        heading_at(ui, top.rest(), TextStyle::title, face.theme().ink, words.feed_title, 1);
        ui.space(12);
        if (loaded(face, face.state.feed)) {
            const auto& posts = face.state.feed.value->posts;
            for (const api::PostView& post : posts) {
                if (face.state.route.page == model::Page::post &&
                    post.post.value != face.state.route.id) {
                    continue;
                }
                post_card(face, post);
                ui.space(Metrics::card_gap);
            }
            if (posts.empty()) {
                empty_state(ui, {"no_posts"}, words.feed_empty_title, words.feed_empty_hint, {});
            }
        }
    }
    resident_tabs(face, model::Page::feed);
    post_sheet(face);
}

}  // namespace louxia::screens

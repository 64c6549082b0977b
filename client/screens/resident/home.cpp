#include <algorithm>
#include <array>
#include <span>

#include "client/platform/platform.hpp"
#include "client/screens/face.hpp"
#include "client/screens/resident/parts.hpp"

namespace louxia::screens {

using namespace ui;

namespace {

constexpr std::int64_t few_left = 5;

std::string promise_word(const Face& face, PromiseClass promise) {
    const auto& words = face.words.resident;
    switch (promise) {
        case PromiseClass::within_30_minutes: return words.quick;
        case PromiseClass::within_1_hour: return words.quick_hour;
        case PromiseClass::within_2_hours: return words.quick_two_hours;
        case PromiseClass::before_cutoff:
        case PromiseClass::pickup: return words.no_courier_now;
    }
    return {};
}

void header(const Face& face, const api::GetHome::Response& home) {
    Ui& ui = face.ui;
    const Theme& theme = face.theme();
    const auto& words = face.words.resident;
    const float top = ui.cursor();
    ui.begin_ground();
    ui.enter_ground();
    gradient(ui, {0, top, ui.width(), 150}, theme.header_light, theme.paper);
    ui.leave_ground();
    lamp(ui, {ui.column().x + 18, top}, 13, 21, true, theme.leaf_deep, theme.leaf);
    ui.space(20);
    Slicer title(ui.take(36));
    title.left(44);
    const Rect search = title.right(44);
    const Rect title_rect = title.rest();
    heading_at(ui, title_rect, TextStyle::title, theme.ink, home.community.name, 1);
    if (icon_button(ui, {"search"}, search.centre(), Icon::search, words.search)) {
        ui.memory({"searching"}) = ui.memory({"searching"}) > 0 ? 0.f : 1.f;
        if (ui.memory({"searching"}) == 0.f) face.send(model::Search{});
    }
    const std::string when = home.list ? moment_words(face, home.list->published_at)
                                       : moment_words(face, home.next_publish_at);
    const std::string text =
        home.list
            ? format(words.list_line, {home.community.leader_name, when, home.list->items.size()})
            : format(words.list_coming, {home.community.leader_name, when});
    if (ui.narrow()) {
        line_of(ui, 22, TextStyle::note, theme.ink2, text);
    } else {
        Slicer line(ui.take(22));
        line.left(44);
        label_at(ui, line.rest(), TextStyle::note, theme.ink2, text);
    }
    ui.space(12);
}

void delivery_chips(const Face& face, const api::GetHome::Response& home) {
    Ui& ui = face.ui;
    const Theme& theme = face.theme();
    const auto& words = face.words.resident;
    const Rect row = ui.take(36);
    float x = row.x;
    if (home.delivery_offered) {
        const std::string promise = promise_word(face, home.delivery_promise);
        const std::string about =
            format(words.about_minutes, {(home.delivery_estimate_ms + minute_ms - 1) / minute_ms});
        const std::array<Piece, 3> pieces{Piece{promise, TextStyle::label, theme.ink2},
                                          Piece{" · ", TextStyle::label, theme.ink3},
                                          Piece{about, TextStyle::label_bold, theme.leaf_ink}};
        chip_at(ui, {}, {x, row.y}, pieces, icon_of(Icon::scooter), theme.leaf_ink);
        x += chip_width(ui, pieces, icon_of(Icon::scooter)) + 8;
    } else {
        const std::array<Piece, 1> pieces{
            Piece{words.no_courier_now, TextStyle::label, theme.ink2}};
        chip_at(ui, {}, {x, row.y}, pieces, icon_of(Icon::shop), theme.leaf_ink);
        x += chip_width(ui, pieces, icon_of(Icon::shop)) + 8;
    }
    if (face.state.me && face.state.me->address) {
        const std::string to = format(words.deliver_to, {face.state.me->address->building_number});
        const std::array<Piece, 1> pieces{Piece{to, TextStyle::label, theme.ink2}};
        if (ui.narrow()) {
            ui.space(8);
            const Rect below = ui.take(36);
            chip_at(ui, {}, {below.x, below.y}, pieces, icon_of(Icon::pin), theme.leaf_ink);
        } else if (x + chip_width(ui, pieces, icon_of(Icon::pin)) <= row.right()) {
            chip_at(ui, {}, {x, row.y}, pieces, icon_of(Icon::pin), theme.leaf_ink);
        }
    }
    ui.space(16);
}

void item_line(const Face& face, const api::ItemView& item, Rect row) {
    const Theme& theme = face.theme();
    const auto& words = face.words.resident;
    std::string origin;
    Slicer line(row);
    if (item.batch && item.batch->harvested_at.is_set()) {
        const std::string picked =
            format(words.picked_at, {moment_words(face, item.batch->harvested_at)});
        origin = item.batch->place + " " + item.batch->farm;
        const std::array<Piece, 3> pieces{Piece{picked, TextStyle::note, theme.leaf_ink},
                                          Piece{" · ", TextStyle::note, theme.ink3},
                                          Piece{origin, TextStyle::note, theme.ink3}};
        pieces_at(face.ui, line.rest(), pieces);
        return;
    }
    if (!item.origin.empty()) origin = format(words.from_origin, {item.origin});
    if (!item.spec.empty()) origin = origin.empty() ? item.spec : item.spec + " · " + origin;
    if (!origin.empty()) label_at(face.ui, line.rest(), TextStyle::note, theme.ink3, origin);
}

std::string stock_words(const Face& face, const api::ItemView& item) {
    const auto& words = face.words.common;
    const std::int64_t left = item.available.count;
    if (left <= 0) return words.sold_out;
    return format(left <= few_left ? words.left_few : words.left, {left});
}

/// One below the other, for large text.
void narrow_item_row(const Face& face, const api::ItemView& item, Rect row) {
    Ui& ui = face.ui;
    const Theme& theme = face.theme();
    Slicer rows(row.inset(8, 8));
    Slicer top(rows.top(48, 4));
    goods_tile(face, top.left(48, 8), item.picture, tone_of(item.category),
               item.available.count <= 0);
    const Rect name = top.rest();
    const float words = text_height(ui, TextStyle::name, item.name, name.w, 2);
    const Rect middle = name.centred(name.w, words);
    if (ui.visible(middle)) draw_wrapped(ui, middle, TextStyle::name, theme.ink, item.name, 2);
    Node node;
    node.name = item.name;
    node.rect = middle;
    const TypeSpec type = type_of(TextStyle::name);
    node.font_size = type.size;
    node.line_height = type.line;
    node.bold = type.bold;
    ui.node(std::move(node));
    item_line(face, item, rows.top(18, 2));
    price_at(ui, rows.top(32), {.fen = item.price.fen(), .unit = unit_name(face, item.unit)});
    const Rect foot = rows.rest();
    const bool few = item.available.count <= few_left;
    label_at(ui, {foot.x, foot.y, foot.w - 104, foot.h},
             few ? TextStyle::note_bold : TextStyle::note, few ? theme.tomato : theme.ink3,
             item.in_group ? face.words.resident.in_group : stock_words(face, item));
    basket_stepper(face, item, {foot.right(), foot.mid_y()});
}

}  // namespace

void item_row(const Face& face, const api::ItemView& item, Rect row, bool last) {
    Ui& ui = face.ui;
    const Theme& theme = face.theme();
    const std::string path = "/p/" + item.item.text();
    Rect open{row.x, row.y, row.w - 124, row.h};
    if (ui.narrow()) open = {row.x, row.y, row.w, row.h - 52};
    if (tap_area(ui, Id("item", item.item.value), open, item.name, 0, ui::Role::link, path)) {
        face.open(model::Page::item, item.item.value);
    }
    if (!last) hairline(ui, row, theme.line);
    if (ui.narrow()) return narrow_item_row(face, item, row);
    Slicer cut(row.inset(Metrics::row_padding, Metrics::row_padding));
    const Rect tile = cut.left(84, 12);
    const bool gone = item.available.count <= 0;
    goods_tile(face, tile,
               item.batch && !item.batch->picture.empty() ? item.batch->picture : item.picture,
               tone_of(item.category), gone);
    const Rect text = cut.rest();
    Slicer name({text.x, text.y, text.w, 24});
    if (item.in_group) {
        const float wide = badge_width(ui, face.words.resident.in_group);
        const float name_wide =
            std::min(text_width(ui, TextStyle::name, item.name), text.w - wide - 6);
        label_at(ui, name.left(name_wide, 6), TextStyle::name, theme.ink, item.name);
        badge_at(ui, {name.rest().x, name.rest().mid_y()}, Tone::lamp,
                 face.words.resident.in_group);
    } else {
        label_at(ui, name.rest(), TextStyle::name, theme.ink, item.name);
    }
    item_line(face, item, {text.x, text.y + 26, text.w, 18});
    Slicer foot({text.x, text.y + 50, text.w, 34});
    basket_stepper(face, item, {row.right() - Metrics::row_padding, row.bottom() - 30});
    const float end = row.right() - 12 - (face.state.basket.count_of(item.item) > 0 ? 104 : 40);
    PriceSpec price{.fen = item.price.fen(), .unit = unit_name(face, item.unit)};
    // On the narrowest phones an open stepper takes the unit's place.
    if (price_width(ui, price) > end - text.x) price.unit = {};
    price_at(ui, foot.left(price_width(ui, price), 8), price);
    const bool few = item.available.count <= few_left;
    const std::string left = stock_words(face, item);
    const float room = end - foot.rest().x;
    if (text_width(ui, few ? TextStyle::note_bold : TextStyle::note, left) <= room) {
        label_at(ui, {foot.rest().x, foot.rest().y, room, foot.rest().h},
                 few ? TextStyle::note_bold : TextStyle::note, few ? theme.tomato : theme.ink3,
                 left);
    }
}

float item_row_height(const Ui& ui) {
    return ui.narrow() ? 168 : Metrics::item_row;
}

namespace {

void shelf_section(const Face& face, const api::ListView& list, const model::Shelf& shelf) {
    Ui& ui = face.ui;
    section_title(ui, shelf_name(face, shelf.category),
                  format(face.words.resident.shelf_note, {shelf.items.size()}));
    ui.space(8);
    const Card card(ui, CardSpec{.padding_x = 0, .padding_y = 0});
    const int count = static_cast<int>(shelf.items.size());
    virtual_rows(ui, Id("shelf", static_cast<std::uint64_t>(shelf.category)),
                 shelf_name(face, shelf.category), count, item_row_height(ui),
                 [&](int index, const Rect& row) {
                     item_row(face, list.items[shelf.items[static_cast<std::size_t>(index)]], row,
                              index + 1 == count);
                 });
}

/// Where the chips stand while the list scrolls below them.
float chips_top(const Face& face) {
    return face.ui.platform().viewport().safe_top + 4;
}
float chips_bottom(const Face& face) {
    return chips_top(face) + 44 + 8;
}

/// How far below the chips' own place a shelf begins, as of the last frame.
Id shelf_top(const model::Shelf& shelf) {
    return {"shelf top", static_cast<std::uint64_t>(shelf.category)};
}

int shelf_in_view(const Face& face, const std::vector<model::Shelf>& shelves) {
    const float line = chips_bottom(face) + 24 - face.ui.cursor();
    int in_view = 0;
    for (std::size_t i = 0; i < shelves.size(); ++i) {
        if (face.ui.memory(shelf_top(shelves[i])) <= line) in_view = static_cast<int>(i);
    }
    return in_view;
}

int shelf_chips(const Face& face, std::span<const std::string_view> labels, int selected) {
    Ui& ui = face.ui;
    const Rect place = ui.column();
    const float top = chips_top(face);
    const std::string_view name = face.words.resident.tab_today;
    if (place.y >= top) return filter_chips(ui, {"shelves"}, labels, selected, name);
    ui.space(44);
    const OnLayer over(ui, Layer::bar);
    const float bleed = std::min(Metrics::page_margin, place.x);
    const Rect strip{place.x - bleed, 0, place.w + 2 * bleed, top + 48};
    ui.block(strip);
    fill(ui, strip, face.theme().paper);
    hairline(ui, strip, face.theme().line);
    const Column column(ui, {place.x, top, place.w, 0});
    return filter_chips(ui, {"shelves"}, labels, selected, name);
}

void list_part(const Face& face, const api::ListView& list) {
    Ui& ui = face.ui;
    const auto& words = face.words.resident;
    const std::vector<model::Shelf>& shelves = face.state.shelves;
    if (shelves.empty()) {
        const std::string title = format(words.search_nothing, {face.state.search});
        if (empty_state(ui, {"nothing"}, title, words.search_hint, face.words.common.go_home)) {
            face.send(model::Search{});
        }
        return;
    }
    std::vector<std::string> names;
    std::vector<std::string_view> labels;
    for (const model::Shelf& shelf : shelves) {
        names.push_back(
            format(words.shelf_count, {shelf_name(face, shelf.category), shelf.items.size()}));
    }
    labels.assign(names.begin(), names.end());
    const float start = ui.cursor();
    const int chosen = shelf_chips(face, labels, shelf_in_view(face, shelves));
    ui.space(12);
    std::vector<float> tops;
    for (const model::Shelf& shelf : shelves) {
        tops.push_back(ui.cursor());
        ui.memory(shelf_top(shelf)) = ui.cursor() - start;
        shelf_section(face, list, shelf);
        ui.space(Metrics::section_gap);
    }
    if (chosen >= 0) {
        Platform& platform = ui.platform();
        platform.scroll_to(platform.scroll_y() + tops[static_cast<std::size_t>(chosen)] -
                           chips_bottom(face));
    }
}

/// Beside the list where there is room for it: what is in the basket, and the way on.
void basket_pane(const Face& face, const api::ListView& list) {
    Ui& ui = face.ui;
    const auto& words = face.words.resident;
    if (face.state.basket.empty()) {
        const Card card(ui);
        heading(ui, TextStyle::head, words.basket);
        paragraph(ui, TextStyle::note, face.theme().ink3, words.basket_empty_hint);
        return;
    }
    basket_card(face, list);
    ui.space(Metrics::card_gap);
    const std::string go = std::string(words.checkout) + " " + yuan(face.state.basket.total(list));
    if (button(ui, {"pane go"}, {.kind = ButtonKind::primary, .label = go})) {
        face.open(model::Page::checkout);
    }
}

void basket_bar(const Face& face, const api::GetHome::Response& home) {
    if (face.state.basket.empty() || !home.list) return;
    const auto& words = face.words.resident;
    const Money total = face.state.basket.total(*home.list);
    std::string fee = words.cart_free;
    if (!home.community.hubs.empty()) {
        const api::HubView& hub = home.community.hubs.front();
        const auto missing = subtract(hub.free_delivery_from, total);
        if (missing && !missing->is_negative() && !missing->is_zero()) {
            fee = format(words.cart_more_for_free, {yuan(*missing)});
        }
    }
    const std::string note =
        home.delivery_offered
            ? format(words.cart_minutes,
                     {(home.delivery_estimate_ms + minute_ms - 1) / minute_ms, fee})
            : std::string(words.no_courier_now);
    const CartAction action =
        cart_bar(face.ui, {.count = static_cast<int>(face.state.basket.pieces()),
                           .fen = total.fen(),
                           .note = note,
                           .short_note = home.delivery_offered ? fee : note,
                           .action = words.checkout,
                           .open_name = words.open_basket});
    if (action != CartAction::none) face.open(model::Page::checkout);
}

void search_field(const Face& face) {
    Ui& ui = face.ui;
    if (ui.memory({"searching"}) == 0.f && face.state.search.empty()) return;
    std::string text = face.state.search;
    FieldSpec spec;
    spec.name = face.words.resident.search;
    spec.placeholder = face.words.resident.search_hint;
    spec.kind = FieldKind::search;
    spec.enter = EnterKey::search;
    spec.max_length = 40;
    spec.icon = icon_of(Icon::search);
    if (field(ui, {"search_field"}, spec, text).changed) face.send(model::Search{text});
    ui.space(12);
}

}  // namespace

void draw_home(const Face& face) {
    Ui& ui = face.ui;
    bool two = false;
    {
        const Page page(ui, {.panes = true});
        notices(face);
        if (!loaded(face, face.state.home)) {
            resident_tabs(face, model::Page::home);
            return;
        }
        const api::GetHome::Response& home = *face.state.home.value;
        header(face, home);
        delivery_chips(face, home);
        search_field(face);
        came_card(face);
        Panes panes(ui, Panes::First::aside);
        two = panes.two();
        if (face.state.search.empty()) {
            for (const api::GroupView& group : home.groups) {
                if (group.state == GroupState::open ||
                    (group.state != GroupState::failed && face.state.has_joined(group.group))) {
                    group_card(face, group);
                    ui.space(16);
                    break;  // one lamp on the first fold; the rest are on their own face
                }
            }
        }
        if (two && home.list) basket_pane(face, *home.list);
        panes.next();
        if (home.list) {
            list_part(face, *home.list);
        } else {
            empty_state(ui, {"no_list"}, face.words.resident.empty_list_title,
                        format(face.words.resident.empty_list_hint,
                               {moment_words(face, home.next_publish_at)}),
                        {});
        }
        if (home.community.demo) {
            paragraph(ui, TextStyle::small, face.theme().ink3, face.words.common.demo_note, 0,
                      Align::centre);
        }
    }
    resident_tabs(face, model::Page::home);
    if (!two) basket_bar(face, *face.state.home.value);
}

}  // namespace louxia::screens

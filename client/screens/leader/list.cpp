#include <array>

#include "client/screens/leader/parts.hpp"

namespace louxia::screens {

using namespace ui;

namespace {

constexpr float row_height = 76;

void open_day(const Face& face, CivilDate date) {
    model::Route route;
    route.page = model::Page::leader_list;
    route.date = date;
    face.send(model::Open{route});
}

void day_chips(const Face& face, CivilDate date) {
    const auto& words = face.words.common;
    const CivilDate today = today_of(face);
    std::array<std::string, 3> names;
    std::array<std::string_view, 3> labels;
    const std::array<const char*, 3> days{words.yesterday, words.today, words.tomorrow};
    int selected = -1;
    for (int i = 0; i < 3; ++i) {
        const auto index = static_cast<std::size_t>(i);
        const CivilDate day = day_after(today, i - 1);
        names[index] = std::string(days[index]) + " " + words.weekdays[weekday(day)];
        labels[index] = names[index];
        if (day == date) selected = i;
    }
    const int chosen =
        filter_chips(face.ui, {"days"}, labels, selected, face.words.leader.choose_day);
    if (chosen >= 0 && chosen != selected) open_day(face, day_after(today, chosen - 1));
}

void add_by_hand(const Face& face, CivilDate date) {
    model::ItemForm form;
    form.date = date;
    face.send(model::EditItem{form});
}

void edit_item(const Face& face, const api::LeaderItem& item, CivilDate date) {
    model::ItemForm form;
    form.item = item.item;
    form.date = date;
    form.draft = item.draft;
    if (!item.draft.price.is_zero()) form.price_text = to_yuan_text(item.draft.price);
    face.send(model::EditItem{form});
}

void publish_part(const Face& face, const api::LeaderList& list) {
    Ui& ui = face.ui;
    const auto& words = face.words.leader;
    const std::size_t priced = list.items.size() - static_cast<std::size_t>(list.without_price);
    const std::string label = format(words.publish_now, {priced});
    ui.space(12);
    if (button(ui, {"publish"},
               {.label = label,
                .waiting = face.state.is_pending(api::PublishList::name),
                .disabled = priced == 0,
                .reason = words.nothing_priced})) {
        open_sheet(face, {"publish_ask"});
    }
}

void state_card(const Face& face, const api::LeaderList& list) {
    Ui& ui = face.ui;
    const Theme& theme = face.theme();
    const auto& words = face.words.leader;
    const Card card(ui);
    const bool draft = list.state == ListState::draft;
    Slicer title(ui.take(28));
    const std::string_view badge = draft ? words.draft : words.published;
    const Rect end = title.right(badge_width(ui, badge), 8);
    badge_at(ui, {end.x, end.mid_y()}, draft ? Tone::lamp : Tone::leaf, badge);
    heading_at(ui, title.rest(), TextStyle::head, theme.ink, date_words(face, list.date));
    const std::string filled = format(words.filled, {list.items.size()});
    const std::string missing = " · " + format(words.without_price, {list.without_price});
    const std::string state = " · " + list_state_words(face, list);
    const bool lacks = list.without_price > 0;
    const std::array<Piece, 3> pieces{Piece{filled, TextStyle::note, theme.ink3},
                                      Piece{lacks ? std::string_view(missing) : std::string_view(),
                                            TextStyle::note_bold, theme.tomato},
                                      Piece{state, TextStyle::note, theme.ink3}};
    pieces_at(ui, ui.take(22), pieces);
    if (list.date < today_of(face)) return;  // what is past is not written any more
    ui.space(12);
    const ButtonOf buttons[] = {
        {{"import"},
         {.kind = ButtonKind::outline, .size = ButtonSize::medium, .label = words.import_file}},
        {{"by_hand"},
         {.kind = ButtonKind::secondary,
          .size = ButtonSize::medium,
          .label = words.by_hand,
          .icon = icon_of(Icon::plus)}}};
    switch (button_row(ui, buttons)) {
        case 0: choose_sheet(face, list.date); break;
        case 1: add_by_hand(face, list.date); break;
        default: break;
    }
    if (!draft) return;
    ui.space(8);
    if (button(ui, {"copy_day"},
               {.kind = ButtonKind::outline,
                .size = ButtonSize::medium,
                .label = words.copy_day_before,
                .icon = icon_of(Icon::copy),
                .waiting = face.state.is_pending(api::AddItems::name)})) {
        face.send(model::CopyList{day_after(list.date, -1), list.date});
    }
    if (!list.items.empty()) publish_part(face, list);
}

void publish_ask(const Face& face, const api::LeaderList& list) {
    const auto& words = face.words.leader;
    const std::size_t priced = list.items.size() - static_cast<std::size_t>(list.without_price);
    std::string note = format(words.publish_note, {priced});
    if (list.without_price > 0) note += format(words.publish_leaves, {list.without_price});
    const std::string action = format(words.publish_now, {priced});
    if (ask_sheet(face, {"publish_ask"},
                  {.title = words.publish_ask, .note = note, .action = action})) {
        face.send(model::Publish{list.date});
    }
}

std::string item_note(const Face& face, const api::ItemDraft& draft) {
    const auto& words = face.words.leader;
    std::int64_t on_hand = 0;
    for (const api::HubStock& stock : draft.stock)
        on_hand += stock.on_hand.count;
    std::string note = format(words.stock_sum, {on_hand});
    note += " · ";
    if (!draft.batch) return note + words.no_batch;
    const std::string from = draft.batch->place + " " + draft.batch->farm;
    return note + (from.size() > 1 ? from : draft.origin);
}

void list_row(const Face& face, const api::LeaderItem& item, CivilDate date, const Rect& row,
              bool last) {
    Ui& ui = face.ui;
    const Theme& theme = face.theme();
    const auto& words = face.words.leader;
    if (tap_area(ui, Id("item", item.item.value), row, item.draft.name)) {
        edit_item(face, item, date);
    }
    Slicer cut(row.inset(Metrics::row_padding, 12));
    const api::ItemDraft& draft = item.draft;
    if (!ui.narrow()) {
        const bool own = draft.batch && !draft.batch->picture.empty();
        goods_tile(face, cut.left(52, 12), own ? draft.batch->picture : draft.picture,
                   tone_of(draft.category));
    }
    // On a narrow page the price stands beside the name alone, and the note below both.
    const Rect whole = cut.rest();
    Slicer first(ui.narrow() ? Rect{whole.x, whole.y + 2, whole.w, 24} : whole);
    if (draft.price.is_zero()) {
        const Rect end = first.right(badge_width(ui, words.price_missing), 8);
        badge_at(ui, {end.x, end.mid_y()}, Tone::tomato, words.price_missing);
    } else {
        const PriceSpec price{.fen = draft.price.fen(),
                              .size = PriceSize::small,
                              .unit = unit_name(face, draft.unit)};
        price_at(ui, first.right(price_width(ui, price), 8), price);
    }
    const Rect text = first.rest();
    std::string name = draft.name;
    if (!draft.spec.empty()) name += " " + draft.spec;
    label_at(ui, {text.x, whole.y + 2, text.w, 24}, TextStyle::name, theme.ink, name);
    label_at(ui, {text.x, whole.y + 28, ui.narrow() ? whole.w : text.w, 18}, TextStyle::note,
             draft.batch ? theme.ink3 : theme.lamp_ink, item_note(face, draft));
    if (!last) hairline(ui, row, theme.line);
}

void items_part(const Face& face, const api::LeaderList& list) {
    Ui& ui = face.ui;
    const auto& words = face.words.leader;
    std::string search = ui.field_state({"find_item"}).value;
    FieldSpec spec;
    spec.name = spec.placeholder = words.find_item;
    spec.kind = FieldKind::search;
    spec.icon = icon_of(Icon::search);
    spec.max_length = 40;
    if (list.items.size() > 8) {
        field(ui, {"find_item"}, spec, search);
        ui.space(12);
    } else {
        search.clear();
    }
    KeptFlag unpriced(ui, {"only_unpriced"});
    if (list.without_price > 0) {
        if (check_row(ui, {"only_unpriced"}, unpriced.on,
                      format(words.only_unpriced, {list.without_price}))) {
            unpriced.on = !unpriced.on;
        }
    } else {
        unpriced.on = false;
    }
    std::vector<const api::LeaderItem*> shown;
    for (const api::LeaderItem& item : list.items) {
        if (unpriced.on && !item.draft.price.is_zero()) continue;
        if (item.draft.name.find(search) == std::string::npos) continue;
        shown.push_back(&item);
    }
    const int count = static_cast<int>(shown.size());
    const Card card(ui, CardSpec{.padding_x = 0, .padding_y = 0});
    virtual_rows(ui, {"items"}, words.tabs[1], count, row_height, [&](int i, const Rect& row) {
        list_row(face, *shown[static_cast<std::size_t>(i)], list.date, row, i + 1 == count);
    });
}

}  // namespace

void draw_leader_list(const Face& face) {
    if (face.state.sheet) return draw_import(face);
    Ui& ui = face.ui;
    const auto& words = face.words.leader;
    {
        const Page page(ui);
        notices(face);
        top_bar(ui, {.title = words.tabs[1], .back = false});
        if (face.state.route.date) {
            day_chips(face, *face.state.route.date);
            ui.space(12);
        }
        if (loaded(face, face.state.leader_list)) {
            const api::LeaderList& list = *face.state.leader_list.value;
            refusal_banner(face, {"publish_refused"}, face.state.refusal(api::PublishList::name));
            if (!face.state.item_form) {
                refusal_banner(face, {"add_refused"}, face.state.refusal(api::AddItems::name));
            }
            state_card(face, list);
            ui.space(Metrics::card_gap);
            if (list.items.empty()) {
                empty_state(ui, {"no_items"}, words.list_empty, words.list_empty_hint, {});
            } else {
                items_part(face, list);
            }
            publish_ask(face, list);
        }
    }
    leader_tabs(face, model::Page::leader_list);
    item_sheet(face);
}

}  // namespace louxia::screens

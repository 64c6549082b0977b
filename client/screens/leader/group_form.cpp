#include <algorithm>
#include <array>

#include "client/screens/leader/parts.hpp"

namespace louxia::screens {

using namespace ui;

namespace {

constexpr std::int64_t half_hour_ms = 30 * minute_ms;
constexpr std::int32_t usual_cutoff_minute = 16 * 60;
constexpr std::int32_t usual_delivery_minute = 18 * 60;
constexpr std::int32_t usual_target = 10;
constexpr int cutoff_choices = 72;    // a day and a half
constexpr int delivery_choices = 24;  // twelve hours
constexpr std::array<const char*, 6> pictures{"hot_pot", "basket", "fish", "cake", "bread", "bag"};

const Error* refusal_of(const model::GroupForm& form) {
    return form.refusal ? &*form.refusal : nullptr;
}

Instant next_half_hour(Instant at) {
    return Instant{(at.ms / half_hour_ms + 1) * half_hour_ms};
}

Money sum_of_singles(const Face& face, const model::GroupForm& form) {
    Money sum;
    for (const auto& content : form.request.contents) {
        const api::ItemView* item = face.state.item(content.item);
        if (item == nullptr) continue;
        const auto price = multiply(item->price, Pieces{content.pieces});
        const auto next = price ? add(sum, *price) : price;
        if (next) sum = *next;
    }
    return sum;
}

bool line_field(const Face& face, const model::GroupForm& form, Id id, const char* label,
                const char* hint, std::string_view name, std::string& text, int most) {
    FieldSpec spec;
    spec.label = label;
    spec.placeholder = hint;
    spec.max_length = most;
    spec.error = field_refusal(face, refusal_of(form), name);
    const bool changed = field(face.ui, id, spec, text).changed;
    face.ui.space(12);
    return changed;
}

bool picture_row(const Face& face, model::GroupForm& form) {
    Ui& ui = face.ui;
    const auto& words = face.words.leader;
    draw_label(ui, ui.take(20), TextStyle::label, face.theme().ink2, words.group_picture);
    ui.space(6);
    const int abreast = ui.narrow() ? 3 : static_cast<int>(pictures.size());
    Rect row;
    bool changed = false;
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        const int at = static_cast<int>(i) % abreast;
        if (at == 0) row = ui.take(52);
        const Rect cell = column_of(row, at, abreast, 8);
        const float side = std::min(48.f, cell.w);
        const Rect tile = cell.centred(side, side);
        const bool on = form.request.picture == pictures[i];
        goods_tile(face, tile, pictures[i], TileTone::egg);
        if (on) outline(ui, tile, face.theme().leaf, Metrics::tile_radius, 2);
        const std::string name = format(words.group_picture_n, {i + 1});
        if (tap_area(ui, Id("group_picture", i), tile, name, Metrics::tile_radius)) {
            form.request.picture = pictures[i];
            changed = true;
        }
    }
    ui.space(12);
    return changed;
}

bool contents_part(const Face& face, model::GroupForm& form) {
    Ui& ui = face.ui;
    const Theme& theme = face.theme();
    const auto& words = face.words.leader;
    bool changed = false;
    if (head_with_link(face, words.group_contents, {"add_content"}, words.add_content,
                       Icon::plus)) {
        open_sheet(face, {"content_sheet"});
    }
    auto& contents = form.request.contents;
    for (std::size_t i = 0; i < contents.size(); ++i) {
        const api::ItemView* item = face.state.item(contents[i].item);
        if (item == nullptr) continue;
        ui.space(8);
        Slicer row(ui.take(48));
        goods_tile(face, row.left(44, 12).centred(44, 44), item->picture, tone_of(item->category));
        const Rect end = row.right(112);
        StepperSpec spec;
        spec.count = static_cast<int>(contents[i].pieces);
        spec.name = item->name;
        const int change =
            stepper_at(ui, Id("content", item->item.value), {end.right(), end.mid_y()}, spec);
        const Rect text = row.rest();
        label_at(ui, {text.x, text.y + 2, text.w, 24}, TextStyle::name, theme.ink, item->name);
        label_at(ui, {text.x, text.y + 27, text.w, 18}, TextStyle::note, theme.ink3,
                 yuan(item->price) + "/" + std::string(unit_name(face, item->unit)));
        if (change == 0) continue;
        changed = true;
        contents[i].pieces += change;
    }
    std::erase_if(contents, [](const auto& content) { return content.pieces <= 0; });
    const std::string_view error = field_refusal(face, refusal_of(form), "contents");
    ui.space(8);
    if (!error.empty()) {
        paragraph(ui, TextStyle::note, theme.tomato, error);
    } else if (contents.empty()) {
        paragraph(ui, TextStyle::note, theme.ink3, words.no_contents);
    }
    ui.space(12);
    return changed;
}

bool price_part(const Face& face, model::GroupForm& form) {
    const auto& words = face.words.leader;
    FieldSpec spec;
    spec.label = words.group_price;
    spec.kind = FieldKind::decimal;
    spec.max_length = 10;
    spec.unit = words.yuan;
    spec.error = field_refusal(face, refusal_of(form), "price_fen");
    const Result<Money> price = parse_yuan(form.price_text);
    if (!form.price_text.empty() && !price) spec.error = words.price_unreadable;
    const Money singles = sum_of_singles(face, form);
    std::string hint;
    if (!singles.is_zero()) hint = format(words.singles_sum, {yuan(singles)});
    if (price && !price->is_zero() && *price < singles) {
        hint +=
            format(words.group_saves, {yuan(Money::fen_unchecked(singles.fen() - price->fen()))});
    }
    spec.hint = hint;
    const bool changed = field(face.ui, {"group_price"}, spec, form.price_text).changed;
    if (changed) {
        const Result<Money> now = parse_yuan(form.price_text);
        form.request.price = now ? *now : Money{};
    }
    face.ui.space(12);
    return changed;
}

bool target_row(const Face& face, model::GroupForm& form) {
    Ui& ui = face.ui;
    const auto& words = face.words.leader;
    Slicer row(ui.take(48));
    const Rect end = row.right(112);
    StepperSpec spec;
    spec.count = form.request.target_households;
    spec.limit = group_target_max;
    spec.name = words.group_target;
    const int change = stepper_at(ui, {"group_target"}, {end.right(), end.mid_y()}, spec);
    label_at(ui, row.rest(), TextStyle::body, face.theme().ink, words.group_target);
    const std::string_view error = field_refusal(face, refusal_of(form), "target_households");
    if (!error.empty()) paragraph(ui, TextStyle::note, face.theme().tomato, error);
    ui.space(12);
    if (change == 0) return false;
    form.request.target_households =
        std::max(group_target_min, form.request.target_households + change);
    return true;
}

void time_fields(const Face& face, const model::GroupForm& form) {
    Ui& ui = face.ui;
    const auto& words = face.words.leader;
    const auto& request = form.request;
    if (select_field(ui, {"group_cutoff"}, words.group_cutoff,
                     moment_words(face, request.cutoff_at), {},
                     field_refusal(face, refusal_of(form), "cutoff_at_ms"))) {
        open_sheet(face, {"cutoff_sheet"});
    }
    ui.space(12);
    if (select_field(ui, {"group_before"}, words.group_before,
                     moment_words(face, request.deliver_before), {},
                     field_refusal(face, refusal_of(form), "deliver_before_ms"))) {
        open_sheet(face, {"before_sheet"});
    }
    ui.space(12);
}

void hub_field(const Face& face, const model::GroupForm& form) {
    const auto& hubs = face.state.home.value->community.hubs;
    const auto hub = std::find_if(hubs.begin(), hubs.end(), [&](const api::HubView& view) {
        return view.hub == form.request.hub;
    });
    if (select_field(face.ui, {"group_hub"}, face.words.leader.group_hub,
                     hub == hubs.end() ? std::string_view() : hub->name, {},
                     field_refusal(face, refusal_of(form), "hub"))) {
        open_sheet(face, {"hub_sheet"});
    }
    face.ui.space(12);
}

bool time_sheet(const Face& face, Id id, std::string_view title, Instant from, int count,
                Instant& at) {
    KeptFlag open(face.ui, id);
    if (!open.on) return false;
    std::vector<Choice> list;
    int selected = -1;
    for (int i = 0; i < count; ++i) {
        const Instant one = from + i * half_hour_ms;
        if (one == at) selected = i;
        list.push_back({moment_words(face, one), {}});
    }
    const int chosen = select_sheet(face.ui, id, open.on, title, list, selected);
    if (chosen < 0) return false;
    at = from + chosen * half_hour_ms;
    return true;
}

bool hub_sheet(const Face& face, model::GroupForm& form) {
    KeptFlag open(face.ui, {"hub_sheet"});
    if (!open.on) return false;
    const auto& hubs = face.state.home.value->community.hubs;
    std::vector<Choice> list;
    for (const api::HubView& hub : hubs)
        list.push_back({hub.name, hub.place});
    const int chosen =
        select_sheet(face.ui, {"hub_sheet"}, open.on, face.words.leader.group_hub, list, -1);
    if (chosen < 0) return false;
    form.request.hub = hubs[static_cast<std::size_t>(chosen)].hub;
    return true;
}

bool content_sheet(const Face& face, model::GroupForm& form) {
    Ui& ui = face.ui;
    const auto& words = face.words.leader;
    KeptFlag open(ui, {"content_sheet"});
    const api::ListView* list = face.state.list();
    Sheet sheet(ui, {"content_sheet"}, words.add_content, open.on);
    if (!sheet) return false;
    if (list == nullptr) {
        paragraph(ui, TextStyle::body, face.theme().ink2, face.words.refusals.list_not_published);
        return false;
    }
    std::string search = ui.field_state({"find_content"}).value;
    FieldSpec spec;
    spec.name = spec.placeholder = words.find_item;
    spec.kind = FieldKind::search;
    spec.icon = icon_of(Icon::search);
    spec.max_length = 40;
    field(ui, {"find_content"}, spec, search);
    ui.space(8);
    std::vector<const api::ItemView*> shown;
    for (const api::ItemView& item : list->items) {
        if (item.name.find(search) != std::string::npos) shown.push_back(&item);
    }
    bool added = false;
    auto& contents = form.request.contents;
    virtual_rows(ui, {"content_rows"}, words.add_content, static_cast<int>(shown.size()), 56,
                 [&](int i, const Rect& row) {
                     const api::ItemView& item = *shown[static_cast<std::size_t>(i)];
                     const bool in =
                         std::any_of(contents.begin(), contents.end(),
                                     [&](const auto& c) { return c.item == item.item; });
                     if (tap_area(ui, Id("pick", item.item.value), row, item.name, 12) && !in) {
                         contents.push_back({item.item, 1, {}});
                         open.on = false;
                         added = true;
                     }
                     Slicer cut(row);
                     const PriceSpec price{.fen = item.price.fen(),
                                           .size = PriceSize::small,
                                           .unit = unit_name(face, item.unit)};
                     price_at(ui, cut.right(price_width(ui, price), 8), price);
                     goods_tile(face, cut.left(40, 12).centred(40, 40), item.picture,
                                tone_of(item.category));
                     label_at(ui, cut.rest(), TextStyle::body,
                              in ? face.theme().ink3 : face.theme().ink, item.name);
                     hairline(ui, row, face.theme().line);
                 });
    return added;
}

bool over_sheets(const Face& face, model::GroupForm& form) {
    const auto& words = face.words.leader;
    bool changed = hub_sheet(face, form) || content_sheet(face, form);
    auto& request = form.request;
    if (time_sheet(face, {"cutoff_sheet"}, words.group_cutoff, next_half_hour(face.now),
                   cutoff_choices, request.cutoff_at)) {
        changed = true;
        if (request.deliver_before <= request.cutoff_at) {
            request.deliver_before = request.cutoff_at + 2 * hour_ms;
        }
    }
    changed |=
        time_sheet(face, {"before_sheet"}, words.group_before, request.cutoff_at + half_hour_ms,
                   delivery_choices, request.deliver_before);
    return changed;
}

}  // namespace

void start_group_form(const Face& face) {
    if (!face.state.home.value || face.state.home.value->community.hubs.empty()) return;
    model::GroupForm form;
    api::OpenGroup::Request& request = form.request;
    request.hub = face.state.home.value->community.hubs.front().hub;
    request.picture = pictures.front();
    request.target_households = usual_target;
    const CivilTime now = face.civil(face.now);
    const bool still_today = now.minute_of_day < usual_cutoff_minute - 30;
    const CivilDate day = day_after(now.date, still_today ? 0 : 1);
    request.cutoff_at = from_civil(day, usual_cutoff_minute, face.state.utc_offset_minutes);
    request.deliver_before = from_civil(day, usual_delivery_minute, face.state.utc_offset_minutes);
    face.send(model::EditGroup{form});
}

void group_form_sheet(const Face& face) {
    if (!face.state.group_form || !face.state.home.value) return;
    Ui& ui = face.ui;
    const auto& words = face.words.leader;
    model::GroupForm form = *face.state.group_form;
    bool open = true;
    bool changed = false;
    {
        Sheet sheet(ui, {"group_sheet"}, words.new_group, open);
        if (sheet) {
            changed = line_field(face, form, {"group_title"}, words.group_title,
                                 words.group_title_hint, "title", form.request.title,
                                 static_cast<int>(group_title_code_points_max));
            changed |= line_field(face, form, {"group_serves"}, words.group_serves,
                                  words.group_serves_hint, "serves", form.request.serves,
                                  static_cast<int>(group_serves_code_points_max));
            changed |= picture_row(face, form);
            changed |= contents_part(face, form);
            changed |= price_part(face, form);
            changed |= target_row(face, form);
            time_fields(face, form);
            hub_field(face, form);
            paragraph(ui, TextStyle::note, face.theme().lamp_ink,
                      format(words.group_honest, {form.request.target_households,
                                                  moment_words(face, form.request.cutoff_at)}));
            ui.space(12);
            if (form.refusal && form.refusal->field.empty()) {
                refusal_banner(face, {"group_refused"}, &*form.refusal);
            }
            if (changed) face.send(model::EditGroup{form});
            if (button(ui, {"group_open"},
                       {.label = words.open_group,
                        .waiting = face.state.is_pending(api::OpenGroup::name)})) {
                face.send(model::OpenGroupNow{form.request});
            }
        }
    }
    if (!open) {
        face.send(model::EditGroup{});
    } else if (over_sheets(face, form)) {
        face.send(model::EditGroup{form});
    }
}

}  // namespace louxia::screens

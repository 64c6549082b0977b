#include <algorithm>
#include <array>

#include "client/platform/platform.hpp"
#include "client/screens/leader/parts.hpp"

namespace louxia::screens {

using namespace ui;

namespace {

constexpr std::int32_t usual_harvest_minute = 5 * 60;
constexpr std::int32_t step_minutes = 30;

const Error* refusal_of(const model::ItemForm& form) {
    return form.refusal ? &*form.refusal : nullptr;
}

bool text_field(const Face& face, const model::ItemForm& form, Id id, const char* label,
                std::string_view name, std::string& text, std::string_view placeholder = {}) {
    FieldSpec spec;
    spec.label = label;
    spec.placeholder = placeholder;
    spec.max_length = 40;
    spec.error = field_refusal(face, refusal_of(form), name);
    const bool changed = field(face.ui, id, spec, text).changed;
    face.ui.space(12);
    return changed;
}

bool price_field(const Face& face, model::ItemForm& form) {
    const auto& words = face.words.leader;
    FieldSpec spec;
    spec.label = words.item_price;
    spec.kind = FieldKind::decimal;
    spec.max_length = 10;
    spec.unit = words.yuan;
    spec.error = field_refusal(face, refusal_of(form), "price_fen");
    const std::string hint = form.draft.cost.is_zero()
                                 ? std::string()
                                 : format(words.item_cost, {yuan(form.draft.cost)});
    spec.hint = hint;
    const Result<Money> price = parse_yuan(form.price_text);
    if (!form.price_text.empty() && !price) spec.error = words.price_unreadable;
    const bool changed = field(face.ui, {"item_price"}, spec, form.price_text).changed;
    if (changed) {
        const Result<Money> now = parse_yuan(form.price_text);
        form.draft.price = now ? *now : Money{};
    }
    face.ui.space(12);
    return changed;
}

bool goods_part(const Face& face, model::ItemForm& form) {
    Ui& ui = face.ui;
    const auto& words = face.words.leader;
    bool changed = text_field(face, form, {"item_name"}, words.item_name, "name", form.draft.name);
    changed |= text_field(face, form, {"item_spec"}, words.item_spec, "spec", form.draft.spec,
                          words.item_spec_hint);
    const Rect row = ui.take(74);
    {
        const Column left(ui, column_of(row, 0, 2, 12));
        if (select_field(ui, {"item_shelf"}, words.item_shelf,
                         shelf_name(face, form.draft.category), {})) {
            open_sheet(face, {"shelf_sheet"});
        }
    }
    {
        const Column right(ui, column_of(row, 1, 2, 12));
        if (select_field(ui, {"item_unit"}, words.item_unit, unit_name(face, form.draft.unit),
                         {})) {
            open_sheet(face, {"unit_sheet"});
        }
    }
    ui.space(12);
    changed |= price_field(face, form);
    changed |=
        text_field(face, form, {"item_origin"}, words.item_origin, "origin", form.draft.origin);
    if (check_row(ui, {"item_chilled"}, form.draft.chilled, words.item_chilled)) {
        form.draft.chilled = !form.draft.chilled;
        changed = true;
    }
    return changed;
}

/// 0: not told, 1: the list's day, 2 and 3: the days before.
int harvest_day(const Face& face, const model::ItemForm& form) {
    if (!form.draft.batch || !form.draft.batch->harvested_at.is_set()) return 0;
    const std::int64_t days = days_from_civil(today_of(face)) -
                              days_from_civil(face.civil(form.draft.batch->harvested_at).date);
    return static_cast<int>(std::clamp<std::int64_t>(days + 1, 1, 3));
}

Instant harvest_at(const Face& face, int day, std::int32_t minute) {
    if (day == 0) return {};
    return from_civil(day_after(today_of(face), 1 - day), minute, face.state.utc_offset_minutes);
}

ButtonSpec media_spec(const Face& face, const model::ItemForm& form, bool clip) {
    const auto& words = face.words.leader;
    const bool kept =
        form.draft.batch && !(clip ? form.draft.batch->clip : form.draft.batch->picture).empty();
    const char* label = clip ? (kept ? words.clip_kept : words.add_clip)
                             : (kept ? words.picture_kept : words.add_picture);
    return {.kind = ButtonKind::outline,
            .size = ButtonSize::medium,
            .label = label,
            .icon = icon_of(kept   ? Icon::check
                            : clip ? Icon::play
                                   : Icon::camera),
            .waiting = clip ? form.keeping_clip : form.keeping_picture};
}

void media_buttons(const Face& face, const model::ItemForm& form) {
    const ButtonOf buttons[] = {{Id("media", 0U), media_spec(face, form, false)},
                                {Id("media", 1U), media_spec(face, form, true)}};
    const int tapped = button_row(face.ui, buttons);
    if (tapped < 0) return;
    const bool clip = tapped == 1;
    model::IntentSink* sink = &face.intents;
    face.ui.platform().pick_file(clip ? PickKind::any_file : PickKind::image,
                                 [sink, clip](const PickedFile& file) {
                                     sink->send(model::AddItemPicture{file.bytes, clip});
                                 });
}

bool batch_part(const Face& face, model::ItemForm& form) {
    Ui& ui = face.ui;
    const auto& words = face.words.leader;
    ui.space(8);
    heading(ui, TextStyle::head, words.batch);
    ui.space(8);
    api::BatchView batch = form.draft.batch ? *form.draft.batch : api::BatchView{};
    bool changed = text_field(face, form, {"batch_farm"}, words.batch_farm, "batch.farm",
                              batch.farm, words.batch_farm_hint);
    changed |= text_field(face, form, {"batch_place"}, words.batch_place, "batch.place",
                          batch.place, words.batch_place_hint);
    const auto& common = face.words.common;
    const std::array<std::string_view, 4> days{words.not_told, common.today, common.yesterday,
                                               words.day_before};
    const int day = harvest_day(face, form);
    draw_label(ui, ui.take(20), TextStyle::label, face.theme().ink2, words.harvested);
    ui.space(6);
    const std::int32_t minute =
        day == 0 ? usual_harvest_minute : face.civil(batch.harvested_at).minute_of_day;
    const int chosen = segmented(ui, {"harvest_day"}, days, day, words.harvested);
    if (chosen >= 0 && chosen != day) {
        batch.harvested_at = harvest_at(face, chosen, minute);
        changed = true;
    }
    if (day > 0) {
        ui.space(8);
        if (select_field(ui, {"harvest_time"}, {}, clock_text(minute), {},
                         field_refusal(face, refusal_of(form), "batch.harvested_at_ms"))) {
            open_sheet(face, {"harvest_sheet"});
        }
    }
    ui.space(12);
    media_buttons(face, form);
    if (changed) {
        const bool empty = batch.farm.empty() && batch.place.empty() && batch.picture.empty() &&
                           batch.clip.empty() && !batch.harvested_at.is_set();
        form.draft.batch = empty ? std::nullopt : std::optional(batch);
    }
    return changed;
}

bool stock_part(const Face& face, model::ItemForm& form) {
    Ui& ui = face.ui;
    const auto& words = face.words.leader;
    if (!face.state.home.value) return false;
    ui.space(16);
    heading(ui, TextStyle::head, words.stock);
    bool changed = false;
    for (const api::HubView& hub : face.state.home.value->community.hubs) {
        ui.space(8);
        auto& stock = form.draft.stock;
        const auto known = std::find_if(stock.begin(), stock.end(),
                                        [&](const api::HubStock& s) { return s.hub == hub.hub; });
        const Id id("hub_stock", hub.hub.value);
        // On a narrow page the field stands below its hub's name.
        if (ui.narrow()) line_of(ui, 24, TextStyle::body, face.theme().ink, hub.name);
        Slicer row(ui.take(48));
        FieldSpec spec;
        spec.name = hub.name;
        spec.kind = FieldKind::number;
        spec.max_length = 6;
        spec.placeholder = words.keep_stock;
        std::string text =
            field_text(ui, id, known == stock.end() ? "" : std::to_string(known->on_hand.count));
        const Rect place = ui.narrow() ? row.rest() : row.right(120, 12);
        const FieldResult result = field_at(ui, id, place, spec, text);
        if (!ui.narrow()) label_at(ui, row.rest(), TextStyle::body, face.theme().ink, hub.name);
        if (!result.changed) continue;
        const auto number = whole_number(text, api::stock_on_hand_max);
        if (known != stock.end()) stock.erase(known);
        if (number) stock.push_back({hub.hub, Pieces{*number}, {}});
        changed = true;
    }
    return changed;
}

void save_part(const Face& face, const model::ItemForm& form) {
    Ui& ui = face.ui;
    const auto& words = face.words.leader;
    ui.space(20);
    if (form.refusal && form.refusal->field.empty()) {
        refusal_banner(face, {"item_refused"}, &*form.refusal);
    }
    const bool known = form.item.is_set();
    const bool waiting = known ? face.state.is_pending(api::ChangeItem::name, form.item.value)
                               : face.state.is_pending(api::AddItems::name);
    if (button(ui, {"item_save"},
               {.label = known || form.sheet_row ? face.words.common.save : words.add_item,
                .waiting = waiting})) {
        if (form.sheet_row) {
            face.send(model::ChangeSheetRow{*form.sheet_row, true, form.draft});
            face.send(model::EditItem{});
        } else {
            face.send(model::SaveItem{form.item, form.date, form.draft});
        }
    }
    const bool draft_list =
        face.state.leader_list.value && face.state.leader_list.value->state == ListState::draft;
    if (!known) return;
    ui.space(8);
    if (!draft_list) {
        if (button(ui, {"item_recall"},
                   {.kind = ButtonKind::outline,
                    .label = words.recall,
                    .waiting = face.state.is_pending(api::RecallItem::name, form.item.value)})) {
            open_sheet(face, {"recall_ask"});
        }
        return;
    }
    if (button(ui, {"item_remove"},
               {.kind = ButtonKind::outline,
                .label = words.remove_item,
                .waiting = face.state.is_pending(api::RemoveItem::name, form.item.value)})) {
        face.send(model::RemoveListItem{form.item});
    }
}

/// The lists that lie over the form; true when one was chosen from.
bool choices(const Face& face, model::ItemForm& form) {
    Ui& ui = face.ui;
    const auto& words = face.words.leader;
    std::vector<Choice> list;
    int chosen = -1;
    if (KeptFlag open(ui, {"shelf_sheet"}); open.on) {
        for (const char* name : face.words.common.shelves)
            list.push_back({name, {}});
        chosen = select_sheet(ui, {"shelf_sheet"}, open.on, words.item_shelf, list,
                              static_cast<int>(form.draft.category) - 1);
        if (chosen >= 0) form.draft.category = static_cast<Category>(chosen + 1);
    } else if (KeptFlag units(ui, {"unit_sheet"}); units.on) {
        for (const char* name : face.words.common.unit_names)
            list.push_back({name, {}});
        chosen = select_sheet(ui, {"unit_sheet"}, units.on, words.item_unit, list,
                              static_cast<int>(form.draft.unit) - 1);
        if (chosen >= 0) form.draft.unit = static_cast<Unit>(chosen + 1);
    } else if (KeptFlag times(ui, {"harvest_sheet"}); times.on && form.draft.batch) {
        for (std::int32_t minute = 0; minute < 24 * 60; minute += step_minutes)
            list.push_back({clock_text(minute), {}});
        const std::int32_t now = face.civil(form.draft.batch->harvested_at).minute_of_day;
        chosen = select_sheet(ui, {"harvest_sheet"}, times.on, words.harvested, list,
                              now / step_minutes);
        if (chosen >= 0) {
            form.draft.batch->harvested_at =
                harvest_at(face, harvest_day(face, form), chosen * step_minutes);
        }
    }
    return chosen >= 0;
}

}  // namespace

void item_sheet(const Face& face) {
    if (!face.state.item_form) return;
    const auto& words = face.words.leader;
    model::ItemForm form = *face.state.item_form;
    bool open = true;
    bool changed = false;
    {
        const char* title =
            form.item.is_set() || form.sheet_row ? words.change_item : words.by_hand;
        Sheet sheet(face.ui, {"item_sheet"}, title, open);
        if (sheet) {
            changed = goods_part(face, form);
            if (!form.sheet_row) {
                changed |= batch_part(face, form);
                changed |= stock_part(face, form);
            }
            if (changed) face.send(model::EditItem{form});
            save_part(face, form);
        }
    }
    if (!open) {
        face.send(model::EditItem{});
    } else if (choices(face, form)) {
        face.send(model::EditItem{form});
    }
    const std::string title = format(words.recall_ask, {form.draft.name});
    if (ask_sheet(face, {"recall_ask"},
                  {.title = title,
                   .note = words.recall_note,
                   .action = words.recall_now,
                   .kind = ButtonKind::danger})) {
        face.send(model::RecallNow{form.item, true});
        face.send(model::EditItem{});
    }
}

}  // namespace louxia::screens

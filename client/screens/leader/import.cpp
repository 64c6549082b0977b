#include <array>

#include "client/screens/leader/parts.hpp"
#include "shared/domain/fresh_list.hpp"

namespace louxia::screens {

using namespace ui;

namespace {

using Row = api::PreviewSheet::Row;

constexpr float unusable_height = 60;
constexpr float usable_height = 68;
constexpr std::int32_t markup_step_permille = 50;
constexpr std::int32_t markup_permille_max = 5000;

std::string_view issue_words(const Face& face, RowIssue issue) {
    // 1-13 make a row unusable, 20-22 are only said: one table without the gap.
    const auto number = static_cast<std::size_t>(issue);
    if (number == 0) return {};
    return face.words.leader.row_issues[number < 20 ? number - 1 : number - 7];
}

std::string issues_of(const Face& face, const Row& row) {
    std::string all;
    for (const RowIssue issue : row.issues) {
        if (!all.empty()) all += face.words.common.list_separator;
        all += issue_words(face, issue);
    }
    return all;
}

struct Counted {
    std::vector<std::size_t> usable, unusable;
    std::size_t chosen = 0;
};

Counted count_rows(const model::SheetImport& sheet) {
    Counted counted;
    const std::vector<Row>& rows = sheet.preview.value->rows;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        (rows[i].usable ? counted.usable : counted.unusable).push_back(i);
        counted.chosen += sheet.chosen[i] ? 1 : 0;
    }
    return counted;
}

void markup_row(const Face& face, const model::SheetImport& sheet) {
    Ui& ui = face.ui;
    const auto& words = face.words.leader;
    Slicer row(ui.take(48));
    const std::int32_t now = sheet.markup_permille;
    const auto change = [&](std::int32_t to) {
        face.send(model::ChangeMarkup{std::clamp(to, 0, markup_permille_max)});
    };
    const Rect plus = row.right(44, 4);
    if (icon_button(ui, {"markup_more"}, plus.centre(), Icon::plus, words.markup_more,
                    face.theme().leaf_tint, face.theme().leaf_ink, 36, 20)) {
        change(now + markup_step_permille);
    }
    const Id id("markup");
    FieldSpec spec;
    spec.name = words.markup;
    spec.kind = FieldKind::number;
    spec.max_length = 3;
    spec.unit = words.percent_sign;
    std::string text = field_text(ui, id, std::to_string(now / 10));
    const FieldResult typed = field_at(ui, id, row.right(88, 4), spec, text);
    const auto percent = whole_number(text, markup_permille_max / 10);
    if ((typed.submitted || typed.blurred) && percent && *percent * 10 != now) {
        change(static_cast<std::int32_t>(*percent * 10));
    }
    const Rect minus = row.right(44, 8);
    if (icon_button(ui, {"markup_less"}, minus.centre(), Icon::minus, words.markup_less,
                    face.theme().leaf_tint, face.theme().leaf_ink, 36, 20)) {
        change(now - markup_step_permille);
    }
    label_at(ui, row.rest(), TextStyle::body, face.theme().ink, words.markup);
}

void totals_card(const Face& face, const model::SheetImport& sheet, const Counted& counted) {
    Ui& ui = face.ui;
    const Theme& theme = face.theme();
    const auto& words = face.words.leader;
    const api::PreviewSheet::Response& preview = *sheet.preview.value;
    const Card card(ui);
    const std::string usable = format(words.rows_usable, {counted.usable.size()});
    const std::string unusable = " · " + format(words.rows_unusable, {counted.unusable.size()});
    const std::array<Piece, 2> pieces{
        Piece{usable, TextStyle::head, theme.leaf_ink},
        Piece{unusable, TextStyle::name, counted.unusable.empty() ? theme.ink3 : theme.tomato}};
    pieces_at(ui, ui.take(28), pieces);
    paragraph(ui, TextStyle::note, theme.ink3,
              format(words.sheet_encoding, {preview.encoding, date_words(face, sheet.date)}));
    ui.space(8);
    markup_row(face, sheet);
    if (preview.mean_and_highest_swapped) {
        ui.space(8);
        banner(ui, {"swapped"},
               {.tone = Tone::lamp, .icon = icon_of(Icon::alert), .text = words.columns_swapped});
    }
}

void unusable_part(const Face& face, const model::SheetImport& sheet, const Counted& counted) {
    if (counted.unusable.empty()) return;
    Ui& ui = face.ui;
    const Theme& theme = face.theme();
    const auto& words = face.words.leader;
    const int count = static_cast<int>(counted.unusable.size());
    KeptFlag folded(ui, {"unusable_folded"});
    const Card card(ui, CardSpec{.padding_x = 0, .padding_y = 0});
    const Rect head = ui.take(52);
    const std::string title = format(words.rows_unusable, {count});
    if (tap_area(ui, {"unusable"}, head, folded.on ? words.unfold : words.fold, 16)) {
        folded.on = !folded.on;
    }
    Slicer cut(head.inset(16, 0));
    icon(ui, folded.on ? Icon::right : Icon::down, cut.right(20, 8).centre(), 20, theme.ink2);
    heading_at(ui, cut.rest(), TextStyle::name, theme.tomato, title);
    if (folded.on) return;
    virtual_rows(ui, {"unusable_rows"}, title, count, unusable_height, [&](int i, const Rect& at) {
        const Row& row = sheet.preview.value->rows[counted.unusable[static_cast<std::size_t>(i)]];
        const Rect text = at.inset(16, 8);
        const std::string name = format(words.row_line, {row.line, row.raw_name});
        label_at(ui, {text.x, text.y, text.w, 22}, TextStyle::body, theme.ink, name);
        label_at(ui, {text.x, text.y + 24, text.w, 18}, TextStyle::note, theme.tomato,
                 issues_of(face, row));
        hairline(ui, {at.x, at.y - at.h, at.w, at.h}, theme.line);
    });
}

void correct(const Face& face, const model::SheetImport& sheet, std::size_t index) {
    model::ItemForm form;
    form.date = sheet.date;
    form.sheet_row = index;
    form.draft = sheet.drafts[index];
    form.price_text = to_yuan_text(form.draft.price);
    face.send(model::EditItem{form});
}

void usable_row(const Face& face, const model::SheetImport& sheet, std::size_t index,
                const Rect& at, bool last) {
    Ui& ui = face.ui;
    const Theme& theme = face.theme();
    const auto& words = face.words.leader;
    const Row& row = sheet.preview.value->rows[index];
    const api::ItemDraft& draft = sheet.drafts[index];
    Slicer cut(at.inset(8, 0));
    const Rect box = cut.left(44, 4);
    const Id tick("row_tick", index);
    if (ui.tappable(tick, box)) {
        face.send(model::ChangeSheetRow{index, !sheet.chosen[index], draft});
    }
    Node node;
    node.id = tick;
    node.role = ui::Role::checkbox;
    node.name = draft.name;
    node.rect = box;
    node.checked = sheet.chosen[index] ? 1 : 0;
    ui.node(std::move(node));
    const Rect mark = ui.snap(box.centred(22, 22));
    if (sheet.chosen[index]) {
        fill(ui, mark, theme.leaf, 6);
        icon(ui, Icon::check, mark.centre(), 18, theme.on_leaf, 2.4f);
    } else {
        outline(ui, mark, theme.edge, 6, 1.5f);
    }
    ui.focus_ring(tick, box.inset(4), 8);
    const Rect rest = cut.rest();
    if (tap_area(ui, Id("row", index), rest, format(words.correct_row, {draft.name}), 12)) {
        correct(face, sheet, index);
    }
    const PriceSpec price{
        .fen = draft.price.fen(), .size = PriceSize::small, .unit = unit_name(face, draft.unit)};
    price_at(ui, cut.right(price_width(ui, price) + 8, 8), price);
    const Rect text = cut.rest();
    std::string name = draft.name;
    if (!draft.spec.empty()) name += " " + draft.spec;
    label_at(ui, {text.x, text.y + 10, text.w, 24}, TextStyle::name,
             sheet.chosen[index] ? theme.ink : theme.ink3, name);
    std::string note = format(words.item_cost, {yuan(row.cost)});
    if (!draft.origin.empty()) note += " · " + draft.origin;
    if (!row.issues.empty()) note = issues_of(face, row) + " · " + note;
    label_at(ui, {text.x, text.y + 36, text.w, 18}, TextStyle::note,
             row.issues.empty() ? theme.ink3 : theme.lamp_ink, note);
    if (!last) hairline(ui, at, theme.line);
}

void usable_part(const Face& face, const model::SheetImport& sheet, const Counted& counted) {
    Ui& ui = face.ui;
    const auto& words = face.words.leader;
    const int count = static_cast<int>(counted.usable.size());
    section_title(ui, format(words.rows_usable, {count}), words.rows_usable_note);
    const Card card(ui, CardSpec{.padding_x = 0, .padding_y = 0});
    virtual_rows(ui, {"usable_rows"}, words.import_file, count, usable_height,
                 [&](int i, const Rect& row) {
                     usable_row(face, sheet, counted.usable[static_cast<std::size_t>(i)], row,
                                i + 1 == count);
                 });
}

void accept_foot(const Face& face, const Counted& counted) {
    Ui& ui = face.ui;
    const auto& words = face.words.leader;
    const KeptFlag replace(ui, {"replace_items"});
    const bool too_many = counted.chosen > list_items_max;
    const std::string label = too_many ? format(words.too_many, {list_items_max})
                                       : format(words.accept, {counted.chosen});
    const Foot bar(ui, 48);
    if (button_at(ui, {"accept"}, bar.rect(),
                  {.label = label,
                   .waiting = face.state.is_pending(api::AddItems::name),
                   .disabled = counted.chosen == 0 || too_many})) {
        face.send(model::AcceptSheet{replace.on});
    }
}

void replace_row(const Face& face, const model::SheetImport& sheet) {
    KeptFlag replace(face.ui, {"replace_items"});
    const auto& list = face.state.leader_list.value;
    const bool offered =
        list && list->date == sheet.date && list->state == ListState::draft && !list->items.empty();
    if (!offered) {
        replace.on = false;
        return;
    }
    const Card card(face.ui, CardSpec{.padding_y = 0});
    if (check_row(face.ui, {"replace"}, replace.on,
                  format(face.words.leader.replace_items, {list->items.size()}))) {
        replace.on = !replace.on;
    }
}

}  // namespace

void draw_import(const Face& face) {
    Ui& ui = face.ui;
    const model::SheetImport& sheet = *face.state.sheet;
    Counted counted;
    {
        const Page page(ui);
        notices(face);
        if (top_bar(ui, {.title = sheet.file_name}) == BarAction::back) {
            return face.send(model::DropSheet{});
        }
        if (sheet.preview.error && !sheet.preview.loading) {
            refusal_banner(face, {"sheet_refused"}, &*sheet.preview.error);
            if (button(ui, {"other_file"},
                       {.kind = ButtonKind::outline, .label = face.words.leader.other_file})) {
                choose_sheet(face, sheet.date);
            }
        }
        if (!sheet.preview.value) {
            if (!sheet.preview.error) skeleton_rows(ui, {"reading"}, 4);
            return;
        }
        counted = count_rows(sheet);
        refusal_banner(face, {"accept_refused"}, face.state.refusal(api::AddItems::name));
        totals_card(face, sheet, counted);
        ui.space(Metrics::card_gap);
        unusable_part(face, sheet, counted);
        ui.space(Metrics::card_gap);
        replace_row(face, sheet);
        ui.space(Metrics::card_gap);
        usable_part(face, sheet, counted);
    }
    accept_foot(face, counted);
    item_sheet(face);
}

}  // namespace louxia::screens

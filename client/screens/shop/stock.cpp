#include <array>

#include "client/screens/shop/parts.hpp"

namespace louxia::screens {

using namespace ui;

namespace {

constexpr float stock_height = 72;
constexpr float narrow_stock_height = 128;  // the field stands below
constexpr float pick_height = 64;

void stock_row(const Face& face, const Board& board, const api::GetShopBoard::StockRow& stock,
               const Rect& row, bool last) {
    Ui& ui = face.ui;
    const Theme& theme = face.theme();
    const auto& words = face.words.staff;
    const std::uint64_t item = stock.item.value;
    const bool narrow = ui.narrow();
    const Rect inner = row.inset(narrow ? 12.f : Metrics::row_padding, 0);
    Slicer cut(inner);
    if (!narrow) {
        goods_tile(face, cut.left(48, 12).centred(48, 48), stock.picture, tone_of(stock.category),
                   stock.on_hand.count <= stock.reserved.count);
    }
    const Rect field_place =
        narrow ? Rect{inner.x, inner.y + 68, inner.w, 48} : cut.right(92, 12).centred(92, 48);
    const Id id("stock", item);
    FieldSpec spec;
    spec.name = stock.name;
    spec.kind = FieldKind::number;
    spec.max_length = 6;
    const Error* refusal = face.state.refusal(api::SetStock::name, item);
    if (refusal != nullptr) spec.error = refusal_words(face, *refusal);
    std::string text = field_text(ui, id, std::to_string(stock.on_hand.count));
    const FieldResult typed = field_at(ui, id, field_place, spec, text);
    const auto counted = whole_number(text, api::stock_on_hand_max);
    if ((typed.submitted || typed.blurred) && counted && *counted != stock.on_hand.count) {
        face.send(model::CountStock{board.hub.hub, stock.item, *counted});
    }
    const Rect text_at = cut.rest();
    label_at(ui, {text_at.x, text_at.y + 12, text_at.w, 24}, TextStyle::name, theme.ink,
             stock.name);
    const std::string note =
        refusal != nullptr
            ? std::string(refusal_words(face, *refusal))
            : format(words.reserved, {stock.reserved.count, unit_name(face, stock.unit)});
    label_at(ui, {text_at.x, text_at.y + 38, text_at.w, 18}, TextStyle::note,
             refusal != nullptr ? theme.tomato : theme.ink3, note);
    if (!last) hairline(ui, row, theme.line);
}

void pad_result(const Face& face) {
    Ui& ui = face.ui;
    const auto& words = face.words.staff;
    const model::KioskPad& pad = face.state.pad;
    if (pad.collected) {
        const auto& got = *pad.collected;
        std::string text =
            format(words.collected, {got.building_number, got.masked_name, got.pieces});
        if (!got.to_collect.is_zero()) text += format(words.collect_cash, {yuan(got.to_collect)});
        banner(ui, {"collected"},
               {.tone = Tone::leaf, .icon = icon_of(Icon::check), .text = text, .alert = true});
    } else if (pad.refusal) {
        banner(ui, {"pad_refused"},
               {.tone = Tone::tomato,
                .icon = icon_of(Icon::alert),
                .text = refusal_words(face, *pad.refusal),
                .alert = true});
    } else {
        return;
    }
    ui.space(12);
}

}  // namespace

void hand_out_pad(const Face& face) {
    // The server takes codes from the hub's own people and its kiosk only.
    if (!face.state.me || face.state.me->role != louxia::Role::shop) return;
    Ui& ui = face.ui;
    const auto& words = face.words.staff;
    {
        const Card card(ui);
        heading(ui, TextStyle::head, words.code_title);
        ui.space(8);
        pad_result(face);
        code_boxes_at(ui, ui.take(64), face.state.pad.typed, 4);
        ui.space(12);
        const char key =
            keypad_at(ui, {"pad"}, ui.take(4 * 56 + 3 * 8), {.left_label = words.clear});
        if (key != 0) face.send(model::PadKey{key});
    }
    ui.space(Metrics::card_gap);
}

void pick_totals(const Face& face, const Board& board) {
    Ui& ui = face.ui;
    const Theme& theme = face.theme();
    const auto& words = face.words.staff;
    if (board.to_pick.empty()) {
        empty_state(ui, {"no_totals"}, words.nothing_to_do,
                    format(words.done_today, {board.done_today}), {});
        return;
    }
    const Card card(ui, CardSpec{.padding_x = 0, .padding_y = 0});
    const int count = static_cast<int>(board.to_pick.size());
    virtual_rows(ui, {"totals"}, words.totals, count, pick_height, [&](int i, const Rect& row) {
        const auto& pick = board.to_pick[static_cast<std::size_t>(i)];
        Slicer cut(row.inset(Metrics::row_padding, 0));
        goods_tile(face, cut.left(44, 12).centred(44, 44), pick.picture, TileTone::leaf);
        const std::string quantity = quantity_words(face, pick.unit, pick.quantity);
        if (ui.narrow()) {
            // Side by side they have no room.
            label_at(ui, cut.rest(), TextStyle::name, theme.ink, pick.name + " " + quantity);
        } else {
            label_at(ui, cut.right(text_width(ui, TextStyle::head, quantity) + 2, 8),
                     TextStyle::head, theme.ink, quantity, Align::right);
            label_at(ui, cut.rest(), TextStyle::name, theme.ink, pick.name);
        }
        if (i + 1 < count) hairline(ui, row, theme.line);
    });
}

void stock_rows(const Face& face, const Board& board) {
    Ui& ui = face.ui;
    const auto& words = face.words.staff;
    std::string search = ui.field_state({"find_stock"}).value;
    FieldSpec spec;
    spec.name = spec.placeholder = words.find_stock;
    spec.kind = FieldKind::search;
    spec.icon = icon_of(Icon::search);
    spec.max_length = 40;
    field(ui, {"find_stock"}, spec, search);
    ui.space(12);
    paragraph(ui, TextStyle::note, face.theme().ink3, words.stock_note);
    ui.space(8);
    std::vector<const api::GetShopBoard::StockRow*> shown;
    for (const auto& stock : board.stock) {
        if (stock.name.find(search) != std::string::npos) shown.push_back(&stock);
    }
    const Card card(ui, CardSpec{.padding_x = 0, .padding_y = 0});
    const int count = static_cast<int>(shown.size());
    const float height = ui.narrow() ? narrow_stock_height : stock_height;
    virtual_rows(ui, {"stock_rows"}, words.stock, count, height, [&](int i, const Rect& row) {
        stock_row(face, board, *shown[static_cast<std::size_t>(i)], row, i + 1 == count);
    });
}

}  // namespace louxia::screens

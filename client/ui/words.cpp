// Text that is read out, and prices.
#include <algorithm>
#include <cmath>
#include <string>

#include "client/ui/widgets.hpp"

namespace louxia::ui {

namespace {

void read_out(Ui& ui, const Rect& rect, std::string_view text, TypeSpec type,
              Align align = Align::left, int heading_level = 0) {
    if (text.empty()) return;
    Node node;
    node.font_size = type.size;
    node.line_height = type.line;
    node.bold = type.bold;
    node.align = align;
    node.role = heading_level > 0 ? Role::heading : Role::text;
    node.level = static_cast<std::uint8_t>(heading_level);
    node.name = std::string(text);
    node.rect = rect;
    ui.node(std::move(node));
}

struct PriceFaces {
    float sign, whole, part, unit, line;
};

PriceFaces faces_of(PriceSize size) {
    switch (size) {
        case PriceSize::small: return {12, 18, 13, 13, 22};
        case PriceSize::normal: return {14, 24, 15, 13, 28};
        case PriceSize::large: return {18, 36, 20, 13, 42};
    }
    return {14, 24, 15, 13, 28};
}

struct PriceParts {
    std::string whole, part, unit;
};

std::string grouped(std::uint64_t value) {
    std::string out = std::to_string(value);
    for (std::size_t at = out.size(); at > 3; at -= 3)
        out.insert(at - 3, 1, ',');
    return out;
}

PriceParts parts_of(const PriceSpec& price) {
    const auto fen = static_cast<std::uint64_t>(price.fen < 0 ? -price.fen : price.fen);
    PriceParts out;
    out.whole = (price.fen < 0 ? "-" : "") + grouped(fen / 100);
    // A price with fen is never shown without them, whatever was asked.
    if (price.decimals || fen % 100 != 0) {
        out.part = "." + std::to_string(fen % 100 / 10) + std::to_string(fen % 10);
    }
    if (!price.unit.empty()) out.unit = "/" + std::string(price.unit);
    return out;
}

}  // namespace

void paragraph(Ui& ui, TextStyle style, Color color, std::string_view text, int max_lines,
               Align align, float indent) {
    const float wide = ui.column().w - indent;
    Rect rect = ui.take(text_height(ui, style, text, wide, max_lines));
    rect = {rect.x + indent, rect.y, wide, rect.h};
    if (ui.visible(rect)) draw_wrapped(ui, rect, style, color, text, max_lines, align);
    read_out(ui, rect, text, type_of(style), align);
}

void heading(Ui& ui, TextStyle style, std::string_view text, int level) {
    const Rect rect = ui.take(text_height(ui, style, text, ui.column().w));
    if (ui.visible(rect)) draw_wrapped(ui, rect, style, ui.theme().ink, text);
    read_out(ui, rect, text, type_of(style), Align::left, level);
}

void heading_at(Ui& ui, const Rect& rect, TextStyle style, Color color, std::string_view text,
                int level) {
    draw_label(ui, rect, style, color, text);
    read_out(ui, rect, text, type_of(style), Align::left, level);
}

void label_at(Ui& ui, const Rect& rect, TextStyle style, Color color, std::string_view text,
              Align align, Digits digits) {
    if (ui.visible(rect)) draw_label(ui, rect, style, color, text, align, digits);
    read_out(ui, rect, text, type_of(style), align);
}

void fitted_at(Ui& ui, const Rect& rect, TextStyle style, Color color, std::string_view text,
               Align align) {
    if (ui.visible(rect)) draw_fitted(ui, rect, style, color, text, align);
    read_out(ui, rect, text, type_of(style), align);
}

void named_at(Ui& ui, const Rect& rect, TextStyle style, Color color, std::string_view name,
              std::string_view facts) {
    const std::string tail = " · " + std::string(facts);
    const std::string all = std::string(name) + tail;
    // Where all of it has room at the size that numbers may have nothing is cut.
    const float room = rect.w - text_width(ui, style, tail);
    const bool whole = text_width(ui, style, all) * least_of_numbers <= rect.w || room < 0;
    if (whole) return fitted_at(ui, rect, style, color, all);
    if (ui.visible(rect)) {
        Slicer line(rect);
        draw_label(ui, line.left(room), style, color, name);
        draw_label(ui, line.rest(), style, color, tail);
    }
    read_out(ui, rect, all, type_of(style));
}

void line_of(Ui& ui, float height, TextStyle style, Color color, std::string_view text, Align align,
             int heading_level) {
    const float words = text_height(ui, style, text, ui.column().w);
    const Rect row = ui.take(std::max(height, words));
    const Rect rect = row.centred(row.w, words);
    if (ui.visible(rect)) draw_wrapped(ui, rect, style, color, text, 0, align);
    read_out(ui, rect, text, type_of(style), align, heading_level);
}

float pieces_width(Ui& ui, std::span<const Piece> pieces) {
    float width = 0;
    for (const Piece& piece : pieces)
        width += text_width(ui, piece.style, piece.text, piece.digits);
    return width;
}

void draw_pieces(Ui& ui, const Rect& rect, std::span<const Piece> pieces, Align align) {
    float width = pieces_width(ui, pieces);
    const bool tight = width > rect.w && ui.text_scale() > 1;
    const float k = tight ? rect.w / width : 1;  // all give way alike
    width *= k;
    Slicer rest(rect);
    if (align == Align::centre) rest.left((rect.w - width) / 2);
    if (align == Align::right) rest.left(rect.w - width);
    // One baseline for all: the one of the largest piece in the middle of the rectangle.
    float line = 0;
    float baseline = 0;
    for (const Piece& piece : pieces) {
        if (type_of(piece.style).line <= line) continue;
        line = type_of(piece.style).line;
        baseline = baseline_of(ui, piece.style);
    }
    const float y = rect.mid_y() - line / 2 + baseline;
    for (const Piece& piece : pieces) {
        const Rect box = rest.left(k * text_width(ui, piece.style, piece.text, piece.digits));
        const Color color = piece.color == Color{} ? ui.theme().ink : piece.color;
        const float own = type_of(piece.style).line;
        draw_label(ui, {box.x, y - baseline_of(ui, piece.style), box.w, own}, piece.style, color,
                   piece.text, Align::left, piece.digits);
    }
}

void pieces_at(Ui& ui, const Rect& rect, std::span<const Piece> pieces, Align align) {
    if (ui.visible(rect)) draw_pieces(ui, rect, pieces, align);
    std::string all;
    for (const Piece& piece : pieces)
        all += piece.text;
    read_out(ui, rect, all, type_of(pieces.front().style), align);
}

void section_title(Ui& ui, std::string_view title, std::string_view note) {
    const bool beside =
        text_width(ui, TextStyle::head, title) + text_width(ui, TextStyle::note, note) + 16 <=
        ui.column().w;
    if (ui.narrow() && !beside) {
        heading(ui, TextStyle::head, title);
        if (!note.empty()) paragraph(ui, TextStyle::note, ui.theme().ink3, note);
        ui.space(8);
        return;
    }
    Slicer row(ui.take(26).inset(4, 0));
    if (!note.empty()) {
        const float wanted = text_width(ui, TextStyle::note, note);
        const Rect at = row.right(std::min(wanted, row.rest().w * 0.7f), 8);
        label_at(ui, at.moved(0, 2), TextStyle::note, ui.theme().ink3, note, Align::right);
    }
    heading_at(ui, row.rest(), TextStyle::head, ui.theme().ink, title);
    ui.space(8);
}

bool text_link_at(Ui& ui, Id id, const Rect& rect, std::string_view label, Icon which,
                  Align align) {
    const Theme& t = ui.theme();
    const float words = text_width(ui, TextStyle::label, label);
    const float width = std::min(words + 22, rect.w);
    const float x = align == Align::right    ? rect.right() - width
                    : align == Align::centre ? rect.mid_x() - width / 2
                                             : rect.x;
    Slicer parts(Rect{x, rect.y, width, rect.h});
    const Rect whole = parts.rest();
    const bool tapped = tap_area(ui, id, whole, label, 8);
    icon(ui, which, parts.right(16, 4).centre(), 18, t.leaf_ink);
    draw_label(ui, parts.rest(), TextStyle::label, t.leaf_ink, label);
    return tapped;
}

std::string price_text(std::int64_t fen, bool decimals) {
    PriceSpec spec;
    spec.fen = fen;
    spec.decimals = decimals;
    const PriceParts parts = parts_of(spec);
    const bool minus = fen < 0;
    return (minus ? "-¥" : "¥") + parts.whole.substr(minus ? 1 : 0) + parts.part;
}

float price_height(PriceSize size) {
    return faces_of(size).line;
}

float price_width(Ui& ui, const PriceSpec& price) {
    const PriceFaces faces = faces_of(price.size);
    const PriceParts parts = parts_of(price);
    float width = text_width_sized(ui, faces.sign, true, "¥") + 1;
    width += text_width_sized(ui, faces.whole, true, parts.whole);
    width += text_width_sized(ui, faces.part, true, parts.part);
    if (!parts.unit.empty()) width += 3 + text_width_sized(ui, faces.unit, false, parts.unit);
    return width;
}

float price_at(Ui& ui, const Rect& rect, const PriceSpec& price, Align align) {
    const Theme& t = ui.theme();
    float width = price_width(ui, price);
    PriceFaces faces = faces_of(price.size);
    const PriceParts parts = parts_of(price);
    if (width > rect.w && ui.text_scale() > 1) {
        // As a label: large text gives up some of its gain.
        const float k = std::max(1 / ui.text_scale(), rect.w / width);
        for (float* size : {&faces.sign, &faces.whole, &faces.part, &faces.unit})
            *size = std::floor(*size * k);
        width *= k;
    }
    float x = align == Align::right    ? rect.right() - width
              : align == Align::centre ? rect.mid_x() - width / 2
                                       : rect.x;
    // The figures' own middle stands in the middle of the line.
    const float baseline = ui.snap(rect.mid_y() + faces.whole * 0.36f);
    const Color ink = price.color == Color{} ? t.ink : price.color;
    const Rect seen{x, rect.mid_y() - faces.line / 2, width, faces.line};
    if (ui.visible(rect)) {
        x += draw_text_sized(ui, {x, baseline}, faces.sign, true, ink, "¥") + 1;
        x += draw_text_sized(ui, {x, baseline}, faces.whole, true, ink, parts.whole);
        x += draw_text_sized(ui, {x, baseline}, faces.part, true, ink, parts.part);
        if (!parts.unit.empty()) {
            const Color pale = price.color == Color{} ? t.ink3 : price.color;
            draw_text_sized(ui, {x + 3, baseline}, faces.unit, false, pale, parts.unit);
        }
    }
    // Its figures are of three sizes; one line of the same width has this one.
    const std::string said = price_text(price.fen, price.decimals) + parts.unit;
    const float even = faces.unit * width / text_width_sized(ui, faces.unit, false, said);
    read_out(ui, seen, said, {even, faces.line, false});
    return width;
}

}  // namespace louxia::ui

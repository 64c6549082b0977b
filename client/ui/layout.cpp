#include "client/ui/layout.hpp"

#include <algorithm>

#include "client/platform/platform.hpp"
#include "client/ui/text/kit.hpp"

namespace louxia::ui {

namespace {

constexpr float narrow_margin = 8;

// The page's first stop for a keyboard, unseen before: from here past all of the page.
void skip_to_bar(Ui& ui) {
    const Id id("to bar");
    const std::string_view label = ui.text().to_bar;
    const Rect column = ui.column();
    const float words = std::min(text_width(ui, TextStyle::name, label) + 1, column.w - 32);
    const float lines = text_height(ui, TextStyle::name, label, words);
    const Rect rect{column.x, column.y + 8, words + 32, std::max(44.f, lines + 20)};
    Node node;
    node.id = id;
    node.role = Role::button;
    node.name = std::string(label);
    node.labelled = true;
    node.rect = rect;
    ui.node(std::move(node));
    if (ui.activated(id)) ui.focus_bar();
    if (!ui.keyboard_focus(id)) return;
    ui.push_layer(Layer::toast);
    surface(ui, rect, 22, Lift::floating, ui.theme().card);
    draw_wrapped(ui, rect.centred(words, lines), TextStyle::name, ui.theme().leaf_ink, label);
    ui.focus_ring(id, rect, 22);
    ui.pop_layer();
}

}  // namespace

Page::Page(Ui& ui, PageSpec spec) : ui_(ui), spec_(spec) {
    const bool wide = spec.panes && ui.width() >= Metrics::panes_from;
    const float outer = std::min(ui.width(), wide ? Metrics::panes_max : spec.max_width);
    const float x = ui.snap((ui.width() - outer) / 2);
    const float scroll = spec.scrolls ? ui.platform().scroll_y() : 0;
    if (ui.narrow()) spec_.margin = std::min(spec.margin, narrow_margin);
    const float margin = spec_.margin;
    ui.push_column({x + margin, spec.top - scroll, outer - 2 * margin, 0});
    if (ui.reserved_bottom() > 0) skip_to_bar(ui);
}

Page::~Page() {
    const float scroll = spec_.scrolls ? ui_.platform().scroll_y() : 0;
    const float bottom = ui_.pop_column() + scroll;
    ui_.set_page_height(spec_.scrolls ? bottom + spec_.bottom : 0);
}

namespace {

constexpr float panes_gap = 20;
constexpr float aside_width = 340;  // at most, and never more than this part of both
constexpr float aside_part = 0.4f;

}  // namespace

Panes::Panes(Ui& ui, First first)
    : ui_(ui), first_(first), whole_(ui.column()), two_(ui.width() >= Metrics::panes_from) {
    if (!two_) return;
    Rect at = whole_;
    first_top_ = at.y;
    if (first_ == First::half) {
        at.w = (whole_.w - panes_gap) / 2;
    } else {
        at.w = std::min(aside_width, whole_.w * aside_part);
        at.x = whole_.right() - at.w;
        // It stays in sight while the other one scrolls, its end as long as it is taller.
        const float room = ui.height() - Metrics::tab_bar - 2 * Metrics::page_margin;
        const float rest = std::min(0.f, room - ui.memory({"aside"}));
        at.y = first_top_ = std::max(whole_.y, Metrics::page_margin + rest);
    }
    ui.push_column(at);
}

void Panes::next() {
    if (!two_) return;
    first_bottom_ = ui_.pop_column();
    Rect at = whole_;
    if (first_ == First::half) {
        at.w = (whole_.w - panes_gap) / 2;
        at.x = whole_.right() - at.w;
    } else {
        ui_.memory({"aside"}) = first_bottom_ - first_top_;
        at.w = whole_.w - std::min(aside_width, whole_.w * aside_part) - panes_gap;
        first_bottom_ = whole_.y + first_bottom_ - first_top_;
    }
    ui_.push_column(at);
}

Panes::~Panes() {
    if (!two_) return;
    const float bottom = std::max(first_bottom_, ui_.pop_column());
    ui_.take(bottom - whole_.y);
}

Card::Card(Ui& ui, CardSpec spec) : ui_(ui), spec_(spec), at_(ui.column()), in_column_(true) {
    open();
}

Card::Card(Ui& ui, const Rect& at, CardSpec spec)
    : ui_(ui), spec_(spec), at_(at), in_column_(false) {
    open();
}

void Card::open() {
    if (ui_.narrow()) spec_.padding_x = std::min(spec_.padding_x, narrow_margin);
    ui_.begin_ground();
    ui_.push_column(
        {at_.x + spec_.padding_x, at_.y + spec_.padding_y, at_.w - 2 * spec_.padding_x, 0});
}

Rect Card::inner() const {
    return {at_.x + spec_.padding_x, at_.y + spec_.padding_y, at_.w - 2 * spec_.padding_x, 0};
}

Card::~Card() {
    const float bottom = ui_.pop_column() + spec_.padding_y;
    const Rect rect = ui_.snap(Rect{at_.x, at_.y, at_.w, bottom - at_.y});
    const Color ground = spec_.ground == Color{} ? ui_.theme().card : spec_.ground;
    ui_.enter_ground();
    if (ui_.visible(rect)) {
        lift(ui_, rect, spec_.radius, spec_.lift);
        if (spec_.ground_to == Color{}) {
            fill(ui_, rect, ground, spec_.radius);
        } else {
            gradient(ui_, rect, ground, spec_.ground_to, spec_.radius);
        }
        if (!(spec_.border == Color{})) outline(ui_, rect, spec_.border, spec_.radius);
    }
    ui_.leave_ground();
    if (in_column_) ui_.take(rect.h);
}

CardSpec box_spec(const Theme& theme) {
    CardSpec spec;
    spec.padding_x = spec.padding_y = Metrics::row_padding;
    spec.radius = Metrics::tile_radius;
    spec.lift = Lift::none;
    spec.ground = theme.sunk;
    return spec;
}

CardSpec dusk_spec(const Theme& theme) {
    CardSpec spec;
    spec.lift = Lift::none;
    spec.ground = theme.dusk_a;
    spec.ground_to = theme.dusk_b;
    return spec;
}

Foot::Foot(Ui& ui, float height) : ui_(ui) {
    const float safe = ui.platform().viewport().safe_bottom;
    const float total = 12 + height + std::max(20.f, safe + 8);
    const Rect bar{0, ui.height() - total, ui.width(), total};
    ui.push_layer(Layer::bar);
    ui.block(bar);
    surface(ui, bar, 0, Lift::up, ui.theme().card);
    ui.reserve_bottom(total);
    const float outer = std::min(ui.width(), Metrics::content_max);
    const float margin = ui.narrow() ? narrow_margin : Metrics::page_margin;
    content_ = {ui.snap((ui.width() - outer) / 2) + margin, bar.y + 12, outer - 2 * margin, height};
    ui.push_column(content_);
}

Foot::~Foot() {
    ui_.pop_column();
    ui_.pop_layer();
}

Group::Group(Ui& ui, Id id, Role role, std::string_view name, int position, int count) : ui_(ui) {
    Node node;
    node.id = id;
    node.role = role;
    node.name = std::string(name);
    node.position = position;
    node.count = count;
    ui.open_group(std::move(node));
}

}  // namespace louxia::ui

// What hands do: regions that answer, pointers, keys, fields and the focus.
#include <algorithm>
#include <cmath>
#include <utility>

#include "client/platform/platform.hpp"
#include "client/ui/draw.hpp"
#include "client/ui/ui.hpp"

namespace louxia::ui {

namespace {

constexpr float drag_slop = 10;

float distance(Vec2 a, Vec2 b) {
    return std::hypot(a.x - b.x, a.y - b.y);
}

}  // namespace

const Ui::Region* Ui::top_region(Vec2 at, Sought sought) const {
    const auto answers = [sought](RegionKind kind) {
        switch (kind) {
            case RegionKind::tap: return sought == Sought::tap;
            case RegionKind::drag_x:
            case RegionKind::drag_y: return sought == Sought::drag;
            case RegionKind::pull: return sought == Sought::pull;
            case RegionKind::block: return true;
        }
        return false;
    };
    const Region* best = nullptr;
    for (const Region& r : last_regions_) {
        if (!r.rect.contains(at) || !answers(r.kind)) continue;
        if (best == nullptr || r.layer >= best->layer) best = &r;
    }
    return best;
}

Id Ui::region_at(Vec2 at) const {
    const Region* r = top_region(at, Sought::tap);
    return r != nullptr && r->kind == RegionKind::tap ? r->id : Id{};
}

bool Ui::tappable(Id id, const Rect& rect) {
    const Rect touch = rect.inset(std::min(0.f, (rect.w - Metrics::touch) / 2),
                                  std::min(0.f, (rect.h - Metrics::touch) / 2));
    region(id, touch, RegionKind::tap);
    return clicked_ == id;
}

float Ui::press_amount(Id id) {
    const Id key = id.child("press");
    const bool down = pressed_ == id;
    if (!down && !animations_.contains(key.value)) return 0;
    if (down) {
        restart(key, 1);
        return 1;
    }
    return animate(key, 0, Motion::press);
}

void Ui::block(const Rect& rect) {
    region({}, rect, RegionKind::block);
    Node node;
    node.id = a11y_.text_id("blocker");
    node.role = Role::blocker;
    node.rect = rect;
    this->node(std::move(node));
}

float Ui::begin_scroller(Id id, const Rect& view, float content, bool horizontal,
                         std::string_view name, Role role) {
    Scroller& s = scrollers_[id.value];
    s.horizontal = horizontal;
    s.limit = std::max(0.f, content - (horizontal ? view.w : view.h));
    s.offset = std::clamp(s.offset, 0.f, s.limit);
    region(id, view, horizontal ? RegionKind::drag_x : RegionKind::drag_y);
    Node group;
    group.id = id;
    group.role = role;
    group.name = std::string(name);
    group.rect = view;
    group.scrolls = true;
    group.scroll_offset = horizontal ? Vec2{s.offset, 0} : Vec2{0, s.offset};
    group.scroll_content = horizontal ? Vec2{content, view.h} : Vec2{view.w, content};
    open_group(std::move(group));
    push_clip(view);
    scroller_scopes_.push_back({view, s.offset, horizontal});
    return s.offset;
}

void Ui::end_scroller() {
    scroller_scopes_.pop_back();
    pop_clip();
    close_group();
}

void Ui::scrolled(Id id, Vec2 offset) {
    Scroller& s = scrollers_[id.value];
    const float wanted = std::clamp(s.horizontal ? offset.x : offset.y, 0.f, s.limit);
    if (std::abs(wanted - s.offset) < 0.01f) return;
    s.offset = wanted;
    wake();
}

bool Ui::pointer(const PointerEvent& event) {
    bool tapped = false;
    touched_ms_ = platform_.now_ms();
    switch (event.kind) {
        case PointerKind::down: {
            pointer_down_ = true;
            down_at_ = last_at_ = event.at;
            pressed_ = region_at(event.at);
            const Region* scroller = event.touch ? nullptr : top_region(event.at, Sought::drag);
            drag_candidate_ = scroller != nullptr ? scroller->id : Id{};
            const Region* grip = top_region(event.at, Sought::pull);
            pulling_ = grip != nullptr && grip->kind == RegionKind::pull ? grip->id : Id{};
            pulled_ = 0;
            focus_visible_ = false;
            break;
        }
        case PointerKind::move:
            if (!pointer_down_) return false;
            if (!dragging_ && pulled_ == 0 && distance(event.at, down_at_) <= drag_slop)
                return false;
            pressed_ = {};
            pulled_ = std::max(0.f, event.at.y - down_at_.y);
            drag(event.at);
            break;
        case PointerKind::up:
            if (pressed_ && distance(event.at, down_at_) <= drag_slop) {
                next_clicked_ = pressed_;
                tapped = true;
                // A tap shorter than a frame still shows its press.
                restart(pressed_.child("press"), 1);
            }
            let_go_ = pulling_;
            [[fallthrough]];
        case PointerKind::cancel:
            if (!let_go_) pulled_ = 0;
            pulling_ = {};
            pressed_ = dragging_ = drag_candidate_ = {};
            pointer_down_ = false;
            break;
    }
    last_at_ = event.at;
    wake();
    return tapped;
}

void Ui::grip(Id id, const Rect& rect) {
    region(id, rect, RegionKind::pull);
}

Ui::Pull Ui::pull_down(Id id) {
    if (pulling_ == id) return {pulled_, false};
    if (let_go_ != id) return {};
    let_go_ = {};
    return {std::exchange(pulled_, 0.f), true};
}

void Ui::drag(Vec2 at) {
    if (!drag_candidate_) return;
    Scroller& s = scrollers_[drag_candidate_.value];
    if (!dragging_) {
        dragging_ = drag_candidate_;
        s.grip = s.offset;
    }
    const float moved = s.horizontal ? down_at_.x - at.x : down_at_.y - at.y;
    s.offset = std::clamp(s.grip + moved, 0.f, s.limit);
}

void Ui::activate(Id id) {
    next_clicked_ = id;
    touched_ms_ = platform_.now_ms();
    wake();
}

void Ui::focus(Id id, bool visible) {
    focus_ = id;
    focus_visible_ = visible && static_cast<bool>(id);
    wake();
}

void Ui::focus_ring(Id id, const Rect& rect, float radius) {
    if (!keyboard_focus(id)) return;
    outline(*this, rect.inset(-4), theme_->card, radius + 4, 4);
    outline(*this, rect.inset(-4), theme_->leaf, radius + 4, 2);
}

void Ui::escape() {
    if (!sheet_order_.empty()) platform_.go_back();
}

void Ui::character(char key) {
    key_ = key;
    touched_ms_ = platform_.now_ms();
    wake();
}

void Ui::scanned(std::string text) {
    scan_ = std::move(text);
    touched_ms_ = platform_.now_ms();
    wake();
}

std::string Ui::take_scan() {
    return std::exchange(scan_, {});
}

char Ui::take_key() {
    const char key = key_;
    key_ = 0;
    return key;
}

void Ui::field_input(Id id, std::string_view value, bool composing) {
    FieldState& state = fields_[id.value];
    state.composing = composing;
    if (state.value != value) {
        state.value = std::string(value);
        state.changed = true;
    }
    acted_ = true;
    wake();
}

void Ui::field_submit(Id id) {
    fields_[id.value].submitted = true;
    acted_ = true;
    wake();
}

void Ui::field_focus(Id id, bool focused) {
    FieldState& state = fields_[id.value];
    if (state.focused && !focused) state.blurred = true;
    state.focused = focused;
    if (!focused) state.composing = false;
    acted_ = true;
    wake();
}

Id Ui::take_wanted_focus() {
    const Id id = wanted_focus_;
    if (id && a11y_.find(id) == nullptr) return {};
    wanted_focus_ = {};
    return id;
}

}  // namespace louxia::ui

#include "client/ui/ui.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "client/platform/platform.hpp"
#include "client/ui/draw.hpp"
#include "client/ui/fonts.hpp"
#include "client/ui/text/kit.hpp"
#include "client/ui/widgets.hpp"

namespace louxia::ui {

namespace {

constexpr int channels_per_layer = 4;  // three depths of grounds, then content
constexpr int layer_count = 5;

float eased(float t, Ease ease) {
    const float u = 1 - t;
    switch (ease) {
        case Ease::out: return 1 - u * u * u;
        case Ease::in: return t * t * t;
        case Ease::in_out: return t < 0.5f ? 4 * t * t * t : 1 - 4 * u * u * u;
        case Ease::linear: return t;
    }
    return t;
}

Rect intersection(const Rect& a, const Rect& b) {
    const float x = std::max(a.x, b.x);
    const float y = std::max(a.y, b.y);
    return {x, y, std::max(0.f, std::min(a.right(), b.right()) - x),
            std::max(0.f, std::min(a.bottom(), b.bottom()) - y)};
}

}  // namespace

Ui::Ui(Platform& platform, Fonts& fonts)
    : platform_(platform), fonts_(fonts), theme_(&light_theme()) {
    english_ = platform.preferences().language.starts_with("en");
    platform.on_layer_back([this] {
        if (!sheet_order_.empty()) sheets_[sheet_order_.back().value].dismissed = true;
        wake();
    });
}

Ui::~Ui() = default;

const KitText& Ui::text() const {
    return kit_text(english_);
}

// ---- frame -------------------------------------------------------------------------------------

void Ui::begin_frame(ImDrawList& list) {
    list_ = &list;
    ++frame_;
    wake_ = false;
    next_wake_ms_ = -1;
    now_ms_ = platform_.now_ms();
    const Viewport view = platform_.viewport();
    width_ = view.width;
    text_scale_ = view.text_scale;
    full_height_ = view.height;
    height_ = view.height - view.keyboard;
    dpr_ = std::max(1.f, view.dpr);
    scroll_ = platform_.scroll_y();
    const Preferences wishes = platform_.preferences();
    theme_ = wishes.dark ? &dark_theme() : &light_theme();
    if (wishes.forced_colors) {
        forced_ = forced_theme(wishes.system_colors);
        theme_ = &forced_;
    }
    reduced_motion_ = wishes.reduced_motion;
    list.ChannelsSplit(channels_per_layer * layer_count);
    columns_.assign(1, {0, 0, width_});
    clips_.assign(1, {0, 0, width_, full_height_});
    layers_.clear();
    scroller_scopes_.clear();
    layer_ = Layer::page;
    ground_ = 0;
    list.ChannelsSetCurrent(channel());
    regions_.clear();
    a11y_.begin_frame();
    clicked_ = next_clicked_;
    next_clicked_ = {};
    settling_ = 0;
    acted_ = acted_ || clicked_ || key_ != 0 || !scan_.empty();
    cut_.clear();
    page_height_ = 0;
    reserved_bottom_ = 0;
    modal_ = false;
}

void Ui::end_frame() {
    draw_toast();
    a11y_.end_frame();
    if (to_bar_) {
        const auto& all = a11y_.nodes();
        const auto it = std::find_if(all.begin(), all.end(), [](const Node& node) {
            return node.fixed && (node.role == Role::button || node.role == Role::link);
        });
        if (it != all.end()) wanted_focus_ = it->id;
        to_bar_ = false;
    }
    // What the user did may have changed something that was drawn before the widget said so.
    if (acted_) wake();
    acted_ = false;
    key_ = 0;
    list_->ChannelsMerge();
    last_regions_.swap(regions_);
    last_reserved_bottom_ = reserved_bottom_;
    modal_last_ = modal_;
    std::vector<Id> still_open;
    for (const Id id : sheet_order_) {
        SheetState& state = sheets_[id.value];
        if (state.frame == frame_) {
            still_open.push_back(id);
            continue;
        }
        if (state.layer_pushed && !state.dismissed) platform_.pop_layer();
        sheets_.erase(id.value);
    }
    sheet_order_ = std::move(still_open);
    sweep();
}

// Forgets what no widget asked for in the last minutes of frames.
void Ui::sweep() {
    if (frame_ % 256 != 0) return;
    std::erase_if(animations_,
                  [this](const auto& entry) { return entry.second.frame + 256 < frame_; });
}

void Ui::draw_toast() {
    while (!toasts_.empty() && toasts_.front().until > 0 && now_ms_ >= toasts_.front().until) {
        toasts_.erase(toasts_.begin());
    }
    if (toasts_.empty()) return;
    Toast& toast = toasts_.front();
    if (toast.until == 0) toast.until = now_ms_ + (toast.undo ? Motion::toast_undo : Motion::toast);
    wake_in(toast.until - now_ms_);
    push_layer(Layer::toast);
    const bool has_icon = toast.icon >= 0;
    const float words = text_width(*this, TextStyle::body, toast.text);
    const float way_back =
        toast.undo ? text_width(*this, TextStyle::body_bold, text().undo) + 24 : 0.f;
    const float wanted = words + way_back + (has_icon ? 72.f : 40.f);
    const float w = std::min(wanted, width_ - 32);
    const float bottom = height_ - std::max(reserved_bottom_, 16.f) - 16;
    const Rect pill = snap(Rect{(width_ - w) / 2, bottom - 44, w, 44});
    surface(*this, pill, 22, Lift::floating, theme_->toast);
    Slicer parts(pill.inset(20, 0));
    if (has_icon) {
        icon(*this, static_cast<Icon>(toast.icon), parts.left(16, 12).moved(0, 0).centre(), 20,
             dark_theme().leaf, 2.2f);
    }
    bool undone = false;
    if (toast.undo) {
        const Rect link = parts.right(way_back).moved(12, 0);
        undone = tap_area(*this, {"toast undo"}, link, text().undo, 22);
        draw_label(*this, link, TextStyle::body_bold, dark_theme().lamp_ink, text().undo,
                   Align::centre);
    }
    draw_label(*this, parts.rest(), TextStyle::body, theme_->on_toast, toast.text);
    pop_layer();
    if (!undone) return;
    const std::function<void()> undo = std::move(toast.undo);
    toasts_.clear();
    undo();
}

// ---- time --------------------------------------------------------------------------------------

void Ui::wake() {
    wake_ = true;
    platform_.request_frame();
}

void Ui::wake_in(double delay_ms) {
    const double at = now_ms_ + std::max(0.0, delay_ms);
    if (next_wake_ms_ < 0 || at < next_wake_ms_) next_wake_ms_ = at;
}

float Ui::animate(Id id, float target, float duration_ms, Ease ease) {
    const auto [it, fresh] = animations_.try_emplace(id.value);
    Animation& a = it->second;
    a.frame = frame_;
    if (fresh || reduced_motion_) {
        a.from = a.to = target;
        a.duration = 0;
        return target;
    }
    const auto value = [&] {
        if (a.duration <= 0) return a.to;
        const auto t = static_cast<float>((now_ms_ - a.start) / static_cast<double>(a.duration));
        return lerp(a.from, a.to, eased(clamp01(t), ease));
    };
    if (a.to != target) {
        a.from = value();
        a.to = target;
        a.start = now_ms_;
        a.duration = duration_ms;
    }
    if (a.duration > 0 && now_ms_ - a.start < static_cast<double>(a.duration)) {
        wake();
    } else {
        a.duration = 0;
        a.from = a.to;
    }
    return value();
}

void Ui::restart(Id id, float from) {
    Animation& a = animations_[id.value];
    a.from = a.to = from;
    a.duration = 0;
    a.frame = frame_;
}

bool Ui::after(Id id, double delay_ms) {
    Animation& a = animations_[id.child("after").value];
    if (a.frame == 0 || a.frame + 1 < frame_) a.start = now_ms_;
    a.frame = frame_;
    const double left = delay_ms - (now_ms_ - a.start);
    if (left > 0) wake_in(left);
    return left <= 0;
}

float& Ui::memory(Id id, float initial) {
    return memory_.try_emplace(id.value, initial).first->second;
}

// ---- layout ------------------------------------------------------------------------------------

bool Ui::visible(const Rect& rect) const {
    return clip().overlaps(rect.inset(-100));
}

Rect Ui::column() const {
    const Column& c = columns_.back();
    return {c.x, c.y, c.w, 0};
}

Rect Ui::take(float height) {
    Column& c = columns_.back();
    const Rect out{c.x, c.y, c.w, height};
    c.y += height;
    return out;
}

void Ui::space(float height) {
    columns_.back().y += height;
}

void Ui::push_column(const Rect& at) {
    columns_.push_back({at.x, at.y, at.w});
}

float Ui::pop_column() {
    const float bottom = columns_.back().y;
    if (columns_.size() > 1) columns_.pop_back();
    return bottom;
}

int Ui::channel() const {
    return static_cast<int>(layer_) * channels_per_layer + 3;
}

void Ui::begin_ground() {
    ++ground_;
}

void Ui::enter_ground() {
    const int depth = std::min(ground_, channels_per_layer - 1) - 1;
    list_->ChannelsSetCurrent(static_cast<int>(layer_) * channels_per_layer + std::max(0, depth));
}

void Ui::leave_ground() {
    list_->ChannelsSetCurrent(channel());
    --ground_;
}

void Ui::push_layer(Layer layer) {
    layers_.push_back(layer_);
    outer_grounds_.push_back(ground_);
    layer_ = layer;
    ground_ = 0;
    const Rect whole{0, 0, width_, full_height_};
    list_->ChannelsSetCurrent(channel());
    list_->PushClipRect({0, 0}, {whole.w, whole.h}, false);
    clips_.push_back(whole);
}

void Ui::pop_layer() {
    pop_clip();
    layer_ = layers_.back();
    layers_.pop_back();
    ground_ = outer_grounds_.back();
    outer_grounds_.pop_back();
    list_->ChannelsSetCurrent(channel());
}

void Ui::reserve_bottom(float height) {
    reserved_bottom_ = std::max(reserved_bottom_, height);
}

void Ui::push_clip(const Rect& rect) {
    clips_.push_back(intersection(clips_.back(), rect));
    const Rect& c = clips_.back();
    list_->PushClipRect({c.x, c.y}, {c.right(), c.bottom()}, false);
}

void Ui::pop_clip() {
    list_->PopClipRect();
    clips_.pop_back();
}

Rect Ui::clip() const {
    return clips_.back();
}

float Ui::snap(float v) const {
    return std::round(v * dpr_) / dpr_;
}

Rect Ui::snap(const Rect& r) const {
    const float x = snap(r.x);
    const float y = snap(r.y);
    return {x, y, snap(r.right()) - x, snap(r.bottom()) - y};
}

void Ui::region(Id id, const Rect& rect, RegionKind kind) {
    // A panel on its way answers where it will stand.
    const Rect seen = settling_ != 0 ? rect.moved(0, settling_) : intersection(rect, clip());
    if (seen.w > 0 && seen.h > 0) regions_.push_back({id, seen, layer_, kind});
}

// ---- readers -----------------------------------------------------------------------------------

bool Ui::under_tap(const Rect& rect) const {
    return std::any_of(regions_.begin(), regions_.end(), [&](const Region& region) {
        return region.kind == RegionKind::tap && region.layer == layer_ &&
               region.rect.contains(rect.centre());
    });
}

void Ui::node(Node node) {
    node.selectable = node.font_size > 0 && visible(node.rect) && !under_tap(node.rect);
    node.fixed = layer_ != Layer::page;
    node.layer = static_cast<std::uint8_t>(layer_);
    if (scroller_scopes_.empty() || node.scrolls) node.rect.y += settling_;
    if (!node.fixed) node.rect.y += scroll_;
    if (!scroller_scopes_.empty() && !node.scrolls) {
        const ScrollerScope& scope = scroller_scopes_.back();
        node.rect.x += (scope.horizontal ? scope.offset : 0) - scope.view.x;
        node.rect.y += (scope.horizontal ? 0 : scope.offset) - scope.view.y;
        if (!node.fixed) node.rect.y -= scroll_;
    }
    const auto rounded = [](float v) { return std::round(v * 4) / 4; };
    node.rect = {rounded(node.rect.x), rounded(node.rect.y), rounded(node.rect.w),
                 rounded(node.rect.h)};
    if (!node.id) node.id = a11y_.text_id(node.name);
    a11y_.add(std::move(node));
}

void Ui::open_group(Node group) {
    const Id id = group.id;
    node(std::move(group));
    a11y_.open(id);
}

void Ui::close_group() {
    a11y_.close_group();
}

// ---- overlays ----------------------------------------------------------------------------------

void Ui::toast(std::string_view text) {
    toasts_.clear();
    toasts_.push_back({std::string(text), -1, 0, {}});
    platform_.announce(text);
    wake();
}

void Ui::toast(std::string_view text, Icon which) {
    toast(text);
    toasts_.back().icon = static_cast<int>(which);
}

void Ui::toast(std::string_view text, std::function<void()> undo) {
    toast(text);
    toasts_.back().undo = std::move(undo);
}

Ui::SheetState& Ui::sheet_state(Id id) {
    SheetState& state = sheets_[id.value];
    if (std::find(sheet_order_.begin(), sheet_order_.end(), id) == sheet_order_.end()) {
        sheet_order_.push_back(id);
    }
    state.frame = frame_;
    modal_ = true;
    return state;
}

void Ui::forget_sheet(Id id) {
    sheets_.erase(id.value);
    std::erase(sheet_order_, id);
    modal_ = !sheet_order_.empty();
}

}  // namespace louxia::ui

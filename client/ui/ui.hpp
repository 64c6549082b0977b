// The canvas UI kit. Read this first.
//
// Immediate mode: a screen is a function that runs in every frame, draws by calling widgets, and
// gets the user's doings as their return values. Frames run only when something changed; a screen
// need not ask for one after input, a reply, a timer or a picture. `Ui` is the frame's context and
// the first argument of everything.
//
//   void draw(Ui& ui, const State& state, IntentSink& intents) {
//     const Theme& t = ui.theme();
//     Page page(ui);                                   // column, margins 16, at most 560 wide,
//     scrolls top_bar(ui, {.title = text.order});              // with back arrow; returns true
//     when tapped if (Card card(ui); true) {                       // ground, padding 16, grows
//     with its content
//       heading(ui, TextStyle::head, text.contents);   // wraps, advances the column, is read out
//       for (const Line& line : state.lines) {
//         Slicer row(ui.take(44));                     // 44 px of the column; advances
//         price_at(ui, row.right(72), {.fen = line.fen, .size = PriceSize::small});
//         label_at(ui, row.rest(), TextStyle::body, t.ink, line.name);   // one line, cut with …
//       }
//     }
//     ui.space(Metrics::card_gap);
//     if (button(ui, {"pay"}, {.kind = ButtonKind::primary, .label = text.pay})) intents.pay();
//     tab_bar(ui, tabs, 0);                            // fixed; the page leaves room below by
//     itself
//   }
//
// Layout. A stack of columns; `take(h)` cuts a full-width rectangle off the current one and moves
// its cursor down, `space(h)` only moves. Rows are cut with `Slicer` or `column_of`; widgets either
// take their height themselves (`button`, `paragraph`, `field`) or draw into a rectangle given to
// them (`*_at`). Card, Box, Page, Foot, Sheet are scopes: what is called while they live lies on
// them. Coordinates are the viewport's; the page's column starts at -scroll, so a rectangle may be
// off screen (`ui.visible(rect)`). Height of a whole row is the caller's: measure with
// `text_height`, `text_width`, `price_width`.
//
// Ids. Each tappable thing has an Id that is the same in every frame: {"pay"}, or Id("add", item)
// in a list. Two things with one id are one thing.
//
// Text is UTF-8, comes from the catalogue or the data, and " · " in it is drawn as the look's dot.
// Colours come from `ui.theme()`, never from numbers. Text drawn by `paragraph`, `label_at`,
// `heading` is mirrored for readers; `draw_text` (draw.hpp's world) is not, and is for what a
// widget already says.
//
// Taps: a finger that moves over 10 px, or that the browser takes for scrolling, presses nothing.
// Everything tappable answers in at least 44 × 44. Keyboard: Tab, Enter, Space and Escape work on
// every widget. Overlays: `sheet(...)` over everything, Back closes it; `ui.toast(...)`; bars by
// `tab_bar`, `Foot`, `cart_bar`. Time: `ui.now_ms()` for animation; `ui.wake_in(ms)` for a frame
// later (countdowns do it themselves). Animation: `ui.animate(id, target, ms)` returns the value on
// its way and asks for frames until it is there; with reduced motion it is there at once. Long
// lists: `virtual_rows(ui, id, name, count, height, fn)` draws only the rows on screen.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "client/ui/a11y.hpp"
#include "client/ui/geometry.hpp"
#include "client/ui/id.hpp"
#include "client/ui/theme.hpp"

struct ImDrawList;

namespace louxia {
class Platform;
}

namespace louxia::ui {

enum class Icon : std::uint8_t;
class Fonts;
struct KitText;

// Bottom to top. Whatever lies on a higher layer is drawn over, and hit before, what lies on a
// lower one.
enum class Layer : std::uint8_t { page, bar, sheet, sheet_over, toast };

enum class Ease : std::uint8_t { out, in, in_out, linear };

// A finger, a pen or a mouse button; positions in viewport coordinates.
enum class PointerKind : std::uint8_t { down, move, up, cancel };
struct PointerEvent {
    PointerKind kind = PointerKind::move;
    Vec2 at;
    bool touch = true;
};

// What a tap or drag hits. Recorded by widgets in one frame, looked up by events before the next.
enum class RegionKind : std::uint8_t { tap, drag_x, drag_y, pull, block };

struct FieldState {
    std::string value;       // what the DOM element holds
    bool changed = false;    // since the widget last looked
    bool submitted = false;  // Enter, outside a composition
    bool focused = false;
    bool blurred = false;    // lost the focus since the widget last looked
    bool composing = false;  // value is not written during a composition
};

class Ui {
public:
    Ui(Platform& platform, Fonts& fonts);
    ~Ui();
    Ui(const Ui&) = delete;
    Ui& operator=(const Ui&) = delete;

    // ---- what a screen uses
    // ----------------------------------------------------------------------------
    Platform& platform() { return platform_; }
    const Theme& theme() const { return *theme_; }
    const Theme& use_theme(const Theme& theme) { return *std::exchange(theme_, &theme); }
    A11y& a11y() { return a11y_; }
    float width() const { return width_; }            // of the viewport
    float height() const { return height_; }          // of what a keyboard leaves of it
    float text_scale() const { return text_scale_; }  // as the user set it, 1 to 2
    // Large text on a phone: what stands side by side elsewhere goes one below the other.
    bool narrow() const { return width_ < 280; }
    Rect screen() const { return {0, 0, width_, height_}; }
    double now_ms() const { return now_ms_; }
    bool reduced_motion() const { return reduced_motion_; }
    // In the clip and on the screen, with 100 px around it. Only drawing may be left out elsewhere:
    // readers, keyboards and tests must meet what lies below the fold, so its node is registered
    // all the same.
    bool visible(const Rect& rect) const;

    // The column.
    Rect column() const;  // x, w of the column; y the cursor; h nothing
    float cursor() const { return column().y; }
    Rect take(float height);           // full width, moves the cursor
    void space(float height);          // moves the cursor
    void push_column(const Rect& at);  // a column inside; its y is its top
    float pop_column();  // returns the bottom it reached; the outer cursor does not move

    void toast(std::string_view text);
    void toast(std::string_view text, Icon icon);
    // With a way back beside the words, which runs `undo` at most once.
    void toast(std::string_view text, std::function<void()> undo);
    // Another frame as soon as can be, or after a while.
    void wake();
    void wake_in(double delay_ms);
    // Value of an animation named by id on its way to target.
    float animate(Id id, float target, float duration_ms, Ease ease = Ease::out);
    // Starts again at `from`; the next animate() goes on from there.
    void restart(Id id, float from);
    // True once after `delay_ms` of being asked in every frame; for skeletons that shall not flash.
    bool after(Id id, double delay_ms);
    // A number kept for an id from frame to frame (a scroll offset, an open part).
    float& memory(Id id, float initial = 0);
    // Moves the focus there once it is drawn.
    void request_focus(Id id) { wanted_focus_ = id; }
    Id focused() const { return focus_; }
    // Moves the focus to the first thing of the bars over the page.
    void focus_bar() { to_bar_ = true; }

    // ---- what a widget uses
    // ---------------------------------------------------------------------------- Registers what
    // answers to taps at `rect` and says whether it was tapped (or Enter, or a reader's click).
    bool tappable(Id id, const Rect& rect);
    bool activated(Id id) const { return clicked_ == id; }  // for what has no place to tap
    bool pressed(Id id) const { return pressed_ == id; }
    float press_amount(Id id);  // 0..1, fades in 90 ms
    bool keyboard_focus(Id id) const { return focus_ == id && focus_visible_; }
    bool under_tap(const Rect& rect) const;  // on something tappable called before
    void block(const Rect& rect);            // nothing below answers there
    // Content longer than `view` in one direction: returns the offset to draw it at, 0..content -
    // view, and clips to the view until end_scroller. A finger scrolls it natively (the platform
    // makes it a scrolling element), a mouse drags it, focus brings its parts into view.
    float begin_scroller(Id id, const Rect& view, float content, bool horizontal,
                         std::string_view name, Role role = Role::group);
    void end_scroller();
    FieldState& field_state(Id id) { return fields_[id.value]; }
    // Shows what `id` has under the keyboard's focus: a frame in leaf around it.
    void focus_ring(Id id, const Rect& rect, float radius);
    void node(Node node);  // converts to document coordinates and adds
    void open_group(Node node);
    void close_group();

    Layer layer() const { return layer_; }
    // How far what is drawn now still has to go to where it will stand; hands and readers find it
    // there.
    void set_settling(float dy) { settling_ = dy; }
    float settling() const { return settling_; }
    void push_layer(Layer layer);
    void pop_layer();
    void reserve_bottom(float height);  // a bar's; the page keeps free room for the highest one
    float reserved_bottom() const { return last_reserved_bottom_; }
    float reserved_bottom_now() const { return reserved_bottom_; }  // by the bars called so far

    ImDrawList& list() { return *list_; }
    // Grounds are drawn after their content but lie under it: depth 0 lies lowest.
    void begin_ground();
    void enter_ground();  // switches to the ground's channel; leave_ground() goes back and ends it
    void leave_ground();
    void push_clip(const Rect& rect);
    void pop_clip();
    Rect clip() const;
    // The texts that this frame had to cut with "…", a line each: the text, a tab, and what is left
    // out of it; for tests.
    const std::string& cut() const { return cut_; }
    void note_cut(std::string_view text, std::string_view left_out) {
        (((cut_ += text) += '\t') += left_out) += '\n';
    }

    float dpr() const { return dpr_; }
    float snap(float v) const;  // to the device pixel
    Rect snap(const Rect& rect) const;
    float pixel() const { return 1.f / dpr_; }
    Fonts& fonts() { return fonts_; }
    const KitText& text() const;  // the kit's own words in the language chosen
    void set_english(bool english) { english_ = english; }
    bool english() const { return english_; }

    // Sheets; see Sheet in widgets.hpp.
    struct SheetState {
        bool shown = false;  // was drawn in the last frame
        bool layer_pushed = false;
        bool dismissed = false;  // by Back, Escape, scrim, ×
        float content_height = 0;
        std::uint64_t frame = 0;
    };
    SheetState& sheet_state(Id id);
    // How far a finger that came down on the grip pulls it downwards, in px; `let_go` once at its
    // end.
    struct Pull {
        float by = 0;
        bool let_go = false;
    };
    Pull pull_down(Id id);
    void grip(Id id, const Rect& rect);        // after what blocks below it
    void forget_sheet(Id id);                  // closed by Back: its layer is gone already
    bool modal_now() const { return modal_; }  // a sheet was opened before in this frame
    bool modal() const { return modal_last_; }

    // Remembered page scope figures.
    void set_page_height(float height) { page_height_ = height; }

    // ---- what the frame loop uses
    // ----------------------------------------------------------------------
    void begin_frame(ImDrawList& list);
    void end_frame();
    bool pointer(const PointerEvent& event);  // true: it tapped something
    void scrolled(Id id, Vec2 offset);        // an inner scroller was scrolled natively
    void activate(Id id);                     // a reader's or a keyboard's click
    void focus(Id id, bool visible);
    void escape();
    void character(char key);        // a digit or '\b' typed outside any field
    void scanned(std::string text);  // by a scanner or the camera
    void field_input(Id id, std::string_view value, bool composing);
    void field_submit(Id id);
    void field_focus(Id id, bool focused);
    Id take_wanted_focus();
    // The key typed since the last frame, taken by the first keypad that asks; 0: none.
    char take_key();
    // What was scanned since the last frame; empty: nothing.
    std::string take_scan();
    // When a pointer, a key or a scanner did something last; monotonic ms.
    double touched_ms() const { return touched_ms_; }
    bool wants_frame() const { return wake_; }
    double next_wake_ms() const { return next_wake_ms_; }  // monotonic time; negative: none
    float page_height() const { return page_height_; }
    Id region_at(Vec2 at) const;  // the tappable thing there
    std::uint64_t frame_number() const { return frame_; }

private:
    struct Region {
        Id id;
        Rect rect;
        Layer layer;
        RegionKind kind;
    };
    struct Animation {
        float from = 0, to = 0;
        double start = 0;
        float duration = 0;
        std::uint64_t frame = 0;
    };
    struct Scroller {
        float offset = 0, limit = 0, grip = 0;
        bool horizontal = true;
    };
    struct ScrollerScope {
        Rect view;
        float offset;
        bool horizontal;
    };
    struct Column {
        float x, y, w;
    };
    struct Toast {
        std::string text;
        int icon = -1;
        double until = 0;
        std::function<void()> undo;
    };

    void drag(Vec2 at);
    void draw_toast();
    void region(Id id, const Rect& rect, RegionKind kind);
    enum class Sought : std::uint8_t { tap, drag, pull };
    const Region* top_region(Vec2 at, Sought sought) const;
    int channel() const;
    void sweep();

    Platform& platform_;
    Fonts& fonts_;
    const Theme* theme_;
    Theme forced_;
    A11y a11y_;
    ImDrawList* list_ = nullptr;
    float width_ = 0, height_ = 0, dpr_ = 1, scroll_ = 0;
    float full_height_ = 0, text_scale_ = 1;
    std::string cut_;
    bool to_bar_ = false;
    bool reduced_motion_ = false, english_ = false;
    double now_ms_ = 0, next_wake_ms_ = -1;
    bool wake_ = false;
    std::uint64_t frame_ = 0;

    std::vector<Column> columns_;
    std::vector<Rect> clips_;
    std::vector<ScrollerScope> scroller_scopes_;
    std::vector<Layer> layers_;
    Layer layer_ = Layer::page;
    int ground_ = 0;
    std::vector<int> outer_grounds_;

    std::vector<Region> regions_, last_regions_;
    Id pressed_, clicked_, next_clicked_, focus_, wanted_focus_;
    float settling_ = 0;
    bool acted_ = false;
    bool focus_visible_ = false;
    bool pointer_down_ = false;
    Vec2 down_at_, last_at_;
    Id dragging_, drag_candidate_, pulling_, let_go_;
    float pulled_ = 0;
    char key_ = 0;
    std::string scan_;
    double touched_ms_ = 0;

    std::unordered_map<std::uint32_t, Animation> animations_;
    std::unordered_map<std::uint32_t, Scroller> scrollers_;
    std::unordered_map<std::uint32_t, FieldState> fields_;
    std::unordered_map<std::uint32_t, float> memory_;
    std::unordered_map<std::uint32_t, SheetState> sheets_;
    std::vector<Id> sheet_order_;
    std::vector<Toast> toasts_;
    float page_height_ = 0;
    float reserved_bottom_ = 0, last_reserved_bottom_ = 0;
    bool modal_ = false, modal_last_ = false;
};

}  // namespace louxia::ui

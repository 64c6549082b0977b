// The widgets of the look. Each registers itself for readers and answers in at least 44 × 44.
// Functions without `_at` take their height off the column; those with `_at` draw into the
// rectangle given.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "client/ui/draw.hpp"
#include "client/ui/layout.hpp"
#include "client/ui/ui.hpp"

namespace louxia::ui {

// ---- text that is read out ----------------------------------------------------------------------
// Wraps in the column, `indent` from its left edge.
void paragraph(Ui& ui, TextStyle style, Color color, std::string_view text, int max_lines = 0,
               Align align = Align::left, float indent = 0);
void heading(Ui& ui, TextStyle style, std::string_view text, int level = 2);
void heading_at(Ui& ui, const Rect& rect, TextStyle style, Color color, std::string_view text,
                int level = 2);
// A row of the column, `height` high with one line in its middle; where the text is too long for
// that it wraps and the row grows.
void line_of(Ui& ui, float height, TextStyle style, Color color, std::string_view text,
             Align align = Align::left, int heading_level = 0);
// One line in the middle of the rectangle's height, cut with "…".
void label_at(Ui& ui, const Rect& rect, TextStyle style, Color color, std::string_view text,
              Align align = Align::left, Digits digits = Digits::proportional);
// The same, smaller or on two low lines before anything of it is cut.
void fitted_at(Ui& ui, const Rect& rect, TextStyle style, Color color, std::string_view text,
               Align align = Align::left);
// "name · facts" on one line: the name is cut where there is no room for both, the facts are not.
void named_at(Ui& ui, const Rect& rect, TextStyle style, Color color, std::string_view name,
              std::string_view facts);
// One line of differently coloured pieces, read out as one text; " · " between pieces is drawn.
struct Piece {
    std::string_view text;
    TextStyle style = TextStyle::note;
    Color color{};
    Digits digits = Digits::proportional;
};
float pieces_width(Ui& ui, std::span<const Piece> pieces);
void pieces_at(Ui& ui, const Rect& rect, std::span<const Piece> pieces, Align align = Align::left);
void draw_pieces(Ui& ui, const Rect& rect, std::span<const Piece> pieces,
                 Align align = Align::left);  // the same, not read out
// A section's title with a note at the right end, 26 high: "叶菜 ... 6 样 · 今早 04:50 起采".
void section_title(Ui& ui, std::string_view title, std::string_view note = {});
// A text button at the right of a title: "看账目 ›".
bool text_link_at(Ui& ui, Id id, const Rect& rect, std::string_view label, Icon icon = Icon::right,
                  Align align = Align::right);

// ---- prices
// ------------------------------------------------------------------------------------------
enum class PriceSize : std::uint8_t { small, normal, large };
struct PriceSpec {
    std::int64_t fen = 0;
    PriceSize size = PriceSize::normal;
    std::string_view unit = {};  // "500g", "盒"; drawn as "/500g"
    bool decimals = true;        // false: ¥89
    Color color{};               // {}: ink
};
float price_width(Ui& ui, const PriceSpec& price);
float price_height(PriceSize size);
// In the middle of the rectangle's height; returns the width.
float price_at(Ui& ui, const Rect& rect, const PriceSpec& price, Align align = Align::left);
// "¥1,234.50": for labels and for readers.
std::string price_text(std::int64_t fen, bool decimals = true);

// ---- buttons
// -----------------------------------------------------------------------------------------
enum class ButtonKind : std::uint8_t { primary, join, secondary, outline, danger };
enum class ButtonSize : std::uint8_t { normal, medium, giant };  // 48, 44, 72 (courier) high
struct ButtonSpec {
    ButtonKind kind = ButtonKind::primary;
    ButtonSize size = ButtonSize::normal;
    std::string_view label = {};
    std::string_view name = {};  // what readers hear, when it is not the label
    int icon = -1;               // static_cast<int>(Icon::...) or icon_of(Icon)
    bool icon_after = false;     // behind the label
    bool waiting = false;        // three dots; taps are ignored
    bool disabled = false;
    std::string_view reason = {};  // why it is off, in a line beneath (full width buttons)
    bool pill = false;             // radius half its height
    bool stacked = false;          // icon or arrow above or below the label (keypad's side button)
};
constexpr int icon_of(Icon icon) {
    return static_cast<int>(icon);
}
// Full width of the column.
bool button(Ui& ui, Id id, const ButtonSpec& spec);
bool button_at(Ui& ui, Id id, const Rect& rect, const ButtonSpec& spec);
float button_width(Ui& ui, const ButtonSpec& spec);  // natural width, at least 44
// What a button of that width needs: its size's height, more for a label that wraps. A label that
// is too wide for one line takes a smaller style, down to 13, before it wraps.
float button_height(Ui& ui, const ButtonSpec& spec, float width);
// Buttons beside each other in the column, alike wide and high; on a narrow page as few abreast as
// leave each label on one line. Returns the index of the one tapped, else -1.
struct ButtonOf {
    Id id;
    ButtonSpec spec;
};
int button_row(Ui& ui, std::span<const ButtonOf> buttons, float gap = 12);
// A round or bare icon, 44 × 44 around the centre. `ground` {}: none.
bool icon_button(Ui& ui, Id id, Vec2 centre, Icon icon, std::string_view name, Color ground = {},
                 Color color = {}, float diameter = 44, float icon_size = 24);
// Any rectangle as a button or link: rows, cards, tiles. Draws only its press.
bool tap_area(Ui& ui, Id id, const Rect& rect, std::string_view name, float radius = 0,
              Role role = Role::button, std::string_view href = {});

// A square plus; with a count it grows leftwards to − n + (100 × 36). `at` is its right centre.
// Returns the change: -1, 0, +1. `limit`: the count that cannot be passed (plus goes off).
struct StepperSpec {
    int count = 0;
    int limit = 99;
    std::string_view name = {};  // of the thing, for readers: "茼蒿"
    bool disabled = false;       // sold out
};
int stepper_at(Ui& ui, Id id, Vec2 right_centre, const StepperSpec& spec);

// ---- chips, badges
// -----------------------------------------------------------------------------------
enum class Tone : std::uint8_t { leaf, lamp, tomato, water, sunk };
Color tone_ground(const Theme& theme, Tone tone);
Color tone_ink(const Theme& theme, Tone tone);
float badge_width(Ui& ui, std::string_view label, int icon = -1);
// 24 high, left edge and middle given; returns its width.
float badge_at(Ui& ui, Vec2 left_middle, Tone tone, std::string_view label, int icon = -1);
float chip_width(Ui& ui, std::span<const Piece> pieces, int icon = -1);
// 36 high on card ground; tappable when id is not empty.
bool chip_at(Ui& ui, Id id, Vec2 top_left, std::span<const Piece> pieces, int icon = -1,
             Color icon_color = {});
// A row of filter chips, dragged sideways when too long; returns the index tapped, else -1. Full
// bleed: the row runs to the screen's edges.
int filter_chips(Ui& ui, Id id, std::span<const std::string_view> labels, int selected,
                 std::string_view name);
// Two to four choices side by side; returns the index tapped, else -1.
int segmented(Ui& ui, Id id, std::span<const std::string_view> labels, int selected,
              std::string_view name);

// ---- choices
// ----------------------------------------------------------------------------------------- One of
// several, 56 high (72 with a note); returns whether it was tapped.
bool radio_row(Ui& ui, Id id, bool selected, std::string_view label, std::string_view note = {},
               std::string_view trailing = {});
bool check_row(Ui& ui, Id id, bool checked, std::string_view label, std::string_view note = {});
// A field that opens a list: shows the chosen text and an arrow; tapped → open your sheet.
bool select_field(Ui& ui, Id id, std::string_view label, std::string_view value,
                  std::string_view placeholder, std::string_view error = {});
// A sheet of choices, for addresses and the like; returns the index chosen, else -1.
struct Choice {
    std::string label;
    std::string note;
};
int select_sheet(Ui& ui, Id id, bool& open, std::string_view title, std::span<const Choice> choices,
                 int selected);

// ---- text fields
// -------------------------------------------------------------------------------------
struct FieldSpec {
    std::string_view label = {};  // above the field; also what readers hear
    std::string_view name = {};   // what readers hear, when there is no label
    std::string_view placeholder = {};
    std::string_view error = {};  // below, in tomato
    std::string_view hint = {};   // below, when there is no error
    FieldKind kind = FieldKind::text;
    EnterKey enter = EnterKey::done;
    std::string_view autocomplete = "off";
    int max_length = 200;        // UTF-16 units
    int lines = 1;               // height, for multiline
    int icon = -1;               // at the left
    std::string_view unit = {};  // at the right: "g", "元"
    bool disabled = false;
};
struct FieldResult {
    bool changed = false;    // `text` was written
    bool submitted = false;  // Enter
    bool blurred = false;    // lost the focus: the time to check
    bool focused = false;
};
FieldResult field(Ui& ui, Id id, const FieldSpec& spec, std::string& text);
// Only the 48 px box (more with `lines`), without label and error.
FieldResult field_at(Ui& ui, Id id, const Rect& rect, const FieldSpec& spec, std::string& text);

// ---- bars
// --------------------------------------------------------------------------------------------
struct TabSpec {
    Icon icon;
    Icon filled;
    std::string_view label;
    std::string_view href = {};
    int count = 0;        // counter, 0: none
    bool urgent = false;  // counter in tomato
};
// Returns the index tapped, else -1.
int tab_bar(Ui& ui, std::span<const TabSpec> tabs, int selected, std::string_view name);

enum class BarAction : std::uint8_t { none, back, end };
struct TopBarSpec {
    std::string_view title = {};
    bool back = true;
    std::string_view end_label = {};  // text link at the right, or
    int end_icon = -1;                // an icon, with
    std::string_view end_name = {};   // its name for readers
};
// 52 high plus the safe area, scrolls with the page.
BarAction top_bar(Ui& ui, const TopBarSpec& spec);

struct CartBarSpec {
    int count = 0;
    std::int64_t fen = 0;
    std::string_view note = {};  // "约 24 分钟送到 · 免配送费"
    std::string_view short_note =
        {};                        // instead, where the note has no room; on two lines if need be
    std::string_view action = {};  // "去结算"
    std::string_view open_name = {};  // for readers, of the bar itself
};
enum class CartAction : std::uint8_t { none, open, checkout };
// The floating bar above the tab bar. Call after tab_bar.
CartAction cart_bar(Ui& ui, const CartBarSpec& spec);

// ---- sheet
// -------------------------------------------------------------------------------------------
// Slides up over a scrim; ×, the scrim, Escape and Back close it (`open` becomes false). Content
// goes into its column.
//   if (Sheet sheet(ui, {"refund"}, text.refund, open); sheet) { ... button(...); }
class Sheet {
public:
    Sheet(Ui& ui, Id id, std::string_view title, bool& open);
    ~Sheet();
    Sheet(const Sheet&) = delete;
    Sheet& operator=(const Sheet&) = delete;
    explicit operator bool() const { return shown_; }

private:
    void open_panel(std::string_view title, float slide);
    Ui& ui_;
    Id id_;
    bool& open_;
    bool shown_ = false;
    bool scrolls_ = false;
    Rect panel_, view_;
    float top_ = 0;
};

// ---- news
// --------------------------------------------------------------------------------------------
struct BannerSpec {
    Tone tone = Tone::lamp;
    int icon = -1;
    std::string_view text = {};
    std::string_view strong = {};  // bold, before the text
    bool strip = false;            // edge to edge without radius (offline)
    bool alert = false;            // read out at once
};
void banner(Ui& ui, Id id, const BannerSpec& spec);
// The red block of what goes wrong without me. Returns whether its button was tapped.
bool alert_card(Ui& ui, Id id, std::string_view title, std::string_view note,
                std::string_view action);
// Lamp, one line what is, one line what to do, one button (none when empty). Returns the tap. On a
// wall all of it is 700 high, more in long words, to be read from across a room.
bool empty_state(Ui& ui, Id id, std::string_view title, std::string_view hint,
                 std::string_view action, bool on_wall = false);
// Item rows as sunk shapes in a card; nothing in the first 200 ms.
void skeleton_rows(Ui& ui, Id id, int rows);
void progress_bar(Ui& ui, const Rect& rect, float part, Color color, std::string_view name,
                  std::string_view words);
// "02:14:36", ticking by itself; below a minute and above it alike. Tabular digits. Returns the
// width.
struct CountdownText {
    std::string text;
    bool over = false;
};
// Asks for the frame in which it changes, when the line at the cursor can be seen; else only for
// the one in which it is over. With `seconds` false: "2 小时 14 分" in whole minutes.
CountdownText countdown(Ui& ui, std::int64_t remaining_ms, bool seconds = true);

// ---- the group's windows
// ----------------------------------------------------------------------------- A row of windows
// stretched to the rectangle's width: over 12 targets two rows, over 24 a bar. Newly lit ones light
// up.
struct WindowsSpec {
    int target = 10;
    int lit = 0;
    std::string_view words = {};  // "还差 3 户", for readers
    bool next_frame = true;       // the next free one is framed
    float gap = 6;
};
float windows_height(int target);
void windows_at(Ui& ui, Id id, const Rect& rect, const WindowsSpec& spec);
// A big window with a name on it and a word beneath: the group page's grid cell (58 × 46 + line).
bool named_window_at(Ui& ui, Id id, const Rect& rect, WindowState state, std::string_view name,
                     std::string_view below);

// ---- people, goods
// ----------------------------------------------------------------------------------- The first
// character of the name in a coloured circle.
void avatar(Ui& ui, Vec2 centre, float diameter, std::string_view name);
struct TileSpec {
    std::string_view url = {};
    std::string_view name = {};  // what readers hear; empty: silent
    TileTone tone = TileTone::leaf;
    float radius = Metrics::tile_radius;
    float picture_part = 0.74f;  // of the side
    bool cover = false;          // a photo fills the tile
    bool faded = false;          // sold out
};
void tile_at(Ui& ui, const Rect& rect, const TileSpec& spec);
// A short clip: the platform lays a real, muted video over this ground. It plays while it is seen,
// by itself unless motion is to be reduced.
void clip_at(Ui& ui, const Rect& rect, std::string_view url, std::string_view name);
// Steps of an order: done ones in leaf, the present one glows in lamp. Height 80.
struct Step {
    std::string_view label;
    std::string_view time;
};
void steps(Ui& ui, std::span<const Step> items, int current, std::string_view words);
// Label left in ink3, value right in ink; 52 high with a hairline unless last.
void fact_row(Ui& ui, std::string_view label, std::string_view value, bool last = false);
void separator(Ui& ui);  // hairline across the column

// ---- codes, keys
// ------------------------------------------------------------------------------------- Big digits
// apart, in the middle of the column, 80 high.
void code_digits(Ui& ui, std::string_view code, std::string_view name);
// Boxes that fill as digits are typed (kiosk).
void code_boxes_at(Ui& ui, const Rect& rect, std::string_view typed, int length);
// Keys 0-9 in `rect`, 3 columns × 4 rows; the corner keys are the caller's words. Returns '0'..'9',
// '<' for the left corner, '>' for the right one, 0 for nothing. Typing on a hardware keyboard
// works too.
struct KeypadSpec {
    std::string_view left_label = {};
    std::string_view right_label = {};  // empty: the backspace icon
    float gap = 8;
    TextStyle style = TextStyle::title;
};
char keypad_at(Ui& ui, Id id, const Rect& rect, const KeypadSpec& spec);

}  // namespace louxia::ui

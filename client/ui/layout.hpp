// Scopes that lay a screen out: page, card, box, foot. What is called while one lives lies on it.
#pragma once

#include <string_view>

#include "client/ui/draw.hpp"
#include "client/ui/ui.hpp"

namespace louxia::ui {

struct PageSpec {
    float margin = Metrics::page_margin;
    float max_width = Metrics::content_max;  // of the column with its margins
    float top = 0;                           // room above the first thing
    float bottom = 20;                       // room below the last thing, above the bars
    bool scrolls = true;                     // false: exactly the screen (kiosk)
    bool panes = false;                      // may hold Panes: wider where two columns fit
};

// The screen's column. One per frame; bars and sheets come after or inside it.
class Page {
public:
    explicit Page(Ui& ui, PageSpec spec = {});
    ~Page();
    Page(const Page&) = delete;
    Page& operator=(const Page&) = delete;

private:
    Ui& ui_;
    PageSpec spec_;
};

struct CardSpec {
    float padding_x = Metrics::card_padding;
    float padding_y = Metrics::card_padding;
    float radius = Metrics::card_radius;
    Lift lift = Lift::card;
    Color ground{};     // {}: card
    Color ground_to{};  // {}: plain; else a vertical gradient from `ground` (the group card: dusk_a
                        // to dusk_b)
    Color border{};     // {}: none
};

// A ground that grows with its content. Moves the outer column below itself when it ends.
class Card {
public:
    explicit Card(Ui& ui, CardSpec spec = {});
    Card(Ui& ui, const Rect& at,
         CardSpec spec);  // at a place of its own: x, y, w; the outer column stays
    ~Card();
    Card(const Card&) = delete;
    Card& operator=(const Card&) = delete;
    Rect inner() const;  // x, y, w of its content; h nothing

private:
    void open();
    Ui& ui_;
    CardSpec spec_;
    Rect at_;
    bool in_column_;
};

// An inset block inside a card: sunk ground, radius 12, padding 12.
CardSpec box_spec(const Theme& theme);
// The group card's green ground.
CardSpec dusk_spec(const Theme& theme);

// A column at a place, without ground: for two columns beside each other.
class Column {
public:
    Column(Ui& ui, const Rect& at) : ui_(ui) { ui.push_column(at); }
    ~Column() { ui_.pop_column(); }
    Column(const Column&) = delete;
    Column& operator=(const Column&) = delete;

private:
    Ui& ui_;
};

// Two columns beside each other on a tablet, one below the other on a phone; in a page with
// `panes`. What is called first lies in the first one, what is called after next() in the second.
class Panes {
public:
    enum class First : std::uint8_t {
        half,   // two alike, the first at the left
        aside,  // the first is narrow and at the right, where it stays in sight
    };
    explicit Panes(Ui& ui, First first = First::half);
    ~Panes();
    Panes(const Panes&) = delete;
    Panes& operator=(const Panes&) = delete;
    void next();
    bool two() const { return two_; }

private:
    Ui& ui_;
    First first_;
    Rect whole_;
    bool two_;
    float first_top_ = 0;
    float first_bottom_ = 0;
};

// The fixed bar at the foot of a page, `height` of content plus its padding and the safe area.
// Nothing else of the bottom is taken; use instead of a tab bar.
class Foot {
public:
    explicit Foot(Ui& ui, float height = 48);
    ~Foot();
    Foot(const Foot&) = delete;
    Foot& operator=(const Foot&) = delete;
    Rect rect() const { return content_; }  // where the content goes

private:
    Ui& ui_;
    Rect content_;
};

// Draws on a layer above the page, at places of the viewport.
class OnLayer {
public:
    OnLayer(Ui& ui, Layer layer) : ui_(ui) { ui.push_layer(layer); }
    ~OnLayer() { ui_.pop_layer(); }
    OnLayer(const OnLayer&) = delete;
    OnLayer& operator=(const OnLayer&) = delete;

private:
    Ui& ui_;
};

// What is called meanwhile looks as by day: what people scan or send on stays light at night.
class InLight {
public:
    explicit InLight(Ui& ui) : ui_(ui), before_(ui.use_theme(light_theme())) {}
    ~InLight() { ui_.use_theme(before_); }
    InLight(const InLight&) = delete;
    InLight& operator=(const InLight&) = delete;

private:
    Ui& ui_;
    const Theme& before_;
};

// Draws on the page's ground: what is called meanwhile lies under every card, also under one that
// is drawn later at the same place (a map below a card's edge).
class OnGround {
public:
    explicit OnGround(Ui& ui) : ui_(ui) {
        ui.begin_ground();
        ui.enter_ground();
    }
    ~OnGround() { ui_.leave_ground(); }
    OnGround(const OnGround&) = delete;
    OnGround& operator=(const OnGround&) = delete;

private:
    Ui& ui_;
};

// A group for readers: list, item, navigation, named group.
class Group {
public:
    Group(Ui& ui, Id id, Role role, std::string_view name = {}, int position = 0, int count = 0);
    ~Group() { ui_.close_group(); }
    Group(const Group&) = delete;
    Group& operator=(const Group&) = delete;

private:
    Ui& ui_;
};

// Rows of one height in the column, `count` of them; only those on screen are drawn, all are
// counted for readers. fn(index, Rect row). Tall lists stay cheap.
template <typename Fn>
void virtual_rows(Ui& ui, Id id, std::string_view name, int count, float row_height, Fn&& fn) {
    const Rect all = ui.take(row_height * static_cast<float>(count));
    if (count <= 0 || row_height <= 0) return;
    const Group group(ui, id, Role::list, name, 0, count);
    // One screen more on each side, so that a fast fling meets rows a reader can already reach.
    const float ahead = 240;
    const int first = std::max(0, static_cast<int>((-ahead - all.y) / row_height));
    const int last =
        std::min(count - 1, static_cast<int>((ui.height() + ahead - all.y) / row_height));
    for (int i = first; i <= last; ++i) {
        const Group item(ui, id.child("row", static_cast<std::uint64_t>(i)), Role::list_item, {},
                         i + 1, count);
        fn(i, Rect{all.x, all.y + row_height * static_cast<float>(i), all.w, row_height});
    }
}

}  // namespace louxia::ui

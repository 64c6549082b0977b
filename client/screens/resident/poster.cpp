#include <algorithm>

#include "client/platform/platform.hpp"
#include "client/screens/resident/parts.hpp"
#include "client/screens/resident/qr.hpp"
#include "client/ui/fonts.hpp"

namespace louxia::screens {

using namespace ui;

namespace {

constexpr std::string_view kept_as = "poster";
constexpr float head_height = 256;
constexpr float poster_height = head_height + 318;
constexpr float poster_margin = 20;
constexpr double pictures_come_ms = 900;  // until its pictures are there, in most cases

std::string count_words(const Face& face, const api::GroupView& group) {
    if (group.state != GroupState::open) return group_state_words(face, group);
    const std::int32_t missing = std::max(0, group.target_households - group.households);
    return format(face.words.common.missing, {missing});
}

void poster_head(const Face& face, const api::GroupView& group, const Rect& at, float radius) {
    Ui& ui = face.ui;
    const Theme& theme = face.theme();
    const auto& words = face.words.resident;
    gradient(ui, {at.x, at.y, at.w, head_height}, theme.dusk_a, theme.dusk_b, radius, Corners::top);
    const float side = at.right() - 90;
    lamp(ui, {side, at.y}, 26, 40, true, theme.on_dusk, theme.on_dusk);
    ellipse(ui, {side, at.y + 192}, 54, 7, theme.dusk_b);
    picture(ui, {side - 56, at.y + 82, 112, 112}, picture_url(group.picture, 112 * ui.dpr()),
            Fit::contain);
    const Rect text{at.x + poster_margin, at.y, at.w - 2 * poster_margin, 0};
    const std::string by = face.state.home.value ? face.state.home.value->community.name + " · " +
                                                       face.state.home.value->community.leader_name
                                                 : std::string();
    label_at(ui, {text.x, at.y + 20, text.w - 130, 20}, TextStyle::label, theme.on_dusk2, by);
    draw_wrapped(ui, {text.x, at.y + 46, 178, 120}, TextStyle::big, theme.on_dusk, group.title, 3);
    label_at(ui, {text.x, at.y + 172, text.w - 130, 18}, TextStyle::note, theme.on_dusk2,
             format(words.before_delivered, {clock_words(face, group.deliver_before)}));
    Slicer foot(Rect{text.x, at.y + 200, text.w, 40});
    const std::string count = count_words(face, group);
    const std::string when = format(words.true_at, {moment_words(face, face.now)});
    const float wide =
        std::max(text_width(ui, TextStyle::title, count), text_width(ui, TextStyle::small, when));
    const Rect right = foot.right(wide + 2, 14);
    label_at(ui, {right.x, right.y - 4, right.w, 28}, TextStyle::title, theme.dusk_amber, count,
             Align::right);
    label_at(ui, {right.x, right.y + 26, right.w, 16}, TextStyle::small, theme.on_dusk2, when,
             Align::right);
    windows_at(ui, {"poster windows"}, foot.rest(),
               {.target = group.target_households, .lit = group.households, .gap = 4});
}

void poster_price(const Face& face, const api::GroupView& group, const Rect& row) {
    Ui& ui = face.ui;
    const Theme& theme = face.theme();
    const auto& words = face.words.resident;
    Slicer cut(row);
    const auto saved = subtract(group.single_price, group.price);
    if (saved && !saved->is_negative() && !saved->is_zero()) {
        const std::string single = yuan(group.single_price);
        const float wide = text_width(ui, TextStyle::note, single);
        const Rect right = cut.right(100, 8);
        label_at(ui, {right.x, right.y + 4, right.w, 18}, TextStyle::note, theme.ink3, single,
                 Align::right);
        strike(ui, {right.right() - wide, right.y + 4}, wide, TextStyle::note, theme.ink3);
        label_at(ui, {right.x, right.y + 24, right.w, 20}, TextStyle::label_bold, theme.leaf_ink,
                 format(words.saves, {yuan(*saved)}), Align::right);
    }
    const PriceSpec price{.fen = group.price.fen(), .size = PriceSize::large};
    price_at(ui, cut.left(price_width(ui, price), 10), price);
    label_at(ui, cut.rest().moved(0, 4), TextStyle::note, theme.ink3,
             format(words.contents_note, {group.contents.size(), group.serves}));
}

void poster_goods(const Face& face, const api::GroupView& group, const Rect& row) {
    Ui& ui = face.ui;
    constexpr int shown_max = 5;
    constexpr TileTone tones[] = {TileTone::meat, TileTone::water, TileTone::leaf, TileTone::leaf,
                                  TileTone::earth};
    const int count = std::min(shown_max, static_cast<int>(group.contents.size()));
    for (int i = 0; i < count; ++i) {
        const api::GroupContentView& content = group.contents[static_cast<std::size_t>(i)];
        const api::ItemView* item = face.state.item(content.item);
        const Rect cell = column_of(row, i, shown_max, 10);
        goods_tile(face, {cell.x, cell.y, cell.w, cell.w}, content.picture,
                   item != nullptr ? tone_of(item->category) : tones[i]);
        label_at(ui, {cell.x - 4, cell.y + cell.w + 4, cell.w + 8, 16}, TextStyle::small,
                 face.theme().ink2, content.name, Align::centre);
    }
}

void poster_code(const Face& face, const api::GroupView& group, const std::string& link,
                 const Rect& at) {
    Ui& ui = face.ui;
    const Theme& theme = face.theme();
    const auto& words = face.words.resident;
    surface(ui, at, Metrics::card_radius, Lift::card, theme.card);
    const QrMatrix& matrix = qr_matrix(link);
    Slicer row(at.inset(10, 10));
    qr_code(ui, row.left(at.h - 20, 12), matrix.modules, matrix.size, true);
    const Rect text = row.rest();
    draw_wrapped(ui, {text.x, text.y + 4, text.w, 48}, TextStyle::name, theme.ink,
                 words.poster_call, 2);
    draw_wrapped(
        ui, {text.x, text.bottom() - 40, text.w, 36}, TextStyle::note, theme.lamp_ink,
        format(words.honest, {group.target_households, clock_words(face, group.cutoff_at)}), 2);
}

/// The whole poster, `poster_height` high, in the light of the day, also at night.
void poster_at(const Face& face, const api::GroupView& group, const std::string& link,
               const Rect& at, float radius) {
    const InLight light(face.ui);
    fill(face.ui, at, face.theme().paper, radius);
    poster_head(face, group, at, radius);
    Slicer below(Rect{at.x + poster_margin, at.y + head_height + 12, at.w - 2 * poster_margin,
                      poster_height - head_height - 12 - poster_margin});
    poster_price(face, group, below.top(52, 8));
    poster_goods(face, group, below.top(86, 12));
    poster_code(face, group, link, below.rest());
}

/// The poster's picture, to be saved: for one frame it is all that is drawn, and nobody sees that.
void keep_poster(const Face& face, const api::GroupView& group, const std::string& link) {
    Ui& ui = face.ui;
    const Rect whole{0, 0, std::min(ui.width(), 390.f), poster_height};
    const OnLayer over(ui, Layer::toast);
    poster_at(face, group, link, whole, 0);
    ui.platform().capture(kept_as, whole.w, whole.h);
}

}  // namespace

void poster_sheet(const Face& face, const api::GroupView& group, bool& open) {
    Ui& ui = face.ui;
    const auto& words = face.words.resident;
    float& kept = ui.memory({"poster kept"});
    Sheet sheet(ui, {"poster_sheet"}, words.poster, open);
    if (!sheet) {
        kept = 0;
        return;
    }
    const std::string link = face.origin() + "/g/" + group.group.text();
    const Rect at = ui.take(poster_height);
    poster_at(face, group, link, at, Metrics::card_radius);
    // Anew when somebody joins: the count on it was true at its time.
    const float wanted = static_cast<float>(group.households) + 1;
    const float came = ui.animate({"poster came"}, 1, static_cast<float>(pictures_come_ms));
    const bool fits = ui.height() >= poster_height;
    if (came >= 1 && kept != wanted && fits) {
        keep_poster(face, group, link);
        // Once more while letters are missing that no face has shown yet.
        if (!ui.fonts().incomplete()) kept = wanted;
    }
    const std::string picture = kept == wanted ? ui.platform().captured(kept_as) : std::string();
    if (!picture.empty()) {
        // A real picture over the drawn one: a long press saves it as any other.
        Node node;
        node.id = {"poster picture"};
        node.role = ui::Role::image;
        node.name = group.title + " · " + count_words(face, group);
        node.value = picture;
        node.rect = at;
        ui.node(std::move(node));
    }
    ui.space(12);
    const ButtonOf buttons[] = {
        {{"poster_save"},
         {.kind = ButtonKind::secondary,
          .label = words.save_picture,
          .icon = icon_of(Icon::poster),
          .disabled = picture.empty()}},
        {{"poster_copy"},
         {.kind = ButtonKind::primary, .label = words.copy_text, .icon = icon_of(Icon::copy)}}};
    switch (button_row(ui, buttons)) {
        case 0:
            ui.platform().save_captured(kept_as, "louxia-" + group.group.text() + ".png");
            break;
        case 1:
            copy_share_text(face, group);
            open = false;
            break;
        default: break;
    }
}

}  // namespace louxia::screens

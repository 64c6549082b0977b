#include <algorithm>

#include "client/platform/platform.hpp"
#include "client/ui/text/kit.hpp"
#include "client/ui/widgets.hpp"

namespace louxia::ui {

namespace {

constexpr float header = 62;     // grip and title row
constexpr float foot_room = 20;  // below the content
constexpr float pull_away = 96;  // this far down, it closes

}  // namespace

Sheet::Sheet(Ui& ui, Id id, std::string_view title, bool& open) : ui_(ui), id_(id), open_(open) {
    if (!open) return;
    const bool over = ui.modal_now();
    Ui::SheetState& state = ui.sheet_state(id);
    if (state.dismissed) {
        open = false;
        ui.forget_sheet(id);
        return;
    }
    if (!state.shown) {
        state.shown = state.layer_pushed = true;
        ui.platform().push_layer();
        ui.restart(id.child("slide"), 0);
    }
    shown_ = true;
    ui.push_layer(over ? Layer::sheet_over : Layer::sheet);
    // The first frame measures the content below the screen's edge; then it slides up.
    const bool measured = state.content_height > 0;
    const float slide = measured ? ui.animate(id.child("slide"), 1, Motion::sheet) : 0;
    const float safe = ui.platform().viewport().safe_bottom;
    const float outer = std::min(ui.width(), Metrics::content_max);
    const float frame = header + foot_room + safe;
    const float height = std::min(frame + state.content_height, ui.height() * 0.92f);
    panel_ = ui.snap(Rect{(ui.width() - outer) / 2, ui.height() - height * slide, outer, height});
    // Pulled far enough by its head it goes; else it comes back from where it was let go.
    const Ui::Pull pull = ui.pull_down(id.child("grip"));
    if (!pull.let_go) {
        panel_.y += ui.snap(pull.by);
    } else if (pull.by > std::min(pull_away, height / 2)) {
        open_ = false;
    } else {
        ui.restart(id.child("slide"), 1 - pull.by / height);
    }
    ui.set_settling(slide < 1 ? ui.height() - height - panel_.y : 0);
    open_panel(title, slide);
    view_ = {panel_.x + 16, panel_.y + header, panel_.w - 32, height - frame};
    scrolls_ = state.content_height > view_.h + 0.5f;
    top_ = view_.y;
    if (scrolls_) {
        const Rect wide{panel_.x, view_.y, panel_.w, view_.h};
        top_ -= ui.begin_scroller(id.child("scroll"), wide, state.content_height, false, title);
    }
    ui.push_column({view_.x, top_, view_.w, 0});
}

void Sheet::open_panel(std::string_view title, float slide) {
    const Theme& t = ui_.theme();
    ui_.begin_ground();
    ui_.enter_ground();
    fill(ui_, ui_.screen().inset(0, -400), Color::rgb(0x18160E).with_alpha(.46f * slide));
    lift(ui_, panel_, Metrics::sheet_radius, Lift::floating);
    // Past the lower edge, so that a keyboard's edge never shows a gap.
    fill(ui_, {panel_.x, panel_.y, panel_.w, panel_.h + 400}, t.card, Metrics::sheet_radius,
         Corners::top);
    ui_.leave_ground();
    ui_.begin_ground();  // cards on the sheet lie on its ground
    const float settling = ui_.settling();
    ui_.set_settling(0);
    ui_.block(ui_.screen());
    if (ui_.tappable(id_.child("scrim"), ui_.screen())) open_ = false;
    ui_.set_settling(settling);
    ui_.block(panel_);
    ui_.grip(id_.child("grip"), {panel_.x, panel_.y, panel_.w, header});
    Node dialog;
    dialog.id = id_;
    dialog.role = Role::dialog;
    dialog.name = std::string(title);
    dialog.rect = panel_;
    ui_.open_group(std::move(dialog));
    fill(ui_, ui_.snap(Rect{panel_.mid_x() - 18, panel_.y + 8, 36, 4}), t.line, 2);
    Slicer row(Rect{panel_.x + 16, panel_.y + 18, panel_.w - 22, 44});
    const Rect cross = row.right(44, 8);
    heading_at(ui_, row.rest(), TextStyle::head, t.ink, title);
    if (icon_button(ui_, id_.child("close"), cross.centre(), Icon::x, ui_.text().close, {}, {}, 44,
                    22)) {
        open_ = false;
    }
}

Sheet::~Sheet() {
    if (!shown_) return;
    const float content = ui_.pop_column() - top_;
    if (scrolls_) ui_.end_scroller();
    ui_.close_group();
    ui_.leave_ground();
    ui_.pop_layer();
    ui_.set_settling(0);
    Ui::SheetState& state = ui_.sheet_state(id_);
    if (state.content_height != content) {
        state.content_height = content;
        ui_.wake();
    }
    if (!open_) ui_.wake();
}

int select_sheet(Ui& ui, Id id, bool& open, std::string_view title, std::span<const Choice> choices,
                 int selected) {
    int chosen = -1;
    if (Sheet sheet(ui, id, title, open); sheet) {
        for (std::size_t i = 0; i < choices.size(); ++i) {
            const Choice& choice = choices[i];
            const bool on = static_cast<int>(i) == selected;
            if (radio_row(ui, id.child("choice", i), on, choice.label, choice.note)) {
                chosen = static_cast<int>(i);
                open = false;
            }
            if (i + 1 < choices.size()) separator(ui);
        }
    }
    return chosen;
}

}  // namespace louxia::ui

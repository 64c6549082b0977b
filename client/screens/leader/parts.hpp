#pragma once

#include "client/screens/face.hpp"

/// Pieces that the leader's and the shop's faces share among themselves.
namespace louxia::screens {

/// A flag that a screen keeps from frame to frame: an open sheet, a folded part.
class KeptFlag {
public:
    KeptFlag(ui::Ui& ui, ui::Id id) : on(ui.memory(id) > 0), kept_(ui.memory(id)) {}
    ~KeptFlag() { kept_ = on ? 1.f : 0.f; }
    KeptFlag(const KeptFlag&) = delete;
    KeptFlag& operator=(const KeptFlag&) = delete;
    bool on;

private:
    float& kept_;
};

/// What a text field holds: the element's own text while it is being written, else `shown`.
[[nodiscard]] std::string field_text(ui::Ui& ui, ui::Id id, std::string_view shown);
/// A whole number without sign; nothing when it is none or above `max`.
[[nodiscard]] std::optional<std::int64_t> whole_number(std::string_view text, std::int64_t max);

/// Asks once before something that cannot be taken back; opened by keeping 1 under `id`. True when
/// it was confirmed.
struct Ask {
    std::string_view title;
    std::string_view note;
    std::string_view action;
    ui::ButtonKind kind = ui::ButtonKind::primary;
};
[[nodiscard]] bool ask_sheet(const Face& face, ui::Id id, const Ask& ask);
void open_sheet(const Face& face, ui::Id id);

/// Label left, link right, 28 high.
bool head_with_link(const Face& face, std::string_view title, ui::Id id, std::string_view link,
                    ui::Icon icon);

void leader_tabs(const Face& face, model::Page page);
/// Mini windows, title, how far it is, countdown; 76 high. True when tapped.
bool leader_group_row(const Face& face, const api::GroupView& group, bool last);
/// Lets the leader choose a supplier's sheet for that day's list.
void choose_sheet(const Face& face, CivilDate date);
[[nodiscard]] CivilDate day_after(CivilDate date, int days);
[[nodiscard]] CivilDate today_of(const Face& face);
/// Empty while the list stands still; else when it comes out by itself, or that it is out.
[[nodiscard]] std::string list_state_words(const Face& face, const api::LeaderList& list);

void draw_leader_today(const Face& face);
/// What was delivered, and the sheet that gives money back.
void delivered_card(const Face& face, const std::vector<api::OrderView>& delivered);
void draw_leader_list(const Face& face);
void draw_leader_groups(const Face& face);
void draw_leader_households(const Face& face);
void draw_leader_picking(const Face& face);

/// The sheet between choosing a file and accepting it takes the list's place.
void draw_import(const Face& face);
/// The form of one item, when there is one.
void item_sheet(const Face& face);
/// The form of a new group, when there is one.
void group_form_sheet(const Face& face);
void start_group_form(const Face& face);

/// The counter of a hub: orders to do and to hand out, totals, stock.
void shop_board(const Face& face);

}  // namespace louxia::screens

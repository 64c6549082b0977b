#include <algorithm>
#include <array>

#include "client/platform/platform.hpp"
#include "client/screens/shop/parts.hpp"

namespace louxia::screens {

using namespace ui;

namespace {

constexpr std::int64_t pad_idle_ms = 20 * second_ms;

/// A code half typed, or an answer that has been read, goes by itself.
void forget_pad(const Face& face) {
    const model::KioskPad& pad = face.state.pad;
    if (pad.typed.empty() && !pad.collected && !pad.refusal) return;
    const std::int64_t left = face.state.server_now(pad.touched_at.ms) + pad_idle_ms - face.now;
    if (left <= 0) {
        face.send(model::PadIdle{});
    } else {
        face.ui.wake_in(static_cast<double>(left));
    }
}

int view_chips(const Face& face, const Board& board) {
    Ui& ui = face.ui;
    const auto& words = face.words.staff;
    const auto to_do = std::count_if(board.orders.begin(), board.orders.end(), is_to_do);
    const std::array<std::string, 4> names{
        format(words.view_to_do, {to_do}),
        format(words.view_hand_out, {static_cast<std::int64_t>(board.orders.size()) - to_do}),
        words.totals, words.stock};
    const std::array<std::string_view, 4> labels{names[0], names[1], names[2], names[3]};
    float& kept = ui.memory({"shop_view"});
    const int chosen =
        filter_chips(ui, {"shop_views"}, labels, static_cast<int>(kept), words.views_name);
    if (chosen >= 0) kept = static_cast<float>(chosen);
    ui.space(12);
    return static_cast<int>(kept);
}

void hub_chips(const Face& face) {
    if (!face.state.home.value) return;
    const auto& hubs = face.state.home.value->community.hubs;
    const HubId shown =
        face.state.shop_board.value ? face.state.shop_board.value->hub.hub : face.state.shop_hub;
    std::vector<std::string_view> labels;
    int selected = -1;
    for (std::size_t i = 0; i < hubs.size(); ++i) {
        labels.push_back(hubs[i].name);
        if (hubs[i].hub == shown) selected = static_cast<int>(i);
    }
    const int chosen =
        filter_chips(face.ui, {"hubs"}, labels, selected, face.words.staff.choose_hub);
    if (chosen >= 0 && chosen != selected) {
        face.send(model::ChooseHub{hubs[static_cast<std::size_t>(chosen)].hub});
    }
    face.ui.space(4);
}

void shop_header(const Face& face) {
    Ui& ui = face.ui;
    const auto& words = face.words.staff;
    ui.space(ui.platform().viewport().safe_top + 12);
    Slicer row(ui.take(56));
    const Rect me = row.right(44, 8);
    if (icon_button(ui, {"me"}, me.centre(), Icon::me, face.words.leader.to_me)) {
        face.open(model::Page::me);
    }
    Slicer lines(row.rest());
    const auto& board = face.state.shop_board.value;
    const std::string name = board           ? board->hub.name
                             : face.state.me ? face.state.me->hub_name
                                             : std::string();
    heading_at(ui, lines.top(34), TextStyle::title, face.theme().ink, name, 1);
    if (board) {
        label_at(ui, lines.rest(), TextStyle::note, face.theme().ink2,
                 board->hub.place + " · " + format(words.done_today, {board->done_today}));
    }
    ui.space(8);
}

}  // namespace

void shop_board(const Face& face) {
    if (!loaded(face, face.state.shop_board)) return;
    const Board& board = *face.state.shop_board.value;
    const int view = view_chips(face, board);
    if (view <= 1) coming_card(face, board, view == 0);
    if (view == 1) hand_out_pad(face);
    if (view <= 1) shop_orders(face, board, view == 0);
    if (view == 2) pick_totals(face, board);
    if (view == 3) stock_rows(face, board);
}

void draw_shop(const Face& face) {
    const bool works_here = face.state.me && api::shop_roles.has(face.state.me->role);
    if (face.state.me_known && !works_here) return draw_sign_in_needed(face);
    const Page page(face.ui);
    notices(face);
    shop_header(face);
    shop_board(face);
    forget_pad(face);
}

void draw_leader_picking(const Face& face) {
    {
        const Page page(face.ui);
        notices(face);
        top_bar(face.ui, {.title = face.words.leader.tabs[2], .back = false});
        hub_chips(face);
        shop_board(face);
    }
    leader_tabs(face, model::Page::leader_picking);
}

}  // namespace louxia::screens

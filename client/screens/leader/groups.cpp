#include "client/screens/leader/parts.hpp"

namespace louxia::screens {

using namespace ui;

namespace {

bool may_cancel(GroupState state) {
    return state == GroupState::open || state == GroupState::formed;
}

/// The group under the question keeps its place in the list from frame to frame.
void cancel_ask(const Face& face, const std::vector<api::GroupView>& groups) {
    const auto& words = face.words.leader;
    const auto index = static_cast<std::size_t>(face.ui.memory({"cancel_group"}));
    if (index >= groups.size()) return;
    const api::GroupView& group = groups[index];
    const std::string title = format(words.cancel_group_ask, {group.title});
    const std::string note = format(words.cancel_group_note, {group.households, yuan(group.price)});
    if (ask_sheet(face, {"cancel_ask"},
                  {.title = title,
                   .note = note,
                   .action = words.cancel_group,
                   .kind = ButtonKind::danger})) {
        face.send(model::CancelGroupNow{group.group});
    }
}

void group_block(const Face& face, const api::GroupView& group, std::size_t index) {
    Ui& ui = face.ui;
    const auto& words = face.words.leader;
    const std::uint64_t id = group.group.value;
    const Card card(ui, CardSpec{.padding_y = 8});
    const bool cancellable = may_cancel(group.state);
    const auto open = [&] { face.open(model::Page::group, id); };
    if (leader_group_row(face, group, !cancellable)) open();
    if (!cancellable) return;
    ui.space(12);
    if (group.state == GroupState::formed && group.cutoff_at > face.now) {
        if (button(ui, Id("close", id),
                   {.kind = ButtonKind::outline,
                    .size = ButtonSize::medium,
                    .label = words.close_group,
                    .waiting = face.state.is_pending(api::CloseGroup::name, id)})) {
            face.send(model::CloseGroupNow{group.group});
        }
        ui.space(8);
    }
    const ButtonOf buttons[] = {{Id("cancel", id),
                                 {.kind = ButtonKind::outline,
                                  .size = ButtonSize::medium,
                                  .label = words.cancel_group,
                                  .waiting = face.state.is_pending(api::CancelGroup::name, id)}},
                                {Id("share", id),
                                 {.kind = ButtonKind::secondary,
                                  .size = ButtonSize::medium,
                                  .label = words.share_group,
                                  .icon = icon_of(Icon::poster)}}};
    const int tapped = button_row(ui, buttons);
    if (tapped == 0) {
        ui.memory({"cancel_group"}) = static_cast<float>(index);
        open_sheet(face, {"cancel_ask"});
    } else if (tapped == 1) {
        open();
    }
    ui.space(8);
    refusal_banner(face, Id("cancel_refused", id), face.state.refusal(api::CancelGroup::name, id));
}

}  // namespace

void draw_leader_groups(const Face& face) {
    Ui& ui = face.ui;
    const auto& words = face.words.leader;
    {
        const Page page(ui);
        notices(face);
        top_bar(ui, {.title = words.tabs[3], .back = false});
        if (loaded(face, face.state.leader_today)) {
            const auto& groups = face.state.leader_today.value->groups;
            if (button(ui, {"open_group"},
                       {.label = words.new_group, .icon = icon_of(Icon::plus)})) {
                start_group_form(face);
            }
            for (std::size_t i = 0; i < groups.size(); ++i) {
                ui.space(Metrics::card_gap);
                group_block(face, groups[i], i);
            }
            if (groups.empty()) {
                ui.space(24);
                empty_state(ui, {"no_groups"}, words.no_groups, words.no_groups_hint, {});
            }
            cancel_ask(face, groups);
        }
    }
    leader_tabs(face, model::Page::leader_groups);
    group_form_sheet(face);
}

}  // namespace louxia::screens
